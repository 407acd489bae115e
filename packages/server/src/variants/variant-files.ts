import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Variants that were rendered, kept for the next who asks. */
export interface VariantFiles {
  /** Where a picture's file of this name lies, if it is there. */
  path(key: string, name: string): string;
  /**
   * Makes a file, once, however many ask for it at the same moment. A failure leaves nothing.
   *
   * @param render - Writes the file to the path that it is given.
   */
  make(key: string, name: string, render: (target: string) => Promise<void>): Promise<void>;
  /** Removes all variants of a picture. */
  discard(key: string): Promise<void>;
  /** Removes the variants of all pictures that are not known. */
  sweep(isKnown: (key: string) => boolean): Promise<void>;
}

// Flexible variants have no end, and an enlarged PNG is hundreds of megabytes. A picture keeps the newest
// of its files and no more.
const MOST_FILES = 256;
const MOST_BYTES = 256 * 1024 * 1024;

/** Opens the folder of the variants, and removes what an interrupted run left half-rendered. */
export async function openVariantFiles(directory: string): Promise<VariantFiles> {
  const kept = path.join(directory, 'variants');
  const unfinished = path.join(kept, 'unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const underWay = new Map<string, Promise<void>>();

  async function write(file: string, render: (target: string) => Promise<void>): Promise<void> {
    const target = path.join(unfinished, randomUUID());
    try {
      await render(target);
      // A name without bytes, as a power cut may leave it, would be served for ever.
      await sync(target);
      await mkdir(path.dirname(file), { recursive: true });
      await rename(target, file);
    } catch (error) {
      await rm(target, { force: true });
      throw error;
    }
    await removeOldest(file);
  }

  const fileOf = (key: string, name: string) => path.join(kept, key, name);
  return {
    path: fileOf,
    make(key, name, render) {
      const file = fileOf(key, name);
      const known = underWay.get(file);
      if (known) return known;
      const made = write(file, render).finally(() => underWay.delete(file));
      underWay.set(file, made);
      return made;
    },
    // A render that ends now may put its file there meanwhile; then it is tried again.
    discard: (key) =>
      rm(path.join(kept, key), { recursive: true, force: true, maxRetries: 10, retryDelay: 10 }),
    async sweep(isKnown) {
      const strangers = (await readdir(kept)).filter(
        (key) => key !== 'unfinished' && !isKnown(key),
      );
      for (const key of strangers) await rm(path.join(kept, key), { recursive: true, force: true });
    },
  };
}

async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** @param newest - The one that was made just now, which stays. */
async function removeOldest(newest: string): Promise<void> {
  const folder = path.dirname(newest);
  const names = await readdir(folder).catch(() => []);
  // As long as none is larger than its share, their number says enough.
  const isLarge = (await factsOf(newest)).size > MOST_BYTES / MOST_FILES;
  if (names.length <= MOST_FILES && !isLarge) return;
  const files = await Promise.all(names.map((name) => factsOf(path.join(folder, name))));
  files.sort((one, other) => other.time - one.time);
  // A quarter at once, so that this is not done at every render.
  const most = names.length > MOST_FILES ? (MOST_FILES * 3) / 4 : MOST_FILES;
  let bytes = 0;
  const old = files.filter(({ file, size }, index) => {
    bytes += size;
    return file !== newest && (index >= most || bytes > MOST_BYTES);
  });
  await Promise.all(old.map(({ file }) => rm(file, { force: true })));
}

interface FileFacts {
  file: string;
  time: number;
  size: number;
}

async function factsOf(file: string): Promise<FileFacts> {
  return stat(file).then(
    ({ mtimeMs, size }) => ({ file, time: mtimeMs, size }),
    () => ({ file, time: 0, size: 0 }),
  );
}
