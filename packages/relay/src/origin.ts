import { ApiRefusal } from '@tintype/core/images';

const METHODS = 'GET, HEAD, POST, PATCH, DELETE, OPTIONS';
const A_DAY = '86400';

/** Says whether pages of an origin may use the relay. */
export type OriginRule = (origin: string) => boolean | Promise<boolean>;

// What Tintype itself sends, what libraries for requests add, and what monitoring in the browser puts on
// every request of the page: a preflight that lacks one of them makes the upload fail.
const HEADERS = [
  ...['accept', 'authorization', 'content-type', 'idempotency-key', 'x-request-id'],
  ...['x-requested-with', 'x-csrf-token', 'x-csrftoken', 'x-xsrf-token'],
  // W3C Trace Context and Baggage, as OpenTelemetry sends them; Sentry
  ...['traceparent', 'tracestate', 'baggage', 'sentry-trace'],
  // Zipkin, Jaeger, AWS, Google Cloud, Azure, Datadog, New Relic, Elastic
  ...['b3', 'x-b3-traceid', 'x-b3-spanid', 'x-b3-parentspanid', 'x-b3-sampled', 'x-b3-flags'],
  ...['uber-trace-id', 'x-amzn-trace-id', 'x-cloud-trace-context', 'request-id', 'request-context'],
  ...['x-datadog-trace-id', 'x-datadog-parent-id', 'x-datadog-origin'],
  ...['x-datadog-sampling-priority', 'x-datadog-tags', 'newrelic', 'elastic-apm-traceparent'],
];

/**
 * Checks that a page of this site, or of an allowed origin, asks; other pages could use the cookies
 * of whoever looks at them.
 *
 * Where a browser says by `Sec-Fetch-Site` how the page and this endpoint are related, that counts:
 * no page can forge it, and it is right behind proxies that change host or scheme. Browsers do not
 * say it to plain http; then the host in `Origin` must be that of the request. Requests that no page
 * made carry neither, and `authorize` decides.
 *
 * @returns the origin that the answer must allow, or `null` where none is needed.
 * @throws ApiRefusal 403.
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export async function checkOrigin(
  request: Request,
  isAllowedOrigin: OriginRule,
): Promise<string | null> {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin') return null;
  if (origin !== null && isOrigin(origin)) {
    if (site === null && isSameHost(origin, request.url)) return null;
    if (await isAllowed(origin, isAllowedOrigin)) return origin;
  }
  // "none": the person typed the address.
  if (origin === null && site === 'none') return null;
  if (origin === null && site === null && !isRiskyWithoutOrigin(request)) return null;
  throw origin === null && site === null ? unknownOrigin() : foreignOrigin(origin);
}

/**
 * Every browser names the origin of a request that changes something. With a cookie and no origin it
 * is not known whether the person wanted it.
 */
function isRiskyWithoutOrigin({ method, headers }: Request): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS' && headers.has('cookie');
}

/** A rule of the app that throws, because it expected another kind of origin, allows nothing. */
async function isAllowed(origin: string, isAllowedOrigin: OriginRule): Promise<boolean> {
  try {
    return Boolean(await isAllowedOrigin(origin));
  } catch (error) {
    console.error(`Tintype relay: allowedOrigins threw for ${origin}, which was refused:`, error);
    return false;
  }
}

/**
 * Tells whether a text is an origin as browsers send it: scheme, host and port. Apps have schemes of their
 * own (`capacitor://localhost`, `chrome-extension://…`), of which `URL` makes no origin. Sandboxed frames
 * and local files send `null`.
 */
export function isOrigin(text: string): boolean {
  if (text.includes('*')) return false;
  if (/^https?:/.test(text)) return URL.canParse(text) && new URL(text).origin === text;
  return text === 'null' || /^[a-z][a-z\d+.-]*:\/\/[^\s/\\?#@]*$/.test(text);
}

/** Hosts are compared, not schemes: behind a proxy that ends TLS, the relay sees plain http. */
function isSameHost(origin: string, url: string): boolean {
  return /^https?:/.test(origin) && new URL(origin).host === new URL(url).host;
}

function foreignOrigin(origin: string | null): ApiRefusal {
  const pages = origin === null ? 'another site' : origin;
  return new ApiRefusal(
    403,
    10_000,
    `Pages of ${pages} may not use this endpoint. If they should, name the origin in the relay's option allowedOrigins.`,
  );
}

function unknownOrigin(): ApiRefusal {
  return new ApiRefusal(
    403,
    10_000,
    'A request with a cookie must say which page it comes from. Where no browser sends it, set the header Origin to the origin of this site.',
  );
}

/** Lets a page of an allowed origin read an answer. */
export function allowOrigin(response: Response, origin: string | null): Response {
  if (origin === null) return response;
  const headers = new Headers(response.headers);
  headers.set('Access-Control-Allow-Origin', origin);
  headers.set('Access-Control-Allow-Credentials', 'true');
  headers.set('Access-Control-Expose-Headers', 'Date, Retry-After, X-Request-Id');
  headers.append('Vary', 'Origin');
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

/**
 * Answers the question that browsers ask before a request from another origin.
 *
 * @param allowedHeaders - Names beside those that are always allowed.
 */
export function preflight(allowedHeaders: readonly string[]): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Methods': METHODS,
      'Access-Control-Allow-Headers': [...HEADERS, ...allowedHeaders].join(', '),
      'Access-Control-Max-Age': A_DAY,
    },
  });
}
