import { join } from 'node:path';
import type { Answered } from '../model/outcome.js';
import { unpackCapture } from './capture.js';
import type { CaptureIndex } from './capture-index.js';
import { type Extent, slice } from './disk.js';
import type { EvidenceRecord } from './log-line.js';
import { membersOf, sha256Of } from './warc.js';

/** A capture as it was kept. */
export interface KeptCapture {
  readonly record: EvidenceRecord;
  /** What the server did, body included, exactly as it was when it was kept. */
  readonly outcome: Answered;
  readonly userAgent: string;
}

/** A capture's WARC records as they stand on the disk. */
export interface KeptWarc {
  readonly record: EvidenceRecord;
  readonly bytes: Buffer;
  /** Where in them the record of the answer stands, as one gzip member, its hash, and the media type that it names. */
  readonly shown: Extent & { readonly sha256: string; readonly mime: string };
}

async function warcOf(folder: string, record: EvidenceRecord): Promise<Buffer> {
  const { n, file, offset, length } = record;
  const bytes = await slice(join(folder, file), offset, length);
  if (!isSound(record, bytes))
    throw new Error(`record ${n} in ${file} at ${offset} is not as it was written`);
  return bytes;
}

/** Reads a capture with its bytes, wherever they stand. Null when they were pruned; rejects when they are not as they were. */
export async function readCapture(
  folder: string,
  record: EvidenceRecord,
  index: CaptureIndex,
): Promise<KeptCapture | null> {
  const holder = index.holderOf(record);
  if (holder === null) return null;
  const { facts, truncated, userAgent, bytes: own } = await unpackCapture(await warcOf(folder, record));
  const bytes = own ?? (await unpackCapture(await warcOf(folder, holder))).bytes;
  if (bytes === null || sha256Of(bytes) !== record.payloadSha256)
    throw new Error(`record ${record.n} does not hold the bytes that the log says`);
  const body = { bytes, sha256: record.payloadSha256, truncated };
  return { record, outcome: { ...facts, body }, userAgent };
}

/**
 * The WARC records of a subject's captures, or of one of them, and of those that they refer to, oldest first. Leaves out what is
 * not as it was written.
 */
export async function* warcsOf(
  folder: string,
  { subject, n }: WarcOrder,
  index: CaptureIndex,
): AsyncGenerator<KeptWarc> {
  const own = index.of(subject).filter((record) => n === undefined || record.n === n);
  const needed = new Set(own.flatMap((record) => [record, index.holderOf(record) ?? record]));
  for (const record of [...needed].sort((a, b) => a.n - b.n)) {
    const bytes = await slice(join(folder, record.file), record.offset, record.length);
    if (isSound(record, bytes)) yield { record, bytes, shown: await shownIn(bytes) };
  }
}

/** Whose captures are wanted; with `n`, the one of that number alone. */
export interface WarcOrder {
  readonly subject: string;
  readonly n?: number | undefined;
}

async function shownIn(bytes: Buffer): Promise<KeptWarc['shown']> {
  const { facts, shownAt } = await unpackCapture(bytes);
  const place = membersOf(bytes)[shownAt];
  if (place === undefined) throw new Error('a capture has fewer gzip members than records');
  const sha256 = sha256Of(bytes.subarray(place.offset, place.offset + place.length));
  const mime = facts.headers['content-type']?.split(';')[0]?.trim() ?? '';
  return { ...place, sha256, mime: mime === '' ? 'application/octet-stream' : mime };
}

const isSound = ({ recordSha256 }: EvidenceRecord, bytes: Buffer): boolean =>
  sha256Of(bytes) === recordSha256;
