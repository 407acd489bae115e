import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { mediaTypeOf, SIGNATURE_LENGTH } from '@tintype/core/formats';
import { ApiRefusal, badRequest, limits } from '@tintype/core/images';
import { inspectPicture } from '../originals/inspect-picture.ts';
import { type OriginalFiles, readStart } from '../originals/original-files.ts';
import { DuplicateIdError, type ImageRecord, type ImageRecords } from '../records/image-records.ts';
import { type ReceivedForm, receiveForm } from './receive-form.ts';
import { readUploadFields } from './upload-fields.ts';

interface Stores {
  records: ImageRecords;
  originals: OriginalFiles;
}

/**
 * `POST /images/v1`: takes a picture in. Its bytes are durable before its record is, and the record
 * before the answer goes out.
 *
 * @throws ApiRefusal when the picture is refused; nothing is left of it then.
 */
export async function uploadImage(
  request: IncomingMessage,
  { records, originals }: Stores,
): Promise<ImageRecord> {
  const key = originals.newKey();
  try {
    const form = await receiveForm(request, originals.temporaryPath(key));
    const record = await describe(form, key, originals);
    await originals.keep(key);
    records.insert(record);
    return record;
  } catch (error) {
    await originals.discard(key);
    if (error instanceof DuplicateIdError) throw alreadyExists();
    throw error;
  }
}

async function describe(
  form: ReceivedForm,
  key: string,
  originals: OriginalFiles,
): Promise<ImageRecord> {
  const fields = readUploadFields(form.fields);
  const { file } = form;
  if (!file) throw badRequest('the form has no file: send the picture as a part named "file"');
  if (file.size === 0) throw badRequest('the file is empty');
  const path = originals.temporaryPath(key);
  const mediaType = mediaTypeOf(await readStart(path, SIGNATURE_LENGTH));
  const { width, height } = await inspectPicture(path, mediaType);
  return {
    ...fields,
    id: fields.id ?? newImageId(),
    key,
    filename: file.name.slice(0, limits.filename),
    uploaded: new Date().toISOString(),
    mediaType: mediaType ?? '',
    size: file.size,
    width,
    height,
  };
}

/** As the service makes them: in the form of a UUID of version 4, always ending in "00". */
function newImageId(): string {
  const hex = randomBytes(15).toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, hex.slice(16, 20)];
  return `${parts.join('-')}-${hex.slice(20, 30)}00`;
}

function alreadyExists(): ApiRefusal {
  return new ApiRefusal(
    409,
    5409,
    'Resource already exists. Verify the resource information and try again.',
    // The official SDK would send the whole picture twice more.
    { 'x-should-retry': 'false' },
  );
}
