import type { Database } from 'better-sqlite3';
import type { History, Snapshot, SourceMemory, Visit } from '../../model/visit.js';
import type { FileIdentityCheck } from '../locks.js';
import {
  earlierVisit,
  type Holder,
  isJudged,
  JUDGED,
  type PackedVisit,
  packVisit,
  readLife,
  readVisit,
  VISIT_COLUMNS,
  VISIT_PARTS,
  type VisitRow,
} from '../rows.js';
import type { LatestVisits, Store } from '../store.js';
import { type ReadingRow, type ReadingTable, snapshotFromRow, type VerdictTable } from './readings.js';

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
    { packed, heldIn, memory }: PackedVisit,
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
      const kept = await packVisit(visit, last?.holder ?? undefined);
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
interface LatelyHeld extends LatestVisits {
  readonly holder: Holder | null;
}

/** Of a subject that was never visited. */
const NEVER = { visit: null, holder: null };

/**
 * Milliseconds to wait for company, in units of what the last commit took: the disk has the thread for a tenth of the time
 * at most, and where commits cost nothing nobody waits. What stands on one page of the store is written once for all of them.
 */
const COMPANY = 9;
/** Milliseconds after which nobody is waited for, however slow the disk is. */
const LONGEST_WAIT = 50;

/**
 * Writes for which no others are waited for: half of the 96 visits that are usually at work at once. Were all to wait, nothing would be
 * asked meanwhile, which took a tenth of the time of a night on which nothing changed.
 */
const ENOUGH = 48;

/** Writes of many callers, a transaction for all that came within a moment. */
export interface GroupCommit {
  /** Does a caller's writes, all or none; resolves when they are on the disk, and rejects with what they threw. */
  write(job: () => void): Promise<void>;
  /** Commits at once what waits. */
  flush(): void;
}

interface Waiting {
  readonly job: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** One commit costs as much as the disk takes to write, however much is in it. Nothing is acknowledged that `there` throws at. */
export function groupCommit(db: Database, there: FileIdentityCheck): GroupCommit {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let wait = 0;
  const commit = db.transaction((jobs: readonly Waiting[]) => {
    there();
    for (const { job } of jobs) job();
  });

  /** A job that fails takes nobody with it: the others are committed each by itself. */
  function settle(jobs: readonly Waiting[]): void {
    try {
      commit.immediate(jobs);
    } catch (error) {
      if (jobs.length > 1) for (const one of jobs) settle([one]);
      else jobs[0]?.reject(error);
      return;
    }
    for (const { resolve } of jobs) resolve();
  }

  function flush(): void {
    clearTimeout(timer);
    const jobs = waiting;
    waiting = [];
    if (jobs.length === 0) return;
    const began = performance.now();
    settle(jobs);
    wait = Math.min(LONGEST_WAIT, COMPANY * (performance.now() - began));
  }

  return {
    write: (job) =>
      new Promise((resolve, reject) => {
        const company = waiting.push({ job, resolve, reject });
        if (company === 1) timer = setTimeout(flush, wait);
        else if (company === ENOUGH) flush();
      }),
    flush,
  };
}

/** A visit by its key. */
type VisitKey = Pick<Visit, 'subject' | 'run'>;

/** What visits need of the memories. */
interface MemoryTable {
  /** Keeps what is remembered after a visit, and forgets what no later visit can ask for. */
  replace(after: VisitKey, memory: SourceMemory): void;
}

/**
 * Memories: of each subject the present run's, and those that its history may ask for. Whoever takes up a killed run, and
 * the run after one that was offline, starts from what the night before left. Not packed: a memory is a few kilobytes at most,
 * and packing it would cost as much as the rest of the visit.
 */
export function memoryTable(db: Database): MemoryTable {
  const keep = db.prepare<[VisitKey & { memory: string }]>(
    `INSERT INTO memories (subject, run, memory) VALUES (@subject, @run, @memory)
     ON CONFLICT (subject, run) DO UPDATE SET memory = excluded.memory`,
  );
  const forget = db.prepare<[string, number, string, number, string, number]>(
    `DELETE FROM memories WHERE subject = ? AND run < ?
     AND run IS NOT (${earlierVisit('v.run', '', JUDGED)}) AND run IS NOT (${earlierVisit('v.run', '', '')})`,
  );
  return {
    replace({ subject, run }, memory) {
      keep.run({ subject, run, memory: JSON.stringify(memory) });
      forget.run(subject, run, subject, run, subject, run);
    },
  };
}
