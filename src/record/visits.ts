import type { Database } from 'better-sqlite3';
import type { History, Snapshot, Visit } from '../model/visit.js';
import { packJson, unpackJson } from './compression.js';
import { visitFromRow } from './earlier-rows.js';
import { earlierVisit, JUDGED } from './earlier-visit.js';
import type { GroupCommit } from './group-commit.js';
import type { MemoryTable } from './memories.js';
import { type ReadingRow, type ReadingTable, snapshotFromRow } from './readings.js';
import type { Lately, Store } from './store.js';
import type { VerdictTable } from './verdicts.js';

/** How history is asked for, with a subject and a run. */
export const HISTORY = {
  judged: earlierVisit('v.run, v.visit', JUDGED),
  latest: earlierVisit('v.run, v.visit', ''),
  read: earlierVisit('v.run, v.visit', 'AND v.snapshot IS NOT NULL'),
} as const;

interface VisitRow {
  readonly run: number;
  readonly visit: Buffer;
}

/** Visits, each kept all or not at all with the reading that it brought and the memory that it left. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a factory, which prepares the table's statements once
export function visitTable(
  db: Database,
  readings: ReadingTable,
  memories: MemoryTable,
  verdicts: VerdictTable,
  commit: GroupCommit,
): Pick<Store, 'keepVisit' | 'visits' | 'lately' | 'history' | 'snapshot' | 'life'> {
  const upsert = db.prepare<[number, string, number, string | null, Buffer]>(
    `INSERT INTO visits (run, subject, judged, snapshot, visit) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (subject, run) DO UPDATE
     SET judged = excluded.judged, snapshot = excluded.snapshot, visit = excluded.visit`,
  );
  const ofRun = db.prepare<[number], Buffer>('SELECT visit FROM visits WHERE run = ? ORDER BY id').pluck();
  const ofSubject = db
    .prepare<[string], Buffer>('SELECT visit FROM visits WHERE subject = ? ORDER BY run DESC')
    .pluck();
  const asked = (sql: string) => db.prepare<[string, number], VisitRow>(sql);
  const judged = asked(HISTORY.judged);
  const latest = asked(HISTORY.latest);
  const read = asked(HISTORY.read);

  const keep = (visit: Visit, packed: Buffer, reading: ReadingRow | null): void => {
    if (reading !== null) readings.insert(reading);
    upsert.run(visit.run, visit.subject, isJudged(visit) ? 1 : 0, visit.snapshot, packed);
    if (visit.memory !== null) memories.replace(visit, visit.memory);
  };
  const whole = async (packed: Buffer): Promise<Visit> => {
    const visit = visitFromRow(await unpackJson<Visit>(packed));
    return { ...visit, memory: memories.after(visit) };
  };

  return {
    async keepVisit(visit, reading) {
      const { memory, ...told } = visit;
      const row = reading === null ? null : await readings.row(visit, reading);
      const packed = await packJson(told);
      await commit.write(() => keep(visit, packed, row));
      verdicts.note(visit);
    },
    async visits(run) {
      return Promise.all(ofRun.all(run).map(whole));
    },
    lately,
    snapshot: textOf,
    async history(subject, run) {
      const { previous, accepted } = await lately(subject, run);
      const former = previous?.memory?.former ?? null;
      return {
        previous,
        baseline: accepted === null ? null : await baseline(accepted),
        ...(former === null ? {} : { former: await textOf(subject, former) }),
      };
    },
    async life(subject) {
      return Promise.all(ofSubject.all(subject).map(whole));
    },
  };

  async function lately(subject: string, run: number): Promise<Lately> {
    const last = judged.get(subject, run) ?? latest.get(subject, run);
    const text = read.get(subject, run);
    const previous = last === undefined ? null : await whole(last.visit);
    // On most nights they are one.
    const accepted = text === undefined ? null : text.run === last?.run ? previous : await whole(text.visit);
    return { previous, accepted };
  }

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
