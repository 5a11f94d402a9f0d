import type { History, Visit } from '../../model/visit.js';
import type { NotedVerdicts } from '../noted-verdicts.js';
import type { Lately, Store } from '../store.js';
import { type Holder, keptVisit, readLife, readVisit, type VisitRow } from '../visit-rows.js';
import type { ReportRows } from './database.js';
import { earlierRun, JUDGED_ONLY } from './earlier-run.js';
import { groupWrites } from './group-writes.js';
import type { RunLease } from './lease.js';
import type { SharedReadings } from './readings.js';
import { type Keeping, writeVisits } from './write-visits.js';

/** Selects a {@link VisitRow}, with {@link PARTS}. */
const COLUMNS = 'v.run, v.visit, v.held_in AS "heldIn", h.visit AS held, m.memory';
/** What is joined to visits `v`: that which holds the verdict, found by its month, and the memory. */
const PARTS = `
  LEFT JOIN runs hr ON hr.id = v.held_in
  LEFT JOIN visits h ON h.subject = v.subject AND h.month = hr.month AND h.run = v.held_in
  LEFT JOIN memories m ON m.subject = v.subject AND m.run = v.run`;

/** The latest visit that was judged, else the latest, and the latest that was read. */
const LATELY = `
  WITH judged AS (${earlierRun('$1', '$2', JUDGED_ONLY)}),
    latest AS (SELECT * FROM (${earlierRun('$1', '$2', '')}) l WHERE NOT EXISTS (SELECT FROM judged)),
    accepted AS (${earlierRun('$1', '$2', 'AND v.snapshot IS NOT NULL')})
  SELECT ${COLUMNS}, k.which FROM (
    SELECT 'previous' AS which, * FROM judged UNION ALL SELECT 'previous', * FROM latest
    UNION ALL SELECT 'accepted', * FROM accepted) k
  JOIN visits v ON v.subject = $1 AND v.month = k.month AND v.run = k.run ${PARTS}`;

/** What is read again of visits before a run, and where the verdict of the last one is kept. */
interface LatelyHeld extends Lately {
  readonly holder: Holder | null;
}

async function latelyRead(db: ReportRows, subject: string, run: number): Promise<LatelyHeld> {
  const rows = await db.rows<VisitRow & { which: 'previous' | 'accepted' }>(LATELY, subject, run);
  const read = (which: string) => {
    const row = rows.find((one) => one.which === which);
    return row === undefined ? null : readVisit(row);
  };
  const previous = read('previous');
  const accepted = read('accepted')?.visit ?? null;
  return { previous: previous?.visit ?? null, accepted, holder: previous?.holder ?? null };
}

type VisitWrites = Pick<Store, 'keepVisit' | 'lately'> & {
  /** Resolves when no visit waits to be kept. */
  idle(): Promise<void>;
};

/** Visits of one report, each kept all or not at all with the reading that it brought and the memory that it left. */
export function sharedVisits(
  db: ReportRows,
  readings: SharedReadings,
  noted: NotedVerdicts,
  lease: Pick<RunLease, 'assertHeld'>,
): VisitWrites {
  const write = (batch: readonly Keeping[]): Promise<void> =>
    db.together(async (within) => {
      await lease.assertHeld(within);
      await writeVisits(within, batch);
    });
  const writes = groupWrites(write, ({ visit }) => visit.subject);
  /** What holds the last visits to the subjects that are being visited. */
  const holders = new Map<string, Holder>();
  return {
    idle: () => writes.idle(),
    async keepVisit(visit, reading) {
      const ready = reading === null ? null : await readings.ready(visit, reading);
      const kept = await keptVisit(visit, holders.get(visit.subject));
      holders.delete(visit.subject);
      await writes.write({ visit, kept, reading: ready });
      noted.note(visit);
    },
    async lately(subject, run) {
      const { holder, ...lately } = await latelyRead(db, subject, run);
      if (holder !== null) holders.set(subject, holder);
      return lately;
    },
  };
}

/** What was visited, for those who look back. */
export function sharedHistory(
  db: ReportRows,
  readings: SharedReadings,
): Pick<Store, 'visit' | 'visits' | 'history' | 'life'> {
  const visitsWhere = async (
    which: string,
    ...values: readonly (string | number | null)[]
  ): Promise<readonly Visit[]> => {
    const rows = await db.rows<VisitRow>(
      `SELECT ${COLUMNS} FROM visits v ${PARTS} WHERE ${which}`,
      ...values,
    );
    return rows.map((row) => readVisit(row).visit);
  };
  return {
    visit: async (subject, run) =>
      (await visitsWhere('v.subject = $1 AND v.run = $2', subject, run))[0] ?? null,
    visits: (run) => visitsWhere('v.run = $1 ORDER BY v.landed', run),
    async life(subject, latest) {
      const rows = await db.rows<VisitRow & { offline: boolean }>(
        `SELECT ${COLUMNS}, NOT r.online AS offline FROM visits v JOIN runs r ON r.id = v.run ${PARTS}
         WHERE v.subject = $1 ORDER BY v.month DESC, v.run DESC LIMIT $2`,
        subject,
        latest ?? null,
      );
      return rows.map(readLife);
    },
    async history(subject, run): Promise<History> {
      const { previous, accepted } = await latelyRead(db, subject, run);
      const former = previous?.memory?.former ?? null;
      const snapshot = accepted?.snapshot == null ? null : await readings.text(subject, accepted.snapshot);
      return {
        previous,
        baseline: accepted === null || snapshot === null ? null : { visit: accepted, snapshot },
        ...(former === null ? {} : { former: await readings.text(subject, former) }),
      };
    },
  };
}
