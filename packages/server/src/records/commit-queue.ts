import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './database.ts';

/** Commits writes in groups, so that many at once wait for the disk only once. */
export interface CommitQueue {
  /**
   * Resolves when the write is durable.
   *
   * @param write - Runs statements, inside a transaction. When it throws, what it did is undone, the
   * promise rejects, and the other writes of the group go on.
   */
  add(write: () => void): Promise<void>;
}

interface Waiting {
  write: () => void;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** A queue that commits at the end of each turn of the event loop. */
export function createCommitQueue(database: DatabaseSync): CommitQueue {
  let waiting: Waiting[] = [];

  function flush(): void {
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    try {
      const settle = transaction(database, () => group.map((one) => attempt(database, one)));
      for (const tell of settle) tell();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return {
    add: (write) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ write, resolve, reject });
      }),
  };
}

/** What is to be said once the group is durable. */
function attempt(database: DatabaseSync, { write, resolve, reject }: Waiting): () => void {
  database.exec('SAVEPOINT one');
  try {
    write();
    database.exec('RELEASE one');
    return resolve;
  } catch (error) {
    // A failure that ended the whole transaction, such as a full disk, is everybody's.
    if (!database.isTransaction) throw error;
    database.exec('ROLLBACK TO one; RELEASE one');
    return () => reject(error);
  }
}
