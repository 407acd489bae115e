/**
 * How a picture is fitted into a variant's width and height.
 *
 * @see https://developers.cloudflare.com/images/transform-images/transform-via-url/#fit
 */
export type Fit = 'scale-down' | 'contain' | 'cover' | 'crop' | 'pad';

/** What of a picture's own metadata a variant keeps. */
export type MetadataMode = 'keep' | 'copyright' | 'none';

/** How a variant is made from an original, in the API's own names. */
export interface VariantOptions {
  fit: Fit;
  /** Pixels. */
  width: number;
  /** Pixels. */
  height: number;
  metadata: MetadataMode;
  /** Radius from 1 to 250. */
  blur?: number;
  /** Seconds for which browsers may keep it. */
  browser_ttl?: number;
}

/** A named variant of an account. */
export interface Variant {
  id: string;
  options: VariantOptions;
  /** Public even where the picture is private. */
  neverRequireSignedURLs: boolean;
}

/**
 * The name of the file as it came, its metadata included. Every picture has it, and no call of the API
 * makes or changes it.
 */
export const ORIGINAL = 'original';

/**
 * The variants that an account begins with. `public` is the one that every account at Cloudflare has,
 * with its recorded options.
 */
export const firstVariants: readonly Variant[] = [
  named('public', 1366, 768),
  named('thumbnail', 320, 320),
  named('hero', 2560, 1440),
];

function named(id: string, width: number, height: number): Variant {
  const options: VariantOptions = { fit: 'scale-down', width, height, metadata: 'none' };
  return { id, options, neverRequireSignedURLs: false };
}
