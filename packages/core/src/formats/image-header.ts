import type { BlockKind } from './block.ts';
import type { Orientation } from './exif.ts';

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
  /**
   * Pixels that a decoder goes through to show one frame of a HEIC or AVIF, with those of all tiles, layers and
   * alpha. Infinite where these are many times those of the image, as in files that are made to exhaust
   * decoders; `null` for other formats, and where the file is not understood or not whole.
   */
  decodedPixels: number | null;
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

/** What is so until a reader finds otherwise. */
export const NOTHING: Omit<ImageHeader, 'mediaType'> = {
  width: null,
  height: null,
  orientation: 1,
  frames: 1,
  decodedPixels: null,
  hasAlpha: false,
  thumbnail: null,
  profile: null,
  metadata: [],
};

/** Only stills of known size can be drawn anew and lose nothing but pixels. */
export function isRaster({ frames, width, mediaType }: ImageHeader): boolean {
  return frames === 1 && width !== null && mediaType !== 'image/svg+xml';
}

/** Pixels in all frames together, or `null` where nobody can tell. */
export function totalPixels(header: ImageHeader): number | null {
  const { width, height, frames } = header;
  return width === null || height === null || frames === null ? null : width * height * frames;
}
