import { badRequest } from '@tintype/core/images';
import type { ApiAnswer, ImagesApi } from './images-api.ts';
import type { ServiceClock } from './service-clock.ts';
import type { SigningKeys } from './signing-keys.ts';

/** How long signed URLs can be used. */
export interface SignedURLOptions {
  /** Seconds, where a request does not say `expires_in`. @default 3600 */
  lifetime?: number | undefined;
  /** Seconds that a request may ask for at most. @default 86400, or `lifetime` where that is more */
  maxLifetime?: number | undefined;
}

/** Lifetimes with nothing left open. */
export interface Lifetimes {
  lifetime: number;
  maxLifetime: number;
}

/** A delivery URL, and when it ends. */
export interface SignedURL {
  url: string;
  /** An ISO 8601 date in UTC. */
  expires: string;
  /** Seconds from now: the browser's clock may be wrong. */
  expiresIn: number;
}

/** Signs delivery URLs of private pictures. */
export interface Signer {
  /**
   * Reads how many seconds a request asks for.
   *
   * @throws ApiRefusal 400 for what is no number within the limits.
   */
  lifetime(asked: string | null): number;
  sign(url: string, seconds: number, api: ImagesApi): Promise<SignedURL | ApiAnswer<never>>;
}

/** Makes a signer. */
export function createSigner(
  keys: SigningKeys,
  { lifetime, maxLifetime }: Lifetimes,
  clock: ServiceClock,
): Signer {
  return {
    lifetime(asked) {
      if (asked === null) return lifetime;
      const seconds = /^\d{1,9}$/.test(asked) ? Number(asked) : 0;
      if (seconds >= 1 && seconds <= maxLifetime) return seconds;
      throw badRequest(`expires_in must be a whole number of seconds from 1 to ${maxLifetime}`);
    },
    async sign(url, seconds, api) {
      const key = await keys(api);
      if (!key.ok) return key;
      const expires = Math.floor(clock.now() / 1000) + seconds;
      return {
        url: await signURL(url, key.result, expires),
        expires: new Date(expires * 1000).toISOString(),
        expiresIn: seconds,
      };
    },
  };
}

/**
 * Signs a delivery URL, for a key as text, until a Unix time in seconds.
 *
 * @see https://developers.cloudflare.com/images/manage-images/serve-images/serve-private-images/
 */
export async function signURL(address: string, key: string, expires: number): Promise<string> {
  const url = new URL(address);
  url.search = new URLSearchParams({ exp: String(expires) }).toString();
  url.searchParams.set('sig', await hmac(key, `${url.pathname}${url.search}`));
  return url.href;
}

async function hmac(key: string, text: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, [
    'sign',
  ]);
  const signature = await crypto.subtle.sign('HMAC', imported, encoder.encode(text));
  return Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}
