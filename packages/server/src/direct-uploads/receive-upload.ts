import type { IncomingMessage } from 'node:http';
import { imageNotFound } from '@tintype/core/images';
import { alreadyExists } from '../forms/already-exists.ts';
import { receivePicture } from '../forms/receive-picture.ts';
import type { OriginalFiles } from '../originals/original-files.ts';
import type { DraftRecord, ImageRecord, ImageRecords } from '../records/image-records.ts';

interface Stores {
  records: ImageRecords;
  originals: OriginalFiles;
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
  { records, originals }: Stores,
): Promise<ImageRecord> {
  const { meta, creator, requireSignedURLs } = findDraft(id, records);
  return receivePicture(request, originals, (facts) => {
    // It took its time: somebody else may have been faster, or the time be over.
    findDraft(id, records);
    const record = { ...facts, id, meta, creator, requireSignedURLs };
    records.fulfil(record);
    return record;
  });
}

function findDraft(id: string, records: ImageRecords): DraftRecord {
  const draft = records.getDraft(id);
  if (draft) return draft;
  throw records.get(id) ? alreadyExists() : imageNotFound();
}
