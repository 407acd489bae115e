import type { UploadError } from '../errors/upload-error.ts';
import type { Prepared } from '../formats/prepared.ts';
import { type DirectUpload, type Image, variantsOf } from '../images/image.ts';
import type { KeptItem } from './persistence.ts';

/** What every item has, whatever its status. */
export interface UploadItemFacts {
  /** Random, and never made from the file's name or size: phones call every picture `image.jpg`. */
  readonly id: string;
  /**
   * Random and secret, kept over all attempts and sent as `Idempotency-Key`, so that a repeated
   * request is recognised.
   */
  readonly key: string;
  /** The one-time upload URL that was fetched for it, or `null`. Kept over all attempts. */
  readonly directUpload: DirectUpload | null;
  /** The file as it was chosen, or what `beforeAdd` returned in its place. */
  readonly file: File;
  /** Bytes that are sent: those of the file as chosen, until it was shrunk or stripped. */
  readonly size: number;
  /**
   * A URL for an `<img>`, or `null` where there is no preview, or none yet. Dead once the item has left.
   */
  readonly previewUrl: string | null;
  /** Width in pixels of the picture as chosen and as shown, or `null` where its header is silent. */
  readonly width: number | null;
  /** Height in pixels of the picture as chosen and as shown, or `null` where its header is silent. */
  readonly height: number | null;
  /**
   * How the bytes that are sent came about: `'copied'` as chosen, `'rebuilt'` without metadata, `'encoded'`
   * from the pixels; `null` before that is known.
   */
  readonly prepared: Prepared | null;
  /** Which attempt is under way or was the last one: 0 before the first. */
  readonly attempt: number;
  /** Share of the bytes that were sent, from 0 to 1. It is 1 only when the status is `done`. */
  readonly progress: number;
  /** What `setMetadata` has said of this picture, or `null`. It goes over the options' `metadata`. */
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

/** Its file is being looked at, and made ready to be sent. */
export interface PreparingItem extends UploadItemFacts {
  readonly status: 'preparing';
}
/** It waits for its turn, or for `start()`. */
export interface QueuedItem extends UploadItemFacts {
  readonly status: 'queued';
}
/** Its bytes are on the way. */
export interface UploadingItem extends UploadItemFacts {
  readonly status: 'uploading';
}
/** All bytes are out, and no answer has come yet. */
export interface ProcessingItem extends UploadItemFacts {
  readonly status: 'processing';
}
/** The last attempt failed, and the next one comes by itself. */
export interface RetryingItem extends UploadItemFacts {
  readonly status: 'retrying';
  readonly error: UploadError;
  /** When the next attempt begins, in milliseconds since the epoch. */
  readonly retryAt: number;
}
/** It was stopped by `pause()` and goes on after `resume()`. */
export interface PausedItem extends UploadItemFacts {
  readonly status: 'paused';
}
/**
 * The service has said that it stored the picture. One of `initialImages` has an `attempt` of 0 and,
 * since there is no file of it here, an empty `file` with its name.
 */
export interface DoneItem extends UploadItemFacts {
  readonly status: 'done';
  readonly image: Image;
}
/** The last attempt failed, and no other comes unless somebody asks for it. */
export interface FailedItem extends UploadItemFacts {
  readonly status: 'failed';
  readonly error: UploadError;
}
/** Somebody stopped it. */
export interface CanceledItem extends UploadItemFacts {
  readonly status: 'canceled';
}
/** Its file may not come in; nothing was sent. */
export interface RejectedItem extends UploadItemFacts {
  readonly status: 'rejected';
  readonly error: UploadError;
}

/** One picture on its way, told apart by `status`. Replaced, never changed, when anything changes. */
export type UploadItem =
  | PreparingItem
  | QueuedItem
  | UploadingItem
  | ProcessingItem
  | RetryingItem
  | PausedItem
  | DoneItem
  | FailedItem
  | CanceledItem
  | RejectedItem;

/** Where an item stands. */
export type UploadStatus = UploadItem['status'];

/** A new item for a chosen file. */
export function createItem(file: File): PreparingItem {
  return {
    status: 'preparing',
    id: randomId(),
    key: randomId(),
    directUpload: null,
    file,
    size: file.size,
    previewUrl: null,
    width: null,
    height: null,
    prepared: null,
    attempt: 0,
    progress: 0,
    metadata: null,
  };
}

/** An item for a picture that is stored already. */
export function createStoredItem(image: Image): DoneItem {
  return {
    ...createItem(new File([], image.filename ?? '')),
    // The same on the server and in the browser, which both render it.
    id: `stored-${image.id}`,
    status: 'done',
    progress: 1,
    image,
    previewUrl: image.requireSignedURLs ? null : previewURL(image),
  };
}

/** Variants do not tell their sizes; the names that the service suggests do, where they are used. */
function previewURL(image: Image): string | null {
  const variants = variantsOf(image);
  const named = (wanted: string) => variants.find(({ name }) => name === wanted);
  return (named('thumbnail') ?? named('public') ?? variants[0])?.url ?? null;
}

/** An item of a page that is gone. Its file is looked at once more. */
export function restoreItem(kept: KeptItem): PreparingItem {
  const { id, key, directUpload, file, metadata = null } = kept;
  return { ...createItem(file), id, key, directUpload, metadata };
}

/** 128 random bits. `crypto.randomUUID` would do, but browsers offer it to secure pages only. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let id = '';
  for (const byte of bytes) id += HEX[byte];
  return id;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
