import { copyOf } from './byte-source.ts';
import {
  type ExifDirectory,
  firstDirectory,
  isLittle,
  numberIn,
  numberOf,
  readDirectory,
  readExif,
  TAGS,
} from './exif.ts';

const ENTRY = 12;

// Fields that say where a picture was taken, or may say it in a language of their own.
const TELLTALES: readonly number[] = [
  TAGS.gps,
  TAGS.xmp,
  TAGS.iptc,
  TAGS.photoshop,
  TAGS.makerNote,
];

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
  const second = readDirectory(copy, copy.getUint32(main.next, isLittle(copy)));
  const cameras = directoriesAt(copy, main, TAGS.exif);
  const kept = [main, ...cameras];
  // In a circle, what is taken out of one would be missing from the other.
  if (new Set(kept.map(({ offset }) => offset)).size < kept.length) return null;
  const places = [...kept, ...(second ? [second] : [])].flatMap((one) =>
    directoriesAt(copy, one, TAGS.gps),
  );
  if (![...kept, ...places].every((one) => isWhole(copy, one))) return null;
  const expected = kept.map((one) => ({ offset: one.offset, tags: keptTags(one) }));
  const { orientation } = readExif(copy);
  for (const one of places) eraseDirectory(bytes, one);
  eraseThumbnail(bytes, main, second);
  for (const one of kept) removeEntries(bytes, one, TELLTALES);
  // Directories that overlap one another were destroyed by now.
  const isSound =
    readExif(copy).orientation === orientation &&
    expected.every(({ offset, tags }) => tagsAt(copy, offset) === tags);
  return isSound ? bytes : null;
}

/** The directories that a field leads to. What leads nowhere comes as a directory that is not whole. */
function directoriesAt(tiff: DataView, { entries }: ExifDirectory, tag: number): ExifDirectory[] {
  return entries
    .filter((one) => one.tag === tag)
    .map((entry) => numberIn(tiff, entry))
    .filter((offset) => offset !== 0)
    .map((offset) => readDirectory(tiff, offset) ?? { offset, entries: [], next: Infinity });
}

/** Whether all of a directory could be read, so that nothing in it stays unseen. */
function isWhole(tiff: DataView, { offset, entries, next }: ExifDirectory): boolean {
  return next + 4 <= tiff.byteLength && entries.length === tiff.getUint16(offset, isLittle(tiff));
}

function keptTags({ entries }: ExifDirectory): string {
  return String(entries.map(({ tag }) => tag).filter((tag) => !TELLTALES.includes(tag)));
}

function tagsAt(tiff: DataView, offset: number): string {
  return String(readDirectory(tiff, offset)?.entries.map(({ tag }) => tag));
}

function eraseDirectory(bytes: Uint8Array, { offset, entries, next }: ExifDirectory): void {
  for (const { start, length } of entries) bytes.fill(0, start, start + length);
  bytes.fill(0, offset, Math.min(next, bytes.length));
}

/** The values of its directory stay, since writers may share them with those of the first. */
function eraseThumbnail(
  bytes: Uint8Array,
  main: ExifDirectory,
  second: ExifDirectory | null,
): void {
  const tiff = new DataView(bytes.buffer);
  const start = numberOf(tiff, second, TAGS.thumbnailOffset);
  const length = numberOf(tiff, second, TAGS.thumbnailLength);
  if (start >= 8) bytes.fill(0, start, start + length);
  if (second) bytes.fill(0, second.offset, Math.min(second.next, bytes.length));
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
