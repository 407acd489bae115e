import { BrokenFormat } from '../block.ts';
import { latin1 } from '../byte-source.ts';

/** A box of an ISO base media file (ISO/IEC 14496-12, section 4.2), by where its content is. */
export interface Box {
  type: string;
  start: number;
  end: number;
}

/**
 * Returns the box at an offset, or `null` where there is none. The end of one that reaches to the end of
 * the file is infinite.
 */
export function readBox(view: DataView, offset: number): Box | null {
  if (offset + 8 > view.byteLength) return null;
  const length = view.getUint32(offset);
  const type = latin1(view, offset + 4, 4);
  if (length === 0) return { type, start: offset + 8, end: Number.POSITIVE_INFINITY };
  if (length > 1) return length < 8 ? null : { type, start: offset + 8, end: offset + length };
  if (offset + 16 > view.byteLength) return null;
  const long = Number(view.getBigUint64(offset + 8));
  return long < 16 ? null : { type, start: offset + 16, end: offset + long };
}

/**
 * Yields the boxes that follow each other in a stretch. Fewer than eight bytes at its end are no box.
 *
 * @throws BrokenFormat where a box does not fit.
 */
export function* boxesIn(view: DataView, from: number, to: number): Generator<Box> {
  for (let offset = from; offset + 8 <= to; ) {
    const box = readBox(view, offset);
    const end = box?.end === Number.POSITIVE_INFINITY ? to : box?.end;
    if (!box || !end || end > to) throw new BrokenFormat('A box does not fit into its place.');
    yield { ...box, end };
    offset = end;
  }
}

/**
 * Returns the boxes in a stretch by their type.
 *
 * @throws BrokenFormat where there are two of a type, and readers would not agree on which counts.
 */
export function childrenOf(view: DataView, from: number, to: number): Map<string, Box> {
  const children = new Map<string, Box>();
  for (const box of boxesIn(view, from, to)) {
    if (children.has(box.type) && CONTAINED_ONCE.has(box.type))
      throw new BrokenFormat(`There are two boxes "${box.type}" where one belongs.`);
    children.set(box.type, box);
  }
  return children;
}

const CONTAINED_ONCE: ReadonlySet<string> = new Set([
  ...['hdlr', 'pitm', 'iinf', 'iloc', 'iprp', 'ipco', 'iref', 'idat', 'grpl'],
  ...['mvhd', 'tkhd', 'tref', 'edts', 'elst', 'mdia', 'mdhd', 'minf', 'dinf', 'dref', 'stbl'],
  ...['stsd', 'stts', 'ctts', 'stsc', 'stsz', 'stz2', 'stco', 'co64', 'stss'],
]);

/**
 * Returns a part of a view.
 *
 * @throws RangeError where it would reach beyond the view, even if there are more bytes in its buffer.
 */
export function partOf(view: DataView, offset: number, length: number): DataView {
  if (offset + length > view.byteLength) throw new RangeError('The view ends early.');
  return new DataView(view.buffer, view.byteOffset + offset, length);
}

/** A view's own bounds are what stops lengths that lie. @throws BrokenFormat instead of RangeError. */
export function withinBounds<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new BrokenFormat('A table ends early.');
  }
}
