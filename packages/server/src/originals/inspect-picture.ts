import { readFile } from 'node:fs/promises';
import { ApiRefusal, acceptedTypes, limits, unsupportedFormat } from '@tintype/core/images';
import sharp from 'sharp';
import { isWhole } from './whole-file.ts';

/** The size of a picture as it is to be seen, in pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/**
 * Checks a picture by its header alone: type, dimensions, and that its file did not break off. No
 * pixel is decoded.
 *
 * @throws ApiRefusal 5455, 5413 or 9422.
 */
export async function inspectPicture(file: string, mediaType: string | null): Promise<PictureSize> {
  if (!acceptedTypes.some((accepted) => accepted === mediaType)) throw unsupportedFormat();
  const { width, height, pages = 1, autoOrient } = await readHeader(file);
  checkSize(width, height, pages);
  // The file is at most 10 MB.
  if (!isWhole(await readFile(file), mediaType)) throw damaged();
  return autoOrient ?? { width, height };
}

async function readHeader(file: string) {
  try {
    // The limits are checked below, where they can be named.
    return await sharp(file, { limitInputPixels: false }).metadata();
  } catch {
    throw damaged();
  }
}

function checkSize(width: number, height: number, pages: number): void {
  if (Math.max(width, height) > limits.dimension) {
    throw tooLarge(
      `The image is ${width} × ${height} pixels, and no side may be over ${limits.dimension}`,
    );
  }
  const pixels = width * height * pages;
  if (pixels > limits.pixels) {
    const frames = pages > 1 ? ` over its ${pages} frames` : '';
    throw tooLarge(
      `The image has ${(pixels / 1e6).toFixed(1)} megapixels${frames}, and the limit is ${limits.pixels / 1e6}`,
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
