import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The code of an error that says: this address was not contacted, because it is not public (the SSRF guard). */
export const REFUSED = 'ERR_REFUSED_ADDRESS';

const refusal = (message: string): NodeJS.ErrnoException =>
  Object.assign(new Error(message), { code: REFUSED });

/**
 * Names that lead to this machine or its own network wherever they are looked up, so that they are refused unresolved:
 * `localhost` (RFC 6761, 6.3) and `internal` (set aside by ICANN in 2024; clouds serve their credentials there, as
 * `metadata.google.internal`), and all below them.
 */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|internal)\.*$/;

/** The host of a cloud that gives its machines their settings, at an address that is public by its range (Microsoft Azure). */
const CLOUD_HOST = '168.63.129.16';

const isPublicV4 = (ip: ipaddr.IPv4) => ip.range() === 'unicast' && ip.toString() !== CLOUD_HOST;
const asV4 = (bytes: readonly number[], at: number) => new ipaddr.IPv4(bytes.slice(at, at + 4));

/** True on the public internet. IPv6 for an IPv4 address (mapped, NAT64, 6to4) is as public as that: behind a NAT64 every IPv4 host looks so. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  if (ip instanceof ipaddr.IPv4) return isPublicV4(ip);
  const bytes = ip.toByteArray();
  switch (ip.range()) {
    case 'rfc6052':
      return isPublicV4(asV4(bytes, 12));
    case '6to4':
      return isPublicV4(asV4(bytes, 2));
    case 'unicast':
      // 2000::/3 is all that IANA has given out; the rest, such as `::127.0.0.1`, can only be a trick.
      return (bytes[0] ?? 0) >> 5 === 1;
    default:
      return false;
  }
}

/** Why a URL's host is not contacted, told from the host alone (`URL` has read `0x7f.1` and full-width letters); null when it may be. */
export function privateHost(hostname: string): NodeJS.ErrnoException | null {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (PRIVATE_NAME.test(host))
    return refusal(`The name ${host} is private or local, so it was not contacted.`);
  return ipaddr.isValid(host) && !isPublicAddress(host)
    ? refusal(`The address ${host} is private or local, so it was not contacted.`)
    : null;
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
      const [first, ...rest] = addresses.filter(({ address }) => isPublicAddress(address));
      if (first === undefined) {
        const where = addresses[0]?.address ?? 'nowhere';
        return done(
          refusal(
            `The name ${hostname} leads to ${where}, a private or local address, so it was not contacted.`,
          ),
          [],
        );
      }
      if (options.all) return done(null, [first, ...rest]);
      return done(null, first.address, first.family);
    });
  };
