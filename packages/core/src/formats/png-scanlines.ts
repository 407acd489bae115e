/** What the header of a PNG says of its pixels. */
export interface PNGLayout {
  width: number;
  height: number;
  /** Bits of a number. */
  depth: number;
  colourType: number;
  isInterlaced: boolean;
}

// Numbers in a pixel, by the type of colour.
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

// Where the passes of an interlaced image begin, and how far their pixels are apart (PNG 3rd edition,
// section 8.1).
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

interface Pass {
  width: number;
  height: number;
}

function passesOf({ width, height, isInterlaced }: PNGLayout): Pass[] {
  if (!isInterlaced) return [{ width, height }];
  return PASSES.map(([x, y, dx, dy]) => ({
    width: Math.ceil((width - x) / dx),
    height: Math.ceil((height - y) / dy),
  })).filter((pass) => pass.width > 0 && pass.height > 0);
}

function lineLength({ depth, colourType }: PNGLayout, width: number): number {
  return 1 + Math.ceil((width * depth * (CHANNELS[colourType] ?? 1)) / 8);
}

/** Returns how many bytes an image has before they are compressed. */
export function scanlineBytes(layout: PNGLayout): number {
  return passesOf(layout).reduce(
    (sum, { width, height }) => sum + height * lineLength(layout, width),
    0,
  );
}

/**
 * Finds out which colours of its palette an image uses.
 *
 * @param lines - Its scanlines, filtered; they are changed.
 */
export function usedColours(lines: Uint8Array, layout: PNGLayout): Uint8Array {
  const used = new Uint8Array(256);
  let at = 0;
  for (const { width, height } of passesOf(layout)) {
    const length = lineLength(layout, width);
    let above = new Uint8Array(length - 1);
    for (let y = 0; y < height && at + length <= lines.length; y++) {
      const line = lines.subarray(at + 1, at + length) as Uint8Array<ArrayBuffer>;
      unfilter(lines[at] ?? 0, line, above);
      markUsed(line, layout.depth, width, used);
      above = line;
      at += length;
    }
  }
  return used;
}

/** A pixel of a palette has one byte at most, so the one to the left is the byte before (section 9.2). */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array): void {
  let left = 0;
  let corner = 0;
  for (let x = 0; filter > 0 && x < line.length; x++) {
    const up = above[x] ?? 0;
    left = ((line[x] ?? 0) + prediction(filter, left, up, corner)) & 0xff;
    line[x] = left;
    corner = up;
  }
}

function prediction(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const a = Math.abs(up - corner);
  const b = Math.abs(left - corner);
  const c = Math.abs(left + up - 2 * corner);
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function markUsed(line: Uint8Array, depth: number, width: number, used: Uint8Array): void {
  if (depth === 8) {
    for (const index of line) used[index] = 1;
    return;
  }
  const mask = (1 << depth) - 1;
  for (let x = 0; x < width; x++) {
    const bit = x * depth;
    used[((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & mask] = 1;
  }
}
