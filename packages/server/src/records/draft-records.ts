import type { DatabaseSync } from 'node:sqlite';
import { describe, type SharedFields } from './image-row.ts';

/** An image that was reserved for a direct upload, and whose bytes have not come yet. */
export interface DraftRecord extends SharedFields {
  /** ISO 8601 date in UTC, with milliseconds. */
  created: string;
  /** When nobody may send the bytes any more, in milliseconds since the epoch. */
  expires: number;
}

/** The table of reservations. */
export interface DraftTable {
  put(draft: DraftRecord): void;
  /** A reservation that is still good. */
  get(id: string): DraftRecord | undefined;
  delete(id: string): boolean;
}

/** Prepares the statements on reservations. */
export function openDrafts(database: DatabaseSync): DraftTable {
  const put = database.prepare(
    `INSERT OR REPLACE INTO drafts (id, created, expires, require_signed_urls, meta, creator)
     VALUES ($id, $created, $expires, $requireSignedURLs, $meta, $creator)`,
  );
  const get = database.prepare('SELECT * FROM drafts WHERE id = $id AND expires > $now');
  const remove = database.prepare('DELETE FROM drafts WHERE id = ?');
  const sweep = database.prepare('DELETE FROM drafts WHERE expires <= ?');
  return {
    put({ id, created, expires, requireSignedURLs, meta, creator }) {
      sweep.run(Date.now());
      put.run({
        $id: id,
        $created: created,
        $expires: expires,
        $requireSignedURLs: Number(requireSignedURLs),
        $meta: meta && JSON.stringify(meta),
        $creator: creator,
      });
    },
    get(id) {
      const row = get.get({ $id: id, $now: Date.now() });
      if (!row) return undefined;
      const { created, expires } = row;
      return { ...describe(row), created: String(created), expires: Number(expires) };
    },
    delete: (id) => remove.run(id).changes === 1,
  };
}
