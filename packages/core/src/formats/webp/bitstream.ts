import type { Part, Stretch } from '../rebuild.ts';
import { NotUnderstood } from '../rebuild.ts';
import { walkLossless } from './lossless-walk.ts';
import { walkLossy } from './lossy-walk.ts';

interface Size {
  width: number;
  height: number;
}

const LOSSLESS_HEADER = 5;
const LOSSLESS_MARK = 0x2f;

/**
 * Returns what decoders read of the data of a `VP8 ` or `VP8L` chunk; `null` where it breaks off.
 *
 * @throws NotUnderstood where decoders would not go on.
 */
export function imageParts(bytes: Uint8Array, type: string, data: Stretch): Part[] | null {
  return type === 'VP8L' ? losslessParts(bytes, data) : walkLossy(bytes, data);
}

function losslessParts(bytes: Uint8Array, data: Stretch): Part[] | null {
  const stream = bytes.subarray(data.start, data.end);
  const [mark, a = 0, b = 0, c = 0, d = 0] = stream;
  if (stream.length < LOSSLESS_HEADER) return null;
  const bits = a | (b << 8) | (c << 16) | (d << 24);
  if (mark !== LOSSLESS_MARK || bits >>> 29 !== 0) {
    throw new NotUnderstood('The pixels of this WebP do not begin with an image.');
  }
  const size = { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  return upToBit(bytes, data, walkLossless(stream, size, 8 * LOSSLESS_HEADER));
}

/**
 * Returns what decoders read of the data of an `ALPH` chunk; `null` where it breaks off.
 *
 * @param size - That of the image which becomes transparent.
 * @throws NotUnderstood where decoders would not go on.
 */
export function alphaParts(bytes: Uint8Array, data: Stretch, size: Size): Part[] | null {
  const head = bytes[data.start];
  if (data.start === data.end || head === undefined) return null;
  const [method, preprocessing, reserved] = [head & 3, (head >> 4) & 3, head >> 6];
  if (method > 1 || preprocessing > 1 || reserved > 1) {
    throw new NotUnderstood('The transparency of this WebP is of an unknown kind.');
  }
  const from = data.start + 1;
  const pixels = { start: from, end: from + size.width * size.height };
  const isStored = method === 0;
  if (isStored && pixels.end > data.end) return null;
  const stream = bytes.subarray(from, data.end);
  const parts = isStored
    ? [pixels]
    : upToBit(bytes, { start: from, end: data.end }, walkLossless(stream, size));
  const kept = reserved === 0 ? { start: data.start, end: from } : Uint8Array.of(head & 0x3f);
  return parts && [kept, ...parts];
}

/** So many bits; zeros are the others of their last byte. */
function upToBit(bytes: Uint8Array, { start }: Stretch, bits: number | null): Part[] | null {
  if (bits === null) return null;
  const end = start + Math.ceil(bits / 8);
  const last = bytes[end - 1] ?? 0;
  const kept = bits % 8 === 0 ? last : last & ((1 << (bits % 8)) - 1);
  return kept === last ? [{ start, end }] : [{ start, end: end - 1 }, Uint8Array.of(kept)];
}
