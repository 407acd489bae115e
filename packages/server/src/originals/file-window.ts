import type { FileHandle } from 'node:fs/promises';

/** Reads pieces of a file, so that the whole of it is never in memory. */
export interface FileWindow {
  /** Bytes in all. */
  readonly size: number;
  /** So many bytes from an offset, fewer where the file ends. They are good until the next reading. */
  read(offset: number, length: number): Promise<Buffer>;
}

/** How much is read at a time: pieces that lie close together come from one reading. */
export const WINDOW: number = 64 * 1024;

/** A window on an open file. */
export async function openWindow(handle: FileHandle): Promise<FileWindow> {
  const { size } = await handle.stat();
  const buffer = Buffer.allocUnsafe(WINDOW);
  let from = 0;
  let held = 0;
  return {
    size,
    async read(offset, length) {
      const end = Math.min(offset + length, size);
      if (offset < from || end > from + held) {
        const { bytesRead } = await handle.read(buffer, 0, WINDOW, offset);
        from = offset;
        held = bytesRead;
      }
      const start = Math.min(offset - from, held);
      return buffer.subarray(start, Math.min(start + length, held));
    },
  };
}
