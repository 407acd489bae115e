import { type ClientRequest, type IncomingMessage, Agent as PlainAgent, request } from 'node:http';
import { request as requestSecurely, Agent as SecureAgent } from 'node:https';
import { ApiRefusal, imageTooLarge, limits } from '@tintype/core/images';
import {
  type ArrivedFile,
  type OpenArrivingFile,
  writeArriving,
} from '../originals/arriving-file.ts';
import {
  askSystem,
  checkedAddresses,
  fixedLookup,
  type HostAddress,
  type Resolve,
} from './checked-addresses.ts';
import { fileNameOf, mayBePrivate, type PrivateHosts, readPictureURL } from './picture-url.ts';
import { isPublicAddress } from './public-address.ts';
import { cannotFetch } from './remote-failure.ts';

/** How pictures are fetched from elsewhere. */
export interface RemoteOptions {
  /** Hosts that may be on a private network. @default false */
  privateHosts?: PrivateHosts | undefined;
  /** Finds a host's addresses. @default the system's resolver */
  resolve?: Resolve | undefined;
  /** Milliseconds until a host is connected. @default 5000 */
  connectTime?: number | undefined;
  /** Milliseconds from the connection to the head of the answer. @default 10000 */
  headTime?: number | undefined;
  /** Milliseconds for all of it, redirects included. @default 30000 */
  wholeTime?: number | undefined;
}

/** A picture that was fetched. */
export interface FetchedPicture extends ArrivedFile {
  /** The last segment of the URL's path. */
  name: string;
}

const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);
// Pictures are compressed already, and a body that unpacks to more than it is must not be met.
const HEADERS = { Accept: 'image/*', 'Accept-Encoding': 'identity', 'User-Agent': 'Tintype' };
// Not the shared ones: no connection, cookie or proxy of anybody else.
const AGENTS = { 'http:': new PlainAgent(), 'https:': new SecureAgent() };

/**
 * Fetches a picture from a `url` into a file. Only the public internet is reached: every
 * address of every host on the way is checked, and connected to is exactly the one that was.
 *
 * @throws ApiRefusal 5454 that says what went wrong, 5413 over the limit of the service.
 */
export async function fetchPicture(
  text: string,
  openFile: OpenArrivingFile,
  options: RemoteOptions = {},
): Promise<FetchedPicture> {
  const { wholeTime = 30_000 } = options;
  const signal = AbortSignal.timeout(wholeTime);
  try {
    const url = readPictureURL(text, options.privateHosts ?? false);
    const response = await follow(url, options, signal);
    try {
      return { ...(await save(response, openFile)), name: fileNameOf(url) };
    } finally {
      response.destroy();
    }
  } catch (error) {
    if (signal.aborted) throw cannotFetch(`it took longer than ${wholeTime / 1000} seconds`);
    throw error;
  }
}

async function follow(
  start: URL,
  options: RemoteOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  let url = start;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await get(url, options, signal);
    const { statusCode, headers } = response;
    if (statusCode === 200) return checkHead(response);
    // The body of anything else is of no interest, and may have no end.
    response.destroy();
    if (!REDIRECTS.has(statusCode)) throw cannotFetch(`its host answered with ${statusCode}`);
    if (!headers.location) throw cannotFetch('a redirect leads nowhere');
    url = readPictureURL(headers.location, options.privateHosts ?? false, url);
  }
  throw cannotFetch(`there are more than ${MOST_REDIRECTS} redirects`);
}

async function get(
  url: URL,
  options: RemoteOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { privateHosts = false, resolve = askSystem, connectTime = 5000 } = options;
  const addresses = await within(
    checkedAddresses(url, privateHosts, resolve),
    connectTime,
    `the addresses of ${url.hostname} were not found in time`,
  );
  signal.throwIfAborted();
  const outgoing = open(url, addresses, signal);
  if (!mayBePrivate(url, privateHosts)) refusePrivatePeer(outgoing);
  return await answerOf(outgoing, url, options);
}

function open(url: URL, addresses: readonly HostAddress[], signal: AbortSignal): ClientRequest {
  const isSecure = url.protocol === 'https:';
  return (isSecure ? requestSecurely : request)(url, {
    agent: AGENTS[isSecure ? 'https:' : 'http:'],
    headers: HEADERS,
    lookup: fixedLookup(addresses),
    maxHeaderSize: 16 * 1024,
    signal,
  });
}

/** Looks at who it is that was really connected to, should anything above have been wrong. */
function refusePrivatePeer(outgoing: ClientRequest): void {
  outgoing.once('socket', (socket) => {
    socket.once('connect', () => {
      if (isPublicAddress(socket.remoteAddress ?? '')) return;
      outgoing.destroy(cannotFetch('its host is not on the public internet'));
    });
  });
}

function answerOf(
  outgoing: ClientRequest,
  url: URL,
  { connectTime = 5000, headTime = 10_000 }: RemoteOptions,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const tooLate = (what: string) => () =>
      outgoing.destroy(cannotFetch(`${url.hostname} did not ${what} in time`));
    let timer = setTimeout(tooLate('connect'), connectTime);
    outgoing.once('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        timer = setTimeout(tooLate('answer'), headTime);
      });
    });
    outgoing.once('response', (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    outgoing.on('error', (error) => {
      clearTimeout(timer);
      reject(explain(error, url));
    });
    outgoing.end();
  });
}

function checkHead(response: IncomingMessage): IncomingMessage {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  const isTooLarge = Number(response.headers['content-length'] ?? 0) > limits.fileSize;
  if (encoding === 'identity' && !isTooLarge) return response;
  response.destroy();
  throw isTooLarge
    ? imageTooLarge(limits.fileSize)
    : cannotFetch('its host sends it compressed although asked not to');
}

async function save(response: IncomingMessage, openFile: OpenArrivingFile): Promise<ArrivedFile> {
  const file = await writeArriving(chunksOf(response), openFile);
  if (file.size === 0) throw cannotFetch('its host answered without a body');
  return file;
}

/** The body. What breaks in it is the host's doing, unlike what breaks on the disk. */
async function* chunksOf(response: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of response) yield chunk as Buffer;
  } catch {
    throw cannotFetch('the connection ended before the picture did');
  }
}

function explain(error: Error, url: URL): Error {
  if (error instanceof ApiRefusal) return error;
  const { code = error.message } = error as NodeJS.ErrnoException;
  return cannotFetch(`${url.hostname} could not be reached (${code})`);
}

async function within<Value>(value: Promise<Value>, time: number, reason: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(cannotFetch(reason)), time);
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}
