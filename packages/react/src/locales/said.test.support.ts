// Everything that a language can say, for tests that look at all of it.
import {
  UploadError,
  type UploadErrorCode,
  type UploadItem,
  type UploadStatus,
} from '@tintype/core';
import type { DropzoneLabels } from '../anatomy/dropzone-labels.ts';
import type { GalleryLabels } from '../anatomy/gallery-labels.ts';
import { createUploadItem } from '../testing/upload-item.ts';
import type { Locale } from './index.ts';

export const COUNTS: number[] = [0, 1, 2, 5, 11, 21, 100];
export const NAME = 'q7.jpg';
const SAID = 'q8';

const STATUSES: Readonly<Record<UploadStatus, true>> = {
  preparing: true,
  queued: true,
  uploading: true,
  processing: true,
  retrying: true,
  paused: true,
  done: true,
  failed: true,
  canceled: true,
  rejected: true,
};

const CODES: Readonly<Record<UploadErrorCode, true>> = {
  'unsupported-type': true,
  'empty-file': true,
  'file-too-large': true,
  'dimensions-too-large': true,
  'too-many-files': true,
  'metadata-too-large': true,
  'broken-image': true,
  'preparation-failed': true,
  'part-not-loaded': true,
  'unreadable-file': true,
  network: true,
  'upload-cut-off': true,
  stalled: true,
  'no-response': true,
  interrupted: true,
  'upload-url-spent': true,
  unauthorized: true,
  forbidden: true,
  'endpoint-not-found': true,
  'image-not-found': true,
  conflict: true,
  'rate-limited': true,
  refused: true,
  'service-failed': true,
  'invalid-response': true,
  'refused-by-app': true,
  'app-error': true,
};

const statuses: UploadStatus[] = Object.keys(STATUSES) as UploadStatus[];
const codes: UploadErrorCode[] = Object.keys(CODES) as UploadErrorCode[];

/** What the app says itself, in the language that it speaks. */
const OF_THE_APP: UploadErrorCode = 'refused-by-app';
export const codesWithWords: UploadErrorCode[] = codes.filter((code) => code !== OF_THE_APP);

/** A failure whose own words are none. */
export function failure(
  code: UploadErrorCode,
  facts?: ConstructorParameters<typeof UploadError>[2],
): UploadError {
  return new UploadError(code, SAID, facts);
}

function errors(): UploadError[] {
  return [
    ...codes.map((code) => failure(code)),
    failure('file-too-large', { limit: 10_485_760, actual: 13_002_342 }),
    failure('dimensions-too-large', { limit: 12_000, actual: 15_000 }),
    failure('dimensions-too-large', { limit: 100_000_000, actual: 120_000_000 }),
    failure('metadata-too-large', { limit: 1024, actual: 1100 }),
    ...COUNTS.map((limit) => failure('too-many-files', { limit, actual: limit + 1 })),
    failure('refused', { apiErrors: [{ code: 1, message: SAID }] }),
  ];
}

function items(): UploadItem[] {
  return [
    ...statuses.map((status) => createUploadItem({ status, name: NAME })),
    createUploadItem({ status: 'uploading', attempt: 2, name: NAME }),
  ];
}

/** What is said of a number, by label. */
export function countedLabels({
  dropzone,
  gallery,
}: Locale): Record<string, (n: number) => string> {
  const { count, selected, deleteSelected, deleted, restored, loaded } = gallery;
  const { accept, maxFileSize } = { accept: ['image/jpeg'], maxFileSize: 10_485_760 };
  return {
    added: dropzone.added,
    retryAll: dropzone.retryAll,
    settled: (n) => dropzone.settled({ total: 100, done: n, failed: 0, rejected: 0 }),
    settledFailed: (n) => dropzone.settled({ total: 100, done: 0, failed: n, rejected: 0 }),
    summary: (n) => dropzone.summary({ total: 100, done: n, failed: 0, rejected: 0 }),
    summaryFailed: (n) => dropzone.summary({ total: 100, done: 0, failed: n, rejected: 0 }),
    hint: (n) => dropzone.hint({ accept, maxFileSize, maxFiles: n }),
    ...{ count, selected, deleteSelected, deleted, restored, loaded },
  };
}

