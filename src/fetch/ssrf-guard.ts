import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The code of an error that says: this address was not contacted, because it is not public. */
export const REFUSED = 'ERR_REFUSED_ADDRESS';

/** What the guard says of a host whose address is not public. */
export const refusal = (host: string, address: string): NodeJS.ErrnoException =>
  Object.assign(
    new Error(
      host === address
        ? `The address ${address} is private or local, so it was not contacted.`
        : `The name ${host} leads to ${address}, a private or local address, so it was not contacted.`,
    ),
    { code: REFUSED },
  );

const asV4 = (bytes: readonly number[], at: number) => new ipaddr.IPv4(bytes.slice(at, at + 4));

/**
 * True for addresses on the public internet. IPv6 addresses that stand for an IPv4 address (mapped, NAT64, 6to4)
 * are as public as that one: behind a NAT64 every IPv4 host looks like this.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  if (ip instanceof ipaddr.IPv4) return ip.range() === 'unicast';
  const bytes = ip.toByteArray();
  switch (ip.range()) {
    case 'rfc6052':
      return asV4(bytes, 12).range() === 'unicast';
    case '6to4':
      return asV4(bytes, 2).range() === 'unicast';
    case 'unicast':
      // 2000::/3 is all that IANA has given out; the rest, such as `::127.0.0.1`, can only be a trick.
      return (bytes[0] ?? 0) >> 5 === 1;
    default:
      return false;
  }
}

/** The private address that a URL's host spells out, or null. `URL` has already read `0x7f.1` and the like as what they are. */
export function privateLiteral(hostname: string): string | null {
  const address = hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(address) && !isPublic(address) ? address : null;
}

type Resolve = (
  hostname: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A look-up for sockets that keeps only the public addresses of a name, and fails with {@link REFUSED} when none is left. */
export const publicLookup =
  (resolve: Resolve = lookup): LookupFunction =>
  (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      const [first, ...rest] = addresses.filter(({ address }) => isPublic(address));
      if (first === undefined) return done(refusal(hostname, addresses[0]?.address ?? 'nowhere'), []);
      if (options.all) return done(null, [first, ...rest]);
      return done(null, first.address, first.family);
    });
  };
