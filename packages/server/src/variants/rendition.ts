import { createHash } from 'node:crypto';
import type { MetadataMode, Fit as NamedFit, VariantOptions } from './variant.ts';

/** How a picture is fitted; the last two are known to flexible variants only. */
export type Fit = NamedFit | 'aspect-crop' | 'squeeze';

/** A place within a picture, from 0 (left, top) to 1 (right, bottom). */
export interface Point {
  x: number;
  y: number;
}

/** Pixels on each side. */
export interface Sides {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** What is cut out of a picture before anything else is done to it. */
export type Trim = Partial<Sides & { width: number; height: number }>;

/** A frame around the picture, outside of its width and height. */
export interface Border {
  sides: Sides;
  /** As CSS writes it. */
  colour: string;
}

/** A format that a flexible variant may ask for. */
export type WantedFormat = 'avif' | 'webp' | 'jpeg' | 'baseline-jpeg' | 'png';

/**
 * All that decides what a rendered picture looks like. What is left out is not done; requests with
 * equal renditions share one file.
 */
export interface Rendition {
  fit: Fit;
  /** Pixels of the output. */
  width?: number;
  /** Pixels of the output. */
  height?: number;
  metadata: MetadataMode;
  /** Radius from 1 to 250. */
  blur?: number;
  /** Strength from 0 to 10. */
  sharpen?: number;
  /** A factor; 1 changes nothing. */
  brightness?: number;
  /** A factor; 1 changes nothing. */
  contrast?: number;
  /** A factor; below 1 darkens, above 1 lightens. */
  gamma?: number;
  /** A factor; 0 is greyscale. */
  saturation?: number;
  /** Degrees clockwise. */
  rotate?: 90 | 180 | 270;
  flip?: 'h' | 'v' | 'hv';
  trim?: Trim;
  border?: Border;
  /** Below transparent pixels, and around a padded picture; as CSS writes it. */
  background?: string;
  /** What stays when something is cropped; the middle where it is left out. */
  gravity?: Point | 'salient';
  /** From 1 to 100, on the scale of JPEG. */
  quality?: number;
  /** Left out, the client's `Accept` decides. */
  format?: WantedFormat;
  /** Only the first frame of an animation. */
  still?: boolean;
  /** The original's own format, whatever the client could read. */
  fast?: boolean;
}

/** The rendition that a named variant stands for. */
export function namedRendition({ fit, width, height, metadata, blur }: VariantOptions): Rendition {
  return { fit, width, height, metadata, ...(blur !== undefined && { blur }) };
}

// Counted up when renderings change, so that files of an older version are not taken for new ones.
const VERSION = 1;

/** Names a rendition by what it does: other options, other name. */
export function renditionName(rendition: Rendition): string {
  const sorted = Object.entries(rendition).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify([VERSION, sorted]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
