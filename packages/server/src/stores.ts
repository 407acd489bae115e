import path from 'node:path';
import { prepareFolder, syncFolder } from './folder/prepare-folder.ts';
import { repairFolder } from './folder/repair.ts';
import { lockFolder, type WriterLock } from './folder/writer-lock.ts';
import { type OriginalFiles, openOriginalFiles } from './originals/original-files.ts';
import { type AccountConfig, openAccountConfig } from './records/account-config.ts';
import { openDatabase, type Records } from './records/database.ts';
import { type ImageRecords, openImageRecords } from './records/image-records.ts';
import { openSigningKeys, type SigningKeys } from './records/signing-keys.ts';
import { openVariantRecords, type VariantRecords } from './records/variant-records.ts';
import { openVariantFiles, type VariantFiles } from './variants/variant-files.ts';

/** All that is kept of an account. */
export interface Stores {
  records: ImageRecords;
  variants: VariantRecords;
  signingKeys: SigningKeys;
  config: AccountConfig;
  originals: OriginalFiles;
  variantFiles: VariantFiles;
  close(): void;
}

/**
 * Opens the data folder, makes it where there is none, takes the right to write to it, and repairs what
 * an interrupted run left.
 *
 * @throws Error with what is wrong with the folder, and what to do.
 */
export async function openStores(dir: string): Promise<Stores> {
  await prepareFolder(dir);
  const lock = lockFolder(dir);
  try {
    return await open(dir, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function open(dir: string, lock: WriterLock): Promise<Stores> {
  const originals = await openOriginalFiles(dir);
  const variantFiles = await openVariantFiles(dir);
  const opened = await openRecords(path.join(dir, 'records.sqlite'));
  const { database } = opened;
  const stores = {
    records: openImageRecords(opened),
    variants: openVariantRecords(database),
    signingKeys: openSigningKeys(database),
    config: openAccountConfig(database),
    originals,
    variantFiles,
    close() {
      opened.close();
      lock.release();
    },
  };
  await repairFolder(dir, stores);
  // The folders in it were made just now, perhaps.
  await syncFolder(dir);
  return stores;
}

async function openRecords(file: string): Promise<Records> {
  try {
    return await openDatabase(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the records in ${file} cannot be opened: ${reason}`, { cause });
  }
}
