import { access, constants, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { type OriginalFiles, openOriginalFiles } from './originals/original-files.ts';
import { type AccountConfig, openAccountConfig } from './records/account-config.ts';
import { openDatabase } from './records/database.ts';
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
 * Opens the data folder, makes it where there is none, and repairs what an interrupted run left:
 * bytes without a record are removed, and so are records without bytes.
 *
 * @throws Error with what is wrong with the folder, and what to do.
 */
export async function openStores(dir: string): Promise<Stores> {
  await prepareFolder(dir);
  const originals = await openOriginalFiles(dir);
  const variantFiles = await openVariantFiles(dir);
  const database = openRecords(path.join(dir, 'records.sqlite'));
  const stores = {
    records: openImageRecords(database),
    variants: openVariantRecords(database),
    signingKeys: openSigningKeys(database),
    config: openAccountConfig(database),
    originals,
    variantFiles,
    close: () => database.close(),
  };
  await repair(stores);
  return stores;
}

async function prepareFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
    await access(dir, constants.W_OK | constants.X_OK);
    // Root may enter folders of a read-only file system and still not write there.
    await mkdir(path.join(dir, 'arriving'), { recursive: true });
  } catch (cause) {
    throw new Error(
      `the data folder ${dir} cannot be used (${reasonOf(cause)}). Name a folder that this user may write to.`,
      { cause },
    );
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'the file system is read-only',
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'a part of its path is a file',
  ENOSPC: 'the disk is full',
};

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? message;
}

function openRecords(file: string): DatabaseSync {
  try {
    return openDatabase(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the records in ${file} cannot be opened: ${reason}`, { cause });
  }
}

async function repair({ records, originals, variantFiles }: Stores): Promise<void> {
  const ids = records.keys();
  const withBytes = new Set(await originals.keys());
  for (const key of withBytes) if (!ids.has(key)) await originals.discard(key);
  for (const [key, id] of ids) {
    if (withBytes.has(key)) continue;
    console.error(`Tintype server: image ${id} has lost its file and is removed from the records.`);
    records.delete(id);
    await variantFiles.discard(key);
  }
}
