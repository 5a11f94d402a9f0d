import { readWritten, writtenText } from '../model/manuscript.js';
import type { Snapshot, Visit } from '../model/visit.js';
import { unpackText } from './compression.js';
import type { Records, Statements, Value } from './database.js';
import { readStored } from './locks.js';
import { documentFromRow } from './rows.js';
import type { Reading } from './store.js';

/** Where a store keeps documents and bytes. `P`: some, ready to be kept. */
export interface PayloadDialect<P = unknown> {
  packDocument(text: Uint8Array): Promise<P>;
  packBytes(bytes: Uint8Array): Promise<P>;
  /** Puts them where the columns of readings say, if they are not in those themselves. */
  put(within: Statements, payloads: readonly P[]): Promise<void>;
  /** What stands in the column of a reading. */
  column(payload: P): Value;
  /** Selects a {@link ReadingRow} by `$1`, the subject, and `$2`, the SHA-256 of its bytes. */
  readonly select: string;
  /** What was packed, from `bytes` of the row. Rejects with a {@link DamagedStore} where it is not what it was. */
  unpackBytes(column: Value): Promise<Uint8Array>;
  /** Removes what stood in columns, where nobody refers to it any more. */
  reclaim(column: Value): Promise<void>;
}

interface ReadingRow {
  readonly sha256: string;
  readonly textSha256: string;
  readonly contentType: string | null;
  readonly url: string;
  /** Packed. */
  readonly document: Buffer;
  readonly bytes: Value;
}

/** A reading ready to be kept. */
export interface PackedReading<P = unknown> {
  readonly visit: Visit;
  readonly reading: Reading;
  readonly document: P;
  readonly bytes: P;
}

export type ReadingTable = ReturnType<typeof readingTable>;

/** Readings, each kept once: documents and bytes are packed on the way in. */
export function readingTable<P>(db: Records, dialect: PayloadDialect<P>) {
  const find = (subject: string, sha256: string) =>
    db.row<ReadingRow>(dialect.select, subject, sha256);
  const packDocument = ({ snapshot }: Reading) =>
    dialect.packDocument(Buffer.from(writtenText(snapshot.document)));
  return {
    /** What a visit's reading needs to be kept; null when the store has those bytes of the subject already. */
    async ready(visit: Visit, reading: Reading): Promise<PackedReading<P> | null> {
      const known = 'SELECT 1 FROM readings WHERE subject = $1 AND sha256 = $2';
      if ((await db.row(known, visit.subject, reading.snapshot.sha256)) !== undefined) return null;
      return {
        visit,
        reading,
        document: await packDocument(reading),
        bytes: await dialect.packBytes(reading.bytes),
      };
    },
    async insert(within: Statements, readings: readonly PackedReading<P>[]): Promise<void> {
      await dialect.put(
        within,
        readings.flatMap(({ document, bytes }) => [document, bytes]),
      );
      for (const { visit, reading, document, bytes } of readings)
        await within.write(
          `INSERT INTO readings (subject, sha256, text_sha256, content_type, url, first_run, document, bytes)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
          visit.subject,
          reading.snapshot.sha256,
          reading.snapshot.textSha256,
          reading.contentType,
          reading.url,
          visit.run,
          dialect.column(document),
          dialect.column(bytes),
        );
    },
    async snapshot(subject: string, sha256: string): Promise<Snapshot | null> {
      const row = await find(subject, sha256);
      return row === undefined ? null : snapshotFromRow(row);
    },
    async reading(subject: string, sha256: string): Promise<Reading | null> {
      const row = await find(subject, sha256);
      if (row === undefined) return null;
      const { contentType, url } = row;
      return {
        snapshot: snapshotFromRow(row),
        bytes: await dialect.unpackBytes(row.bytes),
        contentType,
        url,
      };
    },
    async replaceReading(subject: string, reading: Reading): Promise<void> {
      const { sha256, textSha256 } = reading.snapshot;
      const packed = await packDocument(reading);
      const old = await db.together(async (within) => {
        const was = await within.row<{ document: Value }>(
          'SELECT document FROM readings WHERE subject = $1 AND sha256 = $2',
          subject,
          sha256,
        );
        if (was === undefined) throw new Error(`no reading ${sha256} of ${subject} to replace`);
        await dialect.put(within, [packed]);
        await within.write(
          `UPDATE readings SET text_sha256 = $1, content_type = $2, url = $3, document = $4
           WHERE subject = $5 AND sha256 = $6`,
          textSha256,
          reading.contentType,
          reading.url,
          dialect.column(packed),
          subject,
          sha256,
        );
        return was.document;
      });
      await dialect.reclaim(old);
    },
  };
}

/** The snapshot that was kept. */
const snapshotFromRow = ({ sha256, textSha256, document }: ReadingRow): Snapshot => ({
  sha256,
  textSha256,
  document: documentFromRow(readStored(unpackText(document), readWritten)),
});
