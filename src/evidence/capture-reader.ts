import { join } from 'node:path';
import type { Answered, Body, Certificate } from '../model/outcome.js';
import { logOf, readLog } from './append-log.js';
import {
  type KeptWire,
  type Resource,
  type UnpackedCapture,
  type UnpackedResource,
  unpackCapture,
  unpackCertificate,
  unpackResource,
} from './capture.js';
import { type Extent, fileSize, slice } from './disk.js';
import {
  type CertificateRecord,
  type EvidenceRecord,
  isKept,
  type KeptRecord,
  type ListedRecord,
  type LostLine,
  type ResourceRecord,
  type StampLine,
} from './log.js';
import { payloadKey } from './retention.js';
import { digestLabel, membersOf, sha256Of } from './warc.js';

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

/** Of bytes that a line lists and that are not there at all: retention may have removed them. */
export const MISSING = 'its file is missing';

/** The bytes that a line lists; where they are not as they were written, what happened to them, in a few words. */
export async function bytesOf(folder: string, record: ListedRecord): Promise<Buffer | string> {
  const { file, offset, length, recordSha256 } = record;
  const size = await fileSize(join(folder, file));
  if (size === null) return MISSING;
  if (size < offset + length) return 'its file is cut short';
  const bytes = await slice(join(folder, file), offset, length);
  return sha256Of(bytes) === recordSha256 ? bytes : 'its bytes are not those that were written';
}

