import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Drawing } from '@tintype/core/formats';

/** Makes an SVG harmless, from one file into another. */
export interface SanitizeSVG {
  kind: 'svg';
  file: string;
  target: string;
}

/** Reads the pixels of a HEIC. */
export interface DecodeHEIC {
  kind: 'heic';
  file: string;
  /** More than that are not decoded. */
  mostPixels: number;
  /** Where the file's ICC profile stands. */
  profile: { start: number; end: number } | null;
}

/** Reads the size of a drawing, and what it takes to draw it. */
export interface ReadDrawing {
  kind: 'drawing';
  file: string;
}

/** Work for a thread of its own. */
export type PictureJob = SanitizeSVG | DecodeHEIC | ReadDrawing;

/** The pixels of a HEIC, in a TIFF without compression. Its alpha says nothing without `hasAlpha`. */
export interface DecodedHEIC {
  kind: 'heic';
  tiff: ArrayBuffer;
  hasAlpha: boolean;
}

/** What comes back. */
export type PictureAnswer =
  | { kind: 'svg' }
  | DecodedHEIC
  | { kind: 'drawing'; drawing: Drawing }
  | { kind: 'drawing'; broken: string };

// The built file and the source have different endings, and from the source other packages are as well.
const EXTENSION = path.extname(fileURLToPath(import.meta.url));
const WORKER = new URL(`./picture-worker${EXTENSION}`, import.meta.url);
const FLAGS = EXTENSION === '.ts' ? ['--conditions=@tintype/source'] : [];

/** A decoder that was led astray may run for ever. */
const PATIENCE = 30_000;
// Pixels do not count, only JavaScript's own objects.
const MEGABYTES = 512;

/**
 * Does a job in a thread of its own, so that others are served meanwhile.
 *
 * @param patience - Milliseconds after which it is stopped.
 * @throws Error when the picture cannot be read, or not in time.
 */
export function runPictureJob(
  job: PictureJob,
  patience: number = PATIENCE,
): Promise<PictureAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, {
      workerData: job,
      execArgv: FLAGS,
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
      // libheif talks to itself; what matters comes as an error.
      stdout: true,
      stderr: true,
    });
    const stop = setTimeout(() => {
      reject(new Error(`reading the picture took longer than ${patience} ms`));
      void worker.terminate();
    }, patience);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(stop);
      // Does nothing where there was an answer.
      reject(new Error('reading the picture ended without an answer'));
    });
  });
}
