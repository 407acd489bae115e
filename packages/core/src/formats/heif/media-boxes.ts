import { BrokenFormat } from '../block.ts';
import type { ByteSource } from '../byte-source.ts';
import type { Stretch } from '../rebuild.ts';
import { visitBoxes } from './top-level-boxes.ts';

// One is enough for all but sequences.
const MOST_BOXES = 10_000;
const MEDIA: ReadonlySet<string> = new Set(['mdat', 'imda']);

/** Checks where data lies. */
export type CheckPlaces = (stretches: readonly Stretch[]) => void;

/**
 * Finds the boxes that hold media.
 *
 * @param inline - Where small items may lie within the description.
 * @returns a check that data lies in one of them and all of it is there, which throws BrokenFormat: what
 * reaches over the end of a box has metadata in it.
 */
export async function findMediaBoxes(
  source: ByteSource,
  inline: Stretch | undefined,
): Promise<CheckPlaces> {
  const boxes: Stretch[] = [];
  await visitBoxes(source, ({ type, start, end }) => {
    if (MEDIA.has(type)) boxes.push({ start, end });
    if (boxes.length > MOST_BOXES) throw new BrokenFormat('There is no end of media.');
    return true;
  });

  return (stretches) => {
    for (const { start, end } of stretches) {
      if (inline && start >= inline.start && end <= inline.end) continue;
      const box = boxes[lastBefore(boxes, start)];
      if (!box || start < box.start || end > box.end)
        throw new BrokenFormat('The pixels of the image are not all in the file.');
    }
  };
}

/** The last stretch that begins at an offset, or before it. */
function lastBefore(stretches: readonly Stretch[], offset: number): number {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((stretches[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
