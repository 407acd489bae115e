import { ApiRefusal } from '@tintype/core/images';

const METHODS = 'GET, POST, DELETE, OPTIONS';
const HEADERS = 'accept, authorization, content-type, idempotency-key, x-requested-with';
const A_DAY = '86400';

/**
 * Checks that a page of this site, or of an allowed origin, asks; other pages could use the cookies
 * of whoever looks at them. Requests that no page made carry neither header, and `authorize` decides.
 *
 * @returns the origin that the answer must allow, or `null` where none is needed.
 * @throws ApiRefusal 403.
 */
export function checkOrigin(
  request: Request,
  isAllowedOrigin: (origin: string) => boolean,
): string | null {
  const origin = request.headers.get('origin');
  if (origin === null) {
    const site = request.headers.get('sec-fetch-site');
    if (site === null || site === 'same-origin' || site === 'none') return null;
    throw refusal('another site');
  }
  if (isSameHost(origin, request.url)) return null;
  if (isAllowedOrigin(origin)) return origin;
  throw refusal(origin);
}

/** Hosts are compared, not schemes: behind a proxy that ends TLS, the relay sees plain http. */
function isSameHost(origin: string, url: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(url).host;
}

function refusal(origin: string): ApiRefusal {
  return new ApiRefusal(
    403,
    10_000,
    `Pages of ${origin} may not use this endpoint. If they should, name the origin in the relay's option allowedOrigins.`,
  );
}

/** Lets a page of an allowed origin read an answer. */
export function allowOrigin(response: Response, origin: string | null): Response {
  if (origin === null) return response;
  const headers = new Headers(response.headers);
  headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Allow-Credentials', 'true');
  headers.set('Access-Control-Expose-Headers', 'Retry-After');
  headers.append('Vary', 'Origin');
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

/** Answers the question that browsers ask before a request from another origin. */
export function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': METHODS,
      'Access-Control-Allow-Headers': HEADERS,
      'Access-Control-Max-Age': A_DAY,
    },
  });
}
