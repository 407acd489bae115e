import { type Orientation, TAGS } from '../formats/exif.ts';
import { bytesOf, joined } from './picture-file.ts';

/** What a camera writes beside the pixels. All can be left out. */
export interface ExifFields {
  /** How the stored pixels must be turned to be upright, as Exif counts. @default none is said */
  orientation?: Orientation | undefined;
  /** Where the picture was taken, in degrees: north and east are positive. */
  gps?: { latitude: number; longitude: number } | undefined;
  /** Who took it, in ASCII. */
  artist?: string | undefined;
  /** A whole TIFF block, in place of all fields above. */
  exif?: Uint8Array | undefined;
}

const ARTIST = 0x013b;
const ASCII = 2;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const HEADER = 8;

interface Entry {
  tag: number;
  type: number;
  /** How many values of the type. */
  count: number;
  value: Uint8Array;
}

/**
 * Writes the TIFF block of an Exif segment (Exif 3.0, section 4.6), or `null` where there is nothing to
 * say.
 *
 * @param thumbnail - A small JPEG to go into it.
 */
export function exifOf(fields: ExifFields, thumbnail?: Uint8Array): Uint8Array | null {
  if (fields.exif) return fields.exif;
  const main = mainEntries(fields);
  if (main.length === 0 && !thumbnail && !fields.gps) return null;
  // The offset of the GPS directory is not known before all in front of it is written.
  const draft = directory(fields.gps ? [...main, pointer(0)] : main, HEADER, 0);
  const gpsAt = HEADER + draft.length;
  const gps = fields.gps ? directory(gpsEntries(fields.gps), gpsAt, 0) : new Uint8Array();
  const thumbnailAt = gpsAt + gps.length;
  const entries = fields.gps ? [...main, pointer(gpsAt)] : main;
  const first = directory(entries, HEADER, thumbnail ? thumbnailAt : 0);
  const head = joined(bytesOf('MM\0*'), uint32(HEADER));
  return joined(head, first, gps, ...(thumbnail ? thumbnailAfter(thumbnailAt, thumbnail) : []));
}

function mainEntries({ orientation, artist }: ExifFields): Entry[] {
  return [
    ...(orientation ? [short(TAGS.orientation, orientation)] : []),
    ...(artist ? [text(ARTIST, artist)] : []),
  ];
}

function pointer(offset: number): Entry {
  return long(TAGS.gps, offset);
}

function gpsEntries({ latitude, longitude }: NonNullable<ExifFields['gps']>): Entry[] {
  return [
    text(1, latitude < 0 ? 'S' : 'N'),
    angle(2, latitude),
    text(3, longitude < 0 ? 'W' : 'E'),
    angle(4, longitude),
  ];
}

/** Degrees, minutes, and seconds to a hundredth. */
function angle(tag: number, degrees: number): Entry {
  const hundredths = Math.round(Math.abs(degrees) * 360_000);
  const whole = Math.floor(hundredths / 360_000);
  const minutes = Math.floor(hundredths / 6000) % 60;
  const numbers = [whole, 1, minutes, 1, hundredths % 6000, 100];
  return { tag, type: RATIONAL, count: 3, value: joined(...numbers.map(uint32)) };
}

function thumbnailAfter(offset: number, thumbnail: Uint8Array): Uint8Array[] {
  const entriesAt = (start: number) => [
    long(TAGS.thumbnailOffset, start),
    long(TAGS.thumbnailLength, thumbnail.length),
  ];
  const { length } = directory(entriesAt(0), offset, 0);
  return [directory(entriesAt(offset + length), offset, 0), thumbnail];
}

/** A directory, with the values that are too long for its entries behind it. */
function directory(entries: readonly Entry[], offset: number, next: number): Uint8Array {
  const length = 2 + entries.length * 12 + 4;
  const head: Uint8Array[] = [];
  const values: Uint8Array[] = [];
  let valueAt = offset + length;
  for (const { tag, type, count, value } of entries) {
    const isShort = value.length <= 4;
    const place = isShort ? joined(value, new Uint8Array(4 - value.length)) : uint32(valueAt);
    head.push(uint16(tag), uint16(type), uint32(count), place);
    if (isShort) continue;
    values.push(value);
    valueAt += value.length;
  }
  return joined(uint16(entries.length), ...head, uint32(next), ...values);
}

function short(tag: number, value: number): Entry {
  return { tag, type: SHORT, count: 1, value: uint16(value) };
}

function long(tag: number, value: number): Entry {
  return { tag, type: LONG, count: 1, value: uint32(value) };
}

function text(tag: number, value: string): Entry {
  const bytes = bytesOf(`${value}\0`);
  return { tag, type: ASCII, count: bytes.length, value: bytes };
}

function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 255);
}

function uint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255);
}
