import { type Image, type Variant, variantsOf } from '@tintype/core';

/** An image's variants in an order that stays: the service's own is not stable. */
export function orderedVariants(image: Image): Variant[] {
  return variantsOf(image).sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** The variant of this name, or else the first one; `undefined` where there is none to show. */
export function pickVariant(variants: readonly Variant[], name: string): Variant | undefined {
  return variants.find((variant) => variant.name === name) ?? variants[0];
}
