import { readFile, writeFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { decodeHEIC } from './decode-heic.ts';
import type { PictureAnswer, PictureJob } from './picture-job.ts';
import { sanitizeSVG } from './sanitize-svg.ts';

/** The thread that reads what only JavaScript can read, for it takes long. One job, then it ends. */
async function work(job: PictureJob): Promise<PictureAnswer> {
  const bytes = await readFile(job.file);
  switch (job.kind) {
    case 'svg':
      await writeFile(job.target, sanitizeSVG(bytes));
      return { kind: 'svg' };
    case 'heic':
      return decodeHEIC(bytes, job);
  }
}

const answer = await work(workerData as PictureJob);
parentPort?.postMessage(answer, answer.kind === 'heic' ? [answer.tiff] : []);
