import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { OriginalFiles } from '../originals/original-files.ts';
import type { ImageRecords } from '../records/image-records.ts';
import type { VariantFiles } from '../variants/variant-files.ts';

/** What is to be made consistent. */
export interface RepairedStores {
  records: Pick<ImageRecords, 'keys' | 'delete'>;
  originals: Pick<OriginalFiles, 'keys' | 'discard'>;
  variantFiles: Pick<VariantFiles, 'sweep'>;
}

/**
 * Repairs what an interrupted run left in a data folder. Bytes without a record are removed, as they were
 * never acknowledged, or deleted; so are variants of what is no more. A record without bytes cannot come
 * from here, and is removed with a word about it.
 */
export async function repairFolder(
  dir: string,
  { records, originals, variantFiles }: RepairedStores,
): Promise<void> {
  const ids = records.keys();
  const withBytes = new Set(await originals.keys());
  for (const key of withBytes) if (!ids.has(key)) await originals.discard(key);
  for (const [key, id] of ids) {
    if (withBytes.has(key)) continue;
    console.error(`Tintype server: image ${id} has lost its file and is removed from the records.`);
    records.delete(id);
    ids.delete(key);
  }
  await variantFiles.sweep((key) => ids.has(key));
  // Where an older version kept what had not arrived.
  await rm(path.join(dir, 'arriving'), { recursive: true, force: true });
}
