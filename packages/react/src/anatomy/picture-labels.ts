import type { UploadError, UploadErrorCode, UploadItem } from '@tintype/core';
import type { CameraProblem, PictureLabels, UploadCounts, URLProblem } from './dropzone-labels.ts';
import { formatSeconds, formatSpeed } from './pace-units.ts';
import { formatSize } from './units.ts';

/** The words of `<ImageDropzone>` for pictures and for where they come from, in English. */
export const pictureLabels: PictureLabels = {
  list: 'Pictures',
  status: statusInEnglish,
  error: errorInEnglish,
  size: (bytes) => formatSize(bytes),
  summary: ({ total, done, ...others }) =>
    outcomeInEnglish(total > 0 ? `${done} of ${total} uploaded` : '', others),
  pace: ({ bytesPerSecond, secondsLeft }) =>
    bytesPerSecond === null || secondsLeft === null
      ? ''
      : `${formatSpeed(bytesPerSecond)}, ${formatSeconds(secondsLeft)} left`,
  cancel: (name) => `Cancel ${name}`,
  retry: (name) => `Retry ${name}`,
  remove: (name) => `Remove ${name}`,
  progress: (name) => `Progress of ${name}`,
  overall: 'Progress of all pictures',
  start: 'Upload',
  pause: 'Pause',
  resume: 'Resume',
  offline: 'Offline. Uploads resume when you are back online.',
  clear: 'Clear',
  retryAll: (count) => (count === 1 ? 'Retry 1' : `Retry all ${count}`),
  cameraView: 'Camera',
  shutter: 'Take photo',
  switchCamera: 'Other camera',
  closeCamera: 'Done',
  cameraStarting: 'Starting the camera',
  cameraProblem: (problem) => CAMERA_PROBLEMS[problem],
  urlField: 'Web address of the picture',
  addURL: 'Add picture',
  cancelURL: 'Cancel',
  fetching: 'Fetching the picture',
  urlProblem: urlProblemInEnglish,
  pageDrop: 'Drop pictures anywhere on this page',
  moveUp: (name) => `Move ${name} up`,
  moveDown: (name) => `Move ${name} down`,
  drag: (name) => `Drag ${name} to another place`,
  details: (name) => `Caption and description of ${name}`,
  caption: 'Caption',
  alt: 'Description',
  altHint: 'For people who cannot see the picture',
  saving: (state) => SAVING[state],
  warning: ({ message }) => message,
  added: (count) => (count === 1 ? '1 picture added' : `${count} pictures added`),
  removed: (name) => `${name} removed`,
  moved: (name, place, count) => `${name} moved to place ${place} of ${count}`,
  failed: (name, error) => `${name} failed. ${errorInEnglish(error)}`,
  reached: (ratio) => `${Math.round(ratio * 100)}% uploaded`,
  rejected: (name, error) => `${name} was not accepted. ${errorInEnglish(error)}`,
  settled: ({ total, done, ...others }) =>
    outcomeInEnglish(total > 0 ? `${done} uploaded` : '', others),
  deleted: (count) => (count === 1 ? '1 image deleted' : `${count} images deleted`),
  undo: 'Undo',
  restored: (count) => (count === 1 ? '1 image restored' : `${count} images restored`),
  deleteFailed: (name) => `${name} could not be deleted. It is still stored.`,
};

function outcomeInEnglish(done: string, counts: Pick<UploadCounts, 'failed' | 'rejected'>): string {
  const { failed, rejected } = counts;
  const parts = [
    done,
    failed > 0 ? `${failed} failed` : '',
    rejected > 0 ? `${rejected} not accepted` : '',
  ];
  return parts.filter(Boolean).join(', ') || '0 uploaded';
}

const CAMERA_PROBLEMS: Readonly<Record<CameraProblem, string>> = {
  denied:
    'This page may not use the camera. Allow it beside the address of the page, then try again.',
  missing: 'No camera was found. Connect one, or choose a picture from this device.',
  busy: 'The camera is in use by another program. Close that, then try again.',
};

/** Where the message of an error speaks to whoever builds the app. */
const ERRORS: { readonly [Code in UploadErrorCode]?: string } = {
  'metadata-too-large': 'What is said about the picture is too long. Shorten it.',
  'part-not-loaded': 'Part of this page could not be loaded. The upload continues once it is.',
  network: 'The connection was lost. Check it and try again.',
  'upload-cut-off':
    'The server cut the upload off. The image is probably too large for it. Choose a smaller one.',
  stalled: 'The connection has stalled. Try again.',
  'no-response': 'The picture was sent, but no answer came. Try again in a while.',
  interrupted:
    'The page was closed while this picture was on its way. Look whether it has arrived, or send it again.',
  'upload-url-spent': 'The permission to upload has expired. Try again.',
  unauthorized: 'You are not signed in. Sign in and try again.',
  'endpoint-not-found': 'Pictures are not taken at this address. Tell whoever runs this site.',
  'image-not-found': 'This picture is no longer there.',
  conflict: 'Another picture has the same id. Remove this one from the list and add it again.',
  'invalid-response': 'The answer made no sense. Signing in again may help.',
  'app-error': 'An error in this app has stopped the upload. Tell whoever runs this site.',
};

/** What the service itself says is worth more than what follows from its status. */
function errorInEnglish({ code, message, apiErrors }: UploadError): string {
  return (apiErrors.length === 0 && ERRORS[code]) || message || 'The image was not accepted.';
}

const SAVING = {
  saving: 'Saving',
  saved: 'Saved',
  failed: 'Not saved. Change it once more to try again.',
} as const;

function urlProblemInEnglish(problem: URLProblem): string {
  switch (problem.reason) {
    case 'invalid':
      return 'This is no web address. It begins with https:// and leads to the picture itself.';
    case 'blocked':
      return 'That site does not let other pages read its pictures (CORS), or it cannot be reached. Save the picture on this device and choose it from there.';
    case 'refused':
      return `That site answered ${problem.status}. Check the address.`;
    case 'no-picture':
      return 'There is no picture at this address. Use the address of the picture itself, not of the page around it.';
    case 'too-large':
      return `The picture is larger than ${formatSize(problem.limit)}. Choose a smaller one.`;
  }
}

function statusInEnglish(item: UploadItem, seconds: number): string {
  switch (item.status) {
    case 'preparing':
      return 'Preparing';
    case 'queued':
      return 'Waiting';
    case 'uploading':
      return item.attempt > 1
        ? `${tryInEnglish(item.attempt)}, ${Math.floor(item.progress * 100)}%`
        : `Uploading, ${Math.floor(item.progress * 100)}%`;
    case 'processing':
      return 'Finishing';
    case 'retrying':
      return seconds > 0
        ? `${tryInEnglish(item.attempt + 1)} in ${formatSeconds(seconds)}`
        : `${tryInEnglish(item.attempt + 1)} soon`;
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

const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth'];

function tryInEnglish(attempt: number): string {
  const ordinal = ORDINALS[attempt - 1];
  return ordinal ? `${ordinal} try` : `Try ${attempt}`;
}
