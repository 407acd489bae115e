import type { ByteSource } from '../byte-source.ts';
import { readBox } from '../heif/boxes.ts';
import type { Integrity } from './integrity.ts';

/** Boxes that the picture is made of. */
const NEEDED: ReadonlySet<string> = new Set(['ftyp', 'meta', 'mdat', 'imda', 'moov', 'moof']);

const MOST_BOXES = 100_000;

/**
 * Checks that the boxes of a HEIC or AVIF follow each other (ISO/IEC 14496-12, section 4.2), and that none
 * of those that the picture is made of reaches over the end of the file. Phones put things behind them that
 * are no boxes.
 */
export async function checkBoxes(source: ByteSource): Promise<Integrity> {
  let offset = 0;
  for (let n = 0; n < MOST_BOXES && offset + 8 <= source.size; n++) {
    const head = await source.read(offset, 16);
    const box = readBox(head, 0);
    if (!box) break;
    // A box without a length goes to the end of the file.
    const end = box.end === Number.POSITIVE_INFINITY ? source.size : offset + box.end;
    if (end > source.size && NEEDED.has(box.type)) return 'doubtful';
    offset = end;
  }
  return 'sound';
}
