import type { DatabaseSync } from 'node:sqlite';

/** Each step brings the schema from one version to the next; the version is the number of steps done. */
const STEPS = [
  `CREATE TABLE images (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL UNIQUE,
    filename TEXT NOT NULL,
    uploaded TEXT NOT NULL,
    require_signed_urls INTEGER NOT NULL,
    meta TEXT,
    creator TEXT,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX images_by_creator ON images (creator, place);`,
  `CREATE TABLE drafts (
    id TEXT NOT NULL UNIQUE,
    created TEXT NOT NULL,
    expires INTEGER NOT NULL,
    require_signed_urls INTEGER NOT NULL,
    meta TEXT,
    creator TEXT
  ) STRICT;`,
  `CREATE TABLE variants (
    id TEXT NOT NULL UNIQUE,
    options TEXT NOT NULL,
    never_require_signed_urls INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE signing_keys (name TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
  CREATE TABLE config (flexible_variants INTEGER NOT NULL, browser_ttl INTEGER) STRICT;
  INSERT INTO config VALUES (0, NULL);`,
];

/**
 * Brings a database to the newest schema.
 *
 * @throws Error when a newer version of the server has written it.
 */
export function migrate(database: DatabaseSync): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as {
    user_version: number;
  };
  if (version > STEPS.length) {
    throw new Error(
      `the records were written by a newer version of the server (schema ${version}, this one knows ${STEPS.length}); update @tintype/server`,
    );
  }
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue;
    database.exec(`BEGIN; ${step}; PRAGMA user_version = ${index + 1}; COMMIT`);
  }
}
