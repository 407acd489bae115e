import { badRequest } from '@tintype/core/images';
import { alreadyExists } from '../forms/already-exists.ts';
import { readUploadFields } from '../forms/upload-fields.ts';
import type { DraftRecord } from '../records/draft-records.ts';
import { newImageId } from '../records/image-id.ts';
import { DuplicateIdError, type ImageRecords } from '../records/image-records.ts';

const MINUTE = 60_000;
const DEFAULT_LIFE = 30 * MINUTE;
// From Cloudflare's documentation of direct creator uploads.
const SHORTEST_LIFE = 2 * MINUTE;
const LONGEST_LIFE = 6 * 60 * MINUTE;

/**
 * `POST /images/v2/direct_upload`: reserves an image, for which somebody without a token may then send
 * the bytes, once.
 *
 * @param fields - Of the form.
 * @throws ApiRefusal for fields that cannot be understood, and when the id is taken.
 */
export function createDirectUpload(
  fields: ReadonlyMap<string, string>,
  records: ImageRecords,
): DraftRecord {
  const { id, ...rest } = readUploadFields(fields);
  const now = Date.now();
  const expires = now + readLife(fields.get('expiry'), now);
  const draft = { ...rest, id: id ?? newImageId(), created: new Date(now).toISOString(), expires };
  try {
    records.reserve(draft);
  } catch (error) {
    throw error instanceof DuplicateIdError ? alreadyExists() : error;
  }
  return draft;
}

/** The fields of the older `POST /images/v1/direct_upload`, which takes JSON and knows only `expiry`. */
export function fieldsFromJSON(body: Readonly<Record<string, unknown>>): Map<string, string> {
  return new Map(body.expiry === undefined ? [] : [['expiry', String(body.expiry)]]);
}

/** Milliseconds until a date of RFC 3339. */
function readLife(expiry: string | undefined, now: number): number {
  if (!expiry) return DEFAULT_LIFE;
  const life = Date.parse(expiry) - now;
  // A second of grace on both sides: the request took its time, and clocks differ.
  if (life >= SHORTEST_LIFE - 1000 && life <= LONGEST_LIFE + 1000) return life;
  throw badRequest('expiry must be a date of RFC 3339, from 2 minutes to 6 hours from now');
}
