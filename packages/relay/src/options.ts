import { isFault, type RelayFault } from './faults.ts';
import { isOrigin, type OriginRule } from './origin.ts';
import {
  type Authorization,
  type ResolvedLimits,
  SERVICE_LIMITS,
  tighten,
  type UploadLimits,
} from './permission.ts';
import type { RateLimit } from './rate-limit.ts';
import type { RelayAction } from './relay-action.ts';
import type { RelayEvent } from './relay-events.ts';
import type { Lifetimes, SignedURLOptions } from './signed-url.ts';
import type { ResolvedTimeouts, Timeouts } from './watch.ts';

/** How to make a relay. */
export interface RelayOptions {
  /** The account's id at Cloudflare. Browsers never see it. */
  accountId: string | undefined;
  /** An API token with the permission “Images: Edit”. Browsers never see it. */
  apiToken: string | undefined;
  /** The Images API. @default 'https://api.cloudflare.com/client/v4' */
  baseURL?: string | undefined;
  /** Path under which the relay is mounted. @default '/api/images' */
  basePath?: string | undefined;
  /**
   * Decides who may do what, from the request's cookies or headers; do not read its body. Answer with
   * a `Response` to refuse. There is no default: nobody comes in unasked.
   */
  authorize: (
    request: Request,
    action: RelayAction,
  ) => Authorization | Response | Promise<Authorization | Response>;
  /** Says which requests come too soon. It is asked after `authorize`. @default none does */
  rateLimit?: RateLimit | undefined;
  /**
   * Other origins whose pages may use the relay, such as `https://app.example.com`, and those of apps and
   * extensions, such as `capacitor://localhost` or `chrome-extension://…`: a list, or a function that
   * decides. A page of the relay's own host always may. `'*'` is refused, and a function must not allow
   * all either: any page could act for its user. `'null'` is the origin of all sandboxed frames and local
   * files, so allow it only where requests carry a proof that no other page has.
   *
   * @default []
   */
  allowedOrigins?: readonly string[] | OriginRule | undefined;
  /**
   * Names of request headers that pages of other origins may send, beside those that Tintype sends and
   * those of CSRF protection, OpenTelemetry, Sentry and other monitoring, which they always may.
   *
   * @default []
   * @example ['X-Tenant']
   */
  allowedHeaders?: readonly string[] | undefined;
  /** Limits of every upload. They can only be tighter than the service's own. */
  limits?: UploadLimits | undefined;
  /**
   * The key that delivery URLs of private pictures are signed with, as the text that Cloudflare shows.
   *
   * @default the account's key `default`, or else its first, asked for at most every five minutes
   */
  signingKey?: string | undefined;
  /** How long signed URLs can be used. */
  signedURLs?: SignedURLOptions | undefined;
  /** How long a request may stand still. */
  timeouts?: Timeouts | undefined;
  /**
   * How many times a call that only reads or deletes is sent again after 429, 5xx or a broken
   * connection, within two seconds each. What stores something is never sent again by the relay.
   *
   * @default 2
   */
  retries?: number | undefined;
  /** Sends requests to the Images API. @default the runtime's own way */
  fetch?: typeof fetch | undefined;
  /**
   * Is told of each request, of each call of the Images API for it, and of the response, for logs and traces.
   * With it, responses say in `X-Request-Id` under which name that was told.
   */
  onEvent?: ((event: RelayEvent) => void) | undefined;
  /** What goes wrong on purpose, for tests and demonstrations. @default nothing */
  faults?: readonly RelayFault[] | undefined;
}

/** Options with every default filled in. */
export interface Settings {
  /** Why no request can be served, or `null`. */
  problem: string | null;
  accountId: string;
  apiToken: string;
  baseURL: string;
  basePath: string;
  authorize: RelayOptions['authorize'];
  rateLimit: RateLimit | undefined;
  isAllowedOrigin: OriginRule;
  allowedHeaders: readonly string[];
  limits: ResolvedLimits;
  signingKey: string | undefined;
  signedURLs: Lifetimes;
  timeouts: ResolvedTimeouts;
  retries: number;
  fetch: typeof fetch | undefined;
  onEvent: RelayOptions['onEvent'];
  faults: readonly RelayFault[];
}

/**
 * Fills in the defaults. What comes from the environment is missing while an app is built, and is not
 * refused before the first request: see `problem`.
 *
 * @throws TypeError when an option is not of the type that it must be; the message names it.
 */
