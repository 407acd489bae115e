import {
  typeName,
  type UploadError,
  type UploaderWarning,
  type UploadItem,
  type UploadProgress,
} from '@tintype/core';
import { formatSize } from './units.ts';

/** How many items there are of each kind. */
export interface UploadCounts {
  /** All but the canceled and the rejected ones. */
  total: number;
  done: number;
  failed: number;
  /** Those that may not come in. */
  rejected: number;
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

/**
 * What a form has to say about the images before it can be sent. `unfinished`: it was submitted, and is
 * sent as soon as they are stored.
 */
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
  /** Stands in place of a part whose code could not be loaded, beside the button that loads it again. */
  partFailed: string;
  partRetry: string;
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
  /** Said of stored images that are going to be deleted. */
  deleted: (count: number) => string;
  /** Brings them back. */
  undo: string;
  /** Spoken when they are back. */
  restored: (count: number) => string;
  deleteFailed: (name: string) => string;
  /** Spoken when a picture has another place, counted from 1. */
  moved: (name: string, place: number, count: number) => string;
  /** Spoken when an image failed. */
  failed: (name: string, error: UploadError) => string;
  /** Spoken when an image was rejected. */
  rejected: (name: string, error: UploadError) => string;
  /** Spoken at a quarter, a half and three quarters of all bytes. @param ratio - From 0 to 1. */
  reached: (ratio: number) => string;
  /** Spoken when nothing is left to do. */
  settled: (counts: UploadCounts) => string;
}

/** Those that a page needs at once. */
export type AreaLabels = Pick<
  DropzoneLabels,
  | 'region'
  | 'drop'
  | 'release'
  | 'choose'
  | 'hint'
  | 'camera'
  | 'url'
  | 'formProblem'
  | 'partFailed'
  | 'partRetry'
>;

/** Those of pictures, which come with the first one. */
export type PictureLabels = Omit<DropzoneLabels, keyof AreaLabels>;

/** The words of `<ImageDropzone>` without pictures, in English. */
export const areaLabels: AreaLabels = {
  region: 'Upload pictures',
  drop: 'Drop pictures here, or paste them',
  release: 'Let go to add them',
  choose: 'Choose pictures',
  hint: hintInEnglish,
  camera: 'Take a photo',
  url: 'From a web address',
  formProblem: (problem) => FORM_PROBLEMS[problem],
  partFailed: 'This part could not be loaded.',
  partRetry: 'Try again',
};

const FORM_PROBLEMS: Readonly<Record<FormProblem, string>> = {
  missing: 'Choose at least one picture.',
  unfinished: 'Some images are still uploading. The form is sent when they are done.',
  failed: 'Some pictures were not uploaded. Retry or remove them.',
};

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
