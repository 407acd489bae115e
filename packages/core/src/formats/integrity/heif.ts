import { BrokenFormat } from '../block.ts';
import type { ByteSource } from '../byte-source.ts';
import { EXCESSIVE } from '../heif/decoding-work.ts';
import { readHEIF } from '../heif/read-heif.ts';
import { partsOfHEIF } from '../heif/rebuild-heif.ts';
import type { Integrity } from './integrity.ts';

/**
 * Checks that a HEIC or an AVIF describes an image, that all of its pixels are there, and that showing it is
 * no endless work.
 *
 * @returns `'doubtful'` where only a decoder can tell.
 * @throws BrokenFormat where nothing of it can be shown.
 */
export async function checkHEIF(source: ByteSource): Promise<Integrity> {
  const { width, decodedPixels } = await readHEIF(source);
  if (!width) throw new BrokenFormat('This file describes no image.');
  if (decodedPixels === Number.POSITIVE_INFINITY) throw new BrokenFormat(EXCESSIVE);
  try {
    const parts = await partsOfHEIF(source, { level: 'all', isCropped: true });
    if (parts) return 'sound';
  } catch (error) {
    if (!(error instanceof BrokenFormat)) throw error;
    return 'doubtful';
  }
  throw new BrokenFormat('This file describes no image.');
}
