import { copyOf, createByteSource, sourceOf } from '../formats/byte-source.ts';
import { type Orientation, orientationOnly } from '../formats/exif.ts';
import type { ImageHeader } from '../formats/image-header.ts';
import { exifSegment, readJPEG } from '../formats/jpeg.ts';
import { storedSize } from '../formats/size.ts';

// Cameras round the sides of their thumbnails; more than this is another cut of the image.
const RATIO_TOLERANCE = 0.02;
// A thumbnail that claims more is none.
const LONGEST_SIDE = 1024;

/**
 * Returns the thumbnail that most cameras leave in Exif, as a JPEG that browsers turn upright; `null` where
 * there is none, where it is too small, or where its shape does not prove that it is turned as the image is.
 *
 * Programs that change an image often forget to change its thumbnail, so it is only to be shown until the
 * image itself was decoded.
 *
 * @param side - What its shorter side must have, in pixels.
 * @param start - The file's first bytes, where they are at hand.
 */
export async function embeddedThumbnail(
  file: Blob,
  header: ImageHeader,
  side: number,
  start?: ArrayBuffer,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const { thumbnail: place, orientation, width, height } = header;
  if (!place || !width || !height) return null;
  const source = createByteSource(file, start);
  const bytes = copyOf(await source.read(place.start, place.end - place.start));
  const own = await readJPEG(sourceOf(bytes.buffer));
  if (!own.width || !own.height || (own.orientation ?? 1) !== 1) return null;
  if (Math.min(own.width, own.height) < side) return null;
  if (Math.max(own.width, own.height) > LONGEST_SIDE) return null;
  const stored = storedSize({ width, height }, header);
  const thumbnail = own.width / own.height;
  if (!isNear(thumbnail, stored.width / stored.height)) return null;
  if (orientation === 1) return bytes;
  return provesTurn(orientation, thumbnail) ? turned(bytes, orientation) : null;
}

/** A program that turns a thumbnail and leaves the Exif as it was is found out by the thumbnail's shape only. */
function provesTurn(orientation: Orientation, ratio: number): boolean {
  return (orientation === 6 || orientation === 8) && !isNear(ratio, 1 / ratio);
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one / other - 1) <= RATIO_TOLERANCE;
}

/** Lets browsers turn it as they turn the image itself. */
function turned(jpeg: Uint8Array, orientation: Orientation): Uint8Array<ArrayBuffer> {
  const exif = exifSegment(orientationOnly(orientation));
  const bytes = new Uint8Array(jpeg.length + exif.length);
  bytes.set(jpeg.subarray(0, 2));
  bytes.set(exif, 2);
  bytes.set(jpeg.subarray(2), 2 + exif.length);
  return bytes;
}
