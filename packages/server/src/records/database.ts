import { open } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { createSharedSync } from '../folder/shared-sync.ts';
import { migrate } from './schema.ts';

/** The SQLite file of the records. */
export interface Records {
  database: DatabaseSync;
  /** Makes the write-ahead log durable, and with it all that was committed, in another thread. */
  syncLog(): Promise<void>;
  close(): void;
}

/** Opens the SQLite file of the records, makes it where there is none, and brings it up to date. */
export async function openDatabase(path: string): Promise<Records> {
  const database = new DatabaseSync(path);
  try {
    // What was acknowledged survives a power cut: each commit reaches the disk.
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;',
    );
    migrate(database);
    // SQLite keeps the log for as long as the database is open.
    const log = await open(`${path}-wal`, 'r+');
    return {
      database,
      syncLog: createSharedSync(() => log.datasync()),
      close() {
        database.close();
        // Waits for what is under way; there is nothing more to be told of it.
        log.close().catch(() => undefined);
      },
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Does all of it or nothing. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite itself has rolled back after some failures, such as a full disk.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
