import type { UploadItem } from '@tintype/core';
import type { UploadCounts } from '../anatomy/dropzone-labels.ts';

/** Counts items by how they ended. Those that somebody canceled are left out. */
export function countUploads(items: readonly UploadItem[]): UploadCounts {
  let total = 0;
  let done = 0;
  let failed = 0;
  for (const { status } of items) {
    if (status === 'canceled') continue;
    total += 1;
    if (status === 'done') done += 1;
    if (status === 'failed' || status === 'rejected') failed += 1;
  }
  return { total, done, failed };
}
