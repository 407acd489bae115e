import type { Variant } from '@tintype/core';
import type { PictureFacts } from './picture-facts.ts';
import type { KnownSizes, VariantSize } from './variant-sizes.ts';

/** A variant, and how wide this picture is in it. */
export interface SizedVariant extends Variant {
  /** Pixels. */
  width: number;
}

/** How the browser is told to choose: before it can measure, a cell is about so wide. */
export const DEFAULT_SIZES = 'auto, (max-width: 40rem) 92vw, 18rem';

/**
 * The variants that the browser may choose from: those that show the whole picture and whose width is
 * known. Variants that crop or pad show something else and stay out.
 */
export function sizedVariants(
  variants: readonly Variant[],
  sizes: KnownSizes,
  facts: Pick<PictureFacts, 'size' | 'ratio'>,
): SizedVariant[] {
  const widths = new Set<number>();
  return variants.flatMap((variant) => {
    const size = Object.hasOwn(sizes, variant.name) ? sizes[variant.name] : undefined;
    const width = size && widthIn(size, facts);
    // A second candidate of the same width would only be another name for the same bytes.
    if (!width || widths.has(width)) return [];
    widths.add(width);
    return [{ ...variant, width }];
  });
}

/** The value of `srcset`, or `undefined` where there is nothing to choose. */
export function sourceSet(variants: readonly SizedVariant[]): string | undefined {
  if (variants.length < 2) return undefined;
  return variants.map(({ url, width }) => `${escapeCandidate(url)} ${width}w`).join(', ');
}

/** How wide a picture is once it is fitted: a portrait is bounded by the height. */
function widthIn({ width, height, fit }: VariantSize, facts: Pick<PictureFacts, 'size' | 'ratio'>) {
  if (!width || !showsAll(fit)) return undefined;
  const { size, ratio } = facts;
  const byHeight = height && ratio ? height * ratio : Number.POSITIVE_INFINITY;
  const enlarges = fit === 'contain';
  const byOriginal = size && !enlarges ? size.width : Number.POSITIVE_INFINITY;
  return Math.max(1, Math.round(Math.min(width, byHeight, byOriginal)));
}

function showsAll(fit = 'scale-down'): boolean {
  return fit === 'scale-down' || fit === 'contain';
}

// Commas and blanks part the candidates of a `srcset`.
function escapeCandidate(url: string): string {
  return url.replace(/[\s,]/g, (letter) => (letter === ',' ? '%2C' : encodeURIComponent(letter)));
}
