import { BrokenFormat } from '../block.ts';
import type { ByteSource } from '../byte-source.ts';
import { scanGIF } from '../gif-scan.ts';
import type { Integrity } from './integrity.ts';

/**
 * Checks that a GIF has a frame with pixels. Browsers show what is there of it, and do not ask for a
 * trailer, nor for what stands behind it.
 */
export async function checkGIF(source: ByteSource): Promise<Integrity> {
  const { firstFrame, isFirstWhole } = await scanGIF(source);
  if (firstFrame === 0) throw new BrokenFormat('This GIF has no pixels.');
  return isFirstWhole ? 'sound' : 'doubtful';
}
