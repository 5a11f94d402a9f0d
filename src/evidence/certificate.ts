import { randomUUID } from 'node:crypto';
import type { Certificate } from '../model/outcome.js';
import { labelled, readRecords, writeRecord } from './warc.js';
import { recordFields } from './warc-fields.js';

/** What a certificate adds to a file of evidence: a `resource` record, named by its hash (RFC 6920). */
export async function packCertificate({ sha256, der }: Certificate, at: string) {
  const id = randomUUID();
  const name = `ni:///sha-256;${Buffer.from(sha256, 'hex').toString('base64url')}`;
  const fields = [
    ...recordFields('resource', id, at, 'application/pkix-cert'),
    ['WARC-Target-URI', name] as const,
    ['WARC-Payload-Digest', labelled(sha256)] as const,
  ];
  return { id, bytes: await writeRecord({ fields, block: der }) };
}

/** The certificate in what {@link packCertificate} wrote. Throws on anything else. */
export async function unpackCertificate(packed: Uint8Array): Promise<Buffer> {
  const [record, ...more] = await readRecords(packed);
  if (record?.fields.get('warc-type') !== 'resource' || more.length > 0)
    throw new Error('a certificate is one resource record');
  return record.block;
}