export function resolveOptions(options: RelayOptions): Settings {
  const { authorize, rateLimit, signingKey, retries = 2, faults = [] } = options;
  const { accountId = '', apiToken = '', baseURL = CLOUDFLARE, allowedOrigins = [] } = options;
  checkText('accountId', accountId);
  checkText('apiToken', apiToken);
  checkText('baseURL', baseURL);
  checkText('signingKey', signingKey ?? '');
  checkFunction('authorize', authorize, 'a function that says who may do what');
  if (options.onEvent) checkFunction('onEvent', options.onEvent, 'a function that is told');
  if (rateLimit) checkFunction('rateLimit', rateLimit, 'a function that says what comes too soon');
  const isRule = typeof allowedOrigins === 'function' || Array.isArray(allowedOrigins);
  check('allowedOrigins', isRule, LIST_OF_ORIGINS, allowedOrigins);
  const basePath = options.basePath ?? '/api/images';
  check('basePath', basePath.startsWith('/'), 'a path that begins with "/"', basePath);
  check('retries', Number.isInteger(retries) && retries >= 0, 'a whole number from 0', retries);
  check('faults', Array.isArray(faults) && faults.every(isFault), 'a list of faults', faults);
  return {
    problem: findProblem({ accountId, apiToken, baseURL, allowedOrigins, signingKey }),
    accountId,
    apiToken,
    baseURL: baseURL.replace(/(?<!\/)\/+$/, ''),
    basePath: basePath.replace(/(?<!\/)\/+$/, ''),
    authorize,
    rateLimit,
    isAllowedOrigin: originRule(allowedOrigins),
    allowedHeaders: checkHeaderNames(options.allowedHeaders ?? []),
    limits: tighten(SERVICE_LIMITS, options.limits),
    signingKey,
    signedURLs: resolveLifetimes(options.signedURLs),
    timeouts: resolveTimeouts(options.timeouts),
    retries,
    fetch: options.fetch,
    onEvent: options.onEvent,
    faults,
  };
}

function resolveLifetimes({ lifetime = 3600, maxLifetime }: SignedURLOptions = {}): Lifetimes {
  checkAmount('signedURLs.lifetime', lifetime);
  const most = maxLifetime ?? Math.max(lifetime, 86_400);
  checkAmount('signedURLs.maxLifetime', most);
  check('signedURLs.lifetime', lifetime <= most, 'at most signedURLs.maxLifetime', lifetime);
  return { lifetime, maxLifetime: most };
}

function resolveTimeouts({ response = 60_000, stall = 30_000 }: Timeouts = {}) {
  checkAmount('timeouts.response', response);
  checkAmount('timeouts.stall', stall);
  return { response, stall };
}

type FromEnvironment = Pick<Settings, 'accountId' | 'apiToken' | 'baseURL' | 'signingKey'> & {
  allowedOrigins: NonNullable<RelayOptions['allowedOrigins']>;
};

/** What is wrong with that which apps take from their environment, in a sentence, or `null`. */
function findProblem(options: FromEnvironment): string | null {
  const { accountId, apiToken, baseURL, allowedOrigins, signingKey } = options;
  try {
    checkSecret('accountId', accountId);
    checkSecret('apiToken', apiToken);
    checkToken(apiToken);
    if (signingKey !== undefined) checkSecret('signingKey', signingKey);
    check(
      'baseURL',
      isBase(baseURL),
      'an http or https URL without query and credentials',
      baseURL,
    );
    for (const origin of typeof allowedOrigins === 'function' ? [] : allowedOrigins) {
      check('allowedOrigins', isOrigin(String(origin)), LIST_OF_ORIGINS, origin);
    }
    return null;
  } catch (error) {
    return (error as TypeError).message;
  }
}

function originRule(allowed: FromEnvironment['allowedOrigins']): OriginRule {
  return typeof allowed === 'function' ? allowed : (origin) => allowed.includes(origin);
}

/** A `*` would be taken for a name, since requests have credentials (Fetch, section 3.2.4). */
function checkHeaderNames(names: readonly string[]): readonly string[] {
  const isName = (name: unknown) => typeof name === 'string' && /^[\w!#$%&'+.^`|~-]+$/.test(name);
  const isList = Array.isArray(names) && names.every(isName);
  check('allowedHeaders', isList, 'a list of names of headers such as "X-Tenant"', names);
  return names;
}

const CLOUDFLARE = 'https://api.cloudflare.com/client/v4';

const LIST_OF_ORIGINS =
  'a list of origins such as "https://app.example.com", without a path (with "*" any page could act for whoever looks at it)';

/** Paths are put behind it. */
function isBase(text: string): boolean {
  return /^https?:[^?#@]+$/.test(text) && URL.canParse(text);
}

function checkFunction(name: string, value: unknown, expected: string): void {
  check(name, typeof value === 'function', expected, value);
}

function checkAmount(name: string, value: number): void {
  check(name, Number.isFinite(value) && value > 0, 'a number above 0', value);
}

function check(name: string, isRight: boolean, expected: string, value: unknown): void {
  if (isRight) return;
  const shown = typeof value === 'string' ? `"${value}"` : String(value);
  throw new TypeError(`Tintype relay: ${name} must be ${expected}, but it is ${shown}.`);
}

function checkText(name: string, value: unknown): void {
  if (typeof value === 'string') return;
  throw new TypeError(`Tintype relay: ${name} must be a text, but it is of type ${typeof value}.`);
}

/** What came is not repeated: messages end up in logs. */
function checkSecret(name: string, value: string): void {
  if (value !== '') return;
  throw new TypeError(
    `Tintype relay: ${name} must be a text that is not empty, but it is missing or empty. Is the environment variable set?`,
  );
}

function checkToken(apiToken: string): void {
  if (!/[^\x21-\x7e]/.test(apiToken)) return;
  throw new TypeError(
    'Tintype relay: apiToken must have no spaces and line breaks. Did one come along when it was copied?',
  );
}
