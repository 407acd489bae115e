import { damagedImage } from '../errors/damaged-image.ts';
import { unreadableFile } from '../errors/unreadable-file.ts';
import { UploadError } from '../errors/upload-error.ts';
import { readHeader } from '../formats/header.ts';
import { type ImageHeader, isRaster } from '../formats/image-header.ts';
import { lazyModule } from '../loading/lazy-module.ts';
import { embeddedThumbnail } from './embedded-thumbnail.ts';
import type { PreparedFile } from './prepare-file.ts';
import type { PrepareSettings } from './prepare-settings.ts';
import type { Outcome, Task, TaskFailure } from './run-task.ts';
import { createWorkerPool, type WorkerPool } from './worker-pool.ts';

/** What a first look at a file shows. */
export interface Look {
  /** `null` for what is no known picture. */
  header: ImageHeader | null;
  /** The JPEG that the camera left, or `null`. Whether it is of this image only decoding can tell. */
  thumbnail: Uint8Array<ArrayBuffer> | null;
}

/** Everything that is done with the bytes of pictures. All uploaders of a page share its workers. */
export interface Preparation {
  /**
   * Looks for the small picture that the camera left in a file. Nothing is decoded.
   *
   * @param header - Read from the file where it is `null`.
   * @param options.first - First bytes of the file: 48 KB hold all there is to see in most.
   * @param options.side - What its shorter side must have, in pixels.
   */
  look(
    file: File,
    header: ImageHeader | null,
    options: { first: ArrayBuffer; side: number },
  ): Promise<Look>;
  /**
   * Decodes a small picture of what is in a file.
   *
   * @param side - Pixels of its shorter side.
   * @returns `null` where there is nothing to show.
   */
  preview(file: File, header: ImageHeader, side: number): Promise<Blob | null>;
  /**
   * Makes of a file what is to be sent.
   *
   * @throws UploadError `broken-image`, `unreadable-file` or `preparation-failed`.
   */
  prepare(file: File, header: ImageHeader, settings: PrepareSettings): Promise<PreparedFile>;
}

// For browsers and policies without workers.
const pageRunner = lazyModule(() => import('./run-task.ts'), 'runTask');

// Only the page shows what decoders refuse.
const damagedPreview = lazyModule(() => import('./damaged-preview.ts'), 'previewDamaged');
let lastDamaged: Promise<Blob | null> = Promise.resolve(null);

/** One after the other, since each is decoded whole. */
function previewDamagedInTurn(file: File, header: ImageHeader, side: number): Promise<Blob | null> {
  lastDamaged = lastDamaged
    .then(() => new Promise(damagedPreview.use))
    .then((previewDamaged) => previewDamaged(file, header, side))
    .catch(() => null);
  return lastDamaged;
}

const MEGABYTE = 1024 * 1024;

// Shared, since the processors and the memory are shared: two uploaders must not take twice as much.
let pool: WorkerPool | undefined;

function run<T extends Task>(task: T): Promise<Outcome<T>> {
  pool ??= createWorkerPool({
    createWorker: () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
    runHere: async (here) => (await pageRunner.load())(here),
    // One more than there are processors: each waits for bytes now and then.
    size: Math.min(4, (navigator.hardwareConcurrency ?? 1) + 1),
    memory: 400 * MEGABYTE,
    timeLimit: 30_000,
    idleTime: 10_000,
  });
  return pool.run(task, memoryFor(task)) as Promise<Outcome<T>>;
}

export const preparation: Preparation = {
  // This takes less time here than to ask a worker for it.
  async look(file, known, { first, side }) {
    const header = known ?? (await readHeader(file, first));
    if (!header) return { header, thumbnail: null };
    // What goes wrong with a thumbnail is no reason not to decode the picture.
    const thumbnail = await embeddedThumbnail(file, header, side, first).catch(() => null);
    return { header, thumbnail };
  },
  async preview(file, header, side) {
    if (header.mediaType === SVG && !(await isLight(file, header))) return null;
    const task = { kind: 'preview', file, header, side } as const;
    const outcome = await runOnceLoaded(task);
    if ('result' in outcome) return outcome.result;
    return outcome.failure.code === 'unreadable-file'
      ? null
      : previewDamagedInTurn(file, header, side);
  },
  async prepare(file, header, settings) {
    const task = { kind: 'prepare', file, header, settings } as const;
    const outcome = await run(task);
    if ('result' in outcome) return outcome.result;
    if (!outcome.failure.isDoubtful || !(await isShown(file, header))) {
      throw errorOf(outcome.failure, file);
    }
    // The decoders of workers refuse it, and only the page can draw a part of an image.
    const onPage = await run({ ...task, isShown: true, onPage: true });
    if ('result' in onPage) return onPage.result;
    throw errorOf(onPage.failure, file);
  },
};

/** Runs a task for previews. However long loading takes: one that comes late is better than none. */
async function runOnceLoaded<T extends Task>(task: T): Promise<Outcome<T>> {
  const outcome = await run(task);
  if (!('failure' in outcome) || outcome.failure.code !== 'part-not-loaded') return outcome;
  await new Promise(pageRunner.use);
  return run(task);
}

const SVG = 'image/svg+xml';
// Shapes that the page draws in a few hundred milliseconds; no worker can draw them.
const MOST_PREVIEWED = 20_000;

/** Whether a drawing can be drawn on the page without holding it up. */
async function isLight(file: File, header: ImageHeader): Promise<boolean> {
  const outcome = await runOnceLoaded({ kind: 'weigh', file, header });
  return 'result' in outcome && outcome.result <= MOST_PREVIEWED;
}

/** Whether an `<img>` shows anything of what decoders take for damaged. */
async function isShown(file: File, header: ImageHeader): Promise<boolean> {
  const outcome = await run({ kind: 'show', file, header });
  if ('result' in outcome) return outcome.result;
  // Nobody can tell yet, and the file is not to blame.
  if (outcome.failure.code === 'part-not-loaded') throw errorOf(outcome.failure, file);
  return false;
}

/** Four bytes for each pixel, but for JPEGs where they can be decoded at a part of their size. */
function memoryFor({ header, file }: Task): number {
  if (!isRaster(header)) return file.size;
  const pixels = (header.width ?? 0) * (header.height ?? 0);
  const isInParts = header.mediaType === 'image/jpeg' && typeof ImageDecoder === 'function';
  return file.size + (isInParts ? pixels : 4 * pixels);
}

function errorOf({ code, reason }: TaskFailure, file: File): UploadError {
  if (code === 'unreadable-file') return unreadableFile(file, reason);
  if (code === 'part-not-loaded') {
    return new UploadError(code, 'The code that prepares images could not be loaded.', {
      cause: reason,
    });
  }
  if (code === 'broken-image') return damagedImage(file, reason);
  const message = `${file.name} could not be prepared for sending (${reason}). Try again, or choose a smaller picture.`;
  return new UploadError(code, message, { cause: reason });
}
