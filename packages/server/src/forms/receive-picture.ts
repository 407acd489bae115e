import type { IncomingMessage } from 'node:http';
import { mediaTypeOf, SIGNATURE_LENGTH } from '@tintype/core/formats';
import { badRequest, limits } from '@tintype/core/images';
import { inspectPicture } from '../originals/inspect-picture.ts';
import { type OriginalFiles, readStart } from '../originals/original-files.ts';
import { DuplicateIdError } from '../records/image-records.ts';
import type { ImageRecord } from '../records/image-row.ts';
import { alreadyExists } from './already-exists.ts';
import { receiveForm } from './receive-form.ts';

/** What the bytes of a picture say about it. */
export type PictureFacts = Pick<
  ImageRecord,
  'key' | 'filename' | 'uploaded' | 'mediaType' | 'size' | 'width' | 'height'
>;

/**
 * Takes in the picture of a multipart form. Its bytes are durable before `record` is called, which
 * makes it known; when anything fails, nothing is left of it.
 *
 * @param record - Writes the record, durably, and answers with it.
 * @throws ApiRefusal when the picture is refused.
 */
export async function receivePicture(
  request: IncomingMessage,
  originals: OriginalFiles,
  record: (facts: PictureFacts, fields: ReadonlyMap<string, string>) => Promise<ImageRecord>,
): Promise<ImageRecord> {
  const key = originals.newKey();
  const path = originals.temporaryPath(key);
  try {
    const { fields, file } = await receiveForm(request, path);
    if (!file) throw badRequest('the form has no file: send the picture as a part named "file"');
    if (file.size === 0) throw badRequest('the file is empty');
    const facts = { ...(await look(path)), key, filename: file.name.slice(0, limits.filename) };
    const uploaded = new Date().toISOString();
    await originals.keep(key);
    return await record({ ...facts, size: file.size, uploaded }, fields);
  } catch (error) {
    await originals.discard(key);
    throw error instanceof DuplicateIdError ? alreadyExists() : error;
  }
}

async function look(path: string): Promise<Pick<PictureFacts, 'mediaType' | 'width' | 'height'>> {
  const mediaType = mediaTypeOf(await readStart(path, SIGNATURE_LENGTH));
  const { width, height } = await inspectPicture(path, mediaType);
  return { mediaType: mediaType ?? '', width, height };
}
