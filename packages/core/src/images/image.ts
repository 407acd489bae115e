/**
 * A picture as the Images API describes it, in Cloudflare's own names.
 *
 * @see https://developers.cloudflare.com/api/resources/images/subresources/v1/
 */
export interface Image {
  /** Unique on the account: made by the service, or the custom id that was sent with the upload. */
  id: string;
  /** The file's name on the person's device. `null` while a direct upload is still a draft. */
  filename: string | null;
  /** When the service stored the picture, as an ISO 8601 date in UTC. */
  uploaded: string;
  /** `true`: every variant needs a signed URL, except those that never do. */
  requireSignedURLs: boolean;
  /** One absolute delivery URL for each named variant. Their order means nothing. */
  variants: string[];
  /** What was sent as `metadata` with the upload. Absent when nothing was sent. */
  meta?: Record<string, unknown>;
  /** Whom the picture belongs to, as the app named them. */
  creator?: string | null;
  /** Present and `true` only while a direct upload is pending. */
  draft?: true;
}

/** A reserved image, and the URL that takes its bytes from whoever knows it, once. */
export interface DirectUpload {
  id: string;
  uploadURL: string;
}

/** One way in which a picture can be shown: a name such as `public`, and where to get it. */
export interface Variant {
  name: string;
  url: string;
}

/**
 * Reads a picture's delivery URLs into named variants.
 *
 * The last segment of a delivery URL names the variant; everything between the account's hash and
 * it is the image id, which may itself contain slashes. URLs that are not http(s), absolute or
 * relative to the page, are left out: they could run script when put into a link.
 */
export function variantsOf(image: Pick<Image, 'variants'>): Variant[] {
  return image.variants.flatMap((url) => {
    const name = variantName(url);
    return name === null ? [] : [{ name, url }];
  });
}

/**
 * The URL of one variant, or `undefined` when the picture has no variant of that name.
 *
 * @example
 * ```ts
 * variantURL(image, 'thumbnail');
 * ```
 */
export function variantURL(image: Pick<Image, 'variants'>, name: string): string | undefined {
  return variantsOf(image).find((variant) => variant.name === name)?.url;
}

// Only the path of a relative URL is read, so any base will do.
const ANY_ORIGIN = 'http://relative.invalid';

function variantName(url: string): string | null {
  if (!URL.canParse(url, ANY_ORIGIN)) return null;
  const { protocol, pathname } = new URL(url, ANY_ORIGIN);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  return last === '' ? null : decodePathSegment(last);
}

function decodePathSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
