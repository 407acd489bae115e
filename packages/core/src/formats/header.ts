import type { BlockKind } from './block.ts';
import { type ByteSource, createByteSource, HEADER_LENGTH } from './byte-source.ts';
import type { Orientation } from './exif.ts';
import { readGIF } from './gif.ts';
import { readHEIF } from './heif.ts';
import { readJPEG } from './jpeg.ts';
import { mediaTypeOf, SIGNATURE_LENGTH } from './media-type.ts';
import { readPNG } from './png.ts';
import { readWebP } from './webp.ts';

/** What a file says of its picture, without being decoded. */
export interface ImageHeader {
  /** What the first bytes prove. */
  mediaType: string;
  /** Pixels of the picture as it is shown, or `null` where the header does not say. */
  width: number | null;
  height: number | null;
  /** How the stored pixels must be turned, where that is left to whoever shows them. */
  orientation: Orientation;
  /** Pictures of an animation, 1 for a still, or `null` for an animation of unknown length. */
  frames: number | null;
  /** Whether there may be transparent pixels. */
  hasAlpha: boolean;
  /** The small JPEG within Exif, as a stretch of the file. */
  thumbnail: { start: number; end: number } | null;
  /** Where the colour profile stands, or `null`. */
  profile: { start: number; end: number } | null;
  /** Kinds of metadata that were seen in the header. */
  metadata: readonly BlockKind[];
}

/** What the reader of one format finds out. What it leaves out is as in {@link NOTHING}. */
export type HeaderFacts = Partial<Omit<ImageHeader, 'mediaType'>>;

const NOTHING: Omit<ImageHeader, 'mediaType'> = {
  width: null,
  height: null,
  orientation: 1,
  frames: 1,
  hasAlpha: false,
  thumbnail: null,
  profile: null,
  metadata: [],
};

/** What there is to know of a JPEG without any metadata. */
export function plainJPEG({ width, height }: Record<'width' | 'height', number>): ImageHeader {
  return { ...NOTHING, mediaType: 'image/jpeg', width, height };
}

const READERS: Record<string, (source: ByteSource) => Promise<HeaderFacts>> = {
  'image/jpeg': readJPEG,
  'image/png': readPNG,
  'image/gif': readGIF,
  'image/webp': readWebP,
  'image/heic': readHEIF,
  'image/avif': readHEIF,
  'image/svg+xml': async () => ({ hasAlpha: true }),
};

/**
 * Reads what a file's header says, piece by piece: the first kilobytes of most, and the whole only of
 * animations, whose frames must be counted.
 *
 * @param start - The file's first bytes, where they are at hand.
 * @returns `null` for what is no known picture. Broken headers leave `width` and `height` open.
 * @throws DOMException when the file cannot be read.
 */
export async function readHeader(blob: Blob, start?: ArrayBuffer): Promise<ImageHeader | null> {
  const first = start ?? (await blob.slice(0, HEADER_LENGTH).arrayBuffer());
  const signature = new Uint8Array(first, 0, Math.min(SIGNATURE_LENGTH, first.byteLength));
  const mediaType = mediaTypeOf(signature);
  if (mediaType === null) return null;
  const facts = await READERS[mediaType]?.(createByteSource(blob, first));
  return { mediaType, ...NOTHING, ...facts };
}

/** Only stills of known size can be drawn anew and lose nothing but pixels. */
export function isRaster({ frames, width, mediaType }: ImageHeader): boolean {
  return frames === 1 && width !== null && mediaType !== 'image/svg+xml';
}

/** Pixels in all frames together, or `null` where nobody can tell. */
export function totalPixels({ width, height, frames }: ImageHeader): number | null {
  return width === null || height === null || frames === null ? null : width * height * frames;
}
