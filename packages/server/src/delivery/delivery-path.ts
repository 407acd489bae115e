/** What a delivery URL says. */
export interface DeliveryPath {
  /** Decoded once; it may have slashes. */
  id: string;
  /** Name of a variant, or options; still encoded. */
  variant: string;
  /** Paths that a signature may be about, still encoded: as asked for, and without its prefix. */
  signedPaths: string[];
  query: URLSearchParams;
}

/** Why a URL is none of a picture: it is of another account, or of nothing. */
export type NoDelivery = 'wrong account' | 'not found';

const CUSTOM_DOMAIN = '/cdn-cgi/imagedelivery';

/** Tells whether a request is for delivery, and not for the API. */
export function isDeliveryURL(url: string, hash: string): boolean {
  return url.startsWith(`/${hash}/`) || url.startsWith(`${CUSTOM_DOMAIN}/`);
}

/**
 * Reads the URL of a request: `/{hash}/{id}/{variant}`, or the same below `/cdn-cgi/imagedelivery`, as
 * on domains of one's own. The path is cut while it is still encoded, so that an escaped slash or dot
 * is a part of the id and never of the path.
 *
 * @param url - Target of a request, which may have a scheme and a host.
 * @param hash - The account's.
 */
export function readDeliveryPath(url: string, hash: string): DeliveryPath | NoDelivery {
  const target = url.startsWith('/') ? url : url.replace(/^[a-z]+:\/\/[^/?]*/i, '');
  const at = target.indexOf('?');
  const path = at === -1 ? target : target.slice(0, at);
  const isCustom = path.startsWith(`${CUSTOM_DOMAIN}/`);
  const plain = isCustom ? path.slice(CUSTOM_DOMAIN.length) : path;
  const [, account, ...segments] = plain.split('/');
  if (account !== hash) return isCustom ? 'wrong account' : 'not found';
  const variant = segments.pop() ?? '';
  const id = decode(segments.join('/'));
  if (!id || !variant) return 'not found';
  const query = new URLSearchParams(at === -1 ? '' : target.slice(at));
  return { id, variant, query, signedPaths: isCustom ? [path, plain] : [path] };
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
