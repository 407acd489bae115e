import type { UploadError } from '../errors/upload-error.ts';
import type { Prepared } from '../formats/prepared.ts';
import type { DirectUpload, Image } from '../images/image.ts';
import type { UploadItem, UploadStatus } from './item.ts';

/** What can happen to an item. */
export type ItemEvent =
  | { type: 'inspected'; width: number | null; height: number | null }
  | { type: 'substituted'; file: File }
  | { type: 'previewed'; previewUrl: string | null }
  | { type: 'prepared'; size: number; prepared: Prepared }
  | { type: 'rejected'; error: UploadError }
  | { type: 'started' }
  | { type: 'reserved'; directUpload: DirectUpload | null }
  | { type: 'progressed'; ratio: number }
  | { type: 'sent' }
  | { type: 'stored'; image: Image }
  | { type: 'postponed'; error: UploadError; retryAt: number }
  | { type: 'failed'; error: UploadError }
  | { type: 'paused' }
  | { type: 'requeued' }
  | { type: 'reopened' }
  | { type: 'canceled' }
  | { type: 'described'; metadata: Readonly<Record<string, unknown>> | null };

/** The statuses of an item that may still be uploaded. */
export const PENDING: readonly UploadStatus[] = [
  'preparing',
  'queued',
  'uploading',
  'processing',
  'retrying',
  'paused',
];

/**
 * The state machine, whole: from which statuses each event is legal. Everything else is ignored,
 * since late events are normal: an answer can arrive after somebody has canceled.
 */
const LEGAL: Record<ItemEvent['type'], readonly UploadStatus[]> = {
  inspected: ['preparing'],
  substituted: ['preparing'],
  previewed: [...PENDING, 'done', 'failed', 'rejected'],
  prepared: ['preparing'],
  rejected: ['preparing'],
  started: ['queued'],
  reserved: ['uploading'],
  progressed: ['uploading'],
  sent: ['uploading'],
  stored: ['uploading', 'processing'],
  postponed: ['uploading', 'processing'],
  failed: ['preparing', 'uploading', 'processing'],
  paused: ['queued', 'uploading', 'retrying'],
  requeued: ['paused', 'retrying', 'failed'],
  reopened: ['canceled', 'rejected', 'failed'],
  canceled: PENDING,
  described: [...PENDING, 'done', 'failed', 'rejected', 'canceled'],
};

// 100 % is said only once the service has said so.
const MOST_BEFORE_DONE = 0.99;

/** What an item becomes by an event: a new item, or the same one when the event is not legal. */
export function transition(item: UploadItem, event: ItemEvent): UploadItem {
  if (!LEGAL[event.type].includes(item.status)) return item;
  const facts = factsOf(item);
  switch (event.type) {
    case 'inspected':
      return { ...item, width: event.width, height: event.height };
    case 'substituted':
      return { ...item, file: event.file, size: event.file.size };
    case 'previewed':
      return { ...item, previewUrl: event.previewUrl };
    case 'prepared':
      return { ...facts, status: 'queued', size: event.size, prepared: event.prepared };
    case 'rejected':
      return { ...facts, status: 'rejected', error: event.error };
    case 'started':
      return { ...facts, status: 'uploading', attempt: item.attempt + 1, progress: 0 };
    case 'reserved':
      return { ...item, directUpload: event.directUpload };
    case 'progressed':
      return withProgress(item, event.ratio);
    case 'sent':
      return { ...facts, status: 'processing', progress: MOST_BEFORE_DONE };
    case 'stored':
      return { ...facts, status: 'done', progress: 1, image: event.image };
    case 'postponed':
      // Whatever was sent is sent again.
      return {
        ...facts,
        status: 'retrying',
        progress: 0,
        error: event.error,
        retryAt: event.retryAt,
      };
    case 'failed':
      return { ...facts, status: 'failed', error: event.error };
    case 'paused': {
      // An attempt that was interrupted on purpose is not held against the item.
      const attempt = item.status === 'uploading' ? item.attempt - 1 : item.attempt;
      return { ...facts, status: 'paused', attempt, progress: 0 };
    }
    case 'requeued': {
      // Somebody asked for it, so all attempts are there again.
      const attempt = item.status === 'failed' ? 0 : item.attempt;
      return { ...facts, status: 'queued', attempt, progress: 0 };
    }
    case 'reopened':
      // Its file is looked at anew, and all that was made of it is made anew.
      return {
        ...facts,
        status: 'preparing',
        attempt: 0,
        previewUrl: null,
        size: item.file.size,
        prepared: null,
      };
    case 'canceled':
      // Nothing is left behind, its preview included. Whoever takes it up again gets a new one.
      return { ...facts, status: 'canceled', progress: 0, previewUrl: null };
    case 'described':
      return { ...item, metadata: event.metadata };
  }
}

/** Progress never goes back within an attempt. */
function withProgress(item: UploadItem, ratio: number): UploadItem {
  const progress = Math.min(MOST_BEFORE_DONE, ratio);
  return progress > item.progress ? { ...item, progress } : item;
}

/** What is left of an item when its status is taken away. */
function factsOf(item: UploadItem) {
  const { id, key, directUpload, file, size, previewUrl, width, height } = item;
  const { attempt, progress, metadata, prepared } = item;
  const sent = { attempt, progress, metadata, prepared };
  return { id, key, directUpload, file, size, previewUrl, width, height, ...sent };
}