function dropzoneSentences(labels: DropzoneLabels): unknown[] {
  const types = ['image/jpeg', 'image/webp', 'image/svg+xml'];
  const progress = { loaded: 1, total: 2, ratio: 0.5 };
  return [
    ...items().flatMap((item) => [labels.status(item, 0), labels.status(item, 5)]),
    ...errors().flatMap((error) => [labels.error(error), labels.failed(NAME, error)]),
    ...[1, 900, 2_000_000, 3e9].map((bytes) => labels.size(bytes)),
    ...[1, 5, Number.POSITIVE_INFINITY].flatMap((maxFiles) => [
      labels.hint({ accept: types, maxFileSize: 10_485_760, maxFiles }),
      labels.hint({ accept: ['image/*'], maxFileSize: Number.POSITIVE_INFINITY, maxFiles }),
    ]),
    ...[1, 300, 4128].map((secondsLeft) =>
      labels.pace({ ...progress, bytesPerSecond: 3_500_000, secondsLeft }),
    ),
    ...(['denied', 'missing', 'busy'] as const).map(labels.cameraProblem),
    ...(['saving', 'saved', 'failed'] as const).map(labels.saving),
    ...(['missing', 'unfinished', 'failed'] as const).map(labels.formProblem),
    ...(['invalid', 'blocked', 'no-picture'] as const).map((reason) =>
      labels.urlProblem({ reason }),
    ),
    labels.urlProblem({ reason: 'refused', status: 404 }),
    labels.urlProblem({ reason: 'too-large', limit: 10_485_760 }),
    ...(['storage-full', 'storage-unavailable', 'part-not-loaded'] as const).map((code) =>
      labels.warning({ code, message: SAID, cause: null }),
    ),
    labels.moved(NAME, 2, 5),
    labels.reached(0.25),
    labels.summary({ total: 5, done: 3, failed: 2, rejected: 1 }),
    labels.summary({ total: 0, done: 0, failed: 0, rejected: 2 }),
    labels.rejected(NAME, failure('empty-file')),
  ];
}

/** The labels that are words, or words around a name. */
const namedDropzoneLabels = [
  ...['cancel', 'retry', 'remove', 'progress', 'moveUp', 'moveDown', 'drag', 'details', 'removed'],
  ...['deleteFailed'],
] as (keyof DropzoneLabels)[];
const namedGalleryLabels = [
  ...['variants', 'reload', 'view', 'copy', 'copyMarkdown', 'copyHTML', 'download', 'open'],
  ...['delete', 'more', 'select', 'deleteFailed'],
] as (keyof GalleryLabels)[];

/** Around a name, whichever. */
export function namedSentences({ dropzone, gallery }: Locale, name: string): string[] {
  const say = (label: unknown) => (label as (name: string) => string)(name);
  return [
    ...namedDropzoneLabels.map((key) => say(dropzone[key])),
    ...namedGalleryLabels.map((key) => say(gallery[key])),
    gallery.lightbox.region(name),
    dropzone.moved(name, 2, 5),
    dropzone.failed(name, failure('network')),
  ];
}

function strings(labels: object): string[] {
  return Object.values(labels).filter((label) => typeof label === 'string');
}

/** All that can be said, in the same order in every language. */
export function everythingSaid(locale: Locale): unknown[] {
  const { dropzone, gallery } = locale;
  return [
    ...strings(sorted(dropzone)),
    ...strings(sorted(gallery)),
    ...strings(sorted(gallery.details)),
    ...strings(sorted(gallery.lightbox)),
    ...namedSentences(locale, NAME),
    ...dropzoneSentences(dropzone),
    gallery.lightbox.position(2, 5),
    gallery.date('2026-11-01T14:30:00Z'),
    ...Object.values(countedLabels(locale)).flatMap((label) => COUNTS.map(label)),
  ];
}

function sorted(labels: object): object {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
