import { unreadableFile } from '../errors/unreadable-file.ts';
import { UploadError } from '../errors/upload-error.ts';
import { readHeader } from '../formats/header.ts';
import { type ImageHeader, isRaster } from '../formats/image-header.ts';
import { lazyModule } from '../loading/lazy-module.ts';
import { embeddedThumbnail } from './embedded-thumbnail.ts';
import type { PreparedFile } from './prepare-file.ts';
import type { PrepareSettings } from './prepare-settings.ts';
import type { Outcome, ResultOf, Task, TaskFailure } from './run-task.ts';
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
    .then(async () => (await damagedPreview.load())(file, header, side))
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
    const task = { kind: 'preview', file, header, side } as const;
    let outcome = await run(task);
    if ('failure' in outcome && outcome.failure.code === 'part-not-loaded') {
      // However long it takes: a preview that comes late is better than none.
      await new Promise(pageRunner.use);
      outcome = await run(task);
    }
    if ('result' in outcome) return outcome.result;
    return outcome.failure.code === 'unreadable-file'
      ? null
      : previewDamagedInTurn(file, header, side);
  },
  async prepare(file, header, settings) {
    const outcome = await run({ kind: 'prepare', file, header, settings });
    if ('failure' in outcome) throw errorOf(outcome.failure, file);
    return outcome.result as ResultOf<Task & { kind: 'prepare' }>;
  },
};

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
  const message =
    code === 'broken-image'
      ? `${file.name} is damaged and could not be prepared. Open and save it with another program, or choose another picture.`
      : `${file.name} could not be prepared for sending (${reason}). Try again, or choose a smaller picture.`;
  return new UploadError(code, message, { cause: reason });
}
