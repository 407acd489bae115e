import { type ByteSource, createByteSource } from './byte-source.ts';
import { createPieces, LARGE } from './pieces.ts';
import type { Part, Stretch } from './rebuild.ts';

/**
 * Makes a file of the parts that {@link Rebuild} yields. Long stretches of the old file stay on disk.
 *
 * @returns the blob itself where the parts add up to the very same bytes.
 */
export async function assemble(blob: Blob, parts: AsyncIterable<Part>): Promise<Blob> {
  const source = createByteSource(blob);
  const pieces = createPieces(blob.type);
  let size = 0;
  let isSame = true;
  let open: Stretch = { start: 0, end: 0 };

  async function closeStretch(): Promise<void> {
    const { start, end } = open;
    if (end - start > LARGE) pieces.addBlob(blob.slice(start, end));
    else if (end > start) pieces.add(bytesIn(await source.read(start, end - start)));
  }

  for await (const part of parts) {
    isSame &&= await isAt(source, size, part);
    size += lengthOf(part);
    if (part instanceof Uint8Array) {
      await closeStretch();
      open = { start: 0, end: 0 };
      pieces.add(part);
    } else if (part.start === open.end) open = { start: open.start, end: part.end };
    else {
      await closeStretch();
      open = part;
    }
  }
  if (isSame && size === blob.size) return blob;
  await closeStretch();
  return pieces.join();
}

function lengthOf(part: Part): number {
  return part instanceof Uint8Array ? part.length : part.end - part.start;
}

async function isAt(source: ByteSource, offset: number, part: Part): Promise<boolean> {
  if (!(part instanceof Uint8Array)) return part.start === offset || part.start === part.end;
  const there = bytesIn(await source.read(offset, part.length));
  return there.length === part.length && part.every((byte, at) => byte === there[at]);
}

function bytesIn(view: DataView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
