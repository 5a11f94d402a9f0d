import type { Database } from 'better-sqlite3';
import type { SourceMemory, Visit } from '../../model/visit.js';
import type { FileIdentityCheck } from '../locks.js';
import type { Look } from '../queries.js';
import {
  earlierVisit,
  type Holder,
  isJudged,
  JUDGED,
  packVisit,
  type RunVerdictCache,
  readVisit,
  VISIT_COLUMNS,
  VISIT_PARTS,
  type VisitRow,
} from '../rows.js';
import type { Store } from '../store.js';
import type { ReadingTable } from './readings.js';

interface EarlierRow extends VisitRow {
  /** The latest run, up to its own, whose visit was read: {@link UNREAD} for none, null where an earlier version noted none. */
  readonly readIn: number | null;
}

/** In the place of a run where a subject was never read. */
const UNREAD = 0;

const EARLIER = `${VISIT_COLUMNS}, v.read_in AS readIn`;

/** The queries for history, given a subject and a run. */
export const HISTORY = {
  judged: earlierVisit(EARLIER, VISIT_PARTS, JUDGED),
  latest: earlierVisit(EARLIER, VISIT_PARTS, ''),
  read: earlierVisit('v.run', '', 'AND v.snapshot IS NOT NULL'),
} as const;

/** Keeps visits, each in one transaction with the reading that it brought and the memory that it left. */
export function visitTable(
  db: Database,
  readings: ReadingTable,
  verdicts: RunVerdictCache,
  checkFile: FileIdentityCheck,
): Pick<Store, 'keepVisit' | 'lately'> & { readonly look: Look } {
  const upsert = db.prepare<[number, string, number, string | null, Buffer, number | null, number | null]>(
    `INSERT INTO visits (run, subject, judged, snapshot, visit, held_in, read_in) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (subject, run) DO UPDATE
     SET judged = excluded.judged, snapshot = excluded.snapshot, visit = excluded.visit, held_in = excluded.held_in,
         read_in = excluded.read_in`,
  );
  const one = db.prepare<[string, number], VisitRow>(
    `SELECT ${VISIT_COLUMNS} FROM visits v ${VISIT_PARTS} WHERE v.subject = ? AND v.run = ?`,
  );
  const judged = db.prepare<[string, number], EarlierRow>(HISTORY.judged);
  const latest = db.prepare<[string, number], EarlierRow>(HISTORY.latest);
  const read = db.prepare<[string, number], number>(HISTORY.read).pluck();
  const replaceMemory = memoryTable(db);
  /** The last visits to the subjects that are being visited: what holds their verdicts, and when they were last read. */
  const before = new Map<string, { readonly holder: Holder | null; readonly readIn: number }>();

  const look: Look = async (subject, run) => {
    const row = judged.get(subject, run) ?? latest.get(subject, run);
    const { visit: previous, holder } = row === undefined ? { visit: null, holder: null } : readVisit(row);
    const readIn = row?.readIn ?? read.get(subject, run) ?? UNREAD;
    const accepted = readIn === UNREAD ? undefined : one.get(subject, readIn);
    return { previous, accepted: accepted === undefined ? null : readVisit(accepted).visit, holder };
  };

  return {
    async keepVisit(visit, reading) {
      const row = reading === null ? null : await readings.row(visit, reading);
      const last = before.get(visit.subject);
      before.delete(visit.subject);
      const { packed, heldIn, memory } = await packVisit(visit, last?.holder ?? undefined);
      const readIn = visit.snapshot === null ? (last?.readIn ?? null) : visit.run;
      const keep = db.transaction(() => {
        checkFile();
        if (row !== null) readings.insert(row);
        upsert.run(visit.run, visit.subject, isJudged(visit) ? 1 : 0, visit.snapshot, packed, heldIn, readIn);
        if (memory !== null) replaceMemory(visit, memory);
      });
      keep.immediate();
      verdicts.note(visit);
    },
    look,
    async lately(subject, run) {
      const { holder, ...lately } = await look(subject, run);
      before.set(subject, { holder, readIn: lately.accepted?.run ?? UNREAD });
      return lately;
    },
  };
}

/**
 * Keeps what is remembered of each subject: the present run's memory, and those that its history may ask for (the run after a killed or
 * an offline one starts from the night before). Not packed: a memory has a few kilobytes at most.
 */
function memoryTable(db: Database) {
  const keep = db.prepare<[string, number, string]>(
    `INSERT INTO memories (subject, run, memory) VALUES (?, ?, ?)
     ON CONFLICT (subject, run) DO UPDATE SET memory = excluded.memory`,
  );
  const forget = db.prepare<[string, number, string, number, string, number]>(
    `DELETE FROM memories WHERE subject = ? AND run < ?
     AND run IS NOT (${earlierVisit('v.run', '', JUDGED)}) AND run IS NOT (${earlierVisit('v.run', '', '')})`,
  );
  return ({ subject, run }: Pick<Visit, 'subject' | 'run'>, memory: SourceMemory): void => {
    keep.run(subject, run, JSON.stringify(memory));
    forget.run(subject, run, subject, run, subject, run);
  };
}
