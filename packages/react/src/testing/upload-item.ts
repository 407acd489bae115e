import { type Image, UploadError, type UploadItem, type UploadStatus } from '@tintype/core';
import { createImage } from '@tintype/core/testing';

/** What an item is to look like. All but `status` can be left out. */
export interface ItemState {
  status: UploadStatus;
  /** @default 'picture.jpg' */
  name?: string | undefined;
  /** Bytes of the file, and of what is sent. @default 1024 */
  size?: number | undefined;
  previewUrl?: string | null | undefined;
  /** Share that was sent, from 0 to 1. @default what suits the status */
  progress?: number | undefined;
  attempt?: number | undefined;
  image?: Image | undefined;
  error?: UploadError | undefined;
  /** Milliseconds since the epoch. @default 0 */
  retryAt?: number | undefined;
  /** What was said of the picture, such as its caption. @default null */
  metadata?: Readonly<Record<string, unknown>> | null | undefined;
}

let made = 0;

/** Makes an item in any status, for tests and stories. */
export function createUploadItem(state: ItemState): UploadItem {
  made += 1;
  const { status, name = 'picture.jpg', size = 1024, previewUrl = null } = state;
  const facts = {
    id: `item-${made}`,
    key: `key-${made}`,
    directUpload: null,
    file: fileOf(name, size),
    size,
    previewUrl,
    width: null,
    height: null,
    prepared: status === 'preparing' || status === 'rejected' ? null : ('copied' as const),
    attempt: state.attempt ?? (status === 'preparing' || status === 'queued' ? 0 : 1),
    progress: state.progress ?? PROGRESS[status] ?? 0,
    metadata: state.metadata ?? null,
  };
  switch (status) {
    case 'done':
      return {
        ...facts,
        status,
        image: state.image ?? createImage({ id: `image-of-${name}`, filename: name }),
      };
    case 'failed':
      return { ...facts, status, error: state.error ?? FAILED };
    case 'retrying':
      return { ...facts, status, error: state.error ?? BUSY, retryAt: state.retryAt ?? 0 };
    case 'rejected':
      return { ...facts, status, error: state.error ?? rejectedOf(name) };
    default:
      return { ...facts, status };
  }
}

const PROGRESS: Partial<Record<UploadStatus, number>> = {
  uploading: 0.4,
  processing: 0.99,
  done: 1,
};

const FAILED = new UploadError('network', 'The connection failed before an answer came.');
const BUSY = new UploadError('rate-limited', 'The image service asks to slow down.', {
  status: 429,
});

function rejectedOf(name: string): UploadError {
  const message = `${name} cannot be uploaded: its contents are not those of a picture.`;
  return new UploadError('unsupported-type', message);
}

/** A file that says it has so many bytes, without holding them in memory. */
function fileOf(name: string, size: number): File {
  const file = new File([], name, { type: 'image/jpeg' });
  return Object.defineProperty(file, 'size', { value: size });
}
