import sharp, { type Sharp } from 'sharp';
import { readCopyright } from '../pictures/copyright-exif.ts';
import type { Original } from './open-picture.ts';
import type { OutputFormat } from './output-format.ts';
import type { MetadataMode } from './variant.ts';

/**
 * Keeps so much of a picture's Exif as is wanted. Only JPEGs made of JPEGs keep any: the service says
 * that PNG and WebP never do, and nothing of AVIF, where silence is safe.
 */
export async function keepMetadata(
  image: Sharp,
  original: Original,
  mode: MetadataMode,
  format: OutputFormat,
): Promise<Sharp> {
  if (mode === 'none' || format !== 'jpeg' || original.mediaType !== 'image/jpeg') return image;
  const { exif } = await sharp(original.file, { failOn: 'none' }).metadata();
  // The pixels are upright by now, and Exif that is written anew may be read by more programs than before.
  if (mode === 'keep') return exif ? image.withExifMerge({ IFD0: { Orientation: '1' } }) : image;
  const copyright = exif ? readCopyright(exif) : {};
  return Object.keys(copyright).length > 0 ? image.withExif({ IFD0: { ...copyright } }) : image;
}
