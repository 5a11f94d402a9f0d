import { join } from 'node:path';
import type { Answered, Body } from '../model/outcome.js';
import { type UnpackedCapture, unpackCapture } from './capture.js';
import { unpackCertificate } from './certificate.js';
import { slice } from './disk.js';
import type { EvidenceRecord, ListedRecord, ResourceRecord } from './log-line.js';
import { type UnpackedResource, unpackResource } from './resource.js';
import { labelled, sha256Of } from './warc.js';

/** What opening again came to. */
export interface Reopened {
  /** Why it cannot be read, or how it differs from what its line says, in a few words; null when it opens, and says the same. */
  readonly fault: string | null;
  /** The certificates that it names, by their SHA-256. */
  readonly certificates: readonly string[];
}

/**
 * Opens again what a line lists, whose bytes are those that the log lists. A log that was written anew over old records is found so,
 * and a record that was broken before its hash was taken.
 */
export async function reopen(folder: string, record: ListedRecord): Promise<Reopened> {
  try {
    return await opened(folder, record);
  } catch (error) {
    return { fault: notOpened(error), certificates: [] };
  }
}

/** An answer as what the disk has of its own capture gives it, or why that would not give it, in a few words. */
export async function reopenAnswer(
  packed: Uint8Array,
  record: EvidenceRecord,
): Promise<(Answered & { readonly body: Body }) | string> {
  if (sha256Of(packed) !== record.recordSha256) return 'its bytes are not those that were written';
  try {
    const unpacked = await unpackCapture(packed);
    const { facts, bytes, truncated } = unpacked;
    const body = bytes && { bytes, sha256: record.payloadSha256, truncated };
    return (
      differenceOf(record, unpacked) ?? (body === null ? 'it has no bytes of its own' : { ...facts, body })
    );
  } catch (error) {
    return notOpened(error);
  }
}

const notOpened = (error: unknown): string => `would not open again: ${(error as Error).message}`;
async function opened(folder: string, record: ListedRecord): Promise<Reopened> {
  const packed = await slice(join(folder, record.file), record.offset, record.length);
  switch (record.kind) {
    case 'capture': {
      const unpacked = await unpackCapture(packed);
      const certificates = unpacked.wire?.tls?.certificates ?? [];
      return { fault: differenceOf(record, unpacked), certificates };
    }
    case 'resource':
      return { fault: resourceDifference(record, await unpackResource(packed)), certificates: [] };
    case 'certificate': {
      const isSame = sha256Of(await unpackCertificate(packed)) === record.certificateSha256;
      return { fault: isSame ? null : OTHER_CERTIFICATE, certificates: [] };
    }
  }
}

const OTHER_CERTIFICATE = 'is not the certificate whose fingerprint the log names';

function differenceOf(record: EvidenceRecord, unpacked: UnpackedCapture): string | null {
  const { facts, subject, run, accepted, reading, date, payloadDigest, contentType, bytes } = unpacked;
  const { at, url, finalUrl, http } = facts;
  const said = { at, url, finalUrl, http, subject, run, accepted, reading, revisit: bytes === null };
  const other = otherIn(said, record);
  if (other !== null) return other;
  if (date !== at) return OTHER_DATE;
  const digest = labelled(record.payloadSha256);
  if (payloadDigest !== digest || (bytes !== null && labelled(sha256Of(bytes)) !== digest))
    return OTHER_PAYLOAD;
  // Of a page whose charset only its header names, other programs would read another text.
  if (contentType !== (facts.headers['content-type'] ?? '').trim())
    return 'its records name two content types';
  return null;
}

const OTHER_DATE = 'its WARC-Date is not the time in the log';
const OTHER_PAYLOAD = 'its payload is not the one whose digest the log names';

function resourceDifference(record: ResourceRecord, { resource, fields }: UnpackedResource): string | null {
  const { subject, run, at, url, contentType, role, by, how, said, dated, bytes } = resource;
  const other = otherIn({ subject, run, at, url, contentType, role, by, how, said, dated }, record);
  if (other !== null) return other;
  if (fields.get('warc-date') !== at) return OTHER_DATE;
  const digest = labelled(record.payloadSha256);
  const isSame = fields.get('warc-payload-digest') === digest && labelled(sha256Of(bytes)) === digest;
  return isSame ? null : OTHER_PAYLOAD;
}

/** Where the records of a capture contradict its line. */
function otherIn<T extends object>(said: T, record: { readonly [K in keyof T]?: T[K] }): string | null {
  const names = Object.keys(said) as (keyof T & string)[];
  const other = names.find((name) => record[name] !== said[name]);
  return other === undefined ? null : `its records say another “${other}” than its line in the log`;
}
