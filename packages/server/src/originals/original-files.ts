import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { createSharedSync } from './shared-sync.ts';

/** The bytes of pictures as they came, each under a random key. */
export interface OriginalFiles {
  newKey(): string;
  /** Where bytes are written while they arrive. */
  temporaryPath(key: string): string;
  /** Where a kept picture lies. */
  path(key: string): string;
  /** Makes an arrived picture permanent, durably: it is there after a power cut, whole. */
  keep(key: string): Promise<void>;
  /** Removes a picture, permanent or not. */
  discard(key: string): Promise<void>;
  /** All keys that have bytes. */
  keys(): Promise<string[]>;
}

/** Opens the folder of the originals, and removes what an interrupted run left half-arrived. */
export async function openOriginalFiles(directory: string): Promise<OriginalFiles> {
  const temporary = path.join(directory, 'arriving');
  const kept = path.join(directory, 'originals');
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  await mkdir(kept, { recursive: true });

  const sync = createSharedSync(kept);
  const temporaryPath = (key: string) => path.join(temporary, key);
  const keptPath = (key: string) => path.join(kept, key);
  return {
    newKey: randomUUID,
    temporaryPath,
    path: keptPath,
    async keep(key) {
      await rename(temporaryPath(key), keptPath(key));
      await sync();
    },
    async discard(key) {
      await Promise.all(
        [temporaryPath(key), keptPath(key)].map((file) => rm(file, { force: true })),
      );
    },
    keys: () => readdir(kept),
  };
}

/** The first bytes of a file. */
export async function readStart(file: string, length: number): Promise<ArrayBuffer> {
  const handle = await open(file);
  try {
    const bytes = new ArrayBuffer(length);
    const { bytesRead } = await handle.read(new Uint8Array(bytes), 0, length, 0);
    return bytesRead === length ? bytes : bytes.slice(0, bytesRead);
  } finally {
    await handle.close();
  }
}
