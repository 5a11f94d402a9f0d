import type { Database } from 'better-sqlite3';
import type { History, Snapshot, Visit } from '../model/visit.js';
import { earlierVisit, JUDGED } from './earlier-visit.js';
import type { GroupCommit } from './group-commit.js';
import type { MemoryTable } from './memories.js';
import { type ReadingRow, type ReadingTable, snapshotFromRow } from './readings.js';
import type { Lately, Store } from './store.js';
import type { VerdictTable } from './verdicts.js';
import {
  type Holder,
  isJudged,
  type KeptVisit,
  keptVisit,
  readVisit,
  VISIT_COLUMNS,
  VISIT_PARTS,
  type VisitRow,
} from './visit-rows.js';

/** How history is asked for, with a subject and a run. */
export const HISTORY = {
  judged: earlierVisit(VISIT_COLUMNS, VISIT_PARTS, JUDGED),
  latest: earlierVisit(VISIT_COLUMNS, VISIT_PARTS, ''),
  read: earlierVisit('v.run', '', 'AND v.snapshot IS NOT NULL'),
} as const;

/** Visits, each kept all or not at all with the reading that it brought and the memory that it left. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a factory, which prepares the table's statements once
export function visitTable(
  db: Database,
  readings: ReadingTable,
  memories: MemoryTable,
  verdicts: VerdictTable,
  commit: GroupCommit,
): Pick<Store, 'keepVisit' | 'visit' | 'visits' | 'lately' | 'history' | 'snapshot' | 'life'> {
  const upsert = db.prepare<[number, string, number, string | null, Buffer, number | null]>(
    `INSERT INTO visits (run, subject, judged, snapshot, visit, held_in) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (subject, run) DO UPDATE
     SET judged = excluded.judged, snapshot = excluded.snapshot, visit = excluded.visit, held_in = excluded.held_in`,
  );
  const rows = <P extends (string | number)[]>(which: string) =>
    db.prepare<P, VisitRow>(`SELECT ${VISIT_COLUMNS} FROM visits v ${VISIT_PARTS} WHERE ${which}`);
  const ofRun = rows<[number]>('v.run = ? ORDER BY v.id');
  const ofSubject = rows<[string, number]>('v.subject = ? ORDER BY v.run DESC LIMIT ?');
  const one = rows<[string, number]>('v.subject = ? AND v.run = ?');
  const judged = db.prepare<[string, number], VisitRow>(HISTORY.judged);
  const latest = db.prepare<[string, number], VisitRow>(HISTORY.latest);
  const read = db.prepare<[string, number], number>(HISTORY.read).pluck();
  /** What holds the last visits to the subjects that are being visited. */
  const holders = new Map<string, Holder>();

  const keep = (visit: Visit, kept: KeptVisit, reading: ReadingRow | null): void => {
    if (reading !== null) readings.insert(reading);
    const { packed, heldIn, memory } = kept;
    upsert.run(visit.run, visit.subject, isJudged(visit) ? 1 : 0, visit.snapshot, packed, heldIn);
    if (memory !== null) memories.replace(visit, memory);
  };
  const whole = (row: VisitRow): Visit => readVisit(row).visit;

  return {
    async keepVisit(visit, reading) {
      const row = reading === null ? null : await readings.row(visit, reading);
      const kept = await keptVisit(visit, holders.get(visit.subject));
      holders.delete(visit.subject);
      await commit.write(() => keep(visit, kept, row));
      verdicts.note(visit);
    },
    async visit(subject, run) {
      const row = one.get(subject, run);
      return row === undefined ? null : whole(row);
    },
    async visits(run) {
      return ofRun.all(run).map(whole);
    },
    async lately(subject, run) {
      const { holder, ...lately } = await latelyRead(subject, run);
      if (holder !== null) holders.set(subject, holder);
      return lately;
    },
    snapshot: textOf,
    async history(subject, run) {
      const { previous, accepted } = await latelyRead(subject, run);
      const former = previous?.memory?.former ?? null;
      return {
        previous,
        baseline: accepted === null ? null : await baseline(accepted),
        ...(former === null ? {} : { former: await textOf(subject, former) }),
      };
    },
    async life(subject, latest = -1) {
      return ofSubject.all(subject, latest).map(whole);
    },
  };

  async function latelyRead(
    subject: string,
    run: number,
  ): Promise<Lately & { readonly holder: Holder | null }> {
    const last = judged.get(subject, run) ?? latest.get(subject, run);
    const { visit: previous, holder } = last === undefined ? NEVER : readVisit(last);
    // On most nights they are one: no visit after the last one that was judged has read anything.
    const text = previous?.snapshot != null ? previous.run : read.get(subject, run);
    const accepted = text === undefined || text === last?.run ? null : one.get(subject, text);
    if (accepted != null) return { previous, accepted: whole(accepted), holder };
    return { previous, accepted: text === undefined ? null : previous, holder };
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

/** Of a subject that was never visited. */
const NEVER = { visit: null, holder: null };
