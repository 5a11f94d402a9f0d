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
  readLife,
  readVisit,
  VISIT_COLUMNS,
  VISIT_PARTS,
  type VisitRow,
} from './visit-rows.js';

/** A row of an earlier visit. */
interface EarlierRow extends VisitRow {
  /** The latest run, up to its own, whose visit was read: {@link UNREAD} for none, null where that is to be looked for. */
  readonly readIn: number | null;
}

/** In the place of a run where a subject was never read. */
const UNREAD = 0;

const EARLIER = `${VISIT_COLUMNS}, v.read_in AS readIn`;

/** How history is asked for, with a subject and a run. */
export const HISTORY = {
  judged: earlierVisit(EARLIER, VISIT_PARTS, JUDGED),
  latest: earlierVisit(EARLIER, VISIT_PARTS, ''),
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
  const upsert = db.prepare<[number, string, number, string | null, Buffer, number | null, number | null]>(
    `INSERT INTO visits (run, subject, judged, snapshot, visit, held_in, read_in) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (subject, run) DO UPDATE
     SET judged = excluded.judged, snapshot = excluded.snapshot, visit = excluded.visit, held_in = excluded.held_in,
         read_in = excluded.read_in`,
  );
  const rows = <P extends (string | number)[]>(which: string) =>
    db.prepare<P, VisitRow>(`SELECT ${VISIT_COLUMNS} FROM visits v ${VISIT_PARTS} WHERE ${which}`);
  const ofRun = rows<[number]>('v.run = ? ORDER BY v.id');
  const ofSubject = db.prepare<[string, number], VisitRow & { offline: number }>(
    `SELECT ${VISIT_COLUMNS}, NOT r.online AS offline FROM visits v JOIN runs r ON r.id = v.run ${VISIT_PARTS}
     WHERE v.subject = ? ORDER BY v.run DESC LIMIT ?`,
  );
  const one = rows<[string, number]>('v.subject = ? AND v.run = ?');
  const judged = db.prepare<[string, number], EarlierRow>(HISTORY.judged);
  const latest = db.prepare<[string, number], EarlierRow>(HISTORY.latest);
  const read = db.prepare<[string, number], number>(HISTORY.read).pluck();
  /** The last visits to the subjects that are being visited. */
  const before = new Map<string, LatelyHeld>();

  const keep = (
    visit: Visit,
    { packed, heldIn, memory }: KeptVisit,
    readIn: number | null,
    reading: ReadingRow | null,
  ): void => {
    if (reading !== null) readings.insert(reading);
    upsert.run(visit.run, visit.subject, isJudged(visit) ? 1 : 0, visit.snapshot, packed, heldIn, readIn);
    if (memory !== null) memories.replace(visit, memory);
  };
  const whole = (row: VisitRow): Visit => readVisit(row).visit;

  return {
    async keepVisit(visit, reading) {
      const row = reading === null ? null : await readings.row(visit, reading);
      const last = before.get(visit.subject);
      before.delete(visit.subject);
      const kept = await keptVisit(visit, last?.holder ?? undefined);
      const readBefore = last === undefined ? null : (last.accepted?.run ?? UNREAD);
      const readIn = visit.snapshot === null ? readBefore : visit.run;
      await commit.write(() => keep(visit, kept, readIn, row));
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
      const { holder, ...lately } = latelyRead(subject, run);
      before.set(subject, { holder, ...lately });
      return lately;
    },
    snapshot: textOf,
    async history(subject, run) {
      const { previous, accepted } = latelyRead(subject, run);
      const former = previous?.memory?.former ?? null;
      return {
        previous,
        baseline: accepted === null ? null : await baseline(accepted),
        ...(former === null ? {} : { former: await textOf(subject, former) }),
      };
    },
    async life(subject, latest = -1) {
      return ofSubject.all(subject, latest).map(readLife);
    },
  };

  function latelyRead(subject: string, run: number): LatelyHeld {
    const last = judged.get(subject, run) ?? latest.get(subject, run);
    const { visit: previous, holder } = last === undefined ? NEVER : readVisit(last);
    // On most nights they are one: no visit after the last one that was judged has read anything.
    if (previous?.snapshot != null) return { previous, accepted: previous, holder };
    const readIn = last?.readIn ?? read.get(subject, run) ?? UNREAD;
    const accepted = readIn === UNREAD ? undefined : one.get(subject, readIn);
    return { previous, accepted: accepted === undefined ? null : whole(accepted), holder };
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

/** The latest visits to a subject, and what holds the verdict of the last one. */
interface LatelyHeld extends Lately {
  readonly holder: Holder | null;
}

/** Of a subject that was never visited. */
const NEVER = { visit: null, holder: null };
