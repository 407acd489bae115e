import { type FileHandle, open } from 'node:fs/promises';
import { imageTooLarge, limits } from '@tintype/core/images';

/** A picture's bytes on their way to the disk. */
export interface ArrivingFile {
  /** Bytes that have come so far. */
  readonly size: number;
  /**
   * Takes the next bytes. Whoever has more waits for it, so that no more than two batches are in memory.
   *
   * @throws ApiRefusal 5413 over the limit of the service.
   */
  write(chunk: Uint8Array): Promise<void>;
  /** Writes what is left, and resolves when all of it is durable. */
  finish(): Promise<void>;
  /** Closes the file, finished or not. */
  close(): Promise<void>;
}

// Fewer and larger writes than what the network hands over: each costs a trip to another thread.
const BATCH = 256 * 1024;

/** Makes a file at `path`, where there must be none. */
export async function openArrivingFile(path: string): Promise<ArrivingFile> {
  const handle = await open(path, 'wx');
  let size = 0;
  let batch: Uint8Array[] = [];
  let waiting = 0;
  let underWay: Promise<void> | undefined;

  // The next batch gathers while this one is written.
  async function flush(): Promise<void> {
    await underWay;
    const chunks = batch;
    batch = [];
    waiting = 0;
    underWay = writeAll(handle, chunks);
    // Reported by whoever waits for it next.
    underWay.catch(() => undefined);
  }

  return {
    get size() {
      return size;
    },
    async write(chunk) {
      size += chunk.byteLength;
      if (size > limits.fileSize) throw imageTooLarge(limits.fileSize);
      batch.push(chunk);
      waiting += chunk.byteLength;
      if (waiting >= BATCH) await flush();
    },
    async finish() {
      await flush();
      await underWay;
      await handle.datasync();
    },
    async close() {
      await underWay?.catch(() => undefined);
      await handle.close();
    },
  };
}

/** A full disk takes a part of what it is given, and says so only when it is asked once more. */
async function writeAll(handle: FileHandle, chunks: Uint8Array[]): Promise<void> {
  if (chunks.length === 0) return;
  const { bytesWritten } = await handle.writev(chunks);
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  if (bytesWritten < bytes) await handle.writeFile(Buffer.concat(chunks).subarray(bytesWritten));
}
