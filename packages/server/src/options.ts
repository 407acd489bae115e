/** How to run the Images API on this machine. */
export interface ImagesServerOptions {
  /** Port to listen on; 0 takes a free one. @default 8787 */
  port?: number | undefined;
  /** Address to listen on. @default '127.0.0.1', which only this machine can reach */
  host?: string | undefined;
  /** Folder for records, originals and variants. Made if it is not there. */
  dir: string;
  /** The account's id, as it stands in the API's paths. */
  accountId: string;
  /** The API token that callers must send as `Authorization: Bearer …`. */
  token: string;
  /**
   * Origin of the delivery URLs in answers, where people reach this server under another address,
   * such as through a proxy.
   *
   * @default the address that it listens on
   */
  publicURL?: string | undefined;
}

/** Options with every default filled in. */
export interface Settings {
  port: number;
  host: string;
  dir: string;
  accountId: string;
  token: string;
  publicURL: string | undefined;
}

/**
 * Fills in the defaults.
 *
 * @throws TypeError when an option is not what it must be; the message names it.
 */
export function resolveOptions(options: ImagesServerOptions): Settings {
  const { port = 8787, host = '127.0.0.1', dir, accountId, token, publicURL } = options;
  check('port', port, isPort(port), 'a whole number from 0 to 65535');
  check('dir', dir, isText(dir), 'the path of a folder');
  check('accountId', accountId, isPathSegment(accountId), 'a text of letters, digits, "-" or "_"');
  // The token's own value is not repeated: messages end up in logs.
  check('token', token ? '(not a usable text)' : token, isText(token), 'a text that is not empty');
  check('publicURL', publicURL, publicURL === undefined || isOrigin(publicURL), 'an http(s) URL');
  return { port, host, dir, accountId, token, publicURL: publicURL?.replace(/\/+$/, '') };
}

function check(name: string, value: unknown, isRight: boolean, expected: string): void {
  if (isRight) return;
  const shown = typeof value === 'string' ? `"${value}"` : String(value);
  throw new TypeError(`Tintype server: ${name} must be ${expected}, but it is ${shown}.`);
}

function isPort(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 65_536;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isPathSegment(value: unknown): boolean {
  return typeof value === 'string' && /^[\w-]+$/.test(value);
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
