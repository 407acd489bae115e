import {
  firstDirectory,
  isLittle,
  isTIFF,
  numberOf,
  type Orientation,
  readDirectory,
  readOrientation,
  TAGS,
} from './exif.ts';
import {
  CAMERA_FIELDS,
  type ExifField,
  IMAGE_FIELDS,
  LONG,
  SHORT,
  TYPE_LENGTHS,
} from './exif-fields.ts';

const ENTRY = 12;
const HEADER = 8;

interface Field {
  tag: number;
  type: number;
  count: number;
  /** The bytes of all its values. */
  value: Uint8Array;
}

/**
 * Writes a TIFF block with those fields of another that tell no place: camera, lens, exposure, dates, names
 * and comments. All else is left out: GPS directories wherever a pointer leads to one, makers' notes, XMP
 * and IPTC within Exif, thumbnails, fields of no known number or of another type, and bytes that belong to
 * no field.
 *
 * @param orientation - What the new block says where the other says anything.
 * @returns `null` where there is nothing to keep, or the block is not TIFF.
 */
export function withoutLocation(
  tiff: DataView,
  orientation: Orientation = readOrientation(tiff),
): Uint8Array<ArrayBuffer> | null {
  if (!isTIFF(tiff)) return null;
  const first = firstDirectory(tiff);
  const image = fieldsOf(tiff, first, IMAGE_FIELDS).filter(({ tag }) => tag !== TAGS.orientation);
  const main = readDirectory(tiff, first);
  const isTurned = main?.entries.some(({ tag }) => tag === TAGS.orientation) || orientation !== 1;
  const little = isLittle(tiff);
  if (isTurned) image.push(shortField(TAGS.orientation, orientation, little));
  const camera = fieldsOf(tiff, numberOf(tiff, main, TAGS.exif), CAMERA_FIELDS);
  if (image.length + camera.length === 0) return null;
  const bytes = write(image, camera, little);
  return bytes.length <= tiff.byteLength ? bytes : null;
}

/** The fields of a directory that are on a list, with the values that they must have, each once. */
function fieldsOf(
  tiff: DataView,
  directory: number,
  known: ReadonlyMap<number, ExifField>,
): Field[] {
  const fields = new Map<number, Field>();
  const little = isLittle(tiff);
  for (const { tag, offset, start, length } of readDirectory(tiff, directory)?.entries ?? []) {
    const field = known.get(tag);
    const type = tiff.getUint16(offset + 2, little);
    const count = tiff.getUint32(offset + 4, little);
    if (!field || fields.has(tag) || !field.types.includes(type)) continue;
    if (count === 0 || (field.count !== undefined && field.count !== count)) continue;
    if (length !== count * (TYPE_LENGTHS[type] ?? 0)) continue;
    const value = new Uint8Array(tiff.buffer, tiff.byteOffset + start, length);
    fields.set(tag, { tag, type, count, value });
  }
  return [...fields.values()];
}

function shortField(tag: number, value: number, little: boolean): Field {
  const bytes = new Uint8Array(2);
  new DataView(bytes.buffer).setUint16(0, value, little);
  return { tag, type: SHORT, count: 1, value: bytes };
}

/** Puts two directories together, each followed by the values that have no room in it. */
function write(image: Field[], camera: Field[], little: boolean): Uint8Array<ArrayBuffer> {
  const pointer: Field = { tag: TAGS.exif, type: LONG, count: 1, value: new Uint8Array(4) };
  const main = camera.length > 0 ? [...image, pointer] : image;
  const exifAt = HEADER + sizeOf(main);
  const bytes = new Uint8Array(exifAt + (camera.length > 0 ? sizeOf(camera) : 0));
  const view = new DataView(bytes.buffer);
  new DataView(pointer.value.buffer).setUint32(0, exifAt, little);
  view.setUint32(0, little ? 0x49492a00 : 0x4d4d002a);
  view.setUint32(4, HEADER, little);
  writeDirectory(view, HEADER, main, little);
  if (camera.length > 0) writeDirectory(view, exifAt, camera, little);
  return bytes;
}

function sizeOf(fields: readonly Field[]): number {
  const outside = fields.reduce((sum, { value }) => sum + outsideOf(value), 0);
  return 2 + ENTRY * fields.length + 4 + outside;
}

/** Values of more than four bytes stand outside, at even offsets. */
function outsideOf({ length }: Uint8Array): number {
  return length > 4 ? length + (length & 1) : 0;
}

function writeDirectory(
  view: DataView,
  offset: number,
  fields: readonly Field[],
  little: boolean,
): void {
  const bytes = new Uint8Array(view.buffer);
  view.setUint16(offset, fields.length, little);
  let entry = offset + 2;
  let outside = entry + ENTRY * fields.length + 4;
  for (const { tag, type, count, value } of [...fields].sort((one, other) => one.tag - other.tag)) {
    view.setUint16(entry, tag, little);
    view.setUint16(entry + 2, type, little);
    view.setUint32(entry + 4, count, little);
    if (value.length <= 4) bytes.set(value, entry + 8);
    else {
      view.setUint32(entry + 8, outside, little);
      bytes.set(value, outside);
      outside += outsideOf(value);
    }
    entry += ENTRY;
  }
}
