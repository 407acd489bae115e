import { exifSegment } from '../formats/jpeg.ts';
import { liesOnItsSide } from '../formats/size.ts';
import { type ExifFields, exifOf } from './exif-fields.ts';
import {
  type Color,
  type Drawing,
  drawingOf,
  fileOf,
  joined,
  type PictureOptions,
} from './picture-file.ts';

/** What a JPEG is to be like. All can be left out. */
export interface JPEGOptions extends PictureOptions, ExifFields {
  /** Puts a small picture into the Exif, of a colour of its own, as cameras do. @default false */
  thumbnail?: boolean | undefined;
}

const MOST = 65_535;
const START: Uint8Array<ArrayBuffer> = Uint8Array.of(0xff, 0xd8);
const THUMBNAIL: Drawing = { width: 16, height: 12, color: [200, 60, 60] };

/**
 * Makes a JPEG of one colour, with all that a camera may say in Exif. It is made without a canvas, and
 * every decoder reads it.
 *
 * @throws TypeError for measures and colours that no JPEG can have.
 *
 * @example
 * ```ts
 * const photo = createJPEG({ width: 4032, height: 3024, orientation: 6, gps: { latitude: 48.9, longitude: 2.3 } });
 * ```
 */
export function createJPEG(options: JPEGOptions = {}): File {
  const shown = drawingOf(options, MOST);
  const { width, height, color } = shown;
  const stored = liesOnItsSide(options.orientation ?? 1)
    ? { width: height, height: width, color }
    : shown;
  const tiff = exifOf(options, options.thumbnail ? joined(START, bodyOf(THUMBNAIL)) : undefined);
  const exif = tiff ? exifSegment(tiff) : new Uint8Array();
  return fileOf([START, exif, bodyOf(stored)], 'image/jpeg', options);
}

/** All that comes after the first marker, and after Exif. */
function bodyOf(drawing: Drawing): Uint8Array<ArrayBuffer> {
  return joined(
    segment(0xdb, 0, ...new Uint8Array(64).fill(QUANTUM)),
    frameHeader(drawing),
    segment(0xc4, ...DC_TABLE),
    segment(0xc4, ...AC_TABLE),
    segment(0xda, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0),
    scan(drawing),
    Uint8Array.of(0xff, 0xd9),
  );
}

// The mean of a block of 8 × 8 pixels is stored times 8. Divided by as much, it is the colour itself.
const QUANTUM = 8;

// How many codes there are of 1, 2, … 16 bits, and what they stand for. One bit says that nothing has
// changed, so that all blocks after the first are nothing but zeros.
const DC_TABLE = [0x00, ...counts({ 1: 1, 5: 8 }), 0, 1, 2, 3, 4, 5, 6, 7, 8];
// One code, for the end of the block.
const AC_TABLE = [0x10, ...counts({ 1: 1 }), 0];

function counts(byLength: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: 16 }, (_, n) => byLength[n + 1] ?? 0);
}

function segment(marker: number, ...content: number[]): Uint8Array {
  const length = content.length + 2;
  return Uint8Array.of(0xff, marker, length >> 8, length & 255, ...content);
}

/** Three components of the same size (ITU-T T.81, section B.2.2). */
function frameHeader({ width, height }: Drawing): Uint8Array {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  return segment(0xc0, 8, ...size, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0);
}

function scan({ width, height, color }: Drawing): Uint8Array {
  const first = toYCbCr(color)
    .map((value) => `${codeOf(value - 128)}0`)
    .join('');
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const length = first.length + (blocks - 1) * 3 * UNCHANGED.length;
  const bytes = new Uint8Array(Math.ceil(length / 8));
  for (let at = 0; at < first.length; at++) {
    if (first[at] === '1') bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7));
  }
  // What is left of the last byte is filled up with ones.
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | (0xff >> (((length - 1) & 7) + 1));
  return stuffed(bytes);
}

// A block like the one before it.
const UNCHANGED = '00';

/** A byte of ones would begin a marker, but for a zero behind it. There are none but at the start. */
function stuffed(bytes: Uint8Array): Uint8Array {
  const start = Array.from(bytes.subarray(0, 16), (byte) => (byte === 255 ? [255, 0] : [byte]));
  return joined(Uint8Array.from(start.flat()), bytes.subarray(16));
}

/** How far a block is from the one before it: how many bits that takes, and the bits. */
function codeOf(difference: number): string {
  if (difference === 0) return '0';
  const length = Math.floor(Math.log2(Math.abs(difference))) + 1;
  const category = (0b10000 + length - 1).toString(2);
  const value = difference > 0 ? difference : difference + 2 ** length - 1;
  return category + value.toString(2).padStart(length, '0');
}

/** @see JFIF 1.02, “Standard” */
function toYCbCr([red, green, blue]: Color): number[] {
  return [
    0.299 * red + 0.587 * green + 0.114 * blue,
    -0.1687 * red - 0.3313 * green + 0.5 * blue + 128,
    0.5 * red - 0.4187 * green - 0.0813 * blue + 128,
  ].map((value) => Math.min(255, Math.round(value)));
}
