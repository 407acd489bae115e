import type { Stretch } from './rebuild.ts';

/** Where the pixels of a chunk end. */
export function bitstreamEnd(
  view: DataView,
  type: string,
  { start, end }: Stretch,
  size?: { width: number; height: number },
): number {
  // Without compression, there is a byte for each pixel.
  if (type === 'ALPH' && size && end > start && (view.getUint8(start) & 3) === 0) {
    return Math.min(end, start + 1 + size.width * size.height);
  }
  return end;
}
