import { openAsBlob } from 'node:fs';
import { type Orientation, readHeader } from '@tintype/core/formats';
import sharp, { type Sharp } from 'sharp';
import { settle } from './settle.ts';

/** Which file an image was opened from, and what it is. */
interface OpenedFile {
  file: string;
  mediaType: string;
}

/**
 * Turns an image as browsers turn its original. The decoder reads Exif more generously than they do, and turns
 * WebP, which no browser does. Where it agrees with them, it is left to it.
 *
 * @param image - The file, opened and not changed yet.
 */
export async function orientImage(image: Sharp, { file, mediaType }: OpenedFile): Promise<Sharp> {
  // Frames of an animation could not be turned back.
  if (mediaType === 'image/webp') return image;
  const [header, { orientation = 1 }] = await Promise.all([
    readHeader(await openAsBlob(file)),
    sharp(file, { failOn: 'none' }).metadata(),
  ]);
  const shown = header?.orientation ?? 1;
  const turned = image.autoOrient();
  if (shown === orientation) return turned;
  // Once it is turned, its Exif says nothing of orientation that the decoder would repeat. Steps of one
  // pipeline have an order of their own.
  const stored = await settle(STEPS[BACK[orientation] ?? 1](await settle(turned)));
  return settle(STEPS[shown](stored));
}

/** What makes the stored pixels upright (Exif 3.0, section 4.6.5.1.6). Mirroring comes before turning. */
const STEPS: Record<Orientation, (image: Sharp) => Sharp> = {
  1: (image) => image,
  2: (image) => image.flop(),
  3: (image) => image.rotate(180),
  4: (image) => image.flip(),
  5: (image) => image.flop().rotate(270),
  6: (image) => image.rotate(90),
  7: (image) => image.flop().rotate(90),
  8: (image) => image.rotate(270),
};

/** Which orientation takes back another. */
const BACK: Readonly<Record<number, Orientation>> = { 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6 };
