import type { UploadItem } from '../queue/item.ts';

/** Names one attempt of one picture, on the page and at its endpoint. No secret, unlike the key. */
export function requestIdOf({ id, attempt }: Pick<UploadItem, 'id' | 'attempt'>): string {
  return `${id}.${attempt}`;
}
