import { limits } from '@tintype/core/images';

/** What a request wants to do. */
export type RelayAction =
  | { type: 'upload' }
  /** To send one picture straight to the image service, with a one-time upload URL. */
  | { type: 'direct-upload' }
  | { type: 'list' }
  /** To know whether an upload that ended without an answer got through. */
  | { type: 'find'; key: string }
  | { type: 'get'; id: string }
  | { type: 'delete'; id: string };

/** Whoever asks may do it. */
export interface Authorization {
  /**
   * Whom uploads belong to, in 1 to 1,024 characters. With a creator, a request sees, lists and
   * deletes only pictures of the same creator. `{}` tells no one apart: it sees all. A creator that
   * is there and is nobody (`undefined`, `null` or empty, as of a session without a user) is refused
   * with 401.
   */
  creator?: string | undefined;
}

/** How to make a relay. */
export interface RelayOptions {
  /** The account's id at Cloudflare. Browsers never see it. */
  accountId: string;
  /** An API token with the permission “Images: Edit”. Browsers never see it. */
  apiToken: string;
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
  /**
   * Other origins whose pages may use the relay, such as `https://app.example.com`. A page of the
   * relay's own host always may.
   *
   * @default []
   */
  allowedOrigins?: readonly string[] | ((origin: string) => boolean) | undefined;
  /** Limits that are tighter than the service's own. */
  limits?:
    | { /** Bytes of one file at most. @default 10 MB */ fileSize?: number | undefined }
    | undefined;
  /** Sends requests to the Images API. @default the runtime's `fetch` */
  fetch?: typeof fetch | undefined;
}

/** Options with every default filled in. */
export interface Settings {
  accountId: string;
  apiToken: string;
  baseURL: string;
  basePath: string;
  authorize: RelayOptions['authorize'];
  isAllowedOrigin: (origin: string) => boolean;
  maxFileSize: number;
  fetch: typeof fetch;
}

/**
 * Fills in the defaults.
 *
 * @throws TypeError when an option is not what it must be; the message names it.
 */
export function resolveOptions(options: RelayOptions): Settings {
  const { accountId, apiToken, authorize, allowedOrigins = [] } = options;
  checkSecret('accountId', accountId);
  checkSecret('apiToken', apiToken);
  check(
    'authorize',
    typeof authorize === 'function',
    'a function that says who may do what',
    authorize,
  );
  const baseURL = options.baseURL ?? 'https://api.cloudflare.com/client/v4';
  check('baseURL', URL.canParse(baseURL), 'a URL', baseURL);
  const basePath = options.basePath ?? '/api/images';
  check('basePath', basePath.startsWith('/'), 'a path that begins with "/"', basePath);
  const maxFileSize = options.limits?.fileSize ?? limits.fileSize;
  check('limits.fileSize', maxFileSize > 0, 'a number above 0', maxFileSize);
  return {
    accountId,
    apiToken,
    baseURL: baseURL.replace(/\/+$/, ''),
    basePath: basePath.replace(/\/+$/, ''),
    authorize,
    isAllowedOrigin:
      typeof allowedOrigins === 'function'
        ? allowedOrigins
        : (origin) => allowedOrigins.includes(origin),
    maxFileSize,
    fetch: options.fetch ?? ((...parameters) => fetch(...parameters)),
  };
}

function check(name: string, isRight: boolean, expected: string, value: unknown): void {
  if (isRight) return;
  const shown = typeof value === 'string' ? `"${value}"` : String(value);
  throw new TypeError(`Tintype relay: ${name} must be ${expected}, but it is ${shown}.`);
}

/** What came is not repeated: messages end up in logs. */
function checkSecret(name: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') return;
  throw new TypeError(
    `Tintype relay: ${name} must be a text that is not empty, but it is ${value === '' ? 'empty' : typeof value}. Is the environment variable set?`,
  );
}
