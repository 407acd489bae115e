import { badRequest, imageNotFound } from '@tintype/core/images';
import { checkCreator, checkMetadata, customIdRefusal } from '../forms/upload-fields.ts';
import { isCustomId, newImageId } from '../records/image-id.ts';
import type { ImageRecords } from '../records/image-records.ts';
import type { ImageRecord, SharedFields } from '../records/image-row.ts';

/**
 * `PATCH /images/v1/{id}`: what is given takes the place of what was there, the metadata as a whole.
 * A picture that becomes private or public gets a new id, as Cloudflare documents it: whoever knows
 * only the old one does not reach it any more.
 *
 * @throws ApiRefusal 5404 without such an image, 5400 for fields that cannot be understood, 5410 for
 * a picture that cannot become private.
 */
export function updateImage(
  id: string,
  body: Readonly<Record<string, unknown>>,
  records: ImageRecords,
): ImageRecord {
  const record = records.get(id);
  if (!record) throw imageNotFound();
  const changed = records.update(id, readChange(body, record));
  if (!changed) throw imageNotFound();
  return changed;
}

function readChange(
  body: Readonly<Record<string, unknown>>,
  record: ImageRecord,
): Partial<SharedFields> {
  const { metadata, requireSignedURLs, creator } = body;
  return {
    ...(metadata !== undefined && { meta: readMetadata(metadata) }),
    ...(creator !== undefined && { creator: readCreator(creator) }),
    ...(requireSignedURLs !== undefined && readVisibility(requireSignedURLs, record)),
  };
}

function readMetadata(value: unknown): Record<string, unknown> | null {
  return value === null ? null : checkMetadata(value, JSON.stringify(value));
}

function readCreator(value: unknown): string | null {
  if (value === null || value === '') return null;
  if (typeof value !== 'string') throw badRequest('creator must be a text');
  // Half a character cannot be stored.
  return checkCreator(value.toWellFormed());
}

function readVisibility(value: unknown, record: ImageRecord): Partial<SharedFields> {
  if (typeof value !== 'boolean') throw badRequest('requireSignedURLs must be true or false');
  if (value === record.requireSignedURLs) return {};
  if (isCustomId(record.id)) throw customIdRefusal();
  return { id: newImageId(), requireSignedURLs: value };
}
