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
  /** Resolves durably. @throws DuplicateIdError when the id is taken. */
  insert(record: ImageRecord): void;
  get(id: string): ImageRecord | undefined;
  list(query: ListQuery): ImageRecord[];
  /** Where a record stands in the order of arrival. */
  placeOf(id: string): number;
  /** Tells whether there was one. */
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
  const newestFirst = page('DESC', '<');
  const oldestFirst = page('ASC', '>');

  return {
    insert(record) {
      try {
        insert.run(toRow(record));
      } catch (cause) {
        if (!/UNIQUE.*images\.id/.test(String(cause))) throw cause;
        throw new DuplicateIdError(`There is an image ${record.id} already.`, { cause });
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
    delete: (id) => remove.run(id).changes === 1,
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
    id: String(row.id),
    key: String(row.key),
    filename: String(row.filename),
    uploaded: String(row.uploaded),
    requireSignedURLs: row.require_signed_urls === 1,
    meta: typeof row.meta === 'string' ? JSON.parse(row.meta) : null,
    creator: typeof row.creator === 'string' ? row.creator : null,
    mediaType: String(row.media_type),
    size: Number(row.size),
    width: Number(row.width),
    height: Number(row.height),
  };
}
