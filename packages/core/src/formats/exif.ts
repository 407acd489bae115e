/** How a picture must be turned to be shown, as Exif counts: 1 is upright, 5 to 8 lie on their side. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What there is to know from an Exif block. */
export interface Exif {
  orientation: Orientation;
  /** A small JPEG, as a stretch of the TIFF block. */
  thumbnail: { start: number; end: number } | null;
}

/** One field of a directory. */
export interface ExifEntry {
  tag: number;
  /** Where the entry itself stands. */
  offset: number;
  /** Where its value stands, and how long it is. */
  start: number;
  length: number;
}

/** A directory, and what comes after it. */
export interface ExifDirectory {
  offset: number;
  entries: ExifEntry[];
  /** Where the offset of the next directory stands. */
  next: number;
}

export const TAGS = {
  orientation: 0x0112,
  xmp: 0x02bc,
  iptc: 0x83bb,
  photoshop: 0x8649,
  exif: 0x8769,
  gps: 0x8825,
  makerNote: 0x927c,
  thumbnailOffset: 0x0201,
  thumbnailLength: 0x0202,
} as const;

// Bytes of one value, by the number of its type (TIFF 6.0, section 2; Exif 3.0, section 4.6.2).
const TYPE_LENGTHS = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const ENTRY = 12;
const SHORT = 3;
const LONG = 4;

/** Reads the TIFF block of Exif. Offsets that lead outside of it, or in circles, lead nowhere. */
export function readExif(tiff: DataView): Exif {
  const orientation = readOrientation(tiff);
  const main = readDirectory(tiff, firstDirectory(tiff));
  return { orientation, thumbnail: main && thumbnailOf(tiff, main) };
}

/**
 * Returns the orientation that browsers turn the image by, and 1 where they leave it as it is. Fields that
 * other programs understand all the same (a LONG, a header that is not quite TIFF) count for nothing here:
 * what is read more generously would be turned by us, and by nobody else.
 *
 * Browsers differ in rare blocks. This is what Chromium does: fields count in their order, the first valid one
 * wins, and the Exif directory is read in its place among them.
 */
export function readOrientation(tiff: DataView): Orientation {
  if (!isTIFF(tiff)) return 1;
  let exif: number | null = null;
  for (const { tag, offset } of plainNumbers(tiff, firstDirectory(tiff))) {
    if (tag === TAGS.orientation) {
      const orientation = validOrientation(tiff, offset);
      if (orientation) return orientation;
    } else if (tag === TAGS.exif && exif === null) {
      exif = tiff.getUint32(offset + 8, isLittle(tiff));
      const orientation = orientationIn(tiff, exif);
      if (orientation) return orientation;
    }
  }
  return 1;
}

function orientationIn(tiff: DataView, directory: number): Orientation | null {
  for (const { tag, offset } of plainNumbers(tiff, directory)) {
    const orientation = tag === TAGS.orientation ? validOrientation(tiff, offset) : null;
    if (orientation) return orientation;
  }
  return null;
}

/** Yields the entries of a directory that hold one number of the type that their tag must have. */
function* plainNumbers(
  tiff: DataView,
  directory: number,
): Generator<Pick<ExifEntry, 'tag' | 'offset'>> {
  if (directory + 2 > tiff.byteLength) return;
  const little = isLittle(tiff);
  const end = directory + 2 + tiff.getUint16(directory, little) * ENTRY;
  for (let offset = directory + 2; offset + ENTRY <= end; offset += ENTRY) {
    if (offset + ENTRY > tiff.byteLength) return;
    const tag = tiff.getUint16(offset, little);
    const type = tag === TAGS.orientation ? SHORT : LONG;
    if (tiff.getUint16(offset + 2, little) !== type) continue;
    if (tiff.getUint32(offset + 4, little) === 1) yield { tag, offset };
  }
}

function validOrientation(tiff: DataView, entry: number): Orientation | null {
  const value = tiff.getUint16(entry + 8, isLittle(tiff));
  return value >= 1 && value <= 8 ? (value as Orientation) : null;
}

/** Tells whether a block begins as TIFF must: byte order, and 42 in that order. */
export function isTIFF(tiff: DataView): boolean {
  if (tiff.byteLength < 8) return false;
  const head = tiff.getUint32(0);
  return head === 0x49492a00 || head === 0x4d4d002a;
}

