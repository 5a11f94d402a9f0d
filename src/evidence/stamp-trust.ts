import { X509Certificate } from 'node:crypto';
import { isValidAt, type TimeStamp } from './time-stamp.js';

/** Certificates in PEM, whatever stands between them. Throws where one cannot be read. */
export const certificatesInPem = (pem: string): readonly X509Certificate[] =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu)].map(
    ([text]) => new X509Certificate(text),
  );

/**
 * Whether a stamp's signer leads to one of the roots over certificates that came with the stamp or stand beside the roots, each
 * valid at the time of the stamp. No list of revoked ones is asked. Each certificate is looked at once: some may vouch for each other.
 */
export function leadsToRoot(
  { signer, certificates, time }: TimeStamp,
  pinned: readonly X509Certificate[],
): boolean {
  const at = new Date(time);
  const roots = new Set(pinned.filter(isRoot).map(({ fingerprint256 }) => fingerprint256));
  const issuers = new Map(
    [...certificates, ...pinned]
      .filter((one) => one.ca && isValidAt(one, at))
      .map((one) => [one.fingerprint256, one]),
  );
  const reached = [signer];
  for (const from of reached) {
    if (roots.has(from.fingerprint256)) return true;
    for (const [name, issuer] of issuers)
      if (issued(issuer, from)) {
        reached.push(issuer);
        issuers.delete(name);
      }
  }
  return false;
}

const isRoot = (certificate: X509Certificate): boolean => issued(certificate, certificate);

const issued = (issuer: X509Certificate, child: X509Certificate): boolean =>
  child.checkIssued(issuer) && child.verify(issuer.publicKey);
