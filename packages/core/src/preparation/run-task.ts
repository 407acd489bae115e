import type { UploadErrorCode } from '../errors/error-codes.ts';
import { isPartNotLoaded } from '../errors/upload-error.ts';
import { makePreview, type PreviewTask } from './make-preview.ts';
import { type PreparedFile, type PrepareTask, prepareFile } from './prepare-file.ts';

/** Something to do with the bytes of a picture, in a worker or on the page. */
export type Task = PreviewTask | PrepareTask;

/** What comes of a task. */
export type ResultOf<T extends Task> = T extends PreviewTask ? Blob | null : PreparedFile;

/** Why a task failed, in a form that passes from a worker to its page. */
export interface TaskFailure {
  code: Extract<
    UploadErrorCode,
    'unreadable-file' | 'broken-image' | 'preparation-failed' | 'part-not-loaded'
  >;
  reason: string;
}

/** How a task ended. It always ends so, and never with an exception. */
export type Outcome<T extends Task = Task> = { result: ResultOf<T> } | { failure: TaskFailure };

export async function runTask(task: Task): Promise<Outcome> {
  try {
    return { result: await (task.kind === 'preview' ? makePreview(task) : prepareFile(task)) };
  } catch (error) {
    return { failure: { code: await codeOf(error, task.file), reason: reasonOf(error) } };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error && error.name === 'Error' ? error.message : String(error);
}

// How browsers say that bytes are no picture: when decoding fails, and when they do not know the format.
const UNDECODABLE = new Set(['EncodingError', 'InvalidStateError', 'DataError', 'BrokenFormat']);

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
