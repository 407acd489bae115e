import { readFile, writeFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { BrokenFormat, readDrawing } from '@tintype/core/formats';
import { decodeHEIC } from './decode-heic.ts';
import type { PictureAnswer, PictureJob } from './picture-job.ts';
import { sanitizeSVG } from './sanitize-svg.ts';

/** The thread that reads what only JavaScript can read, for it takes long. One job, then it ends. */
async function work(job: PictureJob): Promise<PictureAnswer> {
  const bytes = await readFile(job.file);
  switch (job.kind) {
    case 'svg':
      // Those that were stored by an earlier version may cost more than what is taken now.
      await readDrawing(new Blob([bytes]));
      await writeFile(job.target, sanitizeSVG(bytes));
      return { kind: 'svg' };
    case 'heic':
      return decodeHEIC(bytes, job);
    case 'drawing':
      return drawingOf(bytes);
  }
}

async function drawingOf(bytes: Uint8Array<ArrayBuffer>): Promise<PictureAnswer> {
  try {
    return { kind: 'drawing', drawing: await readDrawing(new Blob([bytes])) };
  } catch (error) {
    if (error instanceof BrokenFormat) return { kind: 'drawing', broken: error.message };
    throw error;
  }
}

const answer = await work(workerData as PictureJob);
parentPort?.postMessage(answer, answer.kind === 'heic' ? [answer.tiff] : []);
