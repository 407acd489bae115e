import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { bare, mayBePrivate, type PrivateHosts } from './picture-url.ts';
import { isPublicAddress } from './public-address.ts';
import { cannotFetch } from './remote-failure.ts';

/** An IP address of a host. */
export interface HostAddress {
  address: string;
  family: number;
}

/** Asks for all addresses of a host name. */
export type Resolve = (hostname: string) => Promise<HostAddress[]>;

/** Asks as every program on this machine does. */
export const askSystem: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * The addresses of a URL's host, all of them checked: one that is private is reason enough to refuse,
 * since nobody knows which of them would be taken.
 *
 * @throws ApiRefusal 5454. It does not tell which address it was: that is nothing to be found out here.
 */
export async function checkedAddresses(
  url: URL,
  privateHosts: PrivateHosts,
  resolve: Resolve,
): Promise<HostAddress[]> {
  const addresses = await addressesOf(bare(url.hostname), resolve);
  if (mayBePrivate(url, privateHosts)) return addresses;
  if (addresses.every(({ address }) => isPublicAddress(address))) return addresses;
  throw cannotFetch(
    `${url.hostname} is not on the public internet. Where that is meant, name it in the server's option allowPrivateHosts`,
  );
}

async function addressesOf(host: string, resolve: Resolve): Promise<HostAddress[]> {
  const family = isIP(host);
  if (family) return [{ address: host, family }];
  const addresses = await resolve(host).catch(() => []);
  if (addresses.length === 0) throw cannotFetch(`there is no host ${host}`);
  return addresses;
}

/**
 * Answers whoever connects with addresses that were checked, without asking again: a name server that
 * answers otherwise the second time has no second time.
 */
export function fixedLookup(addresses: readonly HostAddress[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}
