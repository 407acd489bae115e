/** How a variant is made from an original. */
export interface VariantOptions {
  /** Pixels at most; pictures are never enlarged (Cloudflare's `fit=scale-down`). */
  width: number;
  height: number;
}

/** A variant that has to be rendered. */
export type RenderedVariant = 'public' | 'thumbnail' | 'hero';

/** Name of a variant. */
export type VariantName = RenderedVariant | 'original';

/**
 * The named variants. `public` is the one that every account has, with its recorded options;
 * `original` is the file as it came, its metadata included.
 */
export const variants: Readonly<Record<RenderedVariant, VariantOptions> & { original: null }> = {
  public: { width: 1366, height: 768 },
  thumbnail: { width: 320, height: 320 },
  hero: { width: 2560, height: 1440 },
  original: null,
};

/** Tells whether there is a variant of this name. */
export function isVariantName(name: string): name is VariantName {
  return Object.hasOwn(variants, name);
}
