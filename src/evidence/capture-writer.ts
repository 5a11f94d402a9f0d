import { hash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { optional } from '../model/optional.js';
import { lineAt, openAppendLog, readLog } from './append-log.js';
import {
  type Capture,
  packCapture,
  packCertificate,
  packResource,
  type Resource,
} from './capture.js';
import { bytesOf } from './capture-reader.js';
import { append, type Extent, fileSize, hashOf } from './disk.js';
import {
  type Entry,
  type EvidenceRecord,
  isFiled,
  isKept,
  type ListedRecord,
  type PrunedFile,
  type ResourceRecord,
  type Tip,
} from './log.js';
import { type EvidenceLimits, payloadKey, selectPrunableFiles } from './retention.js';
import { findLeftoverBytes, ListedBytes } from './unlisted-bytes.js';
import { sha256Of } from './warc.js';

export interface Pruning {
  readonly removed: readonly PrunedFile[];
  /** Bytes of captures that are still on the disk; above the limit when nothing more may go. */
  readonly bytes: number;
}

/** The writing side of a folder of evidence. One call at a time. */
export type CaptureWriter = Awaited<ReturnType<typeof openCaptureWriter>>;

/** Takes up a folder where its log ends; makes it when it is absent. */
export async function openCaptureWriter(folder: string) {
  await mkdir(folder, { recursive: true });
  const ends = new Map<string, number>();
  const gone = new Set<string>();
  /** Of captures that hold their bytes, where their lines stand: as long as a night lasts nothing else is held of them. */
  const holders = new Map<string, Extent>();
  /** The same of those in which something was read, by that. */
  const readings = new Map<string, Extent>();
  /** The certificates that are kept, each by its file. */
  const certificates = new Set<string>();
  const listed = new ListedBytes(Number.POSITIVE_INFINITY);
  let isOpening = true;
  const log = await openAppendLog(folder, (line, place) => {
    if (isOpening) listed.add(line);
    if (line.kind === 'pruned') gone.add(line.file);
    if (!isFiled(line)) return;
    ends.set(line.file, line.offset + line.length);
    if (line.kind === 'certificate')
      certificates.add(certificateKey(line.file, line.certificateSha256));
    if (line.kind !== 'capture' || line.revisit) return;
    holders.set(keyOf(line), place);
    if (line.reading !== undefined) readings.set(readingKey(line), place);
  });
  const removeGone = async (): Promise<void> => {
    for (const file of gone) await rm(join(folder, file), { force: true });
  };
  // What was announced by a process that was killed before it got there.
  await removeGone();
  isOpening = false;
  // Of a log that is not whole nobody can say what it lists.
  let left = log.isWhole ? await findLeftoverBytes(folder, listed, log.torn) : [];
  /** Before anything else is written: behind it nobody could tell what a killed process left from what others put there. */
  async function writeDownLeft(at: string): Promise<void> {
    const entries: Entry[] = [];
    for (const { file, offset, length } of left) {
      const leftSha256 = await hashOf(join(folder, file), offset, length);
      entries.push({ kind: 'left', at, file, offset, bytes: length, leftSha256 });
    }
    left = [];
    await log.append(entries);
  }

  async function lineOf(place: Extent | undefined): Promise<EvidenceRecord | null> {
    const line = place === undefined ? null : await lineAt(folder, place);
    const isThere = line?.kind === 'capture' && !gone.has(line.file);
    return isThere && (await areSound(folder, [line])) ? line : null;
  }

  /** The capture in which the same was read; null where that is not there, or a week is over: then the bytes are kept once more. */
  async function sameReading({
    outcome,
    run,
    accepted,
    reading,
  }: Capture): Promise<EvidenceRecord | null> {
    if (reading === undefined) return null;
    const { at, finalUrl, http } = outcome;
    const line = await lineOf(readings.get(readingKey({ reading, finalUrl, http, accepted })));
    return line !== null && isOfThisWeek(line, { run, at }) ? line : null;
  }

  /** The certificates of an answer that stand in none of these files. */
  const certificatesLackingIn = (files: readonly string[], { wire }: Capture['outcome']) =>
    [...new Map(wire?.tls?.chain.map((one) => [one.sha256, one])).values()].filter(
      ({ sha256 }) => !files.some((file) => certificates.has(certificateKey(file, sha256))),
    );

  /** The run's file: one that ends where the log says. Behind what a killed process left, another is begun. */
  const fileOf = async (run: number): Promise<string> => {
    for (let part = 1; ; part++) {
      const name = `run-${String(run).padStart(6, '0')}${part === 1 ? '' : `-${part}`}.warc.gz`;
      if (((await fileSize(join(folder, name))) ?? 0) === (ends.get(name) ?? 0)) return name;
    }
  };

  return {
    /** Keeps a capture; null when it has no body. */
    async keep(capture: Capture): Promise<EvidenceRecord | null> {
      const { subject, run, accepted, outcome } = capture;
      const { body, at, url, finalUrl, http } = outcome;
      await writeDownLeft(at);
      if (body === null) return null;
      const file = await fileOf(run);
      const start = ends.get(file) ?? 0;
      const payload = { payloadSha256: sha256Of(body.bytes), payloadBytes: body.bytes.length };
      const holder = await lineOf(holders.get(keyOf({ finalUrl, ...payload })));
      const same = holder === null ? await sameReading(capture) : null;
      const original = holder ?? same;
      const opens = start === 0 ? file : null;
      const packed = await packCapture(capture, body, payload.payloadSha256, original, opens);
      const facts = {
        at,
        run,
        subject,
        url,
        finalUrl,
        http,
        accepted,
        revisit: original !== null,
        ...optional({ reading: capture.reading, sameAs: same?.n }),
        ...payload,
        id: packed.id,
      };
      const pieces: Buffer[] = [packed.bytes];
      const entries: Entry[] = [
        { kind: 'capture', ...facts, ...placeOf(file, start, packed.bytes), strict: true },
      ];
      let end = start + packed.bytes.length;
      const holding = original === null ? [file] : [file, original.file];
      for (const certificate of certificatesLackingIn(holding, outcome)) {
        const { sha256: certificateSha256 } = certificate;
        const { id, bytes } = await packCertificate(certificate, at);
        entries.push({
          kind: 'certificate',
          at,
          certificateSha256,
          id,
          ...placeOf(file, end, bytes),
        });
        pieces.push(bytes);
        end += bytes.length;
      }
      // The records first: a line never stands without them.
      await append(join(folder, file), Buffer.concat(pieces));
      const [record] = await log.append(entries);
      return record as EvidenceRecord;
    },

    async keepResource(resource: Resource): Promise<ResourceRecord> {
      const { bytes, userAgent: _, ...facts } = resource;
      await writeDownLeft(facts.at);
      const file = await fileOf(facts.run);
      const offset = ends.get(file) ?? 0;
      const payload = { payloadSha256: sha256Of(bytes), payloadBytes: bytes.length };
      const packed = await packResource(
        resource,
        payload.payloadSha256,
        offset === 0 ? file : null,
      );
      await append(join(folder, file), packed.bytes);
      const place = placeOf(file, offset, packed.bytes);
      const [line] = await log.append([
        { kind: 'resource', ...facts, ...payload, id: packed.id, ...place, strict: true },
      ]);
      return line as ResourceRecord;
    },

    /** Adds a line that lists no bytes. */
    async note(entry: Extract<Entry, { readonly kind: 'stamp' | 'lost' }>): Promise<Tip> {
      await writeDownLeft(entry.at);
      const [line] = await log.append([entry]);
      return line as Tip;
    },

    async prune(at: string, limits: EvidenceLimits): Promise<Pruning> {
      await writeDownLeft(at);
      const kept: ListedRecord[] = [];
      for await (const line of readLog(folder))
        if (isFiled(line) && !gone.has(line.file)) kept.push(line);
      const files = [...new Set(kept.map((record) => record.file))];
      const sizes = new Map<string, number>();
      for (const file of files) sizes.set(file, (await fileSize(join(folder, file))) ?? 0);
      const removed: PrunedFile[] = [];
      for (const file of selectPrunableFiles(kept.filter(isKept), sizes, limits)) {
        const records = kept.filter((record) => record.file === file);
        // What was tampered with stays, and goes on being found.
        if (!(await areSound(folder, records))) continue;
        const bytes = sizes.get(file) ?? 0;
        const fileSha256 = await hashOf(join(folder, file));
        const numbers = records.map((record) => record.n);
        const line = {
          kind: 'pruned',
          at,
          file,
          bytes,
          fileSha256,
          records: numbers,
          limits,
        } as const;
        removed.push(...((await log.append([line])) as readonly PrunedFile[]));
        sizes.delete(file);
      }
      await removeGone();
      return { removed, bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
    },
  };
}

/** Where bytes stand in a file, and their hash, as a line lists them. */
const placeOf = (file: string, offset: number, bytes: Buffer) => ({
  file,
  offset,
  length: bytes.length,
  recordSha256: sha256Of(bytes),
});

const certificateKey = (file: string, sha256: string): string => `${file} ${sha256}`;

/** A short name for {@link payloadKey}. */
const keyOf = (record: Parameters<typeof payloadKey>[0]): string =>
  hash('sha256', payloadKey(record), 'base64url');

const readingKey = (
  line: Pick<EvidenceRecord, 'reading' | 'finalUrl' | 'http' | 'accepted'>,
): string => `${line.reading} ${line.http} ${line.accepted} ${line.finalUrl}`;

/** Nights, and milliseconds, for which bytes that nobody reads anything new in are not kept again. */
const WEEK = { runs: 7, ms: 7 * 86_400_000 };

function isOfThisWeek(
  kept: Pick<EvidenceRecord, 'run' | 'at'>,
  tonight: Pick<EvidenceRecord, 'run' | 'at'>,
): boolean {
  const age = Date.parse(tonight.at) - Date.parse(kept.at);
  return tonight.run - kept.run < WEEK.runs && Math.abs(age) < WEEK.ms;
}

async function areSound(folder: string, records: readonly ListedRecord[]): Promise<boolean> {
  for (const record of records)
    if (typeof (await bytesOf(folder, record)) === 'string') return false;
  return true;
}
