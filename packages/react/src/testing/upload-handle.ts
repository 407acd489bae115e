import { acceptedTypes, limits, type UploadItem } from '@tintype/core';
import type { ImageUpload } from '../upload/use-image-upload.ts';

/** What a handle is to show and do. All can be left out. */
export type UploadState = Partial<ImageUpload>;

/**
 * Makes what `useImageUpload` returns, in any state and without an engine behind it, for an app's
 * tests and stories. Actions do nothing unless they are given.
 *
 * @example
 * ```tsx
 * const upload = createUploadHandle({ items: [createUploadItem({ status: 'failed' })] });
 * render(<ImageDropzone upload={upload} />);
 * ```
 */
export function createUploadHandle(state: UploadState = {}): ImageUpload {
  const items = state.items ?? [];
  return {
    items,
    status: 'idle',
    warning: null,
    progress: progressOf(items),
    limits: {
      accept: acceptedTypes,
      maxFileSize: limits.fileSize,
      maxFiles: Number.POSITIVE_INFINITY,
    },
    endpoint: state.endpoint ?? '/api/images',
    relayAccess: { endpoint: state.endpoint ?? '/api/images' },
    add: () => [],
    start: async () => items,
    pause: nothing,
    resume: nothing,
    cancel: nothing,
    retry: nothing,
    retryAll: nothing,
    move: nothing,
    setMetadata: nothing,
    remove: nothing,
    addStored: nothing,
    watchRemoved: () => nothing,
    clear: nothing,
    reset: nothing,
    setVisible: nothing,
    open: nothing,
    getInputProps: () => ({ type: 'file', accept: '', multiple: true, onChange: nothing }),
    uploader: {
      subscribe: () => nothing,
      getItem: (id) => items.find((item) => item.id === id),
    },
    ...state,
  };
}

function nothing(): void {}

function progressOf(items: readonly UploadItem[]) {
  const total = items.reduce((sum, item) => sum + item.size, 0);
  const loaded = items.reduce((sum, item) => sum + item.size * item.progress, 0);
  const ratio = total > 0 ? loaded / total : 0;
  return { loaded, total, ratio, bytesPerSecond: null, secondsLeft: null };
}
