import { assemble } from './assemble.ts';
import { partsOfBlocks } from './block-parts.ts';
import { type ByteSource, copyOf, createByteSource } from './byte-source.ts';
import { setUpright } from './exif.ts';
import { withoutLocation } from './exif-location.ts';
import { rebuildGIF } from './gif-rebuild.ts';
import { rebuildHEIF } from './heif/rebuild-heif.ts';
import { exifSegment, findExifSegment } from './jpeg.ts';
import { rebuildJPEG } from './jpeg-rebuild.ts';
import { rebuildPNG } from './png-rebuild.ts';
import type { Part } from './rebuild.ts';
import type { StripLevel } from './strip-level.ts';
import { exifWebPChunk, webpBlocks } from './webp.ts';

type Level = StripLevel | 'bare';

/** How each format is rebuilt. What is not listed has nothing to take out. */
const FORMATS: Record<string, (source: ByteSource, level: Level) => AsyncIterable<Part>> = {
  'image/jpeg': (source, level) => rebuildJPEG(source, level === 'bare' ? 'all' : level),
  'image/png': (source, level) => rebuildPNG(source, level === 'bare' ? 'all' : level),
  'image/webp': (source, level) =>
    partsOfBlocks(source, { blocks: webpBlocks, wrap: exifWebPChunk }, level),
  'image/gif': (source, level) => rebuildGIF(source, level === 'bare' ? 'all' : level),
  'image/heic': heif,
  'image/avif': heif,
};

/** Decoders turn these themselves, by properties that are no metadata. */
function heif(source: ByteSource, level: Level): AsyncIterable<Part> {
  return rebuildHEIF(source, level === 'location' ? 'location' : 'all');
}

const WINDOW = 1024 * 1024;

/**
 * Takes metadata out of an image without decoding it: the file is rebuilt from the blocks that the image
 * needs. Long stretches of it stay on disk.
 *
 * @param mediaType - What the first bytes prove.
 * @param level - `'bare'` leaves not even the orientation, for those who turn the image themselves.
 * @returns the same blob where there is nothing to take out, or the format (SVG) has nothing like it.
 * @throws BrokenFormat where the file contradicts its format, so that nobody can say what would remain.
 * @throws NotUnderstood where only a decoder can tell the image from what else is in the file.
 * @throws DOMException when the file cannot be read.
 */
export async function stripMetadata(blob: Blob, mediaType: string, level: Level): Promise<Blob> {
  const rebuild = FORMATS[mediaType];
  if (!rebuild) return blob;
  return assemble(blob, rebuild(createByteSource(blob, undefined, WINDOW), level));
}

/**
 * Puts the Exif of a JPEG into another that was made of its pixels. These are upright already, and the
 * Exif that comes along says so.
 *
 * @throws BrokenFormat where the original contradicts its format.
 */
export async function copyExif(
  original: Blob,
  jpeg: Blob,
  level: 'location' | false,
): Promise<Blob> {
  const tiff = await findExif(original);
  const kept = tiff && (level === false ? copyOf(tiff) : withoutLocation(tiff));
  if (!kept) return jpeg;
  setUpright(new DataView(kept.buffer));
  return new Blob([jpeg.slice(0, 2), exifSegment(kept), jpeg.slice(2)], { type: jpeg.type });
}

async function findExif(jpeg: Blob): Promise<DataView | null> {
  const source = createByteSource(jpeg);
  const exif = await findExifSegment(source);
  return exif && source.read(exif.start, exif.end - exif.start);
}
