'use client';
import type { UploadItem } from '@tintype/core';
import { useSyncExternalStore } from 'react';
import type { ImageUpload } from './use-image-upload.ts';

/**
 * One item by its id, or `undefined` once it has left. A component that reads its item here renders
 * again only when this item changes.
 */
export function useUploadItem(
  upload: Pick<ImageUpload, 'uploader'>,
  id: string,
): UploadItem | undefined {
  const { subscribe, getItem } = upload.uploader;
  const read = () => getItem(id);
  return useSyncExternalStore(subscribe, read, read);
}
