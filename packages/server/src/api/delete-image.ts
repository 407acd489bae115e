import { imageNotFound } from '@tintype/core/images';
import type { Stores } from '../stores.ts';

/**
 * `DELETE /images/v1/{id}`: removes an image with all its files, or a reservation.
 *
 * @throws ApiRefusal 5404 without either.
 */
export async function deleteImage(id: string, stores: Stores): Promise<void> {
  const { records, originals, variantFiles } = stores;
  const record = records.get(id);
  // The record goes first: what is left of the files after a crash is found at the next start.
  if (!records.delete(id)) throw imageNotFound();
  if (!record) return;
  const removals = [originals.discard(record.key), variantFiles.discard(record.key)];
  for (const removal of await Promise.allSettled(removals)) {
    // The image is deleted all the same, and its files are at the next start.
    if (removal.status === 'rejected') {
      console.error('Tintype server: a deleted image left a file:', removal.reason);
    }
  }
}
