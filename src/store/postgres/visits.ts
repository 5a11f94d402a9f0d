import type { History, Visit } from '../../model/visit.js';
import {
  type Holder,
  isJudged,
  type PackedVisit,
  packVisit,
  type RunVerdictCache,
  readLife,
  readVisit,
  type VisitRow,
} from '../rows.js';
import type { LatestVisits, Store } from '../store.js';
import { LockedOut, LostConnection } from './connect.js';
import { earlierRun, JUDGED_ONLY, type ReportRows, type Statements } from './database.js';
import type { RunLease } from './locks.js';
import { insertReadings, type SharedReading, type SharedReadings } from './verdicts.js';

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
interface LatelyHeld extends LatestVisits {
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
  noted: RunVerdictCache,
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
      const kept = await packVisit(visit, holders.get(visit.subject));
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

/** Writes of many callers, together in one transaction. */
interface GroupWrites<T> {
  /** Resolves when a write is on the disk, and rejects with what it threw. */
  write(one: T): Promise<void>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

interface WaitingWrite<T> {
  readonly one: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Writes in one transaction at most, our choice: more make none of them cheaper. */
const MOST = 200;

/**
 * Those who come while a transaction is under way go together in the next: nobody waits for company, and where the server is far
 * many come. `keyOf` names what a transaction can write once only.
 */
function groupWrites<T>(
  write: (batch: readonly T[]) => Promise<void>,
  keyOf: (one: T) => string,
): GroupWrites<T> {
  let waiting: WaitingWrite<T>[] = [];
  let working: Promise<void> | null = null;

  /** One that fails takes nobody with it: the others are written each by itself, as long as there is a server. */
  async function settle(batch: readonly WaitingWrite<T>[]): Promise<void> {
    try {
      await write(batch.map(({ one }) => one));
    } catch (error) {
      // Each would wait in vain by itself as they did together.
      const isAway = error instanceof LostConnection || error instanceof LockedOut;
      if (batch.length > 1 && !isAway) for (const one of batch) await settle([one]);
      else for (const { reject } of batch) reject(error);
      return;
    }
    for (const { resolve } of batch) resolve();
  }

  function next(): readonly WaitingWrite<T>[] {
    const keys = new Set<string>();
    const batch: WaitingWrite<T>[] = [];
    const rest: WaitingWrite<T>[] = [];
    for (const one of waiting) {
      const key = keyOf(one.one);
      if (batch.length < MOST && !keys.has(key)) batch.push(one);
      else rest.push(one);
      keys.add(key);
    }
    waiting = rest;
    return batch;
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) await settle(next());
    working = null;
  }

  return {
    write: (one) =>
      new Promise((resolve, reject) => {
        waiting.push({ one, resolve, reject });
        working ??= Promise.resolve().then(work);
      }),
    idle: async () => void (await working),
  };
}
