import type { Image } from '@tintype/core';

/** Width and height in pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/** What a stored picture's metadata says of how it looks. */
export interface PictureFacts {
  /** Size of the original, where its metadata has `width` and `height`. */
  size: PictureSize | null;
  /** Width by height: of that size, or else roughly, of the ThumbHash. */
  ratio: number | null;
  /** Bytes of the ThumbHash that the upload put into the metadata. */
  hash: Uint8Array | null;
  /** A description by a person, where the metadata has `alt`. */
  alt: string | null;
}

/** Reads `width`, `height`, `thumbHash` (Base64) and `alt` of a picture's metadata. Never throws. */
export function readPictureFacts({ meta = {} }: Pick<Image, 'meta'>): PictureFacts {
  const { width, height, thumbHash, alt } = meta;
  const size = isLength(width) && isLength(height) ? { width, height } : null;
  const hash = readHash(thumbHash);
  return {
    size,
    ratio: size ? size.width / size.height : hash && ratioOf(hash),
    hash,
    alt: typeof alt === 'string' && alt.trim() !== '' ? alt : null,
  };
}

function isLength(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

// A hash with the fewest waves has five bytes of constants and something of each channel.
const SHORTEST = 9;

function readHash(text: unknown): Uint8Array | null {
  if (typeof text !== 'string') return null;
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return bytes.length < SHORTEST ? null : bytes;
  } catch {
    return null;
  }
}

/**
 * Width by height, out of the header of a ThumbHash: its decoder is only loaded to paint.
 *
 * @see https://evanw.github.io/thumbhash/
 */
function ratioOf(hash: Uint8Array): number {
  const [, , flags = 0, sizes = 0, direction = 0] = hash;
  const long = flags & 0x80 ? 5 : 7;
  const short = sizes & 7 || 1;
  return direction & 0x80 ? long / short : short / long;
}
