import { ApiRefusal } from '@tintype/core/images';

/**
 * The key under which a request may be repeated, from its `Idempotency-Key` header, or `null` where
 * there is none.
 *
 * @throws ApiRefusal 400 for a key that could be guessed or is none.
 */
export function readIdempotencyKey(request: Request): string | null {
  const key = request.headers.get('idempotency-key');
  if (key === null || /^[\w-]{16,128}$/.test(key)) return key;
  throw new ApiRefusal(
    400,
    5400,
    'Bad request: Idempotency-Key must have 16 to 128 letters, digits, "-" or "_"',
  );
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
