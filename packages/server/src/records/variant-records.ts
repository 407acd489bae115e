import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { firstVariants, type Variant } from '../variants/variant.ts';
import { transaction } from './database.ts';

/** The named variants of the account. */
export interface VariantRecords {
  get(id: string): Variant | undefined;
  /** In the order in which they were made. */
  list(): readonly Variant[];
  /** Adds a variant, or puts it in the place of the one of the same name. */
  put(variant: Variant): void;
  /** Tells whether there was one. */
  delete(id: string): boolean;
}

/**
 * The variants in a database; a new one begins with {@link firstVariants}. Every delivery asks for
 * them, so they are held in memory: nobody else writes them.
 */
export function openVariantRecords(database: DatabaseSync): VariantRecords {
  const put = database.prepare(
    `INSERT INTO variants (id, options, never_require_signed_urls) VALUES ($id, $options, $never)
     ON CONFLICT (id) DO UPDATE SET options = $options, never_require_signed_urls = $never`,
  );
  const write = ({ id, options, neverRequireSignedURLs }: Variant) =>
    put.run({
      $id: id,
      $options: JSON.stringify(options),
      $never: Number(neverRequireSignedURLs),
    });
  const remove = database.prepare('DELETE FROM variants WHERE id = ?');
  const all = database.prepare('SELECT * FROM variants ORDER BY rowid');
  const read = () => new Map(all.all().map((row) => [String(row.id), fromRow(row)]));

  // An account always has `public`, so an empty table is a new one.
  let known = read();
  if (known.size === 0) {
    transaction(database, () => firstVariants.forEach(write));
    known = read();
  }
  return {
    get: (id) => known.get(id),
    list: () => [...known.values()],
    put(variant) {
      write(variant);
      known.set(variant.id, variant);
    },
    delete(id) {
      remove.run(id);
      return known.delete(id);
    },
  };
}

function fromRow(row: Record<string, SQLOutputValue>): Variant {
  return {
    id: String(row.id),
    options: JSON.parse(String(row.options)),
    neverRequireSignedURLs: row.never_require_signed_urls === 1,
  };
}
