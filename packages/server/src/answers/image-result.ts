import type { Image } from '@tintype/core/images';
import type { DraftRecord, ImageRecord } from '../records/image-records.ts';
import { variants } from '../variants/variant.ts';

/** Describes a record as the API does: `meta` and `creator` only where they were sent. */
export function imageResult(record: ImageRecord, deliveryBaseURL: string): Image {
  return describe(record, record.filename, record.uploaded, deliveryBaseURL);
}

/** Describes an image whose bytes have not come yet. */
export function draftResult(draft: DraftRecord, deliveryBaseURL: string): Image {
  return { ...describe(draft, null, draft.created, deliveryBaseURL), draft: true };
}

function describe(
  { id, meta, creator, requireSignedURLs }: Omit<DraftRecord, 'created' | 'expires'>,
  filename: string | null,
  uploaded: string,
  deliveryBaseURL: string,
): Image {
  return {
    id,
    filename,
    ...(meta !== null && { meta }),
    ...(creator !== null && { creator }),
    uploaded,
    requireSignedURLs,
    variants: Object.keys(variants).map((name) => `${deliveryBaseURL}/${pathOfId(id)}/${name}`),
  };
}

/** In delivery URLs the slashes of a custom id stay, and everything else is escaped. */
function pathOfId(id: string): string {
  return id.split('/').map(encodeURIComponent).join('/');
}
