import type { Document } from '../../model/document.js';
import type { Snapshot, Visit } from '../../model/visit.js';
import { written } from '../../model/written-document.js';
import { DamagedStore } from '../damage.js';
import { snapshotFromRow } from '../readings.js';
import type { Reading, Store } from '../store.js';
import type { ReportRows, Statements } from './database.js';
import { type PackedPayload, packedPayload, payloadBytes, putPayload, reclaimPayloads } from './payloads.js';

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
