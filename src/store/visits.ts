import type { Visit } from '../model/visit.js';
import { inBatches } from './batches.js';
import type { Records, Statements, Value } from './database.js';
import type { RunLock } from './locks.js';
import type { PackedReading, ReadingTable } from './readings.js';
import {
  type Holder,
  isJudged,
  type PackedVisit,
  packVisit,
  type RunVerdictCache,
  readLife,
  readVisit,
  VISIT_COLUMNS,
  type VisitRow,
} from './rows.js';
import type { LatestVisits, Reading, Store } from './store.js';

// A verdict that equals the last one is kept as the run of the visit that holds it (`heldIn`), and a text as the run in which it was read (`readIn`).

/** How a store keeps visits. The strings are SQL, in which `v` is a row of `visits`. */
export interface VisitDialect {
  /** What is joined to `visits v` for a {@link VisitRow}. */
  readonly parts: string;
  /** The column by which visits are in the order in which they landed. */
  readonly landed: string;
  /** What comes after ORDER BY, for the latest first. */
  readonly latest: string;
  /** An expression: the latest run, up to that of `v`, whose visit was read; {@link UNREAD} for none, NULL where that is not noted. */
  readonly readIn: string;
  keepVisit(within: Statements, row: NewVisit): Promise<number>;
  /** Keeps what is remembered after a visit. Not packed: a memory has a few kilobytes at most. */
  keepMemory(
    within: Statements,
    subject: string,
    run: number,
    memory: NonNullable<PackedVisit['memory']>,
  ): Promise<unknown>;
}

/** A visit as it is written. */
export interface NewVisit {
  readonly visit: Visit;
  readonly isJudged: boolean;
  readonly heldIn: number | null;
  readonly readIn: number | null;
  readonly packed: Value;
}

/** In the place of a run where a subject was never read. */
const UNREAD = 0;

/** The run of visits `v` counts as a night: it was online, and ended. */
const OF_A_NIGHT = `(SELECT r.online AND r.state = 'finished' FROM runs r WHERE r.id = v.run)`;

/** Narrows {@link earlierVisit} to visits that say something of their source. */
export const JUDGED = 'AND v.judged';

/**
 * Selects columns of the latest visit to a subject before a run, of those that `which` lets pass: one step down an index. Runs that were
 * offline, or never ended, do not count: what they saw was told to nobody, and a later night tells it. The subselect keeps both stores from
 * walking the runs first: a visit is found by its subject, then its run is asked.
 */
export const earlierVisit = (columns: string, latest: string, which: string): string =>
  `SELECT ${columns} FROM visits v WHERE v.subject = $1 AND v.run < $2 AND ${OF_A_NIGHT} ${which} ORDER BY ${latest} LIMIT 1`;

/** The queries for history, given a subject and a run. */
export function historyQueries({
  parts,
  latest,
  readIn,
}: Pick<VisitDialect, 'parts' | 'latest' | 'readIn'>) {
  const whole = (visits: string): string =>
    `SELECT ${VISIT_COLUMNS}, ${readIn} AS "readIn" FROM ${visits} ${parts}`;
  const before = (which: string): string => whole(`(${earlierVisit('*', latest, which)}) v`);
  return {
    judged: before(JUDGED),
    latest: before(''),
    read: before('AND v.snapshot IS NOT NULL'),
    of: `${whole('visits v')} WHERE v.subject = $1 AND v.run = $2`,
  };
}

/** A visit on its way into the store. */
interface Keeping {
  readonly visit: Visit;
  readonly kept: PackedVisit;
  readonly readIn: number | null;
  readonly reading: PackedReading | null;
}

/** Keeps visits, each all or not at all with the reading that it brought and the memory that it left. */
export function visitTable(
  db: Records,
  dialect: VisitDialect,
  readings: Pick<ReadingTable, 'ready' | 'insert' | 'snapshot'>,
  cache: RunVerdictCache,
  lock: RunLock,
) {
  // Visits that come while others are written share a transaction.
  const writes = inBatches<Keeping, void>(
    (batch) =>
      db.together(async (within) => {
        await lock.assertHeld(within);
        await readings.insert(
          within,
          batch.flatMap(({ reading }) => reading ?? []),
        );
        for (const one of batch) await writeVisit(within, dialect, one);
        return batch.map(() => undefined);
      }),
    // Two visits to one subject never share a batch.
    ({ visit }) => visit.subject,
  );
  /** What `lately` found of a subject, for the `keepVisit` that follows: what holds its last verdict, and when it was last read. */
  const before = new Map<string, { readonly holder: Holder | null; readonly readIn: number }>();
  const look = looksAt(db, dialect);
  return {
    ...visitQueries(db, dialect, look, readings),
    /** Resolves when nothing waits to be written any more. */
    idle: writes.idle,
    async keepVisit(visit: Visit, reading: Reading | null): Promise<void> {
      const packed = reading === null ? null : await readings.ready(visit, reading);
      const last = before.get(visit.subject);
      before.delete(visit.subject);
      const kept = await packVisit(visit, last?.holder ?? undefined);
      const readIn = visit.snapshot === null ? (last?.readIn ?? null) : visit.run;
      await writes.write({ visit, kept, readIn, reading: packed });
      cache.note(visit);
    },
    async lately(subject: string, run: number): Promise<LatestVisits> {
      const { holder, ...lately } = await look(subject, run);
      before.set(subject, { holder, readIn: lately.accepted?.run ?? UNREAD });
      return lately;
    },
  };
}

