import { type FileHandle, open } from 'node:fs/promises';
import { imageTooLarge, limits } from '@tintype/core/images';

/** Takes the bytes of a picture while they arrive. */
export interface ArrivingFile {
  /**
   * Takes the next bytes. Whoever has more waits for it, so that no more than two batches are in memory.
   *
   * @throws ApiRefusal 5413 over the limit of the service.
   */
  write(chunk: Uint8Array): Promise<void>;
  /** Nothing more comes. The bytes can be read when this resolves. */
  finish(): Promise<ArrivedFile>;
  /** Nothing more comes, and what came is not wanted. */
  abandon(): Promise<void>;
}

/** A picture's bytes, all of them. */
export interface ArrivedFile {
  /** Bytes. */
  size: number;
  /** Resolves when they are durable: there after a power cut, whole. */
  durable: Promise<void>;
}

/** Makes the file of a picture. */
export type OpenArrivingFile = () => Promise<ArrivingFile>;

// Fewer and larger writes than what the network hands over: each costs a trip to another thread.
const BATCH = 256 * 1024;

/**
 * Makes a file at `path`, where there must be none.
 *
 * @param syncFolder - Makes the file's name durable. Begun at once: the disk is done with it before the
 * last bytes have arrived.
 */
export async function openArrivingFile(
  path: string,
  syncFolder: () => Promise<void>,
): Promise<ArrivingFile> {
  const handle = await open(path, 'wx');
  const name = settledLater(syncFolder());
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
    underWay = settledLater(writeAll(handle, chunks));
  }

  async function makeDurable(): Promise<void> {
    try {
      await Promise.all([handle.datasync(), name]);
    } finally {
      await handle.close();
    }
  }

  return {
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
      return { size, durable: settledLater(makeDurable()) };
    },
    async abandon() {
      await underWay?.catch(() => undefined);
      await handle.close();
    },
  };
}

/** A failure is met by whoever waits for it, even if that is later. */
function settledLater(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined);
  return promise;
}

/** A full disk takes a part of what it is given, and says so only when it is asked once more. */
async function writeAll(handle: FileHandle, chunks: Uint8Array[]): Promise<void> {
  if (chunks.length === 0) return;
  const { bytesWritten } = await handle.writev(chunks);
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  if (bytesWritten < bytes) await handle.writeFile(Buffer.concat(chunks).subarray(bytesWritten));
}

/** Writes what arrives, to its end. @throws what `chunks` throws, with nothing left open. */
export async function writeArriving(
  chunks: AsyncIterable<Uint8Array>,
  openFile: OpenArrivingFile,
): Promise<ArrivedFile> {
  const file = await openFile();
  try {
    for await (const chunk of chunks) await file.write(chunk);
    return await file.finish();
  } catch (error) {
    await file.abandon();
    throw error;
  }
}
