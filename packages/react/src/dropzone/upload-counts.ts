import type { UploadItem } from '@tintype/core';
import type { UploadCounts } from '../anatomy/dropzone-labels.ts';

/**
 * Counts items by how they ended. Those that somebody canceled are left out, and those that may not come in
 * are counted apart: nothing of them was to be uploaded.
 */
export function countUploads(items: readonly UploadItem[]): UploadCounts {
  const counts = { total: 0, done: 0, failed: 0, rejected: 0 };
  for (const { status } of items) {
    if (status === 'canceled') continue;
    if (status === 'rejected') {
      counts.rejected += 1;
      continue;
    }
    counts.total += 1;
    if (status === 'done') counts.done += 1;
    if (status === 'failed') counts.failed += 1;
  }
  return counts;
}
