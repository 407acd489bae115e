import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long a signed URL is good. */
export interface SignOptions {
  /** Seconds since the epoch. @default none, it is good for ever */
  expires?: number;
}

/**
 * Signs the delivery URL of a private picture, as Cloudflare has it.
 *
 * @param url - As it will be asked for: the signature is of its path, without domain.
 * @param key - Value of a signing key, as text.
 * @throws TypeError when it is no URL.
 * @see https://developers.cloudflare.com/images/manage-images/serve-images/serve-private-images/
 */
export function signURL(url: string | URL, key: string, { expires }: SignOptions = {}): string {
  const signed = new URL(url);
  signed.search = expires === undefined ? '' : `exp=${expires}`;
  const sig = signatureOf(signed.pathname + signed.search, key).toString('hex');
  signed.searchParams.set('sig', sig);
  return signed.href;
}

/** What a signature is worth. */
export type SignatureCheck = 'valid' | 'missing' | 'mismatch' | 'expired';

/** A request, as a signature is about it. */
export interface SignedRequest {
  /** Still encoded, without the query. Where a picture has several paths, a signature of any counts. */
  paths: readonly string[];
  query: URLSearchParams;
}

/**
 * Checks the signature of a request against every key of the account.
 *
 * @param now - Milliseconds since the epoch.
 */
export function checkSignature(
  { paths, query }: SignedRequest,
  keys: readonly string[],
  now: number = Date.now(),
): SignatureCheck {
  const sig = query.get('sig');
  if (!sig) return 'missing';
  const exp = query.get('exp');
  const suffix = exp === null ? '' : `?exp=${encodeURIComponent(exp)}`;
  const given = Buffer.from(/^[0-9a-f]{64}$/i.test(sig) ? sig : '', 'hex');
  // All are tried, so that time does not tell which key it was.
  const matches = paths.flatMap((path) =>
    keys.map((key) => isEqual(signatureOf(path + suffix, key), given)),
  );
  if (!matches.includes(true)) return 'mismatch';
  // What was signed is no number, so nobody can say that it is still good.
  if (exp !== null && !(Number(exp) * 1000 > now)) return 'expired';
  return 'valid';
}

/** HMAC with SHA-256 over the path and `?exp=…` where there is one. */
function signatureOf(text: string, key: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
