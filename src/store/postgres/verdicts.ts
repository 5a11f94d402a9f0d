import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Document } from '../../model/document.js';
import { written } from '../../model/manuscript.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { Rows, type VerdictIndex, type Verdicts } from '../../model/verdicts.js';
import type { Snapshot, Visit } from '../../model/visit.js';
import { DamagedStore } from '../locks.js';
import {
  type KeptVerdict,
  type RunVerdictCache,
  runVerdictCache,
  sourceOf,
  type VisitRow,
  verdictFromRow,
  verdictIn,
} from '../rows.js';
import { snapshotFromRow } from '../sqlite/readings.js';
import type { Reading, Store } from '../store.js';
import {
  type PackedPayload,
  packedPayload,
  payloadBytes,
  putPayload,
  type ReportRows,
  reclaimPayloads,
  type Statements,
} from './database.js';

/** The verdicts of runs, which their visits hold already. */
export interface SharedVerdicts extends RunVerdictCache {
  /** Verdicts that a run's result holds, each unpacked when it is asked for. */
  rowsOf(run: number, kept: readonly KeptVerdict[], index: VerdictIndex | undefined): Promise<Verdicts>;
  close(): void;
}

/** A visit's row, its bytes outside of the memory. */
interface SpiltRow {
  readonly heldIn: number | null;
  readonly visit: SpiltPiece;
  readonly held: SpiltPiece | null;
}

/** Sources whose rows come with one answer of the server, our choice: some megabytes. */
const PAGE = 1_000;

const ROWS = `
  SELECT v.subject, v.run, v.visit, v.held_in AS "heldIn", h.visit AS held, NULL AS memory
  FROM runs r JOIN visits v ON v.month = r.month AND v.run = r.id
  LEFT JOIN runs hr ON hr.id = v.held_in
  LEFT JOIN visits h ON h.subject = v.subject AND h.month = hr.month AND h.run = v.held_in
  WHERE r.id = $1 AND v.subject = ANY($2)`;

/**
 * Whoever goes through the verdicts of a run waits for none of them, so those that are not at hand are fetched before, and lie
 * packed in a file: of a hundred thousand they would fill the memory.
 */
export function sharedVerdicts(db: ReportRows): SharedVerdicts {
  const noted = runVerdictCache();
  let spill: Spill | null = null;
  const fetched = async (run: number, sources: readonly string[]): Promise<ReadonlyMap<string, SpiltRow>> => {
    const rows = new Map<string, SpiltRow>();
    for (let from = 0; from < sources.length; from += PAGE) {
      const page = await db.rows<VisitRow & { subject: string }>(ROWS, run, sources.slice(from, from + PAGE));
      spill ??= openSpill();
      for (const { subject, heldIn, visit, held } of page)
        rows.set(subject, { heldIn, visit: spill.put(visit), held: held === null ? null : spill.put(held) });
    }
    return rows;
  };
  const read = (run: number, source: string, row: SpiltRow | undefined): SourceVerdict => {
    if (row === undefined || spill === null) return verdictIn(run, source, undefined);
    const { heldIn, visit, held } = row;
    const bytes = { visit: spill.get(visit), held: held && spill.get(held) };
    return verdictIn(run, source, { run, heldIn, ...bytes, memory: null });
  };
  return {
    ...noted,
    async rowsOf(run, kept, index) {
      const atHand = kept.map((one) => (typeof one === 'string' ? noted.of(run, one) : verdictFromRow(one)));
      const elsewhere = kept.filter(
        (one, row): one is string => typeof one === 'string' && atHand[row] === null,
      );
      const rows = await fetched(run, elsewhere);
      const verdictAt = (row: number): SourceVerdict => {
        const source = sourceOf(kept[row] as KeptVerdict);
        return atHand[row] ?? read(run, source, rows.get(source));
      };
      return new Rows(verdictAt, [...kept.keys()], index);
    },
    close: () => spill?.close(),
  };
}

/** A reading ready to be kept. */
export interface SharedReading {
  readonly visit: Visit;
  readonly reading: Reading;
  readonly document: PackedPayload;
  readonly bytes: PackedPayload;
}

/** What visits need of the readings. */
export interface SharedReadings {
  /** What a visit's reading needs to be kept; null when the report has those bytes of the subject already. */
  ready(visit: Visit, reading: Reading): Promise<SharedReading | null>;
  text(subject: string, sha256: string): Promise<Snapshot | null>;
}

