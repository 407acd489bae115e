import { type ByteSource, copyOf, createByteSource, sourceOf } from '../formats/byte-source.ts';
import { type Orientation, orientationOnly } from '../formats/exif.ts';
import type { ImageHeader } from '../formats/image-header.ts';
import { exifSegment, readJPEG } from '../formats/jpeg.ts';
import { topColours } from '../formats/jpeg-colours.ts';
import { storedSize } from '../formats/size.ts';

// Cameras round the sides of their small pictures; more than this is another cut of the picture.
const RATIO_TOLERANCE = 0.02;
// How far their colours may be apart, on average, of 255. The upper edge of the large picture is a small
// part of that of the thumbnail.
const COLOUR_TOLERANCE = 16;
// The left quarter of the edge, which takes a quarter of the time.
const SHARE = 0.25;
const COLUMNS = 3;
// Pixels in a row of a camera's blocks.
const BLOCK = 16;
// A thumbnail that claims more is none.
const LONGEST_SIDE = 1024;

/** The small picture that a camera has left. */
export interface EmbeddedThumbnail {
  /** A JPEG that browsers turn upright. */
  bytes: Uint8Array<ArrayBuffer>;
  /**
   * Whether it shows what the large picture shows. Programs that change a picture often forget to change
   * it. Finding out takes longer than all the rest.
   */
  isGenuine: () => Promise<boolean>;
}

/**
 * The small picture that most cameras leave in Exif, or `null` where there is none, where it is too small,
 * or where it has another shape.
 *
 * @param side - What its shorter side must have, in pixels.
 * @param start - The file's first bytes, where they are at hand.
 */
export async function embeddedThumbnail(
  file: Blob,
  header: ImageHeader,
  side: number,
  start?: ArrayBuffer,
): Promise<EmbeddedThumbnail | null> {
  if (!header.thumbnail || !header.width || !header.height) return null;
  const { thumbnail: place } = header;
  const source = createByteSource(file, start);
  const bytes = copyOf(await source.read(place.start, place.end - place.start));
  const small = sourceOf(bytes.buffer);
  const own = await readJPEG(small);
  if (!own.width || !own.height || own.orientation) return null;
  if (Math.min(own.width, own.height) < side) return null;
  if (Math.max(own.width, own.height) > LONGEST_SIDE) return null;
  const { orientation, mediaType } = header;
  const stored = storedSize({ width: header.width, height: header.height }, header);
  const ratio = own.width / own.height / (stored.width / stored.height);
  if (Math.abs(ratio - 1) > RATIO_TOLERANCE) return null;
  const rows = (BLOCK * own.height) / stored.height;
  return {
    bytes: orientation === 1 ? bytes : turned(bytes, orientation),
    // In a HEIC, only its maker's word can be had.
    isGenuine: async () => mediaType !== 'image/jpeg' || showsTheSame(source, small, rows),
  };
}

/** Lets browsers turn it as they turn the picture itself. */
function turned(jpeg: Uint8Array, orientation: Orientation): Uint8Array<ArrayBuffer> {
  const exif = exifSegment(orientationOnly(orientation));
  const bytes = new Uint8Array(jpeg.length + exif.length);
  bytes.set(jpeg.subarray(0, 2));
  bytes.set(exif, 2);
  bytes.set(jpeg.subarray(2), 2 + exif.length);
  return bytes;
}

/** Whether two pictures have the same colours along their upper edges. */
async function showsTheSame(
  picture: ByteSource,
  thumbnail: ByteSource,
  rows: number,
): Promise<boolean> {
  const most = Math.min(8, Math.max(1, Math.round(rows)));
  const one = await topColours(picture, { columns: COLUMNS, share: SHARE });
  const other = await topColours(thumbnail, { columns: COLUMNS, share: SHARE, rows: most });
  if (!one || !other) return false;
  const distance = one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0);
  return distance / one.length <= COLOUR_TOLERANCE;
}
