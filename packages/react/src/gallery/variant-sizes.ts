/** What is known of a variant's size, in the words of the Images API. */
export interface VariantSize {
  /** Pixels at most. */
  width?: number | undefined;
  /** Pixels at most. */
  height?: number | undefined;
  /** How a picture is fitted into them. @default 'scale-down' */
  fit?: string | undefined;
}

/** A variant as the API's list of variants describes it. */
export interface VariantDescription {
  options: VariantSize;
}

/**
 * Sizes by the names of variants: a width in pixels, a width and a height, or an entry of the
 * API's `GET /images/v1/variants`, whose `result.variants` can be given as it is.
 */
export type VariantSizes = Readonly<Record<string, number | VariantSize | VariantDescription>>;

/** Sizes by name, all in one shape. */
export type KnownSizes = Readonly<Record<string, VariantSize>>;

/**
 * What is known without being told: the variant that every account has, and those that Tintype's own
 * server begins with.
 *
 * @see https://developers.cloudflare.com/images/manage-images/create-variants/
 */
const FIRST_SIZES: KnownSizes = {
  public: { width: 1366, height: 768 },
  thumbnail: { width: 320, height: 320 },
  hero: { width: 2560, height: 1440 },
};

/** What the app says of its variants, over what is known of all. */
export function readVariantSizes(given: VariantSizes = {}): KnownSizes {
  const told = Object.entries(given).map(([name, size]) => [name, readSize(size)] as const);
  return { ...FIRST_SIZES, ...Object.fromEntries(told) };
}

function readSize(size: VariantSizes[string]): VariantSize {
  if (typeof size === 'number') return { width: size };
  return 'options' in size ? size.options : size;
}
