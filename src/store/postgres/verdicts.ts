import type { Document } from '../../model/document.js';
import { written } from '../../model/manuscript.js';
import { Rows } from '../../model/verdicts.js';
import type { Snapshot, Visit } from '../../model/visit.js';
import { DamagedStore } from '../locks.js';
import { type KeptVerdict, runVerdictCache, sourceOf, type VisitRow, verdictFromRow, verdictIn } from '../rows.js';
import { snapshotFromRow, type TextRow, type VerdictTable } from '../sqlite/readings.js';
import type { Reading } from '../store.js';
import {
  type PackedPayload,
  packedPayload,
  payloadBytes,
  putPayloads,
  type ReportRows,
  reclaimPayloads,
  type Statements,
} from './database.js';

const ROWS = `
  SELECT v.subject, v.run, v.visit, v.held_in AS "heldIn", h.visit AS held, NULL AS memory
  FROM runs r JOIN visits v ON v.month = r.month AND v.run = r.id
  LEFT JOIN runs hr ON hr.id = v.held_in
  LEFT JOIN visits h ON h.subject = v.subject AND h.month = hr.month AND h.run = v.held_in
  WHERE r.id = $1 AND v.subject = ANY($2)`;

/** Rows are fetched before anybody reads the verdicts, and each is unpacked when it is read. */
export function sharedVerdicts(db: ReportRows): VerdictTable {
  const noted = runVerdictCache();
  return {
    ...noted,
    async rowsOf(run, kept, index) {
      const known = kept.map((one) => (typeof one === 'string' ? noted.of(run, one) : verdictFromRow(one)));
      const unknown = kept.filter((_, row) => known[row] === null).map(sourceOf);
      const found = unknown.length === 0 ? [] : await db.rows<VisitRow & { subject: string }>(ROWS, run, unknown);
      const rows = new Map(found.map((row) => [row.subject, row]));
      const verdictAt = (row: number) => {
        const source = sourceOf(kept[row] as KeptVerdict);
        return known[row] ?? verdictIn(run, source, rows.get(source));
      };
      return new Rows(verdictAt, [...kept.keys()], index);
    },
  };
}

/** A reading ready to be kept. */
export interface SharedReading {
  readonly visit: Visit;
  readonly reading: Reading;
  readonly document: PackedPayload;
  readonly bytes: PackedPayload;
}

/** Keeps readings; bytes and documents that another source has are not kept again. */
export async function insertReadings(db: Statements, readings: readonly SharedReading[]): Promise<void> {
  await putPayloads(
    db.on,
    readings.flatMap(({ document, bytes }) => [document, bytes]),
  );
  for (const { visit, reading, document, bytes } of readings)
    await db.write(
      `INSERT INTO readings (subject, sha256, text_sha256, content_type, url, first_run, document, bytes)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      ...[visit.subject, reading.snapshot.sha256, reading.snapshot.textSha256, reading.contentType],
      ...[reading.url, visit.run, document.sha256, bytes.sha256],
    );
}

const documentPayload = (document: Document, salt: string): Promise<PackedPayload> =>
  packedPayload(Buffer.from(written(document)), salt);

interface ReadingRow extends TextRow {
  readonly bytes: string;
  readonly contentType: string | null;
  readonly url: string;
}

const TEXT = `SELECT r.sha256, text_sha256 AS "textSha256", r.bytes, content_type AS "contentType", url, p.bytes AS document
  FROM readings r JOIN payloads p ON p.sha256 = r.document WHERE subject = $1 AND r.sha256 = $2`;

/** Readings of one report; `salt` as {@link packedPayload} has it. */
export function sharedReadings(db: ReportRows, salt = '') {
  const find = (subject: string, sha256: string) => db.row<ReadingRow>(TEXT, subject, sha256);
  return {
    /** What a visit's reading needs to be kept; null when the report has those bytes of the subject already. */
    async ready(visit: Visit, reading: Reading): Promise<SharedReading | null> {
      const { sha256, document } = reading.snapshot;
      const known = 'SELECT sha256 FROM readings WHERE subject = $1 AND sha256 = $2';
      if ((await db.row(known, visit.subject, sha256)) !== undefined) return null;
      const bytes = await packedPayload(reading.bytes, salt);
      return { visit, reading, document: await documentPayload(document, salt), bytes };
    },
    async text(subject: string, sha256: string): Promise<Snapshot | null> {
      const row = await find(subject, sha256);
      return row === undefined ? null : snapshotFromRow(row);
    },
    async reading(subject: string, sha256: string): Promise<Reading | null> {
      const row = await find(subject, sha256);
      if (row === undefined) return null;
      const { contentType, url } = row;
      const bytes = await payloadBytes(db.on, row.bytes);
      if (bytes === null) throw new DamagedStore(`the bytes of ${subject} are not in it`);
      return { snapshot: snapshotFromRow(row), bytes, contentType, url };
    },
    replaceReading: (subject: string, reading: Reading) => replace(db, salt, subject, reading),
  };
}

/** Puts a new reading of the same bytes in place of an old one, whose document nobody else may have. */
async function replace(
  db: ReportRows,
  salt: string,
  subject: string,
  { snapshot, contentType, url }: Reading,
): Promise<void> {
  const { sha256, textSha256 } = snapshot;
  const document = await documentPayload(snapshot.document, salt);
  const old = await db.together(async (within) => {
    const was = await within.row<{ document: string }>(
      'SELECT document FROM readings WHERE subject = $1 AND sha256 = $2 FOR UPDATE',
      subject,
      sha256,
    );
    if (was === undefined) throw new Error(`no reading ${sha256} of ${subject} to replace`);
    await putPayloads(within.on, [document]);
    await within.write(
      `UPDATE readings SET text_sha256 = $1, content_type = $2, url = $3, document = $4
           WHERE subject = $5 AND sha256 = $6`,
      ...[textSha256, contentType, url, document.sha256, subject, sha256],
    );
    return was.document;
  });
  await reclaimPayloads(db.on, [old]);
}
