import type { AccountConfig } from '../records/account-config.ts';
import type { VariantRecords } from '../records/variant-records.ts';
import { isFlexible, readFlexibleOptions } from '../variants/flexible-options.ts';
import { badOptions, RenderRefusal } from '../variants/render-refusal.ts';
import { namedRendition, type Rendition, renditionName } from '../variants/rendition.ts';
import { ORIGINAL, type Variant } from '../variants/variant.ts';
import { denied } from './access.ts';

/** A way to see a picture that has to be rendered. */
export interface WantedRendition {
  rendition: Rendition;
  /** Names it among all others. */
  name: string;
}

/** What the last part of a delivery URL asks for. */
export type Wanted =
  | { kind: 'original' }
  | ({ kind: 'named'; variant: Variant } & WantedRendition)
  | ({ kind: 'flexible'; wantsFacts: boolean } & WantedRendition);

/** What is asked about it. */
interface Names {
  variants: Pick<VariantRecords, 'get'>;
  config: Pick<AccountConfig, 'get'>;
}

/**
 * Reads the last part of a delivery URL.
 *
 * @param segment - Still encoded.
 * @throws RenderRefusal 9425 for an unknown variant, 9429 and 9401 for options.
 */
export function readWanted(segment: string, { variants, config }: Names): Wanted {
  if (isFlexible(segment)) {
    if (!config.get().flexibleVariants) {
      throw new RenderRefusal(403, 9429, 'Flexible variants are not enabled for the account');
    }
    const { rendition, wantsFacts } = readFlexibleOptions(decode(segment));
    return { kind: 'flexible', wantsFacts, rendition, name: renditionName(rendition) };
  }
  const variant = variants.get(segment);
  if (variant) return { kind: 'named', variant, ...renditionOf(variant) };
  if (segment === ORIGINAL) return { kind: 'original' };
  throw denied("This account doesn't have variant with this name");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw badOptions('a % must be written %25', cause);
  }
}

// A variant that is changed is another object.
const known = new WeakMap<Variant, WantedRendition>();

function renditionOf(variant: Variant): WantedRendition {
  const before = known.get(variant);
  if (before) return before;
  const rendition = namedRendition(variant.options);
  const wanted = { rendition, name: renditionName(rendition) };
  known.set(variant, wanted);
  return wanted;
}
