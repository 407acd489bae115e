import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './database.ts';

/** Commits writes in groups, so that many at once wait for the disk only once. */
export interface CommitQueue {
  /**
   * Resolves when the write is durable. Others see it a little earlier.
   *
   * @throws what `write` throws, or the failure to make it durable; nothing of it stays then.
   */
  add(change: Change): Promise<void>;
}

/** What is to be written. */
export interface Change {
  /** Runs statements, inside a transaction. When it throws, the others of its group go on. */
  write(): void;
  /** Takes back what was written, when it did not become durable. */
  undo(): void;
}

interface Waiting {
  change: Change;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * A queue that commits at the end of each turn of the event loop, and leaves the waiting for the disk to
 * another thread: SQLite's own would stop this one, and with it every other request.
 *
 * @param syncLog - Makes the write-ahead log durable, and with it all that was committed before.
 */
export function createCommitQueue(
  database: DatabaseSync,
  syncLog: () => Promise<void>,
): CommitQueue {
  let waiting: Waiting[] = [];

  async function flush(): Promise<void> {
    const group = waiting;
    waiting = [];
    try {
      const written = commit(database, group);
      if (written.length > 0) await becomeDurable(database, written, syncLog);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return {
    add: (change) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(() => void flush());
        waiting.push({ change, resolve, reject });
      }),
  };
}

/**
 * Writes a group into the log, whose frames a later commit or {@link becomeDurable} takes to the disk.
 *
 * @returns those that were written; the others have been told why not.
 * @see https://www.sqlite.org/pragma.html#pragma_synchronous
 */
function commit(database: DatabaseSync, group: readonly Waiting[]): Waiting[] {
  database.exec('PRAGMA synchronous = NORMAL');
  try {
    return transaction(database, () => group.filter((one) => attempt(database, one)));
  } finally {
    database.exec('PRAGMA synchronous = FULL');
  }
}

function attempt(database: DatabaseSync, { change, reject }: Waiting): boolean {
  database.exec('SAVEPOINT one');
  try {
    change.write();
    database.exec('RELEASE one');
    return true;
  } catch (error) {
    // A failure that ended the whole transaction, such as a full disk, is everybody's.
    if (!database.isTransaction) throw error;
    database.exec('ROLLBACK TO one; RELEASE one');
    reject(error);
    return false;
  }
}

async function becomeDurable(
  database: DatabaseSync,
  written: readonly Waiting[],
  syncLog: () => Promise<void>,
): Promise<void> {
  try {
    await syncLog();
  } catch (error) {
    transaction(database, () => {
      for (const { change } of written) change.undo();
    });
    throw error;
  }
  for (const { resolve } of written) resolve();
}
