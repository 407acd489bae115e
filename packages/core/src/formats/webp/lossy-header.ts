import type { Stretch } from '../rebuild.ts';
import { NotUnderstood } from '../rebuild.ts';
import { BoolDecoder } from './bool-decoder.ts';
import { TOKEN_UPDATES, TOKENS } from './lossy-probabilities.ts';

/** Bytes before the first partition. */
export const FRAME_HEADER = 10;
const MARK = 0x9d012a;
const SIZE_BYTES = 3;

/** What the header of a frame says of how its blocks are stored. */
export interface LossyFrame {
  /** Blocks of 16 pixels in a row, and rows of them. */
  columns: number;
  rows: number;
  /** Reads the first partition, from the modes of the first block on. */
  modes: BoolDecoder;
  first: Stretch;
  /** Coefficients: rows take turns. */
  partitions: Stretch[];
  /** How probable it is that a block belongs to each half of the segments; `null` where nothing says. */
  segments: number[] | null;
  tokens: Uint8Array;
  /** How probable it is that a block has coefficients; `null` where all may. */
  skip: number | null;
}

/**
 * Reads the header of a key frame of VP8 (RFC 6386, sections 9 and 19.2).
 *
 * @returns `null` where it breaks off.
 * @throws NotUnderstood where decoders would not go on.
 */
export function readLossyHeader(bytes: Uint8Array, { start, end }: Stretch): LossyFrame | null {
  if (end - start < FRAME_HEADER) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, end - start);
  const tag = view.getUint16(0, true) | (view.getUint8(2) << 16);
  const isShown = (tag & 0x11) === 0x10 && ((tag >> 1) & 7) <= 3;
  const mark = (view.getUint8(3) << 16) | view.getUint16(4);
  const [width, height] = [view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff];
  if (!isShown || mark !== MARK || width === 0 || height === 0) {
    throw new NotUnderstood('The pixels of this WebP do not begin with an image.');
  }
  const first = { start: start + FRAME_HEADER, end: start + FRAME_HEADER + (tag >> 5) };
  if (first.end >= end) return null;
  const modes = new BoolDecoder(bytes, first.start, first.end);
  // The colour space, and whether sums may overflow.
  modes.number(2);
  const segments = readSegments(modes);
  skipFilter(modes);
  const partitions = partitionsAt(bytes, first.end, end, 1 << modes.number(2));
  if (!partitions) return null;
  skipQuantizers(modes);
  // Whether the probabilities hold for further frames, too.
  modes.flag();
  const tokens = readTokens(modes);
  const skip = modes.flag() ? modes.number(8) : null;
  return {
    columns: (width + 15) >> 4,
    rows: (height + 15) >> 4,
    modes,
    first,
    partitions,
    segments,
    tokens,
    skip,
  };
}

function readSegments(modes: BoolDecoder): number[] | null {
  if (!modes.flag()) return null;
  const hasMap = modes.flag();
  if (modes.flag()) {
    modes.flag();
    for (let n = 0; n < 4; n++) modes.skipOptional(7);
    for (let n = 0; n < 4; n++) modes.skipOptional(6);
  }
  return hasMap ? [0, 1, 2].map(() => (modes.flag() ? modes.number(8) : 255)) : null;
}

function skipFilter(modes: BoolDecoder): void {
  // Kind, level, sharpness.
  modes.number(1 + 6 + 3);
  if (!modes.flag() || !modes.flag()) return;
  for (let n = 0; n < 8; n++) modes.skipOptional(6);
}

function skipQuantizers(modes: BoolDecoder): void {
  modes.number(7);
  for (let n = 0; n < 5; n++) modes.skipOptional(4);
}

function readTokens(modes: BoolDecoder): Uint8Array {
  return TOKENS.map((usual, at) => (modes.bit(TOKEN_UPDATES[at] ?? 0) ? modes.number(8) : usual));
}

/** Each but the last one has its length stored before all of them. */
function partitionsAt(
  bytes: Uint8Array,
  start: number,
  end: number,
  count: number,
): Stretch[] | null {
  const partitions: Stretch[] = [];
  let from = start + SIZE_BYTES * (count - 1);
  if (from >= end) return null;
  for (let at = start; partitions.length < count - 1; at += SIZE_BYTES) {
    const [low = 0, middle = 0, high = 0] = bytes.subarray(at, at + SIZE_BYTES);
    const to = Math.min(end, from + (low | (middle << 8) | (high << 16)));
    partitions.push({ start: from, end: to });
    from = to;
  }
  partitions.push({ start: from, end });
  return from < end ? partitions : null;
}

/** The lengths of all partitions but the last. */
export function partitionLengths(lengths: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    lengths.slice(0, -1).flatMap((length) => [length & 0xff, (length >> 8) & 0xff, length >> 16]),
  );
}
