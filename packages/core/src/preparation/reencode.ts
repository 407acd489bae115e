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
export function reencode(
  file: Blob,
  header: ImageHeader,
  settings: PrepareSettings,
): Promise<Size & { blob: Blob }> {
  return drawAnew(file, header, settings, (drawing, size) =>
    encodeToFit(drawing, fit(size, settings), header, settings),
  );
}

// From hardly any visible loss to what still passes for a good copy.
const FAITHFUL = [0.95, 0.9, 0.82, 0.7, 0.55];

/**
 * Encodes the pixels of a still in its own size and type, as well as possible in no more bytes than the
 * file has.
 *
 * @throws Error when it cannot be decoded.
 */
export function encodeFaithfully(
  file: Blob,
  header: ImageHeader,
  settings: PrepareSettings,
): Promise<Size & { blob: Blob }> {
  const whole = { ...settings, maxSide: Number.POSITIVE_INFINITY, limits: null };
  return drawAnew(file, header, whole, async (drawing, { width, height }) => {
    let blob = new Blob();
    for (const quality of FAITHFUL) {
      const canvas = await drawForEncoding(drawing, { width, height });
      blob = await encodeAs(canvas, header, null, quality);
      if (blob.size <= file.size || blob.type === 'image/png') break;
    }
    return { width, height, blob };
  });
}

async function drawAnew(
  file: Blob,
  header: ImageHeader,
  settings: PrepareSettings,
  encodeDrawing: (drawing: Drawing, size: Size) => Promise<Size & { blob: Blob }>,
): Promise<Size & { blob: Blob }> {
  const decoded = await decode(file, header, fit(sizeOf(header), settings));
  try {
    const isWide = await hasWideGamut(file, header);
    const { hasAlpha, orientation } = header;
    const isUpright = orientation === 1;
    const drawing = { ...decoded, hasAlpha, isUpright, isWideGamut: isWide };
    const made = await encodeDrawing(drawing, decoded);
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
  let { width, height } = size;
  let level = quality;
  const encodeHere = async () =>
    encodeAs(await drawForEncoding(drawing, { width, height }), header, type, level);
  let blob = await encodeHere();
  for (let tries = 1; blob.size > most && tries < MOST_TRIES; tries++) {
    ({ width, height } = shrunk({ width, height }));
    level = Math.min(level, Math.max(LOWEST_QUALITY, level - 0.1));
    blob = await encodeHere();
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
  header: ImageHeader,
  type: string | null,
  quality: number,
): Promise<Blob> {
  const { hasAlpha } = header;
  const wanted = type ?? typeFor(header);
  const isTransparent = hasAlpha && wanted === 'image/jpeg' && hasTransparentPixels(canvas);
  const best = isTransparent ? 'image/webp' : wanted;
  const blob = await encode(canvas, best, quality);
  if (blob.type === best || hasAlpha) return blob;
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
