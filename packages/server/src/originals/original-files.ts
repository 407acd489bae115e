import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../folder/prepare-folder.ts';
import { createSharedSync } from '../folder/shared-sync.ts';
import { type ArrivingFile, openArrivingFile } from './arriving-file.ts';

/**
 * The bytes of pictures as they came, each in a file under a random key. A file is a picture's once a
 * record says so; any other is one that arrives, or that an interrupted run left.
 */
export interface OriginalFiles {
  newKey(): string;
  /** Begins the file of a picture that arrives. */
  open(key: string): Promise<ArrivingFile>;
  /** Where a picture lies. */
  path(key: string): string;
  /** Removes a picture's bytes, whole or not. */
  discard(key: string): Promise<void>;
  /** All keys that have bytes. */
  keys(): Promise<string[]>;
}

/** Opens the folder of the originals. */
export async function openOriginalFiles(directory: string): Promise<OriginalFiles> {
  const folder = path.join(directory, 'originals');
  await mkdir(folder, { recursive: true });
  const syncNames = createSharedSync(() => syncFolder(folder));
  const pathOf = (key: string) => path.join(folder, key);
  return {
    newKey: randomUUID,
    open: (key) => openArrivingFile(pathOf(key), syncNames),
    path: pathOf,
    discard: (key) => rm(pathOf(key), { force: true }),
    keys: () => readdir(folder),
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
