import { ApiRefusal } from '@tintype/core/images';

// SQLite's numbers (https://sqlite.org/rescode.html): read-only, failed input or output, full, cannot open.
const SQLITE_CODES: ReadonlySet<number> = new Set([8, 10, 13, 14]);
const FULL_DISK: ReadonlySet<string | number> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 13]);
const DISK_CODES: ReadonlySet<string> = new Set([
  ...['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOENT', 'ENOTDIR'],
  ...['EMFILE', 'ENFILE'],
]);

/**
 * What a failed write is to the outside: trouble of the server's storage (5540, one of the numbers that
 * Cloudflare has for it). The caller did nothing wrong and may come again.
 *
 * @returns `null` when the error is about something else.
 */
export function storageRefusal(error: unknown): ApiRefusal | null {
  const code = storageCode(error);
  if (code === undefined) return null;
  const reason = FULL_DISK.has(code) ? 'there is no space left' : 'it cannot be written to';
  return new ApiRefusal(500, 5540, `Internal Server Error: storage: ${reason}`);
}

function storageCode(error: unknown): string | number | undefined {
  if (!(error instanceof Error) || error instanceof ApiRefusal) return undefined;
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  // Extended codes have more in their higher bytes.
  const primary = typeof errcode === 'number' ? errcode & 0xff : undefined;
  if (primary !== undefined && SQLITE_CODES.has(primary)) return primary;
  return typeof code === 'string' && DISK_CODES.has(code) ? code : undefined;
}
