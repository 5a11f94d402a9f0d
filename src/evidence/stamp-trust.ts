import { X509Certificate } from 'node:crypto';
import { isValidAt, type TimeStamp } from './time-stamp.js';

/** Certificates in PEM, whatever stands between them. Throws where one cannot be read. */
export const certificatesInPem = (pem: string): readonly X509Certificate[] =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu)].map(
    ([text]) => new X509Certificate(text),
  );

/** Certificates between a signer and a root that are followed: there are one or two. */
const LONGEST_WAY = 6;

/**
 * Whether a stamp's signer leads to one of the roots over certificates that came with the stamp or stand beside the roots, each
 * valid at the time of the stamp. No list of revoked ones is asked.
 */
export function leadsToRoot(
  { signer, certificates, time }: TimeStamp,
  pinned: readonly X509Certificate[],
): boolean {
  const at = new Date(time);
  const roots = new Set(pinned.filter(isRoot).map(({ fingerprint256 }) => fingerprint256));
  const issuers = [...certificates, ...pinned].filter((one) => one.ca && isValidAt(one, at));
  const leads = (from: X509Certificate, steps: number): boolean =>
    roots.has(from.fingerprint256) ||
    (steps > 0 && issuers.some((issuer) => issued(issuer, from) && leads(issuer, steps - 1)));
  return leads(signer, LONGEST_WAY);
}

const isRoot = (certificate: X509Certificate): boolean => issued(certificate, certificate);

const issued = (issuer: X509Certificate, child: X509Certificate): boolean =>
  child.checkIssued(issuer) && child.verify(issuer.publicKey);
