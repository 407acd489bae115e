import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The right to write to a data folder. */
export interface WriterLock {
  release(): void;
}

const SQLITE_BUSY = 5;

/**
 * Takes the right to write to a data folder, of which there is one. Readers do not need it.
 *
 * Node cannot lock files; SQLite can. The system gives the lock back when the process ends, however it
 * ends, so that nothing is ever left to be cleared away.
 *
 * @throws Error when another server has it.
 */
export function lockFolder(dir: string): WriterLock {
  const database = new DatabaseSync(path.join(dir, 'lock.sqlite'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    if ((cause as { errcode?: number }).errcode !== SQLITE_BUSY) throw cause;
    throw new Error(
      `the data folder ${dir} is in use by another server. Stop that one first, or name another folder.`,
      { cause },
    );
  }
  return { release: () => database.close() };
}
