import { copyOf, createByteSource } from '../formats/byte-source.ts';
import { isWideGamut } from '../formats/colour-profile.ts';
import type { ImageHeader } from '../formats/image-header.ts';
import { copyExif } from '../formats/strip-metadata.ts';
import {
  type Canvas,
  type Drawing,
  drawForEncoding,
  encode,
  pixelsOf,
  type Size,
} from './canvas.ts';
import { decode } from './decode.ts';
import type { PrepareSettings } from './prepare-settings.ts';
import { shrunk, within, withinArea } from './scaling.ts';

const MOST_TRIES = 6;
const LOWEST_QUALITY = 0.5;

/** Draws a still anew, as small as wanted, and encodes it. @throws Error when it cannot be decoded. */
export async function reencode(
  file: Blob,
  header: ImageHeader,
  settings: PrepareSettings,
): Promise<Size & { blob: Blob }> {
  const decoded = await decode(file, header, fit(sizeOf(header), settings));
  try {
    const isWide = await hasWideGamut(file, header);
    const { hasAlpha, orientation } = header;
    const isUpright = orientation === 1;
    const drawing = { ...decoded, hasAlpha, isUpright, isWideGamut: isWide };
    const made = await encodeToFit(drawing, fit(decoded, settings), header, settings);
    const { stripMetadata: level } = settings;
    const isJPEG = header.mediaType === 'image/jpeg' && made.blob.type === 'image/jpeg';
    if (level === 'all' || !isJPEG) return made;
    return { ...made, blob: await copyExif(file, made.blob, level) };
  } finally {
    decoded.close();
  }
}

/** Smaller and coarser until it fits, where the limit is one of bytes. */
async function encodeToFit(
  drawing: Drawing,
  size: Size,
  header: ImageHeader,
  { limits, quality, type }: PrepareSettings,
): Promise<Size & { blob: Blob }> {
  const most = limits?.fileSize ?? Number.POSITIVE_INFINITY;
  const wanted = type ?? typeFor(header);
  let { width, height } = size;
  let level = quality;
  let blob = await encodeAs(
    await drawForEncoding(drawing, { width, height }),
    wanted,
    level,
    header,
  );
  for (let tries = 1; blob.size > most && tries < MOST_TRIES; tries++) {
    ({ width, height } = shrunk({ width, height }));
    level = Math.min(level, Math.max(LOWEST_QUALITY, level - 0.1));
    blob = await encodeAs(await drawForEncoding(drawing, { width, height }), wanted, level, header);
  }
  return { width, height, blob };
}

function fit(size: Size, { maxSide, limits }: PrepareSettings): Size {
  const side = Math.min(maxSide, limits?.dimension ?? Number.POSITIVE_INFINITY);
  return withinArea(within(size, side), limits?.pixels ?? Number.POSITIVE_INFINITY);
}

function sizeOf({ width, height }: ImageHeader): Size {
  return { width: width ?? 0, height: height ?? 0 };
}

// Types that browsers can write.
const WRITABLE = new Set(['image/jpeg', 'image/png', 'image/webp']);

/** The picture's own type where a canvas can write it. */
function typeFor({ mediaType }: ImageHeader): string {
  if (WRITABLE.has(mediaType)) return mediaType;
  return mediaType === 'image/gif' ? 'image/png' : 'image/jpeg';
}

/** Takes another type where the browser cannot write this one, or it would lose transparency. */
async function encodeAs(
  canvas: Canvas,
  type: string,
  quality: number,
  { hasAlpha }: ImageHeader,
): Promise<Blob> {
  const isTransparent = hasAlpha && type === 'image/jpeg' && hasTransparentPixels(canvas);
  const wanted = isTransparent ? 'image/webp' : type;
  const blob = await encode(canvas, wanted, quality);
  if (blob.type === wanted || hasAlpha) return blob;
  return encode(canvas, 'image/jpeg', quality);
}

function hasTransparentPixels(canvas: Canvas): boolean {
  const { data } = pixelsOf(canvas);
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true;
  return false;
}

// More would be no profile of a camera.
const LONGEST_PROFILE = 64 * 1024;

/** Whether a picture's colours are to be kept that a common screen cannot show. */
async function hasWideGamut(file: Blob, { profile, mediaType }: ImageHeader): Promise<boolean> {
  if (!profile) return false;
  const source = createByteSource(file);
  const length = Math.min(profile.end - profile.start, LONGEST_PROFILE);
  const bytes = await source.read(profile.start, length);
  try {
    return isWideGamut(mediaType === 'image/png' ? await inflate(bytes) : bytes);
  } catch {
    // A profile that cannot be read is none.
    return false;
  }
}

/** PNG compresses profiles; their name and the method stand before. */
async function inflate(chunk: DataView): Promise<DataView> {
  const bytes = copyOf(chunk);
  const compressed = new Blob([bytes.subarray(bytes.indexOf(0) + 2)]);
  const stream = compressed.stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  const profile = new Uint8Array(LONGEST_PROFILE);
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const room = part.value.subarray(0, LONGEST_PROFILE - length);
    profile.set(room, length);
    length += room.length;
    if (length === LONGEST_PROFILE) break;
  }
  return new DataView(profile.buffer, 0, length);
}
