import {
  typeName,
  type UploadError,
  type UploaderWarning,
  type UploadItem,
  type UploadProgress,
} from '@tintype/core';
import { formatSeconds, formatSize, formatSpeed } from './units.ts';

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

/** Why a picture could not be fetched from an address. */
export type URLProblem =
  /** What was typed is no http(s) address. */
  | { reason: 'invalid' }
  /** The other site does not let pages read it, or cannot be reached. Browsers do not tell which. */
  | { reason: 'blocked' }
  /** The other site said no, with this status. */
  | { reason: 'refused'; status: number }
  /** Something came, but no picture. */
  | { reason: 'no-picture' }
  /** More bytes than may come in. */
  | { reason: 'too-large'; limit: number };

/** Why there is no picture from the camera. */
export type CameraProblem = 'denied' | 'missing' | 'busy';

/** What a form has to say about the pictures before it can be sent. */
export type FormProblem = 'missing' | 'unfinished' | 'failed';

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
  /** @param seconds - Until the next attempt, where one is planned. */
  status: (item: UploadItem, seconds: number) => string;
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
  /** Sends again what has failed. */
  retryAll: (count: number) => string;
  /** The button that takes a photo. */
  camera: string;
  /** Names the dialog with the camera's picture. */
  cameraView: string;
  shutter: string;
  switchCamera: string;
  /** Closes the camera. */
  closeCamera: string;
  cameraStarting: string;
  cameraProblem: (problem: CameraProblem) => string;
  /** The button that asks for the address of a picture. */
  url: string;
  /** Names the field for the address. */
  urlField: string;
  addURL: string;
  cancelURL: string;
  fetching: string;
  urlProblem: (problem: URLProblem) => string;
  /** Stands over the whole page while files hang over it. */
  pageDrop: string;
  moveUp: (name: string) => string;
  moveDown: (name: string) => string;
  /** What can be dragged to another place. */
  drag: (name: string) => string;
  /** Opens the fields for caption and description. */
  details: (name: string) => string;
  caption: string;
  /** Names the field for the text that stands for the picture where it is not seen. */
  alt: string;
  altHint: string;
  /** How storing caption and description goes, once the picture is stored. */
  saving: (state: 'saving' | 'saved' | 'failed') => string;
  formProblem: (problem: FormProblem) => string;
  /** Says that pictures would not survive the page, although they should. */
  warning: (warning: UploaderWarning) => string;
  /** Spoken when pictures have come in. */
  added: (count: number) => string;
  /** Spoken when a picture was taken off the list. */
  removed: (name: string) => string;
  /** Spoken when a picture has another place, counted from 1. */
  moved: (name: string, place: number, count: number) => string;
  /** Spoken when a picture failed or was rejected. */
  failed: (name: string, error: UploadError) => string;
  /** Spoken at a quarter, a half and three quarters of all bytes. @param ratio - From 0 to 1. */
  reached: (ratio: number) => string;
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
  size: (bytes) => formatSize(bytes),
  summary: ({ total, done, failed }) =>
    failed > 0 ? `${done} of ${total} uploaded, ${failed} not` : `${done} of ${total} uploaded`,
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
  offline: 'Offline. It goes on by itself.',
  clear: 'Clear',
  retryAll: (count) => (count === 1 ? 'Retry 1' : `Retry all ${count}`),
  camera: 'Take a photo',
  cameraView: 'Camera',
  shutter: 'Take photo',
  switchCamera: 'Other camera',
  closeCamera: 'Done',
  cameraStarting: 'Starting the camera',
  cameraProblem: (problem) => CAMERA_PROBLEMS[problem],
  url: 'From a web address',
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
  formProblem: (problem) => FORM_PROBLEMS[problem],
  warning: ({ message }) => message,
  added: (count) => (count === 1 ? '1 picture added' : `${count} pictures added`),
  removed: (name) => `${name} removed`,
  moved: (name, place, count) => `${name} moved to place ${place} of ${count}`,
  failed: (name, error) => `${name} failed. ${error.message}`,
  reached: (ratio) => `${Math.round(ratio * 100)}% uploaded`,
  settled: ({ done, failed }) =>
    failed > 0 ? `${done} uploaded, ${failed} failed` : `${done} uploaded`,
};

const CAMERA_PROBLEMS: Readonly<Record<CameraProblem, string>> = {
  denied:
    'This page may not use the camera. Allow it beside the address of the page, then try again.',
  missing: 'No camera was found. Connect one, or choose a picture from this device.',
  busy: 'The camera is in use by another program. Close that, then try again.',
};

const SAVING = {
  saving: 'Saving',
  saved: 'Saved',
  failed: 'Not saved. Change it once more to try again.',
} as const;

const FORM_PROBLEMS: Readonly<Record<FormProblem, string>> = {
  missing: 'Choose at least one picture.',
  unfinished: 'Some pictures are not uploaded yet. Wait until they are.',
  failed: 'Some pictures were not uploaded. Retry or remove them.',
};

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

function hintInEnglish({ accept, maxFileSize, maxFiles }: UploadLimits): string {
  const types = formatChoice(accept.map((type) => typeName(type) ?? 'any picture'));
  const most = Number.isFinite(maxFileSize) ? `, up to ${formatSize(maxFileSize)}` : '';
  if (maxFiles === 1) return `One picture: ${types}${most}`;
  const each = `${types}${most}${most && ' each'}`;
  return Number.isFinite(maxFiles) ? `At most ${maxFiles}: ${each}` : each;
}

// Made when first needed: a formatter costs more than all other words together.
let choice: Intl.ListFormat | undefined;

function formatChoice(names: readonly string[]): string {
  choice ??= new Intl.ListFormat('en', { type: 'disjunction' });
  return choice.format(names);
}
