import sharp, { type Sharp } from 'sharp';
import type { OutputFormat } from './output-format.ts';
import type { VariantOptions } from './variant.ts';

/**
 * Renders a variant of an original into a file: turned the right way up, scaled down, and without
 * metadata. Animations keep all their frames.
 *
 * @throws Error of sharp when the original cannot be decoded.
 */
export async function renderVariant(
  original: string,
  target: string,
  { width, height }: VariantOptions,
  format: OutputFormat,
): Promise<void> {
  const animated = format === 'gif' || format === 'webp';
  const image = sharp(original, { animated, failOn: 'error' })
    .autoOrient()
    .resize({ width, height, fit: 'inside', withoutEnlargement: true });
  await encode(image, format).toFile(target);
}

function encode(image: Sharp, format: OutputFormat): Sharp {
  switch (format) {
    case 'avif':
      return image.avif({ quality: 55, effort: 2 });
    case 'webp':
      return image.webp({ quality: 80, effort: 2 });
    case 'jpeg':
      // JPEG has no transparency.
      return image.flatten({ background: '#ffffff' }).jpeg({ quality: 85, progressive: true });
    case 'png':
      return image.png();
    case 'gif':
      return image.gif();
  }
}