/** Reads the latest visits to a subject before a run, and what holds the verdict of the last one. */
type Look = (
  subject: string,
  run: number,
) => Promise<LatestVisits & { readonly holder: Holder | null }>;

function looksAt(db: Statements, dialect: VisitDialect): Look {
  const history = historyQueries(dialect);
  const ask = (text: string, subject: string, run: number) =>
    db.row<VisitRow & { readonly readIn: number | null }>(text, subject, run);
  return async (subject, run) => {
    const row =
      (await ask(history.judged, subject, run)) ?? (await ask(history.latest, subject, run));
    const { visit: previous, holder } =
      row === undefined ? { visit: null, holder: null } : readVisit(row);
    if (row?.readIn === UNREAD) return { previous, accepted: null, holder };
    const accepted = await (row?.readIn == null
      ? ask(history.read, subject, run)
      : ask(history.of, subject, row.readIn));
    return {
      previous,
      accepted: accepted === undefined ? null : readVisit(accepted).visit,
      holder,
    };
  };
}

/** Visits, more than any subject has: the greatest number that both stores take as a limit. */
const ALL = 2 ** 31 - 1;

/** What was visited, for those who look back. */
const visitQueries = (
  db: Statements,
  { parts, landed }: VisitDialect,
  look: Look,
  { snapshot }: Pick<ReadingTable, 'snapshot'>,
): Pick<Store, 'visit' | 'visits' | 'history' | 'life'> => ({
  async visit(subject, run) {
    const one = `SELECT ${VISIT_COLUMNS} FROM visits v ${parts} WHERE v.subject = $1 AND v.run = $2`;
    const row = await db.row<VisitRow>(one, subject, run);
    return row === undefined ? null : readVisit(row).visit;
  },
  async visits(run) {
    const ofRun = `SELECT ${VISIT_COLUMNS} FROM visits v ${parts} WHERE v.run = $1 ORDER BY ${landed}`;
    return (await db.rows<VisitRow>(ofRun, run)).map((row) => readVisit(row).visit);
  },
  async life(subject, latest = ALL) {
    const rows = await db.rows<VisitRow & { offline: number | boolean }>(
      `SELECT ${VISIT_COLUMNS}, NOT r.online AS offline FROM visits v JOIN runs r ON r.id = v.run ${parts}
       WHERE v.subject = $1 ORDER BY v.run DESC LIMIT $2`,
      subject,
      latest,
    );
    return rows.map(readLife);
  },
  async history(subject, run) {
    const { previous, accepted } = await look(subject, run);
    const former = previous?.memory?.former ?? null;
    const text = accepted?.snapshot == null ? null : await snapshot(subject, accepted.snapshot);
    return {
      previous,
      baseline: accepted === null || text === null ? null : { visit: accepted, snapshot: text },
      ...(former === null ? {} : { former: await snapshot(subject, former) }),
    };
  },
});

/**
 * Keeps a visit, and of its subject the present run's memory and those that its history may ask for (the run after a killed or an offline
 * one starts from the night before).
 */
async function writeVisit(
  within: Statements,
  dialect: VisitDialect,
  { visit, kept, readIn }: Keeping,
): Promise<void> {
  const { heldIn, packed, memory } = kept;
  if (
    (await dialect.keepVisit(within, {
      visit,
      isJudged: isJudged(visit),
      heldIn,
      readIn,
      packed,
    })) !== 1
  )
    throw new Error(`the visit to ${visit.subject} belongs to no run ${visit.run}`);
  if (memory === null) return;
  const { subject, run } = visit;
  await dialect.keepMemory(within, subject, run, memory);
  await within.write(forgetMemories(dialect), subject, run);
}

const forgetMemories = ({ latest }: VisitDialect): string =>
  `DELETE FROM memories WHERE subject = $1 AND run < $2
   AND run NOT IN (SELECT run FROM (${earlierVisit('v.run', latest, JUDGED)}) j UNION SELECT run FROM (${earlierVisit('v.run', latest, '')}) l)`;
