import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { Access } from './access.ts';

// Two days, as the service does for pictures without a browser TTL of their own.
const BROWSER_TTL = 172_800;
// The service speaks of one hour for private pictures, whatever their variant says.
const PRIVATE_TTL = 3600;

/** How long browsers may keep an answer. */
export interface Caching {
  access: Access;
  /** Seconds that were set for the variant or the account. */
  browserTTL: number | null | undefined;
  /** When the signature of the URL ends, in seconds since the epoch. */
  expires: number | null;
}

/** The `Cache-Control` of a picture. */
export function cacheControl({ access, browserTTL, expires }: Caching): string {
  if (access === 'public') {
    return `public, max-age=${browserTTL ?? BROWSER_TTL}, stale-while-revalidate=7200`;
  }
  const left = expires === null ? PRIVATE_TTL : Math.floor(expires - Date.now() / 1000);
  return `private, max-age=${Math.max(0, Math.min(PRIVATE_TTL, left))}`;
}

/** The head of every answer with a picture in it. */
export function pictureHeaders(
  mediaType: string,
  etag: string,
  caching: string,
): OutgoingHttpHeaders {
  return {
    'Content-Type': mediaType,
    ETag: etag,
    'Cache-Control': caching,
    Vary: 'Accept',
    'Accept-Ranges': 'bytes',
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    // Pages may know how many bytes came.
    'Timing-Allow-Origin': '*',
    'X-Content-Type-Options': 'nosniff',
    // An SVG opened by itself is a page: it may run nothing and reach nobody.
    'Content-Security-Policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox",
  };
}

/** Whether the client has these bytes already (RFC 9110, section 13.1.2). */
export function isKnown({ headers }: IncomingMessage, etag: string): boolean {
  const known = headers['if-none-match'];
  if (!known) return false;
  // Tags of a proxy that compressed the answer count as the same.
  return known.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}
