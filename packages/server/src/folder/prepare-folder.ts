import { access, constants, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes the data folder where there is none, durably, and sees whether it can be written to.
 *
 * @throws Error with what is wrong with the folder, and what to do.
 */
export async function prepareFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
    await access(dir, constants.W_OK | constants.X_OK);
    await tryWriting(dir);
    // What is in a folder is durable only if the folder is.
    for (const folder of [dir, path.dirname(path.resolve(dir))]) await syncFolder(folder);
  } catch (cause) {
    throw new Error(
      `the data folder ${dir} cannot be used (${reasonOf(cause)}). Name a folder that this user may write to.`,
      { cause },
    );
  }
}

/** Root may enter folders of a read-only file system and still not write there. */
async function tryWriting(dir: string): Promise<void> {
  const probe = path.join(dir, '.probe');
  await (await open(probe, 'w')).close();
  await rm(probe);
}

/** Makes durable which files a folder has. One that may not be read, as a parent, is left alone. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined);
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'the file system is read-only',
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'a part of its path is a file',
  ENOSPC: 'the disk is full',
};

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? message;
}
