import type { Database } from 'better-sqlite3';
import type { Snapshot, Visit } from '../model/visit.js';
import { readWritten, written } from '../model/written-document.js';
import { packShared, packText, unpack, unpackText } from './compression.js';
import { asWritten } from './damage.js';
import { documentFromRow } from './earlier-rows.js';
import type { Reading, Store } from './store.js';

/** The text of a reading as it is kept. */
export interface TextRow {
  readonly sha256: string;
  readonly textSha256: string;
  readonly document: Buffer;
}

/** A reading as it is kept. */
export interface ReadingRow extends TextRow {
  readonly subject: string;
  readonly contentType: string | null;
  readonly url: string;
  readonly firstRun: number;
  readonly bytes: Buffer;
}

/** What visits need of the readings. */
export interface ReadingTable {
  /** The row that a visit's reading needs; null when the store has those bytes of the subject already. */
  row(visit: Visit, reading: Reading): Promise<ReadingRow | null>;
  insert(row: ReadingRow): void;
  text(subject: string, sha256: string): TextRow | undefined;
}

/** Readings, each kept once: documents and bytes are packed on the way in. */
export function readingTable(db: Database): ReadingTable & Pick<Store, 'reading' | 'replaceReading'> {
  const known = db.prepare<[string, string]>('SELECT 1 FROM readings WHERE subject = ? AND sha256 = ?');
  const add = db.prepare<[ReadingRow]>(
    `INSERT INTO readings (subject, sha256, text_sha256, content_type, url, first_run, document, bytes)
     VALUES (@subject, @sha256, @textSha256, @contentType, @url, @firstRun, @document, @bytes)
     ON CONFLICT DO NOTHING`,
  );
  const replace = db.prepare<[string, string | null, string, Buffer, string, string]>(
    `UPDATE readings SET text_sha256 = ?, content_type = ?, url = ?, document = ? WHERE subject = ? AND sha256 = ?`,
  );
  const text = db.prepare<[string, string], TextRow>(
    `SELECT sha256, text_sha256 AS textSha256, document FROM readings WHERE subject = ? AND sha256 = ?`,
  );
  const whole = db.prepare<[string, string], ReadingRow>(
    `SELECT subject, sha256, text_sha256 AS textSha256, content_type AS contentType, url, first_run AS firstRun,
            document, bytes
     FROM readings WHERE subject = ? AND sha256 = ?`,
  );

  return {
    async row({ subject, run }, { snapshot, bytes, contentType, url }) {
      const { sha256, textSha256, document } = snapshot;
      if (known.get(subject, sha256) !== undefined) return null;
      const [packedDocument, packedBytes] = await Promise.all([
        packText(written(document)),
        packShared(bytes),
      ]);
      const packed = { document: packedDocument, bytes: packedBytes };
      return { subject, sha256, textSha256, contentType, url, firstRun: run, ...packed };
    },
    insert: (row) => void add.run(row),
    text: (subject, sha256) => text.get(subject, sha256),
    async reading(subject, sha256) {
      const row = whole.get(subject, sha256);
      if (row === undefined) return null;
      const [snapshot, bytes] = await Promise.all([snapshotFromRow(row), unpack(row.bytes)]);
      return { snapshot, bytes, contentType: row.contentType, url: row.url };
    },
    async replaceReading(subject, { snapshot, contentType, url }) {
      const { sha256, textSha256 } = snapshot;
      const document = await packText(written(snapshot.document));
      const { changes } = replace.run(textSha256, contentType, url, document, subject, sha256);
      if (changes !== 1) throw new Error(`no reading ${sha256} of ${subject} to replace`);
    },
  };
}

/** The snapshot that was kept. */
export const snapshotFromRow = async ({ sha256, textSha256, document }: TextRow): Promise<Snapshot> => ({
  sha256,
  textSha256,
  document: documentFromRow(asWritten(await unpackText(document), readWritten)),
});
