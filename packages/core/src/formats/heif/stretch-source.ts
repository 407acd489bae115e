import type { ByteSource } from '../byte-source.ts';
import type { Part, Stretch } from '../rebuild.ts';

/** Data that lies in several stretches of a file, as if it were a file of its own. */
export interface StretchSource extends ByteSource {
  /** Where in the file a stretch of the data lies. */
  toFile(part: Stretch): Stretch[];
}

/** Reads stretches of a file that follow each other. */
export function stretchSource(source: ByteSource, stretches: readonly Stretch[]): StretchSource {
  const [first = { start: 0, end: 0 }] = stretches;
  if (stretches.length <= 1) return oneStretch(source, first);
  let size = 0;
  const pieces = stretches.map((stretch) => {
    const from = size;
    size += stretch.end - stretch.start;
    return { ...stretch, from };
  });

  /** The last piece that begins at an offset, or before it. */
  function indexAt(offset: number): number {
    let [low, high] = [0, pieces.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((pieces[middle]?.from ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function toFile(part: Stretch): Stretch[] {
    const found: Stretch[] = [];
    for (let n = indexAt(part.start), at = part.start; at < part.end; n++) {
      const piece = pieces[n];
      if (!piece) break;
      const start = piece.start + at - piece.from;
      const end = Math.min(piece.end, start + part.end - at);
      if (end > start) found.push({ start, end });
      at += end - start;
    }
    return found;
  }

  async function read(offset: number, length: number): Promise<DataView> {
    const end = Math.min(offset + length, size);
    const bytes = new Uint8Array(Math.max(0, end - offset));
    let at = 0;
    for (const stretch of toFile({ start: offset, end })) {
      const view = await source.read(stretch.start, stretch.end - stretch.start);
      bytes.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), at);
      at += stretch.end - stretch.start;
    }
    return new DataView(bytes.buffer);
  }

  return { size, toFile, read };
}

function oneStretch(source: ByteSource, { start, end }: Stretch): StretchSource {
  return {
    size: end - start,
    toFile: (part) => [{ start: start + part.start, end: start + part.end }],
    read: (offset, length) =>
      source.read(start + offset, Math.max(0, Math.min(length, end - start - offset))),
  };
}

/** Counts the bytes of a part. */
export function lengthOfPart(part: Part): number {
  return part instanceof Uint8Array ? part.length : part.end - part.start;
}
