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

// Flexible variants have no end. A picture keeps the newest of its files and no more.
const MOST_FILES = 256;

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
    await removeOldest(path.dirname(file));
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

async function removeOldest(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length <= MOST_FILES) return;
  const files = await Promise.all(names.map((name) => withAge(path.join(folder, name))));
  files.sort((one, other) => other.time - one.time);
  // A quarter at once, so that this is not done at every render.
  const old = files.slice((MOST_FILES * 3) / 4);
  await Promise.all(old.map(({ file }) => rm(file, { force: true })));
}

async function withAge(file: string): Promise<{ file: string; time: number }> {
  return {
    file,
    time: await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    ),
  };
}
