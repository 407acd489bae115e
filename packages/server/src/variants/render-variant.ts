import { access } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { fitPicture } from './fit-picture.ts';
import { keepMetadata } from './keep-metadata.ts';
import { type Original, openPicture } from './open-picture.ts';
import type { OutputFormat } from './output-format.ts';
import { outputSize, trimRegion } from './output-size.ts';
import { RenderRefusal, undecodable } from './render-refusal.ts';
import type { Border, Rendition } from './rendition.ts';

// Nothing that is let in takes as long, unless it was made to.
const PATIENCE_SECONDS = 60;

/**
 * Renders an original into a file, the right way up. Animations keep all their frames where the format
 * has frames, unless something is asked for that would have to be done to each of them: trim, turn,
 * flip, a border.
 *
 * @throws RenderRefusal when it cannot be decoded, or nothing would be left of it.
 */
export async function renderVariant(
  original: Original,
  target: string,
  rendition: Rendition,
  format: OutputFormat,
): Promise<void> {
  try {
    const image = await picture(original, rendition, format);
    await encode(image, rendition, format).timeout({ seconds: PATIENCE_SECONDS }).toFile(target);
  } catch (error) {
    // A full disk is no fault of the picture.
    if (error instanceof RenderRefusal || (error as NodeJS.ErrnoException).code) throw error;
    // Nor is a file that is not there, of which sharp speaks without a code.
    await access(original.file);
    throw undecodable(error);
  }
}

async function picture(
  original: Original,
  rendition: Rendition,
  format: OutputFormat,
): Promise<Sharp> {
  const sizes = outputSize(original, rendition);
  const animated = !rendition.still && !needsStages(rendition) && hasFrames(format);
  const source = await turn(await openPicture(original, animated), original, rendition);
  const fitted = fitPicture(source, rendition, sizes);
  const finished = await frame(adjust(fitted, rendition), rendition.border);
  return keepMetadata(finished, original, rendition.metadata, format);
}

function hasFrames(format: OutputFormat): boolean {
  return format === 'gif' || format === 'webp';
}

function needsStages({ trim, rotate, flip, border }: Rendition): boolean {
  return Boolean(trim || rotate || flip || border);
}

/** Trims, flips and turns, in this order; then the picture is as if it had come so. */
async function turn(image: Sharp, original: Original, rendition: Rendition): Promise<Sharp> {
  const { trim, rotate, flip } = rendition;
  const steps: ((image: Sharp) => Sharp)[] = [];
  if (trim) steps.push((one) => one.extract(trimRegion(original, trim)));
  if (flip) steps.push((one) => mirror(one, flip));
  if (rotate) steps.push((one) => one.rotate(rotate));
  if (steps.length === 0) return image;
  let turned = await finish(image);
  for (const step of steps) turned = await finish(step(turned));
  return turned;
}

function mirror(image: Sharp, flip: NonNullable<Rendition['flip']>): Sharp {
  const across = flip === 'v' ? image : image.flop();
  return flip === 'h' ? across : across.flip();
}

/** A border goes around everything else. */
async function frame(image: Sharp, border: Border | undefined): Promise<Sharp> {
  if (!border) return image;
  return (await finish(image)).extend({ ...border.sides, background: border.colour });
}

/**
 * Does what was asked of an image so far, since sharp has an order of its own within one pipeline. PNG
 * loses nothing and keeps Exif.
 */
async function finish(image: Sharp): Promise<Sharp> {
  return sharp(await image.keepExif().png({ compressionLevel: 0 }).toBuffer());
}

function adjust(image: Sharp, rendition: Rendition): Sharp {
  const { blur, sharpen, brightness, saturation, contrast, gamma, background } = rendition;
  if (background) image.flatten({ background });
  if (blur) image.blur({ sigma: blur, precision: 'approximate' });
  if (sharpen) image.sharpen({ sigma: 1, m1: sharpen, m2: 2 * sharpen });
  if (brightness !== undefined || saturation !== undefined) {
    image.modulate({ brightness: brightness ?? 1, saturation: saturation ?? 1 });
  }
  // Middle grey stays as it is.
  if (contrast) image.linear(contrast, 128 * (1 - contrast));
  if (gamma) expose(image, gamma);
  return image;
}

/** sharp darkens before resizing and lightens after it, to be even; of the two only one is wanted. */
function expose(image: Sharp, gamma: number): void {
  const MOST = 3;
  if (gamma > 1) image.gamma(1, Math.min(MOST, gamma));
  else image.gamma(Math.min(MOST, 1 / gamma), 1);
}

function encode(image: Sharp, rendition: Rendition, format: OutputFormat): Sharp {
  const { quality, background = '#ffffff' } = rendition;
  switch (format) {
    case 'avif':
      // AVIF needs a smaller number than JPEG for the same impression.
      return image.avif({ quality: quality ? Math.ceil(quality * 0.65) : 55, effort: 2 });
    case 'webp':
      return image.webp({ quality: quality ?? 80, lossless: quality === 100, effort: 2 });
    case 'jpeg':
      // JPEG has no transparency.
      return image.flatten({ background }).jpeg({
        quality: quality ?? 85,
        progressive: rendition.format !== 'baseline-jpeg',
      });
    case 'png':
      return image.png(quality ? { palette: true, quality } : {});
    case 'gif':
      return image.gif();
  }
}
