import type { UploadError, UploaderWarning, UploadItem, UploadProgress } from '@tintype/core';
import { formatSeconds, formatSize } from './units.ts';

/** How many items there are of each kind. */
export interface UploadCounts {
  total: number;
  done: number;
  failed: number;
}

/** What may come in, as far as people need to know. */
export interface UploadLimits {
  /** Media types. */
  accept: readonly string[];
  /** Bytes of one file at most; `Infinity` where larger ones are shrunk. */
  maxFileSize: number;
  /** Pictures at most; `Infinity` where any number may come. */
  maxFiles: number;
}

/** Every word of `<ImageDropzone>`. */
export interface DropzoneLabels {
  /** Names the whole region. */
  region: string;
  /** Invites to drop. */
  drop: string;
  /** Stands in its place while files hang over the zone. */
  release: string;
  /** The button that opens the file dialog. */
  choose: string;
  /** Says what may come in. */
  hint: (limits: UploadLimits) => string;
  /** Names the list. */
  list: string;
  status: (item: UploadItem) => string;
  error: (error: UploadError) => string;
  size: (bytes: number) => string;
  summary: (counts: UploadCounts) => string;
  pace: (progress: UploadProgress) => string;
  cancel: (name: string) => string;
  retry: (name: string) => string;
  remove: (name: string) => string;
  progress: (name: string) => string;
  overall: string;
  start: string;
  pause: string;
  resume: string;
  /** Stands in place of the button while there is no network. */
  offline: string;
  clear: string;
  /** Says that pictures would not survive the page, although they should. */
  warning: (warning: UploaderWarning) => string;
  /** Spoken when pictures have come in. */
  added: (count: number) => string;
  /** Spoken when nothing is left to do. */
  settled: (counts: UploadCounts) => string;
}

/** The words of `<ImageDropzone>` in English. */
export const dropzoneLabels: DropzoneLabels = {
  region: 'Upload pictures',
  drop: 'Drop pictures here, or paste them',
  release: 'Let go to add them',
  choose: 'Choose pictures',
  hint: hintInEnglish,
  list: 'Pictures',
  status: statusInEnglish,
  error: (error) => error.message,
  size: formatSize,
  summary: ({ total, done, failed }) =>
    failed > 0 ? `${done} of ${total} uploaded, ${failed} not` : `${done} of ${total} uploaded`,
  pace: ({ bytesPerSecond, secondsLeft }) =>
    bytesPerSecond === null || secondsLeft === null
      ? ''
      : `${formatSize(bytesPerSecond)}/s, ${formatSeconds(secondsLeft)} left`,
  cancel: (name) => `Cancel ${name}`,
  retry: (name) => `Retry ${name}`,
  remove: (name) => `Remove ${name}`,
  progress: (name) => `Progress of ${name}`,
  overall: 'Progress of all pictures',
  start: 'Upload',
  pause: 'Pause',
  resume: 'Resume',
  offline: 'Offline. It goes on by itself.',
  clear: 'Clear',
  warning: ({ message }) => message,
  added: (count) => (count === 1 ? '1 picture added' : `${count} pictures added`),
  settled: ({ done, failed }) =>
    failed > 0 ? `${done} uploaded, ${failed} failed` : `${done} uploaded`,
};

function statusInEnglish(item: UploadItem): string {
  switch (item.status) {
    case 'preparing':
      return 'Preparing';
    case 'queued':
      return 'Waiting';
    case 'uploading':
      return `Uploading, ${Math.floor(item.progress * 100)}%`;
    case 'processing':
      return 'Finishing';
    case 'retrying':
      return `Trying again soon (attempt ${item.attempt} failed)`;
    case 'paused':
      return 'Paused';
    case 'done':
      return 'Uploaded';
    case 'failed':
      return 'Failed';
    case 'canceled':
      return 'Canceled';
    case 'rejected':
      return 'Not accepted';
  }
}

const OR = new Intl.ListFormat('en', { type: 'disjunction' });

function hintInEnglish({ accept, maxFileSize, maxFiles }: UploadLimits): string {
  const types = OR.format(accept.map(nameOfType));
  const most = Number.isFinite(maxFileSize) ? `, up to ${formatSize(maxFileSize)}` : '';
  if (maxFiles === 1) return `One picture: ${types}${most}`;
  const each = `${types}${most}${most && ' each'}`;
  return Number.isFinite(maxFiles) ? `At most ${maxFiles}: ${each}` : each;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  'image/*': 'any picture',
  'image/svg+xml': 'SVG',
  'image/webp': 'WebP',
};

function nameOfType(type: string): string {
  return TYPE_NAMES[type] ?? type.replace('image/', '').toUpperCase();
}
