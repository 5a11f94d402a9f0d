import { join } from 'node:path';
import type { Answered, Certificate } from '../model/outcome.js';
import { type KeptWire, unpackCapture } from './capture.js';
import type { CaptureIndex } from './capture-index.js';
import { unpackCertificate } from './certificate.js';
import { type Extent, slice } from './disk.js';
import type { EvidenceRecord, KeptRecord, ListedRecord, ResourceRecord } from './log-line.js';
import { type Resource, unpackResource } from './resource.js';
import { membersOf, sha256Of } from './warc.js';

/** A capture as it was kept. */
export interface KeptCapture {
  readonly record: EvidenceRecord;
  /** The capture that holds the body: itself, or another. */
  readonly holder: EvidenceRecord;
  /** What the server did, body included, exactly as it was when it was kept; with `sameAs` the body is that of the other capture. */
  readonly outcome: Answered;
  readonly userAgent: string;
  /** Null in captures of before. */
  readonly wire: KeptWire | null;
}

/** What was kept beside captures, as it was kept. */
export interface KeptResource {
  readonly record: ResourceRecord;
  readonly resource: Resource;
}

/** The WARC records of one line of the log as they stand on the disk. */
export interface KeptWarc {
  readonly record: KeptRecord;
  readonly bytes: Buffer;
  /** Where in them the record of the answer, or of the thing itself, stands, as one gzip member, its hash, and the media type that it names. */
  readonly shown: Extent & { readonly sha256: string; readonly mime: string };
}

async function warcOf(folder: string, record: ListedRecord): Promise<Buffer> {
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
  const own = await unpackCapture(await warcOf(folder, record));
  const { facts, truncated, userAgent, wire } = own;
  const held = own.bytes === null ? await unpackCapture(await warcOf(folder, holder)) : own;
  const { bytes } = held;
  const sha256 = record.sameAs === undefined ? record.payloadSha256 : holder.payloadSha256;
  if (bytes === null || sha256Of(bytes) !== sha256)
    throw new Error(`record ${record.n} does not hold the bytes that the log says`);
  const body = { bytes, sha256, truncated };
  return { record, holder, outcome: { ...facts, body }, userAgent, wire };
}

/** The certificates that a capture names, its server's own first. Rejects when one is not as it was written. */
export async function certificatesOf(
  folder: string,
  { record, wire }: Pick<KeptCapture, 'record' | 'wire'>,
  index: CaptureIndex,
): Promise<readonly Certificate[]> {
  const chain: Certificate[] = [];
  for (const sha256 of wire?.tls?.certificates ?? []) {
    const holder = index.holderOf(record);
    const line = index.certificate(record.file, sha256) ?? (holder && index.certificate(holder.file, sha256));
    const der = line === null ? null : await unpackCertificate(await warcOf(folder, line));
    if (der === null || sha256Of(der) !== sha256)
      throw new Error(`a certificate of record ${record.n} is not as it was written`);
    chain.push({ sha256, der });
  }
  return chain;
}

/** Reads what was kept beside captures. Rejects when it is not as it was. */
export async function readResource(folder: string, record: ResourceRecord): Promise<KeptResource> {
  const { resource } = await unpackResource(await warcOf(folder, record));
  if (sha256Of(resource.bytes) !== record.payloadSha256)
    throw new Error(`record ${record.n} does not hold the bytes that the log says`);
  return { record, resource };
}

/**
 * The WARC records of a subject's captures, or of one of them, of those that they refer to, and of what was kept beside them,
 * oldest first. Leaves out what is not as it was written.
 */
export async function* warcsOf(
  folder: string,
  { subject, n }: WarcOrder,
  index: CaptureIndex,
): AsyncGenerator<KeptWarc> {
  const own = index.of(subject).filter((record) => n === undefined || record.n === n);
  const beside = index.beside(subject).filter((one) => n === undefined || own.length > 0 || one.n === n);
  const needed = new Set<KeptRecord>([
    ...own.flatMap((record) => [record, index.holderOf(record) ?? record]),
    ...(n === undefined ? beside : lastOfRoles(beside, own[0]?.run)),
  ]);
  for (const record of [...needed].sort((a, b) => a.n - b.n)) {
    const bytes = await slice(join(folder, record.file), record.offset, record.length);
    if (isSound(record, bytes)) yield { record, bytes, shown: await shownIn(record, bytes) };
  }
}

/**
 * Whose captures are wanted, and what was kept beside them; with `n`, the one of that number alone, and of what was kept beside
 * captures that which stands for its night.
 */
export interface WarcOrder {
  readonly subject: string;
  readonly n?: number | undefined;
}

/**
 * Of what was kept beside captures, the latest of each role that is not younger than a run: what is as it was is not kept again.
 */
export function lastOfRoles<R extends Pick<ResourceRecord, 'role' | 'run'>>(
  records: readonly R[],
  run = Number.POSITIVE_INFINITY,
): readonly R[] {
  return [...new Map(records.filter((one) => one.run <= run).map((one) => [one.role, one])).values()];
}

async function shownIn(record: KeptRecord, bytes: Buffer): Promise<KeptWarc['shown']> {
  const { shownAt, mime } = await (record.kind === 'capture' ? answerIn(bytes) : resourceIn(bytes));
  const place = membersOf(bytes)[shownAt];
  if (place === undefined) throw new Error('a capture has fewer gzip members than records');
  const sha256 = sha256Of(bytes.subarray(place.offset, place.offset + place.length));
  return { ...place, sha256, mime: mime === '' ? 'application/octet-stream' : mime };
}

async function answerIn(bytes: Buffer) {
  const { facts, shownAt } = await unpackCapture(bytes);
  return { shownAt, mime: mimeOf(facts.headers['content-type'] ?? '') };
}

async function resourceIn(bytes: Buffer) {
  const { resource, shownAt } = await unpackResource(bytes);
  return { shownAt, mime: mimeOf(resource.contentType) };
}

const mimeOf = (contentType: string): string => contentType.split(';')[0]?.trim() ?? '';

const isSound = ({ recordSha256 }: ListedRecord, bytes: Buffer): boolean => sha256Of(bytes) === recordSha256;
