import { type Image, type Variant, variantsOf } from '@tintype/core';
import type { KnownSizes } from './variant-sizes.ts';

/** An image's variants, smallest first, those of unknown size last: the service's own order is not stable. */
export function orderedVariants(image: Pick<Image, 'variants'>, sizes: KnownSizes = {}): Variant[] {
  const width = ({ name }: Variant) => sizes[name]?.width ?? Number.POSITIVE_INFINITY;
  return variantsOf(image).sort(
    (one, other) => compare(width(one), width(other)) || one.name.localeCompare(other.name, 'en'),
  );
}

/** The variant of this name, or else the first one; `undefined` where there is none to show. */
export function pickVariant(variants: readonly Variant[], name: string): Variant | undefined {
  return variants.find((variant) => variant.name === name) ?? variants[0];
}

// Two infinities have no difference.
function compare(one: number, other: number): number {
  return one === other ? 0 : one - other;
}
