import type { IncomingMessage } from 'node:http';
import { imageNotFound } from '@tintype/core/images';
import { alreadyExists } from '../forms/already-exists.ts';
import { type Intake, receivePicture } from '../forms/receive-picture.ts';
import type { DraftRecord } from '../records/draft-records.ts';
import { type ImageRecords, NoDraftError } from '../records/image-records.ts';
import type { ImageRecord } from '../records/image-row.ts';

/** Where direct uploads go. */
export interface UploadTarget {
  records: ImageRecords;
  intake: Intake;
}

/**
 * `POST /upload/{hash}/{id}`: takes the picture of a direct upload in, once. What it is and whose it is
 * was said when it was reserved; fields of this form are not listened to.
 *
 * @throws ApiRefusal 404 without a reservation or after its end, 409 when the picture is there already.
 */
export function receiveUpload(
  request: IncomingMessage,
  id: string,
  { records, intake }: UploadTarget,
): Promise<ImageRecord> {
  const { meta, creator, requireSignedURLs } = findDraft(id, records);
  // Nobody without a token makes this server fetch.
  return receivePicture(request, { ...intake, remote: undefined }, async (facts) => {
    const record = { ...facts, id, meta, creator, requireSignedURLs };
    try {
      await records.fulfil(record);
    } catch (error) {
      // It took its time, and the reservation ran out meanwhile.
      throw error instanceof NoDraftError ? imageNotFound() : error;
    }
    return record;
  });
}

function findDraft(id: string, records: ImageRecords): DraftRecord {
  const draft = records.getDraft(id);
  if (draft) return draft;
  throw records.get(id) ? alreadyExists() : imageNotFound();
}
