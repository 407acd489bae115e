import { createHash, timingSafeEqual } from 'node:crypto';
import { ApiRefusal } from '@tintype/core/images';

/**
 * Checks the `Authorization` header against the API token, in a time that does not depend on how
 * much of it is right.
 *
 * @throws ApiRefusal as Cloudflare's gateway refuses: 9106 without a header, 6003 for a header in
 * another form, 10000 for another token.
 */
export function checkToken(header: string | undefined, token: string): void {
  if (!header) {
    throw new ApiRefusal(400, 9106, 'Missing X-Auth-Key, X-Auth-Email or Authorization headers');
  }
  const given = bearerOf(header);
  if (given === '') throw new ApiRefusal(400, 6003, 'Invalid request headers');
  if (!isSameText(given, token)) throw new ApiRefusal(403, 10_000, 'Authentication error');
}

/** The token of an `Authorization: Bearer …` header, or `''`. */
export function bearerOf(header: string | undefined): string {
  return /^Bearer ([\w.~+/=-]+)$/i.exec(header ?? '')?.[1] ?? '';
}

/**
 * Compares a secret with what was given, in constant time. Digests have the same length, which
 * `timingSafeEqual` demands and which hides the secret's own.
 */
function isSameText(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
