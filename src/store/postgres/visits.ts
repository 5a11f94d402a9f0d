import type { Visit } from '../../model/visit.js';
import type { Look } from '../queries.js';
import {
  type Holder,
  isJudged,
  type PackedVisit,
  packVisit,
  type RunVerdictCache,
  readVisit,
  VISIT_COLUMNS,
  type VisitRow,
} from '../rows.js';
import type { Store } from '../store.js';
import { type Batches, earlierRun, inBatches, JUDGED_ONLY, type ReportRows, type Statements } from './database.js';
import type { RunLease } from './locks.js';
import { insertReadings, type SharedReading, type sharedReadings } from './verdicts.js';

/** What is joined to visits `v` for a {@link VisitRow}: the visit that holds the verdict, found by its month, and the memory. */
export const PARTS = `
  LEFT JOIN runs hr ON hr.id = v.held_in
  LEFT JOIN visits h ON h.subject = v.subject AND h.month = hr.month AND h.run = v.held_in
  LEFT JOIN memories m ON m.subject = v.subject AND m.run = v.run`;

/** The latest visit that was judged, else the latest, and the latest that was read. */
const LATELY = `
  WITH judged AS (${earlierRun('$1', '$2', JUDGED_ONLY)}),
    latest AS (SELECT * FROM (${earlierRun('$1', '$2', '')}) l WHERE NOT EXISTS (SELECT FROM judged)),
    accepted AS (${earlierRun('$1', '$2', 'AND v.snapshot IS NOT NULL')})
  SELECT ${VISIT_COLUMNS}, k.which FROM (
    SELECT 'previous' AS which, * FROM judged UNION ALL SELECT 'previous', * FROM latest
    UNION ALL SELECT 'accepted', * FROM accepted) k
  JOIN visits v ON v.subject = $1 AND v.month = k.month AND v.run = k.run ${PARTS}`;

/** Reads the latest visits of one report. */
export const looksAt =
  (db: ReportRows): Look =>
  async (subject, run) => {
    const rows = await db.rows<VisitRow & { which: 'previous' | 'accepted' }>(LATELY, subject, run);
    const read = (which: string) => {
      const row = rows.find((one) => one.which === which);
      return row === undefined ? { visit: null, holder: null } : readVisit(row);
    };
    const { visit: previous, holder } = read('previous');
    return { previous, accepted: read('accepted').visit, holder };
  };

/** Keeps the visits of one report, each all or not at all with the reading that it brought and the memory that it left. */
export function sharedVisits(
  db: ReportRows,
  look: Look,
  ready: ReturnType<typeof sharedReadings>['ready'],
  noted: RunVerdictCache,
  lease: Pick<RunLease, 'assertHeld'>,
): Pick<Store, 'keepVisit' | 'lately'> & Pick<Batches<Keeping, void>, 'idle'> {
  const writes = inBatches<Keeping, void>(
    (batch) =>
      db.together(async (within) => {
        await lease.assertHeld(within);
        await writeVisits(within, batch);
        return batch.map(() => undefined);
      }),
    ({ visit }) => visit.subject,
  );
  /** What holds the last visits to the subjects that are being visited. */
  const holders = new Map<string, Holder>();
  return {
    idle: writes.idle,
    async keepVisit(visit, reading) {
      const packed = reading === null ? null : await ready(visit, reading);
      const kept = await packVisit(visit, holders.get(visit.subject));
      holders.delete(visit.subject);
      await writes.write({ visit, kept, reading: packed });
      noted.note(visit);
    },
    async lately(subject, run) {
      const { holder, ...lately } = await look(subject, run);
      if (holder !== null) holders.set(subject, holder);
      return lately;
    },
  };
}

/** A visit on its way into the store. */
interface Keeping {
  readonly visit: Visit;
  readonly kept: PackedVisit;
  readonly reading: SharedReading | null;
}

/** Keeps visits, all or none, with the readings that they brought and the memories that they left; of each subject one. */
async function writeVisits(db: Statements, batch: readonly Keeping[]): Promise<void> {
  await insertReadings(
    db,
    batch.flatMap(({ reading }) => reading ?? []),
  );
  const visits = batch.map(({ visit }) => visit);
  const written = await db.write(
    `INSERT INTO visits (month, run, subject, judged, snapshot, held_in, visit)
     SELECT r.month, v.run, v.subject, v.judged, v.snapshot, v.held_in, v.visit
     FROM unnest($1::int[], $2::text[], $3::bool[], $4::text[], $5::int[], $6::bytea[]) WITH ORDINALITY
       AS v (run, subject, judged, snapshot, held_in, visit, n)
     JOIN runs r ON r.id = v.run ORDER BY v.n
     ON CONFLICT (report, subject, month, run) DO UPDATE
     SET judged = excluded.judged, snapshot = excluded.snapshot, held_in = excluded.held_in, visit = excluded.visit`,
    visits.map(({ run }) => run),
    visits.map(({ subject }) => subject),
    visits.map(isJudged),
    visits.map(({ snapshot }) => snapshot),
    batch.map(({ kept }) => kept.heldIn),
    batch.map(({ kept }) => kept.packed),
  );
  if (written !== batch.length) throw new Error('a visit belongs to no run');
  await writeMemories(
    db,
    batch.filter(({ kept }) => kept.memory !== null),
  );
}

/** Keeps what is remembered after visits, and forgets what no later visit can ask for: see the embedded store's memories. */
async function writeMemories(db: Statements, batch: readonly Keeping[]): Promise<void> {
  if (batch.length === 0) return;
  const subjects = batch.map(({ visit }) => visit.subject);
  const runs = batch.map(({ visit }) => visit.run);
  await db.write(
    `INSERT INTO memories (subject, run, former, memory) SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[])
     ON CONFLICT (report, subject, run) DO UPDATE SET former = excluded.former, memory = excluded.memory`,
    subjects,
    runs,
    batch.map(({ kept }) => kept.memory?.former ?? null),
    batch.map(({ kept }) => JSON.stringify(kept.memory)),
  );
  const latest = (which: string) => `(SELECT run FROM (${earlierRun('k.subject', 'k.run', which)}) e)`;
  await db.write(
    `DELETE FROM memories m USING unnest($1::text[], $2::int[]) AS k (subject, run)
     WHERE m.subject = k.subject AND m.run < k.run
       AND m.run IS DISTINCT FROM ${latest(JUDGED_ONLY)} AND m.run IS DISTINCT FROM ${latest('')}`,
    subjects,
    runs,
  );
}
