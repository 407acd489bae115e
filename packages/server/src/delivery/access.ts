import type { ImageRecord } from '../records/image-row.ts';
import type { SigningKeys } from '../records/signing-keys.ts';
import { RenderRefusal } from '../variants/render-refusal.ts';
import type { Variant } from '../variants/variant.ts';
import type { DeliveryPath } from './delivery-path.ts';
import { checkSignature, type SignatureCheck } from './signed-url.ts';

/** Whether an answer may be kept by caches that serve others. */
export type Access = 'public' | 'private';

const REASONS: Readonly<Record<Exclude<SignatureCheck, 'valid'>, string>> = {
  missing: 'this image requires signed URLs',
  // The service's own words.
  mismatch:
    'check failed: Malformed data found: The URL signature does not match. Expecting SHA-256 HMAC of the path without domain nor query string',
  expired: 'check failed: the URL has expired',
};

/**
 * Decides whether a picture may be seen in a variant.
 *
 * @param variant - `undefined` for the original file.
 * @throws RenderRefusal 9425
 */
export function checkAccess(
  { requireSignedURLs }: ImageRecord,
  variant: Variant | undefined,
  { signedPaths, query }: DeliveryPath,
  keys: Pick<SigningKeys, 'list'>,
): Access {
  if (!requireSignedURLs || variant?.neverRequireSignedURLs) return 'public';
  const values = keys.list().map(({ value }) => value);
  const check = checkSignature({ paths: signedPaths, query }, values);
  if (check !== 'valid') throw denied(REASONS[check]);
  return 'private';
}

/** Nobody may see it so. */
export function denied(reason: string): RenderRefusal {
  return new RenderRefusal(403, 9425, `Image access denied: ${reason}`);
}
