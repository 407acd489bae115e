import { copyOf } from './byte-source.ts';
import {
  type ExifDirectory,
  firstDirectory,
  isLittle,
  numberOf,
  readDirectory,
  readExif,
  TAGS,
} from './exif.ts';

const ENTRY = 12;

// Fields that say where a picture was taken, or may say it in a language of their own.
const TELLTALES: readonly number[] = [TAGS.gps, TAGS.xmp, TAGS.iptc, TAGS.photoshop];

/**
 * Takes out of a TIFF block whatever says where the picture was taken: the GPS directory, XMP and IPTC
 * within Exif, the maker's notes (some hold the names of cities), and the thumbnail with metadata of
 * its own. The block keeps its length, and all else its place.
 *
 * @returns `null` where the block cannot be understood well enough to promise that.
 */
export function withoutLocation(tiff: DataView): Uint8Array<ArrayBuffer> | null {
  const bytes = copyOf(tiff);
  const copy = new DataView(bytes.buffer);
  const main = readDirectory(copy, firstDirectory(copy));
  if (!main || !isWhole(copy, main)) return null;
  const gps = readDirectory(copy, numberOf(copy, main, TAGS.gps));
  const camera = readDirectory(copy, numberOf(copy, main, TAGS.exif));
  if (camera && (!isWhole(copy, camera) || camera.offset === main.offset)) return null;
  if (gps) eraseDirectory(bytes, gps);
  eraseThumbnail(bytes, copy, main);
  if (camera) removeEntries(bytes, camera, [TAGS.makerNote]);
  removeEntries(bytes, main, TELLTALES);
  return stillTells(copy) ? null : bytes;
}

/** Whether all of a directory could be read, so that nothing in it stays unseen. */
function isWhole(tiff: DataView, { offset, entries, next }: ExifDirectory): boolean {
  return next + 4 <= tiff.byteLength && entries.length === tiff.getUint16(offset, isLittle(tiff));
}

function stillTells(tiff: DataView): boolean {
  const main = readDirectory(tiff, firstDirectory(tiff));
  return !main || main.entries.some(({ tag }) => TELLTALES.includes(tag));
}

function eraseDirectory(bytes: Uint8Array, { offset, entries, next }: ExifDirectory): void {
  for (const { start, length } of entries) bytes.fill(0, start, start + length);
  bytes.fill(0, offset, Math.min(next, bytes.length));
}

function eraseThumbnail(bytes: Uint8Array, tiff: DataView, main: ExifDirectory): void {
  const { thumbnail } = readExif(tiff);
  if (thumbnail) bytes.fill(0, thumbnail.start, thumbnail.end);
  tiff.setUint32(main.next, 0, isLittle(tiff));
}

/** Closes the gaps, for a directory may hold no empty entry. Values elsewhere keep their offsets. */
function removeEntries(bytes: Uint8Array, directory: ExifDirectory, tags: readonly number[]): void {
  const tiff = new DataView(bytes.buffer);
  const { offset, entries, next } = directory;
  const gone = entries.filter(({ tag }) => tags.includes(tag));
  for (const { start, length } of gone) bytes.fill(0, start, start + length);
  const kept = entries
    .filter(({ tag }) => !tags.includes(tag))
    .map((entry) => bytes.slice(entry.offset, entry.offset + ENTRY));
  const following = bytes.slice(next, next + 4);
  tiff.setUint16(offset, kept.length, isLittle(tiff));
  kept.forEach((entry, n) => {
    bytes.set(entry, offset + 2 + n * ENTRY);
  });
  const end = offset + 2 + kept.length * ENTRY;
  bytes.set(following, end);
  bytes.fill(0, end + 4, next + 4);
}
