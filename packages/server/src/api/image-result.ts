import type { Image } from '@tintype/core/images';
import type { ImageRecord } from '../records/image-records.ts';
import { variants } from '../variants/variant.ts';

/** Describes a record as the API does: `meta` and `creator` only where they were sent. */
export function imageResult(record: ImageRecord, deliveryBaseURL: string): Image {
  const { id, filename, uploaded, requireSignedURLs, meta, creator } = record;
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
