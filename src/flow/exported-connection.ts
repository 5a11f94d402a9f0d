import { X509Certificate } from 'node:crypto';
import type { KeptCapture } from '../evidence/capture-reader.js';
import type { Evidence } from '../evidence/evidence.js';
import type { ExhibitCertificate, ExhibitConnection } from '../report/exhibit/connection.js';

/** How a capture came, and its certificates in PEM; empty where there are none. */
export interface ExportedConnection {
  readonly connection: ExhibitConnection | null;
  readonly pem: string;
}

/** What is handed out of a capture's connection. Certificates that are not as they were written are left out. */
export async function exportedConnection(
  evidence: Evidence,
  capture: KeptCapture,
): Promise<ExportedConnection> {
  const { wire } = capture;
  if (wire === null) return { connection: null, pem: '' };
  const { asked, request, ip, tls } = wire;
  const chain = (await evidence.certificates(capture).catch(() => [])).map(
    ({ der }) => new X509Certificate(der),
  );
  const certificates = chain.map(describe);
  return {
    connection: { asked, request, ip, tls: tls && { ...tls, certificates } },
    pem: chain.map((one) => one.toString()).join(''),
  };
}

const describe = ({ subject, issuer, validFrom, validTo, fingerprint256 }: X509Certificate) =>
  ({
    subject: nameIn(subject),
    issuer: nameIn(issuer),
    from: new Date(validFrom).toISOString(),
    until: new Date(validTo).toISOString(),
    sha256: fingerprint256.replaceAll(':', '').toLowerCase(),
  }) satisfies ExhibitCertificate;

/** Characters of a name that are shown: whoever made the certificate chose it. */
const LONGEST_NAME = 300;

const nameIn = (name: string | undefined): string =>
  (name ?? '').replaceAll('\n', ', ').slice(0, LONGEST_NAME);
