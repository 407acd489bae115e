import { constants, copyFile, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syncFolder } from './prepare-folder.ts';

/** What a backup has in it. */
export interface BackupReport {
  images: number;
  /** Pictures whose bytes were copied, since the backup is on another file system. */
  copied: number;
}

/**
 * Makes a backup of a data folder, also while a server runs on it: the records as they are at one moment,
 * then the bytes of all pictures that are in them. Restoring is starting a server on the backup.
 *
 * Bytes never change, so on the same file system they are linked and take no space; the backup then
 * protects from what people do, and one on another disk also from what disks do.
 *
 * @param to - Must not be there, or be empty. It appears when the backup is whole.
 * @throws Error with what is wrong, and nothing is left at `to`.
 */
export async function backUp(dir: string, to: string): Promise<BackupReport> {
  await checkTarget(to);
  const unfinished = `${path.resolve(to)}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(path.join(unfinished, 'originals'), { recursive: true });
  try {
    const report = await fill(dir, unfinished);
    await rename(unfinished, to);
    await syncFolder(path.dirname(path.resolve(to)));
    return report;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

async function checkTarget(to: string): Promise<void> {
  const names = await readdir(to).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new Error(`no backup can be made at ${to}: ${error.message}`, { cause: error });
  });
  if (names.length > 0) throw new Error(`${to} is not empty. Name a folder that is not there yet.`);
}

async function fill(dir: string, to: string): Promise<BackupReport> {
  const snapshot = path.join(to, 'records.sqlite');
  copyRecords(path.join(dir, 'records.sqlite'), snapshot);
  const records = new DatabaseSync(snapshot);
  try {
    const report = { images: 0, copied: 0 };
    for (const { key } of records.prepare('SELECT key FROM images').all()) {
      const how = await take(String(key), dir, to);
      report.images += how === 'deleted' ? 0 : 1;
      report.copied += how === 'copied' ? 1 : 0;
      // Deleted since the records were copied: it is to be deleted in the backup, too.
      if (how === 'deleted') records.prepare('DELETE FROM images WHERE key = ?').run(key ?? '');
    }
    return report;
  } finally {
    records.close();
    for (const folder of [path.join(to, 'originals'), to]) await syncFolder(folder);
    await syncFile(snapshot);
  }
}

/** SQLite's own copy of one moment; writers go on meanwhile. */
function copyRecords(from: string, to: string): void {
  let records: DatabaseSync | undefined;
  try {
    records = new DatabaseSync(from, { readOnly: true, timeout: 10_000 });
    records.prepare('VACUUM INTO ?').run(to);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the records in ${from} cannot be copied: ${reason}`, { cause });
  } finally {
    records?.close();
  }
}

async function take(
  key: string,
  dir: string,
  to: string,
): Promise<'linked' | 'copied' | 'deleted'> {
  const [original, kept] = [dir, to].map((folder) => path.join(folder, 'originals', key));
  if (!original || !kept) return 'deleted';
  try {
    await link(original, kept);
    return 'linked';
  } catch (error) {
    if (isMissing(error)) return 'deleted';
  }
  try {
    // Other file systems, and those without links.
    await copyFile(original, kept, constants.COPYFILE_FICLONE);
    await syncFile(kept);
    return 'copied';
  } catch (error) {
    if (isMissing(error)) return 'deleted';
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
