import type { ImageListOptions } from './image-queries.ts';

/** All that is cached of one relay begins with this key. */
export function imagesKey(endpoint: string): readonly unknown[] {
  return ['tintype', 'images', endpoint];
}

/** Every list of one relay begins with this key. */
export function listsKey(endpoint: string): readonly unknown[] {
  return [...imagesKey(endpoint), 'list'];
}

/** The key of one picture. */
export function detailKey(endpoint: string, id: string): readonly unknown[] {
  return [...imagesKey(endpoint), 'detail', id];
}

/** Whether a list, by its key, has new pictures at its end. */
export function isOldestFirst(queryKey: readonly unknown[]): boolean {
  const options = queryKey.at(-1) as Pick<ImageListOptions, 'sortOrder'> | undefined;
  return options?.sortOrder === 'asc';
}
