import { cannotFetch } from './remote-failure.ts';

/** Which private hosts pictures may be fetched from: all, none, or these names. */
export type PrivateHosts = boolean | readonly string[];

const PORTS: ReadonlySet<string> = new Set(['', '80', '443']);
const LONGEST_URL = 4096;

/**
 * Reads the `url` of an upload, or where a redirect leads. Whether its host may be connected to is
 * known only once its addresses are.
 *
 * @throws ApiRefusal 5454 that names what is wrong with it.
 */
export function readPictureURL(text: string, privateHosts: PrivateHosts, base?: URL): URL {
  if (text.length > LONGEST_URL) throw cannotFetch(`it is longer than ${LONGEST_URL} characters`);
  const url = URL.parse(text, base);
  if (!url) throw cannotFetch('it is not a URL; send one that begins with https:// or http://');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw cannotFetch(`only https and http are fetched, not ${url.protocol.slice(0, 20)}`);
  }
  if (url.username || url.password) throw cannotFetch('it must not hold a user name or password');
  if (!PORTS.has(url.port) && !mayBePrivate(url, privateHosts)) {
    throw cannotFetch(`port ${url.port} is not fetched from, only 80 and 443`);
  }
  // As the service: its own deliveries are no sources.
  if (url.hostname === 'imagedelivery.net') {
    throw cannotFetch('pictures of imagedelivery.net are in an account already');
  }
  return url;
}

/** Whether a URL's host was allowed to be on a private network. */
export function mayBePrivate({ hostname }: URL, privateHosts: PrivateHosts): boolean {
  if (typeof privateHosts === 'boolean') return privateHosts;
  return privateHosts.includes(hostname) || privateHosts.includes(bare(hostname));
}

/** A host without the brackets of an IPv6 address. */
export function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** The name of the file that a URL points at. */
export function fileNameOf(url: URL): string {
  const segment = url.pathname.split('/').at(-1) ?? '';
  try {
    // What was escaped may hold slashes of its own.
    return decodeURIComponent(segment).split(/[\\/]/).at(-1) ?? '';
  } catch {
    return segment;
  }
}
