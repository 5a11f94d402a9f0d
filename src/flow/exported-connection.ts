import { X509Certificate } from 'node:crypto';
import type { KeptCapture } from '../evidence/capture-reader.js';
import type { Evidence } from '../evidence/evidence.js';
import {
  CERTIFICATES_FILE,
  type ExhibitCertificate,
  type ExhibitConnection,
} from '../report/exhibit/connection.js';
import type { ExhibitFile } from '../report/exhibit/exhibit.js';
import { writeExhibitFile } from './exhibit-file.js';

/** How a capture came, and the file with its certificates, where there are any. */
export interface ExportedConnection {
  readonly connection: ExhibitConnection | null;
  readonly certificates: readonly ExhibitFile[];
}

/** Writes what is handed out of a capture's connection. Certificates that are not as they were written are left out. */
export async function exportConnection(
  evidence: Evidence,
  folder: string,
  capture: KeptCapture,
): Promise<ExportedConnection> {
  const { wire } = capture;
  if (wire === null) return { connection: null, certificates: [] };
  const { asked, request, ip, tls } = wire;
  const chain = (await evidence.certificates(capture).catch(() => [])).map(
    ({ der }) => new X509Certificate(der),
  );
  const connection = { asked, request, ip, tls: tls && { ...tls, certificates: chain.map(describe) } };
  if (chain.length === 0) return { connection, certificates: [] };
  const pem = chain.map((one) => one.toString()).join('');
  const what = 'the certificates that the server showed';
  return { connection, certificates: [await writeExhibitFile(folder, CERTIFICATES_FILE, pem, what)] };
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
