import type { Image } from '@tintype/core/images';
import type { ImageQueryOptions } from './image-queries.ts';
import { DEFAULT_ENDPOINT, imageURL, requestRelay } from './relay-request.ts';

/** A URL as the relay signed it. */
export interface RelaySignedURL {
  url: string;
  /** An ISO 8601 date, or `null` where the picture is public and the URL lives for ever. */
  expires: string | null;
}

/**
 * Makes a `signUrl` for `<VariantGallery>` that asks the relay's `GET /:id/signed/:variant`. It fails
 * with an `UploadError`.
 *
 * @example
 * ```tsx
 * const signUrl = relaySignUrl();
 * <VariantGallery images={images} signUrl={signUrl} />
 * ```
 */
export function relaySignUrl(
  options: ImageQueryOptions = {},
): (image: Pick<Image, 'id'>, variant: string) => Promise<RelaySignedURL> {
  const { endpoint = DEFAULT_ENDPOINT } = options;
  return ({ id }, variant) =>
    requestRelay(
      `${imageURL(endpoint, id)}/signed/${encodeURIComponent(variant)}`,
      { cache: 'no-store', fetch: options.fetch },
      toSignedURL,
    );
}

function toSignedURL(value: unknown): RelaySignedURL | undefined {
  const { url, expires } = (value ?? {}) as Partial<RelaySignedURL>;
  if (typeof url !== 'string' || (expires !== null && typeof expires !== 'string'))
    return undefined;
  return { url, expires };
}
