import type { UploadItem, UploadStatus } from '@tintype/core';
import { createUploadItem, type ItemState } from '@tintype/react/testing';

export const MEGABYTE: number = 1024 * 1024;

const NAMES = [
  ['Paris at dusk.jpg', 'paris'],
  ['Frangipani.jpg', 'frangipani'],
  ['Starfish on the quay.jpg', 'starfish'],
  ['image.jpg', 'coupe'],
] as const;
const STATUSES = ['done', 'done', 'processing', 'uploading', 'failed', 'retrying'] as const;

/** A picture in any state, with one of the photos that stories show. */
export function photo(status: UploadStatus, more: Partial<ItemState> = {}): UploadItem {
  return createUploadItem({
    status,
    name: 'Paris at dusk.jpg',
    size: 6.3 * MEGABYTE,
    previewUrl: '/photos/paris/thumbnail',
    ...more,
  });
}

/** Many pictures: the first ones in every state, the others waiting or as told. */
export function photos(count: number, status?: UploadStatus): UploadItem[] {
  return Array.from({ length: count }, (_, index) => {
    const [name, file] = NAMES[index % NAMES.length] ?? NAMES[0];
    const size = ((index * 37) % 80) * 0.1 * MEGABYTE + 300_000;
    const previewUrl = `/photos/${file}/thumbnail`;
    return photo(status ?? STATUSES[index] ?? 'queued', { name, size, previewUrl });
  });
}

/** Drops one of the photos onto the zone, as a real file. */
export async function dropPhoto(canvas: HTMLElement, name: string): Promise<void> {
  const response = await fetch(`/photos/${name}/public`);
  const dataTransfer = new DataTransfer();
  const bytes = await response.arrayBuffer();
  dataTransfer.items.add(new File([bytes], `${name}.jpg`, { type: 'image/jpeg' }));
  const zone = canvas.querySelector('[data-tt="dropzone"]');
  const happening = { bubbles: true, cancelable: true, dataTransfer };
  zone?.dispatchEvent(new DragEvent('drop', happening));
}
