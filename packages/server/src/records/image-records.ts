import { createCommitQueue } from './commit-queue.ts';
import { type Records, transaction } from './database.ts';
import { type DraftRecord, openDrafts } from './draft-records.ts';
import { type ListedImage, type ListQuery, listImages } from './image-list.ts';
import { fromRow, type ImageRecord, type SharedFields, toRow } from './image-row.ts';

/** There is an image with this id already. */
export class DuplicateIdError extends Error {
  override readonly name = 'DuplicateIdError';
}

/** The reservation is not there any more: it was used, ran out, or was taken back. */
export class NoDraftError extends Error {
  override readonly name = 'NoDraftError';
}

/** The records of all pictures. What changes them is durable when it returns or resolves. */
export interface ImageRecords {
  /** @throws DuplicateIdError when the id is taken, be it by a draft. */
  insert(record: ImageRecord): Promise<void>;
  /** Reserves an id. @throws DuplicateIdError when it is taken. */
  reserve(draft: DraftRecord): void;
  /** A reservation that is still good. */
  getDraft(id: string): DraftRecord | undefined;
  /**
   * Puts the image in the place of its draft.
   *
   * @throws DuplicateIdError when it is there already.
   * @throws NoDraftError when the reservation is not good any more.
   */
  fulfil(record: ImageRecord): Promise<void>;
  get(id: string): ImageRecord | undefined;
  /** Tells whether there is a picture with this key, whatever its id is now. */
  hasKey(key: string): boolean;
  /**
   * Changes what can be changed, the id among it, and answers with the image as it is now.
   *
   * @param change - Its fields take the place of the old ones.
   */
  update(id: string, change: Partial<SharedFields>): ImageRecord | undefined;
  list(query: ListQuery): ListedImage[];
  count(): number;
  /** Removes an image or a draft, and tells whether there was one. */
  delete(id: string): boolean;
  /** Keys and ids of all records. */
  keys(): Map<string, string>;
}

/** The records of images and drafts in a database. */
export function openImageRecords({ database, syncLog }: Records): ImageRecords {
  const queue = createCommitQueue(database, syncLog);
  const insert = database.prepare(
    `INSERT INTO images (id, key, filename, uploaded, require_signed_urls, meta, creator, media_type, size, width, height)
     VALUES ($id, $key, $filename, $uploaded, $requireSignedURLs, $meta, $creator, $mediaType, $size, $width, $height)`,
  );
  const get = database.prepare('SELECT * FROM images WHERE id = ?');
  const getKey = database.prepare('SELECT 1 FROM images WHERE key = ?');
  const change = database.prepare(
    `UPDATE images SET id = $id, require_signed_urls = $requireSignedURLs, meta = $meta, creator = $creator
     WHERE key = $key`,
  );
  const remove = database.prepare('DELETE FROM images WHERE id = ?');
  const count = database.prepare('SELECT count(*) AS count FROM images');
  const drafts = openDrafts(database);

  const find = (id: string) => {
    const row = get.get(id);
    return row && fromRow(row);
  };
  const checkFree = (id: string) => {
    if (get.get(id) || drafts.get(id)) throw new DuplicateIdError(`The id ${id} is taken.`);
  };

  return {
    insert: (record) =>
      queue.add({
        write() {
          checkFree(record.id);
          insert.run(toRow(record));
        },
        undo: () => remove.run(record.id),
      }),
    reserve: (draft) =>
      transaction(database, () => {
        checkFree(draft.id);
        drafts.put(draft);
      }),
    getDraft: drafts.get,
    fulfil(record) {
      let draft: DraftRecord | undefined;
      return queue.add({
        write() {
          draft = drafts.get(record.id);
          drafts.delete(record.id);
          checkFree(record.id);
          if (!draft) throw new NoDraftError(`There is no reservation ${record.id}.`);
          insert.run(toRow(record));
        },
        undo() {
          remove.run(record.id);
          if (draft) drafts.put(draft);
        },
      });
    },
    get: find,
    hasKey: (key) => getKey.get(key) !== undefined,
    update(id, fields) {
      const record = find(id);
      if (!record) return undefined;
      const changed = { ...record, ...fields };
      const { $id, $key, $requireSignedURLs, $meta, $creator } = toRow(changed);
      change.run({
        $id: $id ?? id,
        $key: $key ?? '',
        $requireSignedURLs: $requireSignedURLs ?? 0,
        $meta: $meta ?? null,
        $creator: $creator ?? null,
      });
      return changed;
    },
    list: (query) => listImages(database, query),
    count: () => Number(count.get()?.count ?? 0),
    delete: (id) => remove.run(id).changes === 1 || drafts.delete(id),
    keys() {
      const rows = database.prepare('SELECT id, key FROM images').all();
      return new Map(rows.map(({ id, key }) => [String(key), String(id)]));
    },
  };
}
