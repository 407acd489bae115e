import { access, writeFile } from 'node:fs/promises';
import { limits } from '@tintype/core/images';
import sharp, { type Sharp } from 'sharp';
import { blurPicture } from './blur-picture.ts';
import { fitPicture } from './fit-picture.ts';
import { keepMetadata } from './keep-metadata.ts';
import { type Original, openPicture } from './open-picture.ts';
import type { OutputFormat } from './output-format.ts';
import { outputSize, type Size, trimRegion } from './output-size.ts';
import { badSize, renderFailure } from './render-refusal.ts';
import type { Border, Rendition } from './rendition.ts';
import { settle } from './settle.ts';

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
  await writeFile(target, await render(original, rendition, format));
}

async function render(
  original: Original,
  rendition: Rendition,
  format: OutputFormat,
): Promise<Buffer> {
  try {
    const image = encode(await picture(original, rendition, format), rendition, format);
    return await image.timeout({ seconds: PATIENCE_SECONDS }).toBuffer();
  } catch (error) {
    // Of a file that is not there sharp speaks as of any other that it cannot read.
    await access(original.file);
    throw renderFailure(error);
  }
}

async function picture(
  original: Original,
  rendition: Rendition,
  format: OutputFormat,
): Promise<Sharp> {
  const sizes = outputSize(original, rendition);
  const mayMove = !rendition.still && !needsStages(rendition) && hasFrames(format);
  const animated = mayMove && (await isAnimation(original, sizes.whole));
  const source = await turn(await openPicture(original, animated), original, rendition);
  const fitted = fitPicture(source, rendition, sizes);
  if (rendition.background) fitted.flatten({ background: rendition.background });
  const { blur } = rendition;
  const blurred = blur ? await blurPicture(fitted, blur, sizes.picture, animated) : fitted;
  const finished = await frame(adjust(blurred, rendition), rendition.border);
  return keepMetadata(finished, original, rendition.metadata, format);
}

function hasFrames(format: OutputFormat): boolean {
  return format === 'gif' || format === 'webp';
}

/**
 * Tells whether a picture has several frames.
 *
 * @throws RenderRefusal 9413 when all of them together would become too large, small as each may be.
 */
async function isAnimation({ file, mediaType }: Original, size: Size): Promise<boolean> {
  if (mediaType !== 'image/gif' && mediaType !== 'image/webp') return false;
  const { pages = 1 } = await sharp(file, { failOn: 'none' }).metadata();
  const most = Math.floor(limits.pixels / (size.width * size.height));
  if (pages > Math.max(1, most)) {
    throw badSize(
      `The animation is too large. Animation resolution is ${size.width}×${size.height}, and at this size the maximum number of animation frames allowed is ${most}`,
    );
  }
  return pages > 1;
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
  let turned = await settle(image);
  for (const step of steps) turned = await settle(step(turned));
  return turned;
}

function mirror(image: Sharp, flip: NonNullable<Rendition['flip']>): Sharp {
  const across = flip === 'v' ? image : image.flop();
  return flip === 'h' ? across : across.flip();
}

/** A border goes around everything else. */
async function frame(image: Sharp, border: Border | undefined): Promise<Sharp> {
  if (!border) return image;
  return (await settle(image)).extend({ ...border.sides, background: border.colour });
}

function adjust(image: Sharp, rendition: Rendition): Sharp {
  const { sharpen, brightness, saturation, contrast, gamma } = rendition;
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
