import { join } from 'node:path';
import type { Answered } from '../model/outcome.js';
import { readLog } from './append-log.js';
import { unpackCapture } from './capture.js';
import { slice } from './disk.js';
import type { EvidenceRecord } from './log-line.js';
import { payloadKey } from './retention.js';
import { sha256Of } from './warc.js';

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
}

/** The captures that retention has left, oldest first. */
export async function survivors(folder: string): Promise<readonly EvidenceRecord[]> {
  const kept: EvidenceRecord[] = [];
  const gone = new Set<string>();
  for await (const line of readLog(folder)) {
    if (line.kind === 'capture') kept.push(line);
    else gone.add(line.file);
  }
  return kept.filter((record) => !gone.has(record.file));
}

async function warcOf(folder: string, record: EvidenceRecord): Promise<Buffer> {
  const { n, file, offset, length } = record;
  const bytes = await slice(join(folder, file), offset, length);
  if (!isSound(record, bytes))
    throw new Error(`record ${n} in ${file} at ${offset} is not as it was written`);
  return bytes;
}

/** The capture that holds the bytes of `record`: itself, or the one that it refers to. Null when that was pruned. */
export const holderOf = (record: EvidenceRecord, kept: readonly EvidenceRecord[]): EvidenceRecord | null =>
  record.revisit
    ? (kept.findLast((one) => !one.revisit && payloadKey(one) === payloadKey(record)) ?? null)
    : record;

/** Reads a capture with its bytes, wherever they stand. Null when they were pruned; rejects when they are not as they were. */
export async function readCapture(
  folder: string,
  record: EvidenceRecord,
  kept: readonly EvidenceRecord[],
): Promise<KeptCapture | null> {
  const holder = holderOf(record, kept);
  if (holder === null) return null;
  const { facts, truncated, userAgent, bytes: own } = await unpackCapture(await warcOf(folder, record));
  const bytes = own ?? (await unpackCapture(await warcOf(folder, holder))).bytes;
  if (bytes === null || sha256Of(bytes) !== record.payloadSha256)
    throw new Error(`record ${record.n} does not hold the bytes that the log says`);
  const body = { bytes, sha256: record.payloadSha256, truncated };
  return { record, outcome: { ...facts, body }, userAgent };
}

/** The WARC records of a subject's captures, and of those that they refer to, oldest first. Leaves out what is not as it was written. */
export async function* warcsOf(folder: string, subject: string): AsyncGenerator<KeptWarc> {
  const kept = await survivors(folder);
  const own = kept.filter((record) => record.subject === subject);
  const needed = new Set([...own, ...own.map((record) => holderOf(record, kept))]);
  for (const record of kept.filter((one) => needed.has(one))) {
    const bytes = await slice(join(folder, record.file), record.offset, record.length);
    if (isSound(record, bytes)) yield { record, bytes };
  }
}

const isSound = ({ recordSha256 }: EvidenceRecord, bytes: Buffer): boolean =>
  sha256Of(bytes) === recordSha256;