async function warcOf(folder: string, record: ListedRecord): Promise<Buffer> {
  const { n, file, offset } = record;
  const bytes = await bytesOf(folder, record);
  if (typeof bytes === 'string')
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
    const line =
      index.certificate(record.file, sha256) ?? (holder && index.certificate(holder.file, sha256));
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
  const beside = index
    .beside(subject)
    .filter((one) => n === undefined || own.length > 0 || one.n === n);
  const needed = new Set<KeptRecord>([
    ...own.flatMap((record) => [record, index.holderOf(record) ?? record]),
    ...(n === undefined ? beside : lastOfRoles(beside, own[0]?.run)),
  ]);
  for (const record of [...needed].sort((a, b) => a.n - b.n)) {
    const bytes = await bytesOf(folder, record);
    if (typeof bytes !== 'string')
      yield { record, bytes, shown: await documentShown(record, bytes) };
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
  return [
    ...new Map(records.filter((one) => one.run <= run).map((one) => [one.role, one])).values(),
  ];
}

async function documentShown(record: KeptRecord, bytes: Buffer): Promise<KeptWarc['shown']> {
  const unpacked = await (record.kind === 'capture' ? unpackCapture(bytes) : unpackResource(bytes));
  const place = membersOf(bytes)[unpacked.shownAt];
  if (place === undefined) throw new Error('a capture has fewer gzip members than records');
  const sha256 = sha256Of(bytes.subarray(place.offset, place.offset + place.length));
  const type =
    'facts' in unpacked ? unpacked.facts.headers['content-type'] : unpacked.resource.contentType;
  return { ...place, sha256, mime: type?.split(';')[0]?.trim() || 'application/octet-stream' };
}

/** The captures that retention has left, by what is asked of them. */
type CaptureIndex = Awaited<ReturnType<typeof readIndex>>;

/**
 * A folder's index: the log is read once, and again when it has grown, for lines are only ever added to it. Rejects when it
 * cannot be read.
 */
export function captureIndex(folder: string): () => Promise<CaptureIndex> {
  let known: { readonly size: number; readonly index: Promise<CaptureIndex> } | null = null;
  return async () => {
    const size = (await fileSize(logOf(folder))) ?? 0;
    if (known?.size !== size) {
      const made = { size, index: readIndex(folder) };
      known = made;
      made.index.catch(() => {
        if (known === made) known = null;
      });
    }
    return known.index;
  };
}

async function readIndex(folder: string) {
  const lines: KeptRecord[] = [];
  const gone = new Set<string>();
  const certificates = new Map<string, CertificateRecord>();
  const stamps: StampLine[] = [];
  const lost: LostLine[] = [];
  for await (const line of readLog(folder))
    if (isKept(line)) lines.push(line);
    else if (line.kind === 'pruned') gone.add(line.file);
    else if (line.kind === 'stamp') stamps.push(line);
    else if (line.kind === 'lost') lost.push(line);
    else if (line.kind === 'certificate')
      certificates.set(`${line.file} ${line.certificateSha256}`, line);
  const kept = lines.filter((record) => !gone.has(record.file));
  const captures = kept.filter((record) => record.kind === 'capture');
  const bySubject = ofSubjects(captures);
  const beside = ofSubjects(kept.filter((record) => record.kind === 'resource'));
  const byNumber = new Map(kept.map((record) => [record.n, record]));
  const holders = new Map(
    captures.filter((r) => !r.revisit).map((record) => [payloadKey(record), record]),
  );
  return {
    /** Of a subject, oldest first. */
    of: (subject: string) => bySubject.get(subject) ?? [],
    /** What is kept beside the captures of a subject, oldest first. */
    beside: (subject: string) => beside.get(subject) ?? [],
    numbered: (n: number) => byNumber.get(n) ?? null,
    /** The capture that holds the bytes of `record`, or those in which the same was read: itself, or the one that it refers to. Null when that was pruned. */
    holderOf(record: EvidenceRecord): EvidenceRecord | null {
      if (record.sameAs === undefined)
        return record.revisit ? (holders.get(payloadKey(record)) ?? null) : record;
      const holder = byNumber.get(record.sameAs);
      return holder?.kind === 'capture' && !holder.revisit ? holder : null;
    },
    /** A certificate that is kept in a file; null when it is not, or was pruned. */
    certificate: (file: string, sha256: string) =>
      gone.has(file) ? null : (certificates.get(`${file} ${sha256}`) ?? null),
    /** Of each authority the first stamp that covers a line, in their order in the log. */
    stampsOver(n: number): readonly StampLine[] {
      const over = stamps.filter((stamp) => stamp.of.n >= n);
      return over.filter((stamp, i) => over.findIndex(({ tsa }) => tsa === stamp.tsa) === i);
    },
    /** Nights that were lost, oldest first. */
    lost: lost as readonly LostLine[],
    /** The latest run of which anything is left, or that is known to be lost; 0 for none. */
    lastRun: [...kept, ...lost].reduce((last, { run }) => Math.max(last, run), 0),
  };
}

function ofSubjects<R extends KeptRecord>(
  records: readonly R[],
): ReadonlyMap<string, readonly R[]> {
  const bySubject = new Map<string, R[]>();
  for (const record of records) {
    const own = bySubject.get(record.subject) ?? [];
    bySubject.set(record.subject, own);
    own.push(record);
  }
  return bySubject;
}

/**
 * Opens again what a line lists: why it cannot be read or how it differs from what its line says, in a few words, null for neither; and the
 * certificates that it names, by their SHA-256. A log that was written anew over old records is found so, and a record that was broken
 * before its hash was taken.
 */
export async function reopen(
  folder: string,
  record: ListedRecord,
  open: typeof openRecord = openRecord,
): Promise<OpenedRecord> {
  const packed = await bytesOf(folder, record);
  return typeof packed === 'string' ? { fault: packed, certificates: [] } : open(record, packed);
}

/** What a line's own bytes are by what they say: why that is not what the line says, null where it is, and the certificates that are named. */
export interface OpenedRecord {
  readonly fault: string | null;
  readonly certificates: readonly string[];
}

/** Opens the bytes that a line lists, whoever wrote them. */
export const openRecord = (record: ListedRecord, packed: Uint8Array): Promise<OpenedRecord> =>
  openListed(record, packed).catch((error) => ({ fault: notOpened(error), certificates: [] }));

/** An answer as what the disk has of its own capture gives it, or why that would not give it, in a few words. */
export async function reopenAnswer(
  folder: string,
  record: EvidenceRecord,
): Promise<(Answered & { readonly body: Body }) | string> {
  const packed = await bytesOf(folder, record);
  if (typeof packed === 'string') return packed;
  try {
    const unpacked = await unpackCapture(packed);
    const { facts, bytes, truncated } = unpacked;
    const body = bytes && { bytes, sha256: record.payloadSha256, truncated };
    return (
      differenceOf(record, unpacked) ??
      (body === null ? 'it has no bytes of its own' : { ...facts, body })
    );
  } catch (error) {
    return notOpened(error);
  }
}

const notOpened = (error: unknown): string => `would not open again: ${(error as Error).message}`;

async function openListed(record: ListedRecord, packed: Uint8Array): Promise<OpenedRecord> {
  if (record.kind === 'capture') {
    const unpacked = await unpackCapture(packed);
    return {
      fault: differenceOf(record, unpacked),
      certificates: unpacked.wire?.tls?.certificates ?? [],
    };
  }
  if (record.kind === 'resource')
    return { fault: resourceDifference(record, await unpackResource(packed)), certificates: [] };
  const isSame = sha256Of(await unpackCertificate(packed)) === record.certificateSha256;
  return {
    fault: isSame ? null : 'is not the certificate whose fingerprint the log names',
    certificates: [],
  };
}

function differenceOf(record: EvidenceRecord, unpacked: UnpackedCapture): string | null {
  const { facts, subject, run, accepted, reading, date, payloadDigest, contentType, bytes } =
    unpacked;
  const { at, url, finalUrl, http } = facts;
  const said = {
    at,
    url,
    finalUrl,
    http,
    subject,
    run,
    accepted,
    reading,
    revisit: bytes === null,
  };
  const other = otherIn(said, record);
  if (other !== null) return other;
  if (date !== at) return OTHER_DATE;
  const digest = digestLabel(record.payloadSha256);
  if (payloadDigest !== digest || (bytes !== null && digestLabel(sha256Of(bytes)) !== digest))
    return OTHER_PAYLOAD;
  // Of a page whose charset only its header names, other programs would read another text.
  if (contentType !== (facts.headers['content-type'] ?? '').trim())
    return 'its records name two content types';
  return null;
}

const OTHER_DATE = 'its WARC-Date is not the time in the log';
const OTHER_PAYLOAD = 'its payload is not the one whose digest the log names';

function resourceDifference(
  record: ResourceRecord,
  { resource, fields }: UnpackedResource,
): string | null {
  const { subject, run, at, url, contentType, role, by, how, said, dated, bytes } = resource;
  const other = otherIn({ subject, run, at, url, contentType, role, by, how, said, dated }, record);
  if (other !== null) return other;
  if (fields.get('warc-date') !== at) return OTHER_DATE;
  const digest = digestLabel(record.payloadSha256);
  const isSame =
    fields.get('warc-payload-digest') === digest && digestLabel(sha256Of(bytes)) === digest;
  return isSame ? null : OTHER_PAYLOAD;
}

/** Where the records of a capture contradict its line. */
function otherIn<T extends object>(
  said: T,
  record: { readonly [K in keyof T]?: T[K] },
): string | null {
  const names = Object.keys(said) as (keyof T & string)[];
  const other = names.find((name) => record[name] !== said[name]);
  return other === undefined ? null : `its records say another “${other}” than its line in the log`;
}
