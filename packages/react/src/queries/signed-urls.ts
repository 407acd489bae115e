import type { Image } from '@tintype/core/images';
import type { ImageQueryOptions } from './image-queries.ts';
import { requestRelay } from './relay-request.ts';

/** A URL as the relay signed it. */
export interface RelaySignedURL {
  url: string;
  /** An ISO 8601 date, or `null` where the picture is public and the URL lives for ever. */
  expires: string | null;
  /** Seconds for which it lives, counted from when it was asked for. Relays of older versions do not say it. */
  expiresIn?: number | null | undefined;
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
  return ({ id }, variant) =>
    requestRelay(options, { path: [id, 'signed', variant], cache: 'no-store' }, toSignedURL);
}

function toSignedURL(value: unknown): RelaySignedURL | undefined {
  const { url, expires, expiresIn } = (value ?? {}) as Partial<RelaySignedURL>;
  if (typeof url !== 'string' || (expires !== null && typeof expires !== 'string'))
    return undefined;
  return { url, expires, expiresIn };
}
