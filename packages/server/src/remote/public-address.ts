import { BlockList, isIP } from 'node:net';

/**
 * What is not the public internet: the special-purpose registry of IANA, and one address that a cloud
 * gives to its own machinery.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 */
const SPECIAL_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  // Shared by the customers of a provider (RFC 6598); Alibaba's metadata service is in it.
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local: the metadata service of most clouds is 169.254.169.254.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  // Oracle's metadata service is in it.
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Azure's own services for the machines that run there.
  ['168.63.129.16', 32],
];

/**
 * All of IPv6 is refused but global unicast, 2000::/3, and of that what stands for something else.
 * So IPv4 in IPv6, NAT64, unique local, link-local and multicast addresses need no entry.
 *
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry/
 */
const SPECIAL_V6: readonly (readonly [string, number])[] = [
  // Protocol assignments; Teredo, which carries an IPv4 address, is in it.
  ['2001::', 23],
  ['2001:db8::', 32],
  // 6to4, which carries an IPv4 address too.
  ['2002::', 16],
  ['3fff::', 20],
];

const special = new BlockList();
for (const [address, prefix] of SPECIAL_V4) special.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of SPECIAL_V6) special.addSubnet(address, prefix, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/**
 * Tells whether an IP address belongs to the public internet.
 *
 * @param address - Without brackets. What is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      // A zone ("fe80::1%eth0") exists only for addresses of one's own network.
      return !address.includes('%') && isGlobal(address);
    default:
      return false;
  }
}

function isGlobal(address: string): boolean {
  return globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6');
}
