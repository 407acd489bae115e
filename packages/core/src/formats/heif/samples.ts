import { BrokenFormat } from '../block.ts';
import type { Stretch } from '../rebuild.ts';
import { type Box, withinBounds } from './boxes.ts';

// An hour of video; an image that moves has some hundred.
const MOST_SAMPLES = 200_000;

/**
 * Reads where in the file the samples of a track are.
 *
 * @param table - The boxes of `stbl` (ISO/IEC 14496-12, sections 8.7.3 to 8.7.5).
 * @throws BrokenFormat
 */
export function readSamples(view: DataView, table: ReadonlyMap<string, Box>): Stretch[] {
  return withinBounds(() => {
    const sizes = readSizes(view, table.get('stsz'));
    const chunks = readChunks(view, table);
    const runs = readRuns(view, table.get('stsc'));
    const samples: Stretch[] = [];
    let run = 0;
    for (let chunk = 0; chunk < chunks.length && samples.length < sizes.length; chunk++) {
      while ((runs[run + 1]?.firstChunk ?? Number.POSITIVE_INFINITY) <= chunk + 1) run++;
      let start = chunks[chunk] ?? 0;
      for (let left = runs[run]?.samples ?? 0; left > 0 && samples.length < sizes.length; left--) {
        const end = start + (sizes[samples.length] ?? 0);
        samples.push({ start, end });
        start = end;
      }
    }
    if (samples.length === 0 || samples.length < sizes.length)
      throw new BrokenFormat('A track has fewer samples than it says.');
    return samples;
  });
}

function readSizes(view: DataView, box: Box | undefined): number[] {
  if (!box) throw new BrokenFormat('A track does not say how long its samples are.');
  const [uniform, count] = [view.getUint32(box.start + 4), view.getUint32(box.start + 8)];
  if (count > MOST_SAMPLES) throw new BrokenFormat('A track has no end of samples.');
  return Array.from({ length: count }, (_, n) => uniform || view.getUint32(box.start + 12 + 4 * n));
}

function readChunks(view: DataView, table: ReadonlyMap<string, Box>): number[] {
  const box = table.get('stco') ?? table.get('co64');
  if (!box) throw new BrokenFormat('A track does not say where its samples are.');
  const isLong = box.type === 'co64';
  return entries(view, box, isLong ? 8 : 4, (at) =>
    isLong ? Number(view.getBigUint64(at)) : view.getUint32(at),
  );
}

interface Run {
  /** The first of some chunks that have as many samples, counted from one. */
  firstChunk: number;
  /** Samples in each. */
  samples: number;
}

function readRuns(view: DataView, box: Box | undefined): Run[] {
  if (!box) throw new BrokenFormat('A track does not say how its samples are chunked.');
  return entries(view, box, 12, (at) => {
    if (view.getUint32(at + 8) !== 1)
      throw new BrokenFormat('The samples are encoded in more than one way.');
    return { firstChunk: view.getUint32(at), samples: view.getUint32(at + 4) };
  });
}

function entries<Entry>(
  view: DataView,
  { start }: Box,
  size: number,
  read: (at: number) => Entry,
): Entry[] {
  const count = view.getUint32(start + 4);
  if (count > MOST_SAMPLES) throw new BrokenFormat('A track has no end of chunks.');
  return Array.from({ length: count }, (_, n) => read(start + 8 + size * n));
}
