import type { UploadItem } from './item.ts';

/** How far all items are together, weighed by bytes. */
export interface UploadProgress {
  /** Bytes that were sent. */
  readonly loaded: number;
  /** Bytes in all. Items that were canceled, rejected or failed are not counted. */
  readonly total: number;
  /** From 0 to 1; 1 only when every item that counts is `done`, and 0 where there is none. */
  readonly ratio: number;
  /** Smoothed, or `null` while too little was seen to say. */
  readonly bytesPerSecond: number | null;
  /** Or `null` while too little was seen to say. */
  readonly secondsLeft: number | null;
}

/** What all items are doing together. */
export type UploaderStatus =
  /** Nothing waits and nothing runs. */
  | 'idle'
  /** Pictures wait for `start()`. */
  | 'waiting'
  /** Pictures are being prepared or sent. */
  | 'uploading'
  /** `pause()` was called. */
  | 'paused'
  /** There is no network. It goes on by itself when there is one again. */
  | 'offline';

/** Adds up the bytes of all items. */
export function totalsOf(
  items: readonly UploadItem[],
  bytesPerSecond: number | null,
): UploadProgress {
  let loaded = 0;
  let total = 0;
  for (const item of items) {
    if (!counts(item)) continue;
    total += item.size;
    loaded += item.progress * item.size;
  }
  const left = total - loaded;
  const secondsLeft = bytesPerSecond && left > 0 ? left / bytesPerSecond : null;
  const ratio = total > 0 ? loaded / total : 0;
  return { loaded, total, ratio, bytesPerSecond: left > 0 ? bytesPerSecond : null, secondsLeft };
}

function counts({ status }: UploadItem): boolean {
  return status !== 'canceled' && status !== 'rejected' && status !== 'failed';
}