/** Returns where the first directory is; 0 where there is none. */
export function firstDirectory(tiff: DataView): number {
  if (tiff.byteLength < 8) return 0;
  const order = tiff.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return 0;
  return tiff.getUint32(4, isLittle(tiff));
}

/** Reads a directory, or `null` where there is none. */
export function readDirectory(tiff: DataView, offset: number): ExifDirectory | null {
  if (offset < 8 || offset + 2 > tiff.byteLength) return null;
  const little = isLittle(tiff);
  const count = tiff.getUint16(offset, little);
  const next = offset + 2 + count * ENTRY;
  const entries: ExifEntry[] = [];
  for (let at = offset + 2; at + ENTRY <= Math.min(next, tiff.byteLength); at += ENTRY) {
    const entry = readEntry(tiff, at, little);
    if (entry) entries.push(entry);
  }
  return { offset, entries, next };
}

function readEntry(tiff: DataView, offset: number, little: boolean): ExifEntry | null {
  const type = tiff.getUint16(offset + 2, little);
  const length = (TYPE_LENGTHS[type] ?? 1) * tiff.getUint32(offset + 4, little);
  const start = length <= 4 ? offset + 8 : tiff.getUint32(offset + 8, little);
  if (start + length > tiff.byteLength) return null;
  return { tag: tiff.getUint16(offset, little), offset, start, length };
}

/** A number that an entry holds: an offset, a length, a choice. */
export function numberOf(tiff: DataView, directory: ExifDirectory | null, tag: number): number {
  const entry = directory?.entries.find((one) => one.tag === tag);
  return entry ? numberIn(tiff, entry) : 0;
}

/** The first number of an entry's value. */
function numberIn(tiff: DataView, entry: ExifEntry): number {
  if (entry.length >= 4) return tiff.getUint32(entry.start, isLittle(tiff));
  return entry.length === 2 ? tiff.getUint16(entry.start, isLittle(tiff)) : 0;
}

function thumbnailOf(tiff: DataView, main: ExifDirectory): Exif['thumbnail'] {
  if (main.next + 4 > tiff.byteLength) return null;
  const second = readDirectory(tiff, tiff.getUint32(main.next, isLittle(tiff)));
  const start = numberOf(tiff, second, TAGS.thumbnailOffset);
  const end = start + numberOf(tiff, second, TAGS.thumbnailLength);
  if (start < 8 || end > tiff.byteLength || end - start < 100) return null;
  return tiff.getUint16(start) === 0xffd8 ? { start, end } : null;
}

export function isLittle(tiff: DataView): boolean {
  return tiff.getUint16(0) === 0x4949;
}

// A directory ends with the offset of the next. Readers do without, and so do some small blocks.
const [WHOLE, SMALLEST] = [26, 22];

/**
 * A TIFF block that says nothing but how to turn the picture.
 *
 * @param room - Bytes of the block that it takes the place of.
 */
export function orientationOnly(
  orientation: Orientation,
  room: number = WHOLE,
): Uint8Array<ArrayBuffer> {
  const tiff = new DataView(new ArrayBuffer(room < WHOLE ? SMALLEST : WHOLE));
  tiff.setUint32(0, 0x4d4d002a);
  tiff.setUint32(4, 8);
  tiff.setUint16(8, 1);
  tiff.setUint16(10, TAGS.orientation);
  tiff.setUint16(12, 3);
  tiff.setUint32(14, 1);
  tiff.setUint16(18, orientation);
  return new Uint8Array(tiff.buffer);
}

/** Makes Exif say that the image is upright, for browsers and for those that read it more generously. */
export function setUpright(tiff: DataView): void {
  const main = readDirectory(tiff, firstDirectory(tiff));
  const exif = readDirectory(tiff, numberOf(tiff, main, TAGS.exif));
  for (const directory of [main, exif]) {
    for (const { tag, start, length } of directory?.entries ?? []) {
      if (tag !== TAGS.orientation) continue;
      if (length >= 4) tiff.setUint32(start, 1, isLittle(tiff));
      else if (length === 2) tiff.setUint16(start, 1, isLittle(tiff));
    }
  }
}
