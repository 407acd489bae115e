import type { UploadErrorCode } from '../errors/error-codes.ts';
import type { ImageHeader } from '../formats/image-header.ts';
import { readDrawing } from '../formats/integrity/integrity.ts';
import { isPartNotLoaded } from '../loading/lazy-module.ts';
import { makePreview, type PreviewTask } from './make-preview.ts';
import { type PreparedFile, type PrepareTask, prepareFile } from './prepare-file.ts';
import { Doubtful, showsAnything } from './prove-shown.ts';

/** Something to do with the bytes of a picture, in a worker or on the page. */
export type Task = PreviewTask | PrepareTask | WeighTask | ShowTask;

/** Finds out what it takes to draw a drawing, without drawing it. */
export interface WeighTask {
  kind: 'weigh';
  file: File;
  header: ImageHeader;
}

/** Finds out whether the page shows anything of a file that decoders take for damaged. */
export interface ShowTask {
  kind: 'show';
  file: File;
  header: ImageHeader;
}

/** What comes of a task. */
export type ResultOf<T extends Task> = T extends PreviewTask
  ? Blob | null
  : T extends WeighTask
    ? number
    : T extends ShowTask
      ? boolean
      : PreparedFile;

/** Why a task failed, in a form that passes from a worker to its page. */
export interface TaskFailure {
  code: Extract<
    UploadErrorCode,
    'unreadable-file' | 'broken-image' | 'preparation-failed' | 'part-not-loaded'
  >;
  reason: string;
  /** Whether an `<img>` may show a part of it all the same. */
  isDoubtful?: boolean;
}

/** How a task ended. It always ends so, and never with an exception. */
export type Outcome<T extends Task = Task> = { result: ResultOf<T> } | { failure: TaskFailure };

export async function runTask(task: Task): Promise<Outcome> {
  try {
    return { result: await resultOf(task) };
  } catch (error) {
    const isDoubtful = error instanceof Doubtful;
    const code = await codeOf(error, task.file);
    return { failure: { code, reason: reasonOf(error), ...(isDoubtful && { isDoubtful }) } };
  }
}

async function resultOf(task: Task): Promise<ResultOf<Task>> {
  switch (task.kind) {
    case 'preview':
      return makePreview(task);
    case 'prepare':
      return prepareFile(task);
    case 'weigh':
      return (await readDrawing(task.file)).cost;
    case 'show':
      return showsAnything(task.file, task.header);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && error.name === 'Error' ? error.message : String(error);
}

// How browsers say that bytes are no picture: when decoding fails, and when they do not know the format.
const UNDECODABLE = new Set([
  'EncodingError',
  'InvalidStateError',
  'DataError',
  'BrokenFormat',
  'Doubtful',
]);

async function codeOf(error: unknown, file: Blob): Promise<TaskFailure['code']> {
  if (isPartNotLoaded(error)) return 'part-not-loaded';
  // Decoders do not say whether they could not read a file, or could not make sense of it.
  if (!(await isReadable(file))) return 'unreadable-file';
  const name = (error as Error | undefined)?.name ?? '';
  return UNDECODABLE.has(name) ? 'broken-image' : 'preparation-failed';
}

async function isReadable(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
