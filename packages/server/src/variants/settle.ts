import sharp, { type Sharp } from 'sharp';

/**
 * Does what was asked of an image so far, since sharp has an order of its own within one pipeline. Of
 * an animation only the first frame stays. PNG loses nothing, and it keeps Exif.
 */
export async function settle(image: Sharp): Promise<Sharp> {
  return sharp(await image.keepExif().png({ compressionLevel: 0 }).toBuffer());
}
