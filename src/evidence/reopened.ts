import { join } from 'node:path';
import { type UnpackedCapture, unpackCapture } from './capture.js';
import { slice } from './disk.js';
import type { EvidenceRecord } from './log-line.js';
import { labelled, sha256Of } from './warc.js';

/**
 * Opens a capture again, whose bytes are those that the log lists: why it cannot be read, or how it differs from what its line
 * says, in a few words. Null when it opens, and says the same. A log that was written anew over old records is found so, and a
 * record that was broken before its hash was taken.
 */
export async function reopeningFault(folder: string, record: EvidenceRecord): Promise<string | null> {
  const packed = await slice(join(folder, record.file), record.offset, record.length);
  try {
    return differenceOf(record, await unpackCapture(packed));
  } catch (error) {
    return `would not open again: ${(error as Error).message}`;
  }
}

function differenceOf(record: EvidenceRecord, unpacked: UnpackedCapture): string | null {
  const { facts, subject, run, accepted, date, payloadDigest, bytes } = unpacked;
  const { at, url, finalUrl, http } = facts;
  const said = { at, url, finalUrl, http, subject, run, accepted, revisit: bytes === null };
  const other = Object.entries(said).find(([name, value]) => record[name as keyof typeof said] !== value);
  if (other !== undefined) return `its records say another “${other[0]}” than its line in the log`;
  if (date !== at) return 'its WARC-Date is not the time in the log';
  const digest = labelled(record.payloadSha256);
  if (payloadDigest !== digest || (bytes !== null && labelled(sha256Of(bytes)) !== digest))
    return 'its payload is not the one whose digest the log names';
  return null;
}
