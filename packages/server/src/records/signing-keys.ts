import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/** A secret that signs the URLs of private pictures. */
export interface SigningKey {
  name: string;
  value: string;
}

/** The account's signing keys. There is always at least one. */
export interface SigningKeys {
  list(): readonly SigningKey[];
  /** Makes a new value under a name. */
  renew(name: string): void;
  /** Removes a key; in the place of the last one a new `default` is made. */
  delete(name: string): void;
}

/** The name of the key that every account begins with. */
const DEFAULT = 'default';

/** The keys in a database; a new one gets its first. Held in memory, as every signed URL needs them. */
export function openSigningKeys(database: DatabaseSync): SigningKeys {
  const put = database.prepare(
    `INSERT INTO signing_keys (name, value) VALUES ($name, $value)
     ON CONFLICT (name) DO UPDATE SET value = $value`,
  );
  const remove = database.prepare('DELETE FROM signing_keys WHERE name = ?');
  const all = database.prepare('SELECT name, value FROM signing_keys ORDER BY rowid');
  const read = () =>
    all.all().map(({ name, value }) => ({ name: String(name), value: String(value) }));

  let known: SigningKey[] = read();
  const renew = (name: string) => {
    put.run({ $name: name, $value: randomBytes(32).toString('hex') });
    known = read();
  };
  if (known.length === 0) renew(DEFAULT);
  return {
    list: () => known,
    renew,
    delete(name) {
      remove.run(name);
      known = read();
      if (known.length === 0) renew(DEFAULT);
    },
  };
}
