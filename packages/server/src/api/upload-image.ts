import type { IncomingMessage } from 'node:http';
import { receivePicture } from '../forms/receive-picture.ts';
import { readUploadFields } from '../forms/upload-fields.ts';
import type { OriginalFiles } from '../originals/original-files.ts';
import { newImageId } from '../records/image-id.ts';
import type { ImageRecords } from '../records/image-records.ts';
import type { ImageRecord } from '../records/image-row.ts';

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
export function uploadImage(
  request: IncomingMessage,
  { records, originals }: Stores,
): Promise<ImageRecord> {
  return receivePicture(request, originals, async (facts, fields) => {
    const { id, ...rest } = readUploadFields(fields);
    const record = { ...facts, ...rest, id: id ?? newImageId() };
    await records.insert(record);
    return record;
  });
}
