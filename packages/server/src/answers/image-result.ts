import type { Image } from '@tintype/core/images';
import type { DraftRecord } from '../records/draft-records.ts';
import type { ImageRecord, SharedFields } from '../records/image-row.ts';
import { ORIGINAL } from '../variants/variant.ts';

/** What describes images as the API does. */
export interface ImageDescriber {
  /** `meta` and `creator` only where they were sent. */
  image(record: ImageRecord): Image;
  /** An image whose bytes have not come yet. */
  draft(draft: DraftRecord): Image;
}

/**
 * @param deliveryBaseURL - Delivery URLs begin with it.
 * @param variantNames - The named variants that there are now.
 */
export function createImageDescriber(
  deliveryBaseURL: () => string,
  variantNames: () => string[],
): ImageDescriber {
  const describe = (fields: SharedFields, filename: string | null, uploaded: string): Image => {
    const { id, meta, creator, requireSignedURLs } = fields;
    const base = `${deliveryBaseURL()}/${pathOfId(id)}`;
    return {
      id,
      filename,
      ...(meta !== null && { meta }),
      ...(creator !== null && { creator }),
      uploaded,
      requireSignedURLs,
      variants: [...variantNames(), ORIGINAL].map((name) => `${base}/${name}`),
    };
  };
  return {
    image: (record) => describe(record, record.filename, record.uploaded),
    draft: (draft) => ({ ...describe(draft, null, draft.created), draft: true }),
  };
}

/** In delivery URLs the slashes of a custom id stay, and everything else is escaped. */
function pathOfId(id: string): string {
  return id.split('/').map(encodeURIComponent).join('/');
}
