import { openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { HEADER_LENGTH, readHeader } from '@tintype/core/formats';
import { ApiRefusal, acceptedTypes, limits, unsupportedFormat } from '@tintype/core/images';
import sharp from 'sharp';
import { inspectSVG } from './inspect-svg.ts';
import { readStart } from './original-files.ts';
import { isWhole } from './whole-file.ts';

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
 * Checks a picture by its header alone: type, dimensions, and that its file did not break off. No
 * pixel is decoded.
 *
 * @throws ApiRefusal 5455, 5413 or 9422.
 */
export async function inspectPicture(file: string): Promise<InspectedPicture> {
  const start = await readStart(file, HEADER_LENGTH);
  const header = await readHeader(await openAsBlob(file), start);
  const mediaType = header?.mediaType ?? '';
  if (!header || !acceptedTypes.some((accepted) => accepted === mediaType)) {
    throw unsupportedFormat();
  }
  if (mediaType === 'image/svg+xml') return { mediaType, ...(await inspectDrawing(file)) };
  const { width, height, frames } = header;
  if (width === null || height === null) throw damaged();
  checkSize({ width, height, frames: frames ?? 1 });
  if (header.decodedPixels === Number.POSITIVE_INFINITY) {
    throw tooLarge('The image is made of tiles or layers with far more pixels than it has itself');
  }
  if (ASK_DECODER.has(mediaType)) await askDecoder(file);
  if (!(await isWhole(file, mediaType))) throw damaged();
  return { mediaType, width, height };
}

async function inspectDrawing(file: string): Promise<Pick<Size, 'width' | 'height'>> {
  const size = inspectSVG(await readFile(file, 'utf8'));
  checkSize({ ...size, frames: 1 });
  return size;
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
    return await sharp(file, { limitInputPixels: false }).metadata();
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

function damaged(): ApiRefusal {
  return new ApiRefusal(
    415,
    9422,
    'Decode error: image failed to be decoded: the file may be incomplete or damaged',
  );
}
