import type { Database } from 'better-sqlite3';
import { readWritten, written } from '../../model/manuscript.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { Rows } from '../../model/verdicts.js';
import type { Snapshot, Visit } from '../../model/visit.js';
import { packShared, packText, unpack, unpackText } from '../compression.js';
import { readStored } from '../locks.js';
import type { RowsOf } from '../queries.js';
import {
  documentFromRow,
  type KeptVerdict,
  type RunVerdictCache,
  runVerdictCache,
  VISIT_COLUMNS,
  VISIT_PARTS,
  type VisitRow,
  verdictFromRow,
  verdictIn,
} from '../rows.js';
import type { Reading } from '../store.js';

/** The text of a reading as it is kept. */
export interface TextRow {
  readonly sha256: string;
  readonly textSha256: string;
  readonly document: Buffer;
}

/** A reading as it is kept. */
interface ReadingRow extends TextRow {
  readonly subject: string;
  readonly contentType: string | null;
  readonly url: string;
  readonly firstRun: number;
  readonly bytes: Buffer;
}

export type ReadingTable = ReturnType<typeof readingTable>;

/** Readings, each kept once: documents and bytes are packed on the way in. */
export function readingTable(db: Database) {
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
    /** The row that a visit's reading needs; null when the store has those bytes of the subject already. */
    async row({ subject, run }: Visit, { snapshot, bytes, contentType, url }: Reading): Promise<ReadingRow | null> {
      const { sha256, textSha256, document } = snapshot;
      if (known.get(subject, sha256) !== undefined) return null;
      const packed = { document: await packText(written(document)), bytes: await packShared(bytes) };
      return { subject, sha256, textSha256, contentType, url, firstRun: run, ...packed };
    },
    insert: (row: ReadingRow) => void add.run(row),
    async text(subject: string, sha256: string): Promise<Snapshot | null> {
      const row = text.get(subject, sha256);
      return row === undefined ? null : snapshotFromRow(row);
    },
    async reading(subject: string, sha256: string): Promise<Reading | null> {
      const row = whole.get(subject, sha256);
      if (row === undefined) return null;
      const { contentType, url } = row;
      return { snapshot: snapshotFromRow(row), bytes: await unpack(row.bytes), contentType, url };
    },
    async replaceReading(subject: string, { snapshot, contentType, url }: Reading): Promise<void> {
      const { sha256, textSha256 } = snapshot;
      const document = await packText(written(snapshot.document));
      const { changes } = replace.run(textSha256, contentType, url, document, subject, sha256);
      if (changes !== 1) throw new Error(`no reading ${sha256} of ${subject} to replace`);
    },
  };
}

/** The snapshot that was kept. */
export const snapshotFromRow = ({ sha256, textSha256, document }: TextRow): Snapshot => ({
  sha256,
  textSha256,
  document: documentFromRow(readStored(unpackText(document), readWritten)),
});

/** The verdicts of runs, which their visits hold already. */
export interface VerdictTable extends RunVerdictCache {
  /** Each verdict is read when it is asked for. */
  readonly rowsOf: RowsOf;
}

/** Nothing of a night is kept twice: what a result says of a source is what its visit says. */
export function verdictTable(db: Database): VerdictTable {
  const noted = runVerdictCache();
  const ofVisit = db.prepare<[number, string], VisitRow>(
    `SELECT ${VISIT_COLUMNS} FROM visits v ${VISIT_PARTS} WHERE v.run = ? AND v.subject = ?`,
  );
  const verdictOf = (run: number, kept: KeptVerdict): SourceVerdict =>
    typeof kept === 'string'
      ? (noted.of(run, kept) ?? verdictIn(run, kept, ofVisit.get(run, kept)))
      : verdictFromRow(kept);
  return {
    ...noted,
    rowsOf: async (run, kept, index) =>
      new Rows((row) => verdictOf(run, kept[row] as KeptVerdict), [...kept.keys()], index),
  };
}
