import { BrokenFormat } from '../block.ts';
import { type ByteSource, createByteSource } from '../byte-source.ts';
import { readHeader } from '../header.ts';
import type { ImageHeader } from '../image-header.ts';
import { type Drawing, inspectDrawing } from '../svg/drawing.ts';
import { checkGIF } from './gif.ts';
import { checkHEIF } from './heif.ts';
import { checkJPEG } from './jpeg.ts';
import { checkPNG } from './png.ts';
import { checkWebP } from './webp.ts';

/**
 * What the structure of a file says of its pixels.
 *
 * - `'sound'`: all that a decoder needs is there.
 * - `'doubtful'`: something is missing or wrong. Browsers show much of it, or nothing; only decoding tells.
 */
export type Integrity = 'sound' | 'doubtful';

/** Checks the structure of one format. @throws BrokenFormat where browsers show nothing of it. */
export type IntegrityCheck = (source: ByteSource) => Promise<Integrity>;

const CHECKS: Readonly<Record<string, IntegrityCheck>> = {
  'image/jpeg': checkJPEG,
  'image/png': checkPNG,
  'image/gif': checkGIF,
  'image/webp': checkWebP,
  'image/heic': checkHEIF,
  'image/avif': checkHEIF,
};

const WINDOW = 1024 * 1024;

/**
 * Tells whether anything of an image can be shown, from its structure. Nothing is decoded, and each byte is
 * read a few times at most.
 *
 * @throws BrokenFormat where browsers show nothing of it.
 * @throws DOMException when the file cannot be read.
 */
export async function checkIntegrity(blob: Blob, header: ImageHeader): Promise<Integrity> {
  const { mediaType, width, height } = header;
  if (mediaType === SVG) {
    await readDrawing(blob);
    return 'sound';
  }
  if (width === null || height === null) throw new BrokenFormat('This image has no size.');
  const check = CHECKS[mediaType];
  return check ? check(createByteSource(blob, undefined, WINDOW)) : 'sound';
}

const SVG = 'image/svg+xml';
// Longer drawings than the service takes, by far.
const LONGEST_DRAWING = 32 * 1024 * 1024;

/**
 * Reads the size of a drawing, and what it takes to draw it.
 *
 * @throws BrokenFormat where browsers show nothing of it, or it would grow without measure.
 */
export async function readDrawing(blob: Blob): Promise<Drawing> {
  if (blob.size > LONGEST_DRAWING) throw new BrokenFormat('This drawing is too long to be read.');
  return inspectDrawing(new Uint8Array(await blob.arrayBuffer()), countPixels);
}

async function countPixels(blob: Blob): Promise<number> {
  const header = await readHeader(blob);
  return (header?.width ?? 0) * (header?.height ?? 0);
}
