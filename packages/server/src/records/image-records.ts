import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { migrate } from './schema.ts';

/** What is known of a stored picture. */
export interface ImageRecord {
  id: string;
  /** Names the picture's files on disk; never shown outside. */
  key: string;
  filename: string;
  /** ISO 8601 date in UTC, with milliseconds. */
  uploaded: string;
  requireSignedURLs: boolean;
  meta: Record<string, unknown> | null;
  creator: string | null;
  mediaType: string;
  /** Bytes. */
  size: number;
  width: number;
  height: number;
}

/** An image that was reserved for a direct upload, and whose bytes have not come yet. */
export interface DraftRecord
  extends Pick<ImageRecord, 'id' | 'requireSignedURLs' | 'meta' | 'creator'> {
  /** ISO 8601 date in UTC, with milliseconds. */
  created: string;
  /** When nobody may send the bytes any more, in milliseconds since the epoch. */
  expires: number;
}

/** Which records to list. */
export interface ListQuery {
  creator: string | null;
  newestFirst: boolean;
  limit: number;
  offset?: number;
  /** Begins behind this place. */
  after?: number | null;
}

/** There is an image with this id already. */
export class DuplicateIdError extends Error {
  override readonly name = 'DuplicateIdError';
}

/** The records of all pictures. */
export interface ImageRecords {
  /** Durable when it returns. @throws DuplicateIdError when the id is taken, be it by a draft. */
  insert(record: ImageRecord): void;
  /** Reserves an id. @throws DuplicateIdError when it is taken. */
  reserve(draft: DraftRecord): void;
  /** A reservation that is still good. */
  getDraft(id: string): DraftRecord | undefined;
  /** Puts the image in the place of its draft. @throws DuplicateIdError when it is there already. */
  fulfil(record: ImageRecord): void;
  get(id: string): ImageRecord | undefined;
  list(query: ListQuery): ImageRecord[];
  /** Where a record stands in the order of arrival. */
  placeOf(id: string): number;
  /** Removes an image or a draft, and tells whether there was one. */
  delete(id: string): boolean;
  /** Keys and ids of all records. */
  keys(): Map<string, string>;
  close(): void;
}

type Row = Record<string, SQLOutputValue>;

/** Opens the records in an SQLite file, which is made if it is not there. */
export function openImageRecords(path: string): ImageRecords {
  const database = new DatabaseSync(path);
  // A picture that was acknowledged survives a power cut: each commit reaches the disk.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  migrate(database);
  const insert = database.prepare(
    `INSERT INTO images (id, key, filename, uploaded, require_signed_urls, meta, creator, media_type, size, width, height)
     VALUES ($id, $key, $filename, $uploaded, $requireSignedURLs, $meta, $creator, $mediaType, $size, $width, $height)`,
  );
  const get = database.prepare('SELECT * FROM images WHERE id = ?');
  const remove = database.prepare('DELETE FROM images WHERE id = ?');
  const page = (order: 'ASC' | 'DESC', comparison: '<' | '>') =>
    database.prepare(
      `SELECT * FROM images
       WHERE ($creator IS NULL OR creator = $creator) AND ($after IS NULL OR place ${comparison} $after)
       ORDER BY place ${order} LIMIT $limit OFFSET $offset`,
    );
  const drafts = openDrafts(database);
  const newestFirst = page('DESC', '<');
  const oldestFirst = page('ASC', '>');

  const add = (record: ImageRecord) => {
    try {
      insert.run(toRow(record));
    } catch (cause) {
      if (!/UNIQUE.*images\.id/.test(String(cause))) throw cause;
      throw new DuplicateIdError(`There is an image ${record.id} already.`, { cause });
    }
  };

  return {
    insert(record) {
      if (drafts.get(record.id)) throw new DuplicateIdError(`${record.id} is reserved.`);
      add(record);
    },
    reserve(draft) {
      if (get.get(draft.id) || drafts.get(draft.id)) {
        throw new DuplicateIdError(`There is an image ${draft.id} already.`);
      }
      drafts.put(draft);
    },
    getDraft: drafts.get,
    fulfil(record) {
      database.exec('BEGIN');
      try {
        drafts.delete(record.id);
        add(record);
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    get(id) {
      const row = get.get(id);
      return row && fromRow(row);
    },
    list(query) {
      const { creator, limit, offset = 0, after = null } = query;
      const rows = query.newestFirst ? newestFirst : oldestFirst;
      return rows
        .all({ $creator: creator, $after: after, $limit: limit, $offset: offset })
        .map(fromRow);
    },
    placeOf: (id) => Number(get.get(id)?.place ?? 0),
    delete: (id) => remove.run(id).changes === 1 || drafts.delete(id),
    keys() {
      const rows = database.prepare('SELECT id, key FROM images').all();
      return new Map(rows.map(({ id, key }) => [String(key), String(id)]));
    },
    close: () => database.close(),
  };
}

function toRow(record: ImageRecord): Record<string, string | number | null> {
  return {
    $id: record.id,
    $key: record.key,
    $filename: record.filename,
    $uploaded: record.uploaded,
    $requireSignedURLs: Number(record.requireSignedURLs),
    $meta: record.meta && JSON.stringify(record.meta),
    $creator: record.creator,
    $mediaType: record.mediaType,
    $size: record.size,
    $width: record.width,
    $height: record.height,
  };
}

function fromRow(row: Row): ImageRecord {
  return {
    ...fieldsFromRow(row),
    key: String(row.key),
    filename: String(row.filename),
    uploaded: String(row.uploaded),
    mediaType: String(row.media_type),
    size: Number(row.size),
    width: Number(row.width),
    height: Number(row.height),
  };
}

/** What images and drafts have in common. */
function fieldsFromRow(
  row: Row,
): Pick<ImageRecord, 'id' | 'requireSignedURLs' | 'meta' | 'creator'> {
  return {
    id: String(row.id),
    requireSignedURLs: row.require_signed_urls === 1,
    meta: typeof row.meta === 'string' ? JSON.parse(row.meta) : null,
    creator: typeof row.creator === 'string' ? row.creator : null,
  };
}

function openDrafts(database: DatabaseSync) {
  const put = database.prepare(
    `INSERT OR REPLACE INTO drafts (id, created, expires, require_signed_urls, meta, creator)
     VALUES ($id, $created, $expires, $requireSignedURLs, $meta, $creator)`,
  );
  const get = database.prepare('SELECT * FROM drafts WHERE id = $id AND expires > $now');
  const remove = database.prepare('DELETE FROM drafts WHERE id = ?');
  const sweep = database.prepare('DELETE FROM drafts WHERE expires <= ?');
  return {
    put({ id, created, expires, requireSignedURLs, meta, creator }: DraftRecord): void {
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
    get(id: string): DraftRecord | undefined {
      const row = get.get({ $id: id, $now: Date.now() });
      if (!row) return undefined;
      const { created, expires } = row;
      return { ...fieldsFromRow(row), created: String(created), expires: Number(expires) };
    },
    delete: (id: string) => remove.run(id).changes === 1,
  };
}
