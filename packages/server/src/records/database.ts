import { DatabaseSync } from 'node:sqlite';
import { migrate } from './schema.ts';

/** Opens the SQLite file of the records, makes it where there is none, and brings it up to date. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  // What was acknowledged survives a power cut: each commit reaches the disk.
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;',
  );
  migrate(database);
  return database;
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
