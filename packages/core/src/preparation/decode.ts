import type { ImageHeader } from '../formats/image-header.ts';
import { withoutOrientation } from '../formats/png.ts';
import { liesOnItsSide, storedSize } from '../formats/size.ts';
import type { Drawing, Size } from './canvas.ts';

/** A picture in memory, until it is closed. */
export interface Decoded extends Size, Pick<Drawing, 'image' | 'orientation'> {
  close(): void;
}

/**
 * One way to decode. Answers with a picture at least about as large as wanted, or with `null` where the
 * browser does not have this way or not for this format.
 */
type Decoder = (file: Blob, header: ImageHeader, wanted: Size) => Promise<Decoded | null>;

/**
 * Decodes the first frame of a picture, upright, and no larger than is needed where the browser can do
 * that.
 *
 * @param wanted - The size to be shown.
 * @throws Error when no decoder of this browser can read it.
 */
export async function decode(file: Blob, header: ImageHeader, wanted: Size): Promise<Decoded> {
  const { orientation, mediaType } = header;
  if (orientation === 1 || mediaType !== 'image/png') return decodeStored(file, header, wanted);
  // WebKit does not turn PNGs. Without its Exif, no browser does.
  const bare = await withoutOrientation(file);
  const upright: ImageHeader = { ...header, orientation: 1 };
  const decoded = await decodeStored(bare, upright, storedSize(wanted, header));
  return { ...decoded, orientation, ...storedSize(decoded, header) };
}

/** With the first decoder that can. */
async function decodeStored(file: Blob, header: ImageHeader, wanted: Size): Promise<Decoded> {
  let failure: unknown = new Error(`This browser cannot decode ${header.mediaType}.`);
  for (const decoder of DECODERS) {
    try {
      const decoded = await decoder(file, header, wanted);
      if (decoded) return decoded;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

/**
 * WebCodecs. JPEGs are decoded at an eighth of their size, or two eighths, and so on, which takes a
 * fraction of the time and of the memory.
 */
const withImageDecoder: Decoder = async (file, header, wanted) => {
  const { mediaType } = header;
  if (typeof ImageDecoder !== 'function') return null;
  if (!(await ImageDecoder.isTypeSupported(mediaType))) return null;
  const data = await file.arrayBuffer();
  const decoder = new ImageDecoder({
    data,
    type: mediaType,
    transfer: [data],
    ...desiredSize(header, wanted),
  });
  try {
    const { image } = await decoder.decode();
    return { image, ...shownSizeOf(image, header), close: () => image.close() };
  } finally {
    decoder.close();
  }
};

/** Firefox turns what it draws of a frame, and not what it says of its size. */
function shownSizeOf(frame: VideoFrame, { width, height, orientation }: ImageHeader): Size {
  const { displayWidth, displayHeight } = frame;
  const isUpright = displayWidth < displayHeight === (width ?? 0) < (height ?? 0);
  return liesOnItsSide(orientation) && !isUpright
    ? { width: displayHeight, height: displayWidth }
    : { width: displayWidth, height: displayHeight };
}

/** The size in eighths that is as large as wanted, or hardly smaller. */
function desiredSize(header: ImageHeader, wanted: Size): object {
  const { width, height } = header;
  if (header.mediaType !== 'image/jpeg' || !width || !height) return {};
  const needed = Math.max(wanted.width / width, wanted.height / height) * (1 - NEARLY);
  const eighths = Math.min(8, Math.max(1, Math.ceil(needed * 8)));
  const part = (side: number) => Math.ceil((side * eighths) / 8);
  const { width: desiredWidth, height: desiredHeight } = storedSize(
    { width: part(width), height: part(height) },
    header,
  );
  return { desiredWidth, desiredHeight };
}

/**
 * What a size in eighths may fall short of the wanted one: 2 %. Then nothing needs to be scaled
 * afterwards, which takes as long as decoding.
 */
const NEARLY = 0.02;

const withImageBitmap: Decoder = async (file, header, wanted) => {
  if (typeof createImageBitmap !== 'function') return null;
  const typed = withType(file, header);
  const bitmap = await createImageBitmap(typed, {
    ...(isSmaller(wanted, header) && { resizeWidth: wanted.width, resizeHeight: wanted.height }),
    resizeQuality: 'medium',
  });
  return { image: bitmap, width: bitmap.width, height: bitmap.height, close: () => bitmap.close() };
};

function isSmaller(wanted: Size, { width, height }: ImageHeader): boolean {
  return width !== null && height !== null && wanted.width < width;
}

/** The page's own way, which knows every format of the browser, SVG included. */
const withElement: Decoder = async (file, header, wanted) => {
  if (typeof document === 'undefined') return null;
  const url = URL.createObjectURL(withType(file, header));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    // A drawing without a size of its own takes the one that it is given.
    const width = image.naturalWidth || wanted.width;
    const height = image.naturalHeight || wanted.height;
    const isDrawing = header.mediaType === 'image/svg+xml';
    const size = isDrawing ? enlarged({ width, height }, wanted) : { width, height };
    return { image, ...size, close: () => undefined };
  } finally {
    URL.revokeObjectURL(url);
  }
};

/** Drawings have no pixels of their own, and are as sharp at any size. */
function enlarged({ width, height }: Size, wanted: Size): Size {
  const ratio = Math.max(1, wanted.width / width, wanted.height / height);
  return { width: Math.round(width * ratio), height: Math.round(height * ratio) };
}

/** What browsers believe is the stated type, which phones leave empty. */
function withType(file: Blob, { mediaType }: ImageHeader): Blob {
  return file.type === mediaType ? file : file.slice(0, file.size, mediaType);
}

const DECODERS: readonly Decoder[] = [withImageDecoder, withImageBitmap, withElement];

/**
 * More pixels than any camera takes: the largest had 200 million in 2026. A file of a few kilobytes can
 * claim more, and would take all the memory that there is.
 */
const MOST_DECODED = 2 ** 28;

/** Whether decoding is safe to try. Only drawings may leave their size open. */
export function isDecodable({ mediaType, width, height, decodedPixels }: ImageHeader): boolean {
  if (mediaType === 'image/svg+xml') return true;
  if (width === null || height === null) return false;
  return Math.max(width * height, decodedPixels ?? 0) <= MOST_DECODED;
}
