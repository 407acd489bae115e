import { assemble } from './assemble.ts';
import { copyOf, createByteSource } from './byte-source.ts';
import { setUpright } from './exif.ts';
import { withoutLocation } from './exif-location.ts';
import { rebuildGIF } from './gif-rebuild.ts';
import { rebuildHEIF } from './heif/rebuild-heif.ts';
import { exifSegment, findExifSegment } from './jpeg.ts';
import { rebuildJPEG } from './jpeg-rebuild.ts';
import { rebuildPNG } from './png-rebuild.ts';
import type { Rebuild } from './rebuild.ts';
import type { StripLevel } from './strip-level.ts';
import { rebuildWebP } from './webp-rebuild.ts';

/** How each format is rebuilt. What is not listed has nothing to take out. */
const FORMATS: Record<string, Rebuild> = {
  'image/jpeg': rebuildJPEG,
  'image/png': rebuildPNG,
  'image/webp': rebuildWebP,
  'image/gif': rebuildGIF,
  'image/heic': rebuildHEIF,
  'image/avif': rebuildHEIF,
};

const WINDOW = 1024 * 1024;

/**
 * Removes the metadata of an image without decoding it: the file is rebuilt from the blocks that the image
 * needs. Long stretches of it stay on disk.
 *
 * @param mediaType - What the first bytes prove.
 * @returns the same blob where there is nothing to remove, or the format (SVG) has nothing like it.
 * @throws BrokenFormat where browsers show nothing of the file.
 * @throws NotUnderstood where only a decoder can tell the image from what else is in the file.
 * @throws DOMException when the file cannot be read.
 */
export async function stripMetadata(
  blob: Blob,
  mediaType: string,
  level: StripLevel,
): Promise<Blob> {
  const rebuild = FORMATS[mediaType];
  if (!rebuild) return blob;
  return assemble(blob, rebuild(createByteSource(blob, undefined, WINDOW), level));
}

/**
 * Puts the Exif of a JPEG into another that was made of its pixels. These are upright already, and the
 * Exif that comes along says so.
 */
export async function copyExif(
  original: Blob,
  jpeg: Blob,
  level: 'location' | false,
): Promise<Blob> {
  const tiff = await findExif(original);
  const kept = tiff && (level === false ? copyOf(tiff) : withoutLocation(tiff, 1));
  if (!kept) return jpeg;
  setUpright(new DataView(kept.buffer));
  return new Blob([jpeg.slice(0, 2), exifSegment(kept), jpeg.slice(2)], { type: jpeg.type });
}

async function findExif(jpeg: Blob): Promise<DataView | null> {
  const source = createByteSource(jpeg);
  const exif = await findExifSegment(source);
  return exif && source.read(exif.start, exif.end - exif.start);
}
