import type { IncomingMessage } from 'node:http';
import { type Intake, receivePicture } from '../forms/receive-picture.ts';
import { readUploadFields } from '../forms/upload-fields.ts';
import { newImageId } from '../records/image-id.ts';
import type { ImageRecords } from '../records/image-records.ts';
import type { ImageRecord } from '../records/image-row.ts';

/**
 * `POST /images/v1`: takes a picture in. Its bytes are durable before its record is, and the record
 * before the answer goes out.
 *
 * @throws ApiRefusal when the picture is refused; nothing is left of it then.
 */
export function uploadImage(
  request: IncomingMessage,
  records: ImageRecords,
  intake: Intake,
): Promise<ImageRecord> {
  return receivePicture(request, intake, async (facts, fields) => {
    const { id, ...rest } = readUploadFields(fields);
    const record = { ...facts, ...rest, id: id ?? newImageId() };
    await records.insert(record);
    return record;
  });
}
