import type { ByteSource } from '../byte-source.ts';
import { type Box, readBox } from './boxes.ts';

const WINDOW = 64 * 1024;
// A length of four bytes, a type, and a length of eight bytes.
const LONGEST_HEADER = 16;

/**
 * Steps over the boxes that a file is made of, millions of small ones included. It ends where there is no
 * box.
 *
 * @param visit - Gets each box by where it is in the file, cut off at its end; stops with `false`.
 */
export async function visitBoxes(source: ByteSource, visit: (box: Box) => boolean): Promise<void> {
  for (let offset = 0; offset < source.size; ) {
    const view = await source.read(offset, WINDOW);
    const isLast = offset + view.byteLength >= source.size;
    let at = 0;
    // Waiting for each of them would take longer than all the rest.
    while (at + (isLast ? 0 : LONGEST_HEADER) <= view.byteLength) {
      const box = readBox(view, at);
      if (!box) return;
      const end = Math.min(box.end, source.size - offset);
      if (!visit({ type: box.type, start: offset + box.start, end: offset + end })) return;
      at = end;
    }
    offset += at;
  }
}

/** Finds the first box of a type. */
export async function findBox(source: ByteSource, type: string): Promise<Box | null> {
  let found: Box | null = null;
  await visitBoxes(source, (box) => {
    if (box.type === type) found = box;
    return found === null;
  });
  return found;
}