/** Keeps readings; bytes and documents that another source has are not kept again. */
export async function insertReadings(db: Statements, readings: readonly SharedReading[]): Promise<void> {
  const payloads = readings.flatMap(({ document, bytes }) => [document, bytes]);
  // In one order by everybody, so that nobody waits for one who waits for him.
  for (const payload of payloads.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)))
    await putPayload(db.on, payload);
  for (const { visit, reading, document, bytes } of readings)
    await db.write(
      `INSERT INTO readings (subject, sha256, text_sha256, content_type, url, first_run, document, bytes)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      visit.subject,
      reading.snapshot.sha256,
      reading.snapshot.textSha256,
      reading.contentType,
      reading.url,
      visit.run,
      document.sha256,
      bytes.sha256,
    );
}

const documentPayload = (document: Document): Promise<PackedPayload> =>
  packedPayload(Buffer.from(written(document)));

interface TextParts {
  readonly sha256: string;
  readonly textSha256: string;
  readonly document: Buffer;
}

interface ReadingParts extends TextParts {
  readonly bytes: string;
  readonly contentType: string | null;
  readonly url: string;
}

const TEXT = `SELECT r.sha256, text_sha256 AS "textSha256", r.bytes, content_type AS "contentType", url, p.bytes AS document
  FROM readings r JOIN payloads p ON p.sha256 = r.document WHERE subject = $1 AND r.sha256 = $2`;

/** Readings of one report. */
export function sharedReadings(
  db: ReportRows,
): SharedReadings & Pick<Store, 'snapshot' | 'reading' | 'replaceReading'> {
  const parts = (subject: string, sha256: string) => db.row<ReadingParts>(TEXT, subject, sha256);
  const text = async (subject: string, sha256: string): Promise<Snapshot | null> => {
    const row = await parts(subject, sha256);
    return row === undefined ? null : snapshotFromRow(row);
  };
  return {
    async ready(visit, reading) {
      const { sha256, document } = reading.snapshot;
      const known = 'SELECT sha256 FROM readings WHERE subject = $1 AND sha256 = $2';
      if ((await db.row(known, visit.subject, sha256)) !== undefined) return null;
      const [packedDocument, bytes] = await Promise.all([
        documentPayload(document),
        packedPayload(reading.bytes),
      ]);
      return { visit, reading, document: packedDocument, bytes };
    },
    text,
    snapshot: text,
    async reading(subject, sha256) {
      const row = await parts(subject, sha256);
      if (row === undefined) return null;
      const [snapshot, bytes] = await Promise.all([snapshotFromRow(row), payloadBytes(db.on, row.bytes)]);
      if (bytes === null) throw new DamagedStore(`the bytes of ${subject} are not in it`);
      return { snapshot, bytes, contentType: row.contentType, url: row.url };
    },
    replaceReading: (subject, reading) => replace(db, subject, reading),
  };
}

/** Puts a new reading of the same bytes in place of an old one, whose document nobody else may have. */
async function replace(
  db: ReportRows,
  subject: string,
  { snapshot, contentType, url }: Reading,
): Promise<void> {
  const { sha256, textSha256 } = snapshot;
  const document = await documentPayload(snapshot.document);
  const old = await db.together(async (within) => {
    const was = await within.row<{ document: string }>(
      'SELECT document FROM readings WHERE subject = $1 AND sha256 = $2 FOR UPDATE',
      subject,
      sha256,
    );
    if (was === undefined) throw new Error(`no reading ${sha256} of ${subject} to replace`);
    await putPayload(within.on, document);
    await within.write(
      `UPDATE readings SET text_sha256 = $1, content_type = $2, url = $3, document = $4
           WHERE subject = $5 AND sha256 = $6`,
      textSha256,
      contentType,
      url,
      document.sha256,
      subject,
      sha256,
    );
    return was.document;
  });
  await reclaimPayloads(db.on, [old]);
}

/** Pieces of bytes outside of the memory, in a file that nobody else sees and that ends with the process. */
interface Spill {
  /** Puts a piece there and gives its place. */
  put(piece: Uint8Array): SpiltPiece;
  get({ offset, length }: SpiltPiece): Buffer;
  close(): void;
}

/** Where a piece lies. */
interface SpiltPiece {
  readonly offset: number;
  readonly length: number;
}

/** Opens one. */
function openSpill(): Spill {
  const folder = mkdtempSync(join(tmpdir(), 'citewatch-'));
  const file = openSync(join(folder, 'rows'), 'wx+', 0o600);
  const forget = () => rmSync(folder, { recursive: true, force: true });
  // An open file outlives its name, but for Windows.
  if (process.platform !== 'win32') forget();
  let end = 0;
  return {
    put(piece) {
      writeSync(file, piece, 0, piece.length, end);
      end += piece.length;
      return { offset: end - piece.length, length: piece.length };
    },
    get({ offset, length }) {
      const bytes = Buffer.allocUnsafe(length);
      readSync(file, bytes, 0, length, offset);
      return bytes;
    },
    close() {
      closeSync(file);
      forget();
    },
  };
}
