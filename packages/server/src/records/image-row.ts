import type { SQLOutputValue } from 'node:sqlite';

/** What images and drafts have in common. */
export interface SharedFields {
  id: string;
  requireSignedURLs: boolean;
  meta: Record<string, unknown> | null;
  creator: string | null;
}

/** What is known of a stored picture. */
export interface ImageRecord extends SharedFields {
  /** Names the picture's files on disk; never shown outside. */
  key: string;
  filename: string;
  /** ISO 8601 date in UTC, with milliseconds. */
  uploaded: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  width: number;
  height: number;
}

type Row = Record<string, SQLOutputValue>;

/** The named values of a statement that writes a record. */
export function toRow(record: ImageRecord): Record<string, string | number | null> {
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

/** A row of the table `images`. */
export function fromRow(row: Row): ImageRecord {
  return {
    ...describe(row),
    key: String(row.key),
    filename: String(row.filename),
    uploaded: String(row.uploaded),
    mediaType: String(row.media_type),
    size: Number(row.size),
    width: Number(row.width),
    height: Number(row.height),
  };
}

/** The columns that images and drafts share. */
export function describe(row: Row): SharedFields {
  return {
    id: String(row.id),
    requireSignedURLs: row.require_signed_urls === 1,
    meta: typeof row.meta === 'string' ? JSON.parse(row.meta) : null,
    creator: typeof row.creator === 'string' ? row.creator : null,
  };
}
