import { UploadError } from '../errors/upload-error.ts';

/** What is known of a file when `beforeAdd` is asked about it. */
export interface BeforeAddFacts {
  /** The media type that the first bytes prove, such as `'image/jpeg'`. */
  type: string;
  /** Pixels of the image as it is shown, or `null` where its header does not say. */
  width: number | null;
  height: number | null;
  /** Whether it has more than one frame. */
  animated: boolean;
  /** Aborts once the answer no longer counts: the image was canceled or removed. For `fetch`. */
  readonly signal: AbortSignal;
}

// biome-ignore lint/suspicious/noConfusingVoidType: a function without `return` takes the file, too
export type BeforeAddAnswer = void | null | boolean | string | File;

/** The app's own rules for each file that comes in. See the option `beforeAdd`. */
export type BeforeAdd = (
  file: File,
  facts: BeforeAddFacts,
) => BeforeAddAnswer | Promise<BeforeAddAnswer>;

/** What the app has decided. `error: null`: the file is left out without a word. */
export type Verdict = { taken: true; file: File } | { taken: false; error: UploadError | null };

/** Asks the app about a file. Never throws; returns at once where the app does. */
export function askApp(
  beforeAdd: BeforeAdd,
  file: File,
  facts: Omit<BeforeAddFacts, 'signal'>,
  signal: AbortSignal,
): Verdict | Promise<Verdict> {
  try {
    // Not enumerable: whoever logs or compares the facts of a file does not mean it.
    const given = Object.defineProperty({ ...facts, signal }, 'signal', { enumerable: false });
    const answer: unknown = beforeAdd(file, given);
    return isPromise(answer) ? readLater(answer, file) : read(answer, file);
  } catch (error) {
    return { taken: false, error: thrown(file, error) };
  }
}

async function readLater(answer: PromiseLike<unknown>, file: File): Promise<Verdict> {
  try {
    return read(await answer, file);
  } catch (error) {
    return { taken: false, error: thrown(file, error) };
  }
}

/** @throws TypeError for what is no answer. */
function read(answer: unknown, file: File): Verdict {
  if (answer === undefined || answer === null || answer === true) return { taken: true, file };
  if (answer === false) return { taken: false, error: null };
  if (typeof answer === 'string') return { taken: false, error: refused(answer) };
  if (isFile(answer)) return { taken: true, file: answer };
  throw new TypeError(
    `beforeAdd must return nothing, true, false, a File or a string, but it returned ${Object.prototype.toString.call(answer)}.`,
  );
}

function refused(said: string): UploadError {
  return new UploadError('refused-by-app', said);
}

function thrown(file: File, error: unknown): UploadError {
  const message = `beforeAdd failed, so ${file.name} was not taken: ${String(error)}`;
  return new UploadError('app-error', message, { cause: error });
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/** A file of another frame, or of a test's own DOM, is one too. */
function isFile(value: unknown): value is File {
  const { name, size, slice } = value as Partial<File>;
  return typeof name === 'string' && typeof size === 'number' && typeof slice === 'function';
}
