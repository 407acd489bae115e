import { openAsBlob } from 'node:fs';
import {
  BrokenFormat,
  checkIntegrity,
  type Drawing,
  HEADER_LENGTH,
  readDrawing,
  readHeader,
} from '@tintype/core/formats';
import { ApiRefusal, acceptedTypes, limits, unsupportedFormat } from '@tintype/core/images';
import sharp from 'sharp';
import { runPictureJob } from '../pictures/picture-job.ts';
import { readStart } from './original-files.ts';

/** What a picture is, and its size as it is to be seen, in pixels. */
export interface InspectedPicture {
  mediaType: string;
  width: number;
  height: number;
}

interface Size {
  width: number;
  height: number;
  /** Pictures of an animation. */
  frames: number;
}

/**
 * Checks an image by its header and structure: type, dimensions, and that something of it can be shown.
 * Only where its structure leaves that in doubt, it is decoded.
 *
 * @throws ApiRefusal 5455, 5413 or 9422.
 */
export async function inspectPicture(file: string): Promise<InspectedPicture> {
  const start = await readStart(file, HEADER_LENGTH);
  const blob = await openAsBlob(file);
  const header = await readHeader(blob, start);
  const mediaType = header?.mediaType ?? '';
  if (!header || !acceptedTypes.some((accepted) => accepted === mediaType)) {
    throw unsupportedFormat();
  }
  if (mediaType === 'image/svg+xml') return { mediaType, ...(await inspectDrawing(file, blob)) };
  const { width, height, frames } = header;
  if (width === null || height === null) throw damaged();
  checkSize({ width, height, frames: frames ?? 1 });
  if (header.decodedPixels === Number.POSITIVE_INFINITY) {
    throw tooLarge('The image is made of tiles or layers with far more pixels than it has itself');
  }
  if (ASK_DECODER.has(mediaType)) await askDecoder(file);
  const integrity = await unlessBroken(checkIntegrity(blob, header));
  if (integrity === 'doubtful') await decodeSmall(file, mediaType);
  return { mediaType, width, height };
}

/** @throws ApiRefusal 9422 for what is broken. */
async function unlessBroken<Result>(looking: Promise<Result>): Promise<Result> {
  try {
    return await looking;
  } catch (error) {
    if (error instanceof BrokenFormat) throw damaged(error.message);
    throw error;
  }
}

/** Whether a decoder that takes what it can get gets anything. */
async function decodeSmall(file: string, mediaType: string): Promise<void> {
  try {
    const { data } = await sharp(file, { failOn: 'none', limitInputPixels: limits.pixels })
      .resize(SMALL, SMALL, { fit: 'inside' })
      .timeout({ seconds: PATIENCE_SECONDS })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const [least, most] = EMPTY[mediaType] ?? [0, 0];
    if (data.some((value) => value < least || value > most)) return;
  } catch {
    // It gets nothing.
  }
  throw damaged();
}

// What decoders leave where they find no pixels: zeros, and grey in JPEGs.
const EMPTY: Readonly<Record<string, readonly [number, number]>> = { 'image/jpeg': [126, 130] };

const SMALL = 64;
const PATIENCE_SECONDS = 10;

async function inspectDrawing(file: string, blob: Blob): Promise<Pick<Size, 'width' | 'height'>> {
  const { width, height } =
    blob.size > READ_HERE ? await readElsewhere(file) : await unlessBroken(readDrawing(blob));
  const size = { width: width ?? DEFAULT_SIZE.width, height: height ?? DEFAULT_SIZE.height };
  checkSize({ ...size, frames: 1 });
  return size;
}

// What a browser takes for a drawing that says nothing (CSS 2, section 10.3.2).
const DEFAULT_SIZE = { width: 300, height: 150 };
// Bytes of a drawing that are read within a few milliseconds.
const READ_HERE = 128 * 1024;

/** Reads a long drawing in a thread of its own, so that others are served meanwhile. */
async function readElsewhere(file: string): Promise<Drawing> {
  const answer = await runPictureJob({ kind: 'drawing', file });
  if (answer.kind !== 'drawing') throw new Error('the drawing was not read');
  if ('broken' in answer) throw damaged(answer.broken);
  return answer.drawing;
}

// Their frames may be larger than their header says. A JPEG has only the one frame header, and the decoder
// would take longer for its answer than all the rest of an upload.
const ASK_DECODER: ReadonlySet<string> = new Set(['image/png', 'image/gif', 'image/webp']);

/** A header that two readers understand in two ways must not pass as the smaller one. */
async function askDecoder(file: string): Promise<void> {
  const { width, height, pages = 1 } = await readWithDecoder(file);
  checkSize({ width, height, frames: pages });
}

async function readWithDecoder(file: string) {
  try {
    // The limits are checked above, where they can be named.
    return await sharp(file, { failOn: 'none', limitInputPixels: false }).metadata();
  } catch {
    throw damaged();
  }
}

function checkSize({ width, height, frames }: Size): void {
  if (Math.max(width, height) > limits.dimension) {
    throw tooLarge(
      `The image is ${width} × ${height} pixels, and no side may be over ${limits.dimension}`,
    );
  }
  const pixels = width * height * frames;
  if (pixels > limits.pixels) {
    const over = frames > 1 ? ` over its ${frames} frames` : '';
    throw tooLarge(
      `The image has ${(pixels / 1e6).toFixed(1)} megapixels${over}, and the limit is ${limits.pixels / 1e6}`,
    );
  }
}

/** No source shows which code the service uses for dimensions; this is its code for size. */
function tooLarge(message: string): ApiRefusal {
  return new ApiRefusal(413, 5413, message);
}

function damaged(reason = 'The file may be incomplete or damaged.'): ApiRefusal {
  return new ApiRefusal(415, 9422, `Decode error: image failed to be decoded: ${reason}`);
}
