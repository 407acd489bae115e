import { readFile } from 'node:fs/promises';
import { type ImageHeader, readHeader } from '@tintype/core/formats';

/** What a HEIC's header says. */
export interface HEICHeader {
  /** Pixels, of the picture as it is shown. */
  width: number;
  height: number;
  /** Where its ICC profile stands in the file. */
  profile: ImageHeader['profile'];
}

/**
 * Reads what the header of a HEIC says of its picture. No pixel is decoded.
 *
 * @throws Error when it says no size, as that of a broken file.
 */
export async function heicSize(file: string): Promise<HEICHeader> {
  const header = await readHeader(new Blob([await readFile(file)]));
  if (header?.mediaType !== 'image/heic' || header.width === null || header.height === null) {
    throw new Error('the file has no header of a HEIC with a size in it');
  }
  const { width, height, profile } = header;
  return { width, height, profile };
}
