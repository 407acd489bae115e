import { BrokenFormat } from './block.ts';
import { latin1 } from './byte-source.ts';

export interface Box {
  type: string;
  /** Where its content begins. */
  start: number;
  end: number;
}

/** More than any picture has; a file that claims more has no end. */
export const MOST_BOXES: number = 10_000;

/** The box at an offset. A length of zero means to the end of the file. */
export function readBox(view: DataView, offset: number, end: number): Box | null {
  if (offset + 8 > end) return null;
  const length = view.getUint32(offset);
  const type = latin1(view, offset + 4, 4);
  if (length === 0) return { type, start: offset + 8, end: Number.POSITIVE_INFINITY };
  if (length > 1) return length < 8 ? null : { type, start: offset + 8, end: offset + length };
  if (offset + 16 > end) return null;
  const long = Number(view.getBigUint64(offset + 8));
  return long < 16 ? null : { type, start: offset + 16, end: offset + long };
}

export function* boxesIn(view: DataView, from: number, to: number): Generator<Box> {
  let offset = from;
  for (let n = 0; offset < to; n++) {
    const box = readBox(view, offset, to);
    if (!box) return;
    if (n === MOST_BOXES) throw new BrokenFormat('This picture has no end of boxes.');
    const end = Math.min(box.end, to);
    yield { ...box, end };
    offset = end;
  }
}
