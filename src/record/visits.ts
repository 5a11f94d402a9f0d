import type { Database } from 'better-sqlite3';
import type { History, Snapshot, Visit } from '../model/visit.js';
import { packJson, unpackJson } from './compression.js';
import { visitFromRow } from './earlier-rows.js';
import { earlierVisit, JUDGED } from './earlier-visit.js';
import type { MemoryTable } from './memories.js';
import { type ReadingRow, type ReadingTable, snapshotFromRow } from './readings.js';
import type { Store } from './store.js';

/** How history is asked for, with a subject and a run. */
export const HISTORY = {
  judged: earlierVisit('visit', JUDGED),
  latest: earlierVisit('visit', ''),
  read: earlierVisit('visit', 'AND v.snapshot IS NOT NULL'),
} as const;

/** Visits, each kept in one transaction with the reading that it brought and the memory that it left. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a factory, which prepares the table's statements once
export function visitTable(
  db: Database,
  readings: ReadingTable,
  memories: MemoryTable,
): Pick<Store, 'keepVisit' | 'visits' | 'history' | 'life'> {
  const upsert = db.prepare<[number, string, number, string | null, Buffer]>(
    `INSERT INTO visits (run, subject, judged, snapshot, visit) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (subject, run) DO UPDATE
     SET judged = excluded.judged, snapshot = excluded.snapshot, visit = excluded.visit`,
  );
  const ofRun = db.prepare<[number], Buffer>('SELECT visit FROM visits WHERE run = ? ORDER BY id').pluck();
  const ofSubject = db
    .prepare<[string], Buffer>('SELECT visit FROM visits WHERE subject = ? ORDER BY run DESC')
    .pluck();
  const asked = (sql: string) => db.prepare<[string, number], Buffer>(sql).pluck();
  const judged = asked(HISTORY.judged);
  const latest = asked(HISTORY.latest);
  const read = asked(HISTORY.read);

  const keep = db.transaction((visit: Visit, packed: Buffer, reading: ReadingRow | null) => {
    if (reading !== null) readings.insert(reading);
    upsert.run(visit.run, visit.subject, isJudged(visit) ? 1 : 0, visit.snapshot, packed);
    if (visit.memory !== null) memories.replace(visit, visit.memory);
  });
  const whole = async (packed: Buffer): Promise<Visit> => {
    const visit = visitFromRow(await unpackJson<Visit>(packed));
    return { ...visit, memory: memories.after(visit) };
  };

  return {
    async keepVisit(visit, reading) {
      const { memory, ...told } = visit;
      const row = reading === null ? null : await readings.row(visit, reading);
      keep.immediate(visit, await packJson(told), row);
    },
    async visits(run) {
      return Promise.all(ofRun.all(run).map(whole));
    },
    async history(subject, run) {
      const previous = judged.get(subject, run) ?? latest.get(subject, run);
      const accepted = read.get(subject, run);
      const last = previous === undefined ? null : await whole(previous);
      const former = last?.memory?.former ?? null;
      return {
        previous: last,
        baseline: accepted === undefined ? null : await baseline(await whole(accepted)),
        ...(former === null ? {} : { former: await textOf(subject, former) }),
      };
    },
    async life(subject) {
      return Promise.all(ofSubject.all(subject).map(whole));
    },
  };

  async function textOf(subject: string, sha256: string): Promise<Snapshot | null> {
    const text = readings.text(subject, sha256);
    return text === undefined ? null : snapshotFromRow(text);
  }

  async function baseline(visit: Visit): Promise<History['baseline']> {
    const snapshot = visit.snapshot === null ? null : await textOf(visit.subject, visit.snapshot);
    return snapshot === null ? null : { visit, snapshot };
  }
}

/** A run that ended before it could judge a source says nothing that a later night could be compared with. */
const isJudged = ({ verdict }: Visit): boolean => verdict !== null && verdict.link.status !== 'unjudged';
