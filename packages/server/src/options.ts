import { checkFaults, type Fault } from './faults/fault.ts';
import { DEFAULT_TIMEOUTS, type Timeouts } from './forms/timeouts.ts';
import { logToOutput, type RequestLog } from './request-log.ts';

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
   * Origin of the delivery URLs in responses, where people reach this server under another address,
   * such as through a proxy.
   *
   * @default the address that it listens on
   */
  publicURL?: string | undefined;
  /**
   * Hosts on private networks from which uploads by `url` may be fetched, such as `['localhost']`, or
   * `true` for all of them. Only where everybody who has the token may see what is there.
   *
   * @default false, and pictures come from the public internet only
   */
  allowPrivateHosts?: boolean | readonly string[] | undefined;
  /**
   * How long a client may take to send, in milliseconds and bytes per second.
   *
   * @default `{ head: 20_000, idle: 30_000, grace: 30_000, minimumRate: 1024, whole: 900_000 }`
   */
  timeouts?: Partial<Timeouts> | undefined;
  /**
   * Logs each request when it is over, without headers, queries and bodies: `true` writes lines of JSON to
   * the standard output.
   *
   * @default false
   */
  log?: boolean | RequestLog | undefined;
  /**
   * What goes wrong on purpose, for tests and demonstrations.
   *
   * @default nothing
   */
  faults?: readonly Fault[] | undefined;
  /**
   * Token of the admin routes, `/tintype/faults`, by which faults are changed while the server runs.
   *
   * @default none, and there are no such routes
   */
  adminToken?: string | undefined;
}

/** Options with every default filled in. */
export interface Settings {
  port: number;
  host: string;
  dir: string;
  accountId: string;
  token: string;
  publicURL: string | undefined;
  allowPrivateHosts: boolean | readonly string[];
  timeouts: Timeouts;
  log: RequestLog | undefined;
  faults: readonly Fault[];
  adminToken: string | undefined;
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
  const { allowPrivateHosts = false } = options;
  const hosts = 'true, false, or a list of host names';
  check('allowPrivateHosts', allowPrivateHosts, isHosts(allowPrivateHosts), hosts);
  const timeouts = { ...DEFAULT_TIMEOUTS, ...options.timeouts };
  check('timeouts', JSON.stringify(timeouts), areTimeouts(timeouts), 'made of positive numbers');
  const { log = false, faults = [], adminToken } = options;
  check(
    'log',
    log,
    typeof log === 'boolean' || typeof log === 'function',
    'a boolean or a function',
  );
  check(
    'adminToken',
    '(not a usable text)',
    adminToken === undefined || isText(adminToken),
    'a text that is not empty',
  );
  return {
    ...{ port, host, dir, accountId, token, allowPrivateHosts, timeouts, adminToken },
    log: log === true ? logToOutput : log || undefined,
    faults: checkFaults(faults),
    publicURL: publicURL?.replace(/(?<!\/)\/+$/, ''),
  };
}

function check(name: string, value: unknown, isRight: boolean, expected: string): void {
  if (isRight) return;
  const shown = typeof value === 'string' ? `"${value}"` : String(value);
  throw new TypeError(`Tintype server: ${name} must be ${expected}, but it is ${shown}.`);
}

function isPort(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 65_536;
}

function isHosts(value: unknown): boolean {
  return typeof value === 'boolean' || (Array.isArray(value) && value.every(isText));
}

function areTimeouts(timeouts: Timeouts): boolean {
  return Object.values(timeouts).every((value) => typeof value === 'number' && value > 0);
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
