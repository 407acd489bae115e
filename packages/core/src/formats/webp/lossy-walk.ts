import { NotUnderstood, type Part, type Stretch } from '../rebuild.ts';
import { BoolDecoder } from './bool-decoder.ts';
import {
  FRAME_HEADER,
  type LossyFrame,
  partitionLengths,
  readLossyHeader,
} from './lossy-header.ts';
import { LossyModes } from './lossy-modes.ts';
import { LossyTokens } from './lossy-tokens.ts';

// Encoders write so many zeros at most to end a partition with.
const MOST_PADDING = 4;

/**
 * Walks through the pixels of a lossy image as decoders do.
 *
 * @returns what they read of it, partition by partition; `null` where it breaks off.
 * @throws NotUnderstood where decoders would not go on.
 */
export function walkLossy(bytes: Uint8Array, data: Stretch): Part[] | null {
  const frame = readLossyHeader(bytes, data);
  const decoders = frame && walkBlocks(bytes, frame, data.end);
  if (!frame || !decoders) return null;
  const first = partition(bytes, frame.first, frame.modes, true);
  const others = frame.partitions.map((stretch, n) => {
    const isNeeded = n < frame.rows || n === frame.partitions.length - 1;
    return partition(bytes, stretch, decoders[n], isNeeded);
  });
  return [
    frameHeader(bytes, data.start, lengthOf(first)),
    ...first,
    partitionLengths(others.map(lengthOf)),
    ...others.flat(),
  ];
}

/** Passes over all blocks, and returns the decoders where they stop. */
function walkBlocks(bytes: Uint8Array, frame: LossyFrame, end: number): BoolDecoder[] | null {
  const decoders = frame.partitions.map(({ start, end }) => new BoolDecoder(bytes, start, end));
  const modes = new LossyModes(frame);
  const tokens = new LossyTokens(frame.tokens, frame.columns);
  for (let y = 0; y < frame.rows; y++) {
    modes.readRow();
    if (frame.modes.isOver) throw new NotUnderstood('This WebP does not say how it is predicted.');
    const turn = y % decoders.length;
    const decoder = decoders[turn];
    const stretch = frame.partitions[turn];
    if (!decoder || !stretch || stretch.start === stretch.end) return null;
    tokens.startRow();
    for (let x = 0; x < frame.columns; x++) {
      const isSplit = modes.isSplit[x] === 1;
      if (modes.isSkipped[x]) tokens.skipEmpty(x, isSplit);
      else tokens.skip(decoder, x, isSplit);
    }
    if (!decoder.isOver) continue;
    if (stretch.end === end) return null;
    throw new NotUnderstood('A partition of this WebP is too short.');
  }
  return decoders;
}

/**
 * What a decoder reads of a partition, and the zeros that it is ended with.
 *
 * @param isNeeded - Whether decoders want it to have a byte at least.
 */
function partition(
  bytes: Uint8Array,
  { start, end }: Stretch,
  decoder: BoolDecoder | undefined,
  isNeeded: boolean,
): Part[] {
  const read = decoder?.at ?? start;
  const isPadded =
    end - read <= MOST_PADDING && bytes.subarray(read, end).every((byte) => byte === 0);
  const to = isPadded ? end : read;
  if (read === start) return to > start || !isNeeded ? [{ start, end: to }] : [new Uint8Array(1)];
  const last = bytes[read - 1] ?? 0;
  const kept = last & (0xff << (decoder?.spareBits ?? 0));
  if (kept === last) return [{ start, end: to }];
  return [{ start, end: read - 1 }, Uint8Array.of(kept), { start: read, end: to }];
}

function frameHeader(bytes: Uint8Array, start: number, length: number): Uint8Array<ArrayBuffer> {
  const header = Uint8Array.from(bytes.subarray(start, start + FRAME_HEADER));
  const tag = ((header[0] ?? 0) & 0x1f) | (length << 5);
  header.set([tag & 0xff, (tag >> 8) & 0xff, tag >> 16]);
  return header;
}

function lengthOf(parts: readonly Part[]): number {
  return parts.reduce(
    (sum, part) => sum + (part instanceof Uint8Array ? part.length : part.end - part.start),
    0,
  );
}
