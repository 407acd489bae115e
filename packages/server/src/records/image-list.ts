import type { DatabaseSync } from 'node:sqlite';
import { fromRow, type ImageRecord } from './image-row.ts';
import { type MetadataFilter, metadataCondition } from './metadata-filter.ts';

/** Which records to list, all conditions at once. */
export interface ListQuery {
  /** Only of this creator; `''` means those that have none, `null` does not ask. */
  creator: string | null;
  metadata?: readonly MetadataFilter[];
  newestFirst: boolean;
  limit: number;
  offset?: number;
  /** Begins behind this place. */
  after?: number | null;
}

/** A record in a list. */
export interface ListedImage {
  record: ImageRecord;
  /** Where it stands in the order of arrival. */
  place: number;
}

type Value = string | number | null;

/** Lists records in the order of their arrival. */
export function listImages(database: DatabaseSync, query: ListQuery): ListedImage[] {
  const { creator, metadata = [], newestFirst, limit, offset = 0, after = null } = query;
  const conditions = ['TRUE'];
  const values: Value[] = [];
  const add = (condition: string, ...parameters: Value[]) => {
    conditions.push(condition);
    values.push(...parameters);
  };
  if (creator === '') add('creator IS NULL');
  else if (creator !== null) add('creator = ?', creator);
  if (after !== null) add(`place ${newestFirst ? '<' : '>'} ?`, after);
  for (const filter of metadata) {
    const { sql, parameters } = metadataCondition(filter);
    add(sql, ...parameters);
  }
  const rows = database
    .prepare(
      `SELECT * FROM images WHERE ${conditions.join(' AND ')}
       ORDER BY place ${newestFirst ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`,
    )
    .all(...values, limit, offset);
  return rows.map((row) => ({ record: fromRow(row), place: Number(row.place) }));
}
