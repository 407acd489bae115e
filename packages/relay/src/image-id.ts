import { badRequest } from '@tintype/core/images';

/** The key under which a request may be repeated, or `null` where there is none. */
export function readIdempotencyKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  return key === null ? null : checkIdempotencyKey(key);
}

/**
 * Checks that a key could not be guessed, and can be sent.
 *
 * @throws ApiRefusal 400.
 */
export function checkIdempotencyKey(key: string): string {
  if (/^[\w-]{16,128}$/.test(key)) return key;
  throw badRequest('Idempotency-Key must have 16 to 128 letters, digits, "-" or "_"');
}

/**
 * The custom id of a picture, made from its key and its creator: a repeated request makes the same id
 * and meets the picture that is there already, and nobody reaches another creator's picture by a
 * guessed key. The prefix is there because the service refuses ids in the form of a UUID.
 */
export async function imageIdFor(key: string, creator: string | null): Promise<string> {
  // The length in front keeps "ab" + "c" and "a" + "bc" apart.
  const text = `${creator === null ? 'none' : creator.length}:${creator ?? ''}:${key}`;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0'));
  return `tt-${hex.slice(0, 16).join('')}`;
}
