import type { Digest, Run, RunFacts } from '../model/run.js';
import type { VerdictIndex, Verdicts } from '../model/verdicts.js';
import type { Snapshot } from '../model/visit.js';
import { packJson, unpackJson } from './compression.js';
import { parseStoredJson } from './locks.js';
import {
  digestFromRow,
  GOOD_RUNS,
  type Holder,
  indexIn,
  type KeptVerdict,
  type LifeRow,
  lifeFromRow,
  NIGHTS,
  readLife,
  readVisit,
  runWith,
  SHOWN_RUN,
  type StoredRun,
  sourceOf,
  VISIT_COLUMNS,
  type VisitRow,
} from './rows.js';
import type { Delivery, DigestRecord, LatestVisits, Store } from './store.js';

/** A value that a statement is given for `$1`, `$2`, …; a list for those of many rows (PostgreSQL). */
export type Value = string | number | boolean | Buffer | null | readonly (string | number | boolean | Buffer | null)[];

/** A statement in the SQL that SQLite and PostgreSQL share. */
export interface Statement<R> {
  readonly text: string;
  all(...values: readonly Value[]): Promise<readonly R[]>;
  /** The first row. */
  first(...values: readonly Value[]): Promise<R | undefined>;
  /** How many rows it wrote. */
  write(...values: readonly Value[]): Promise<number>;
}

/** What the queries that both stores share are asked on. */
export interface Queries {
  prepare<R extends object>(text: string): Statement<R>;
  /** Does several writes in one transaction, all or none. */
  together(...writes: readonly (readonly [Statement<object>, ...Value[]])[]): Promise<void>;
}

/** Reads the verdicts that a run's result holds. Throws when the visit that held one is not there. */
export type RowsOf = (run: number, kept: readonly KeptVerdict[], index: VerdictIndex | undefined) => Promise<Verdicts>;

/** Finished runs, and the lives of the findings that they opened and resolved. */
export function runQueries(
  db: Queries,
  rowsOf: RowsOf,
): Pick<Store, 'rows' | 'run' | 'result' | 'verdicts' | 'runs' | 'nights' | 'lastGood' | 'lives'> {
  const one = db.prepare<{ result: Buffer | null }>(
    `SELECT result FROM runs WHERE state = 'finished' AND id = coalesce($1, ${SHOWN_RUN})`,
  );
  const factsFrom = (which: string) => {
    const facts = db.prepare<{ facts: string }>(`SELECT facts FROM ${which} ORDER BY id DESC LIMIT $1`);
    return async (limit: number) => (await facts.all(limit)).map((row) => parseStoredJson<RunFacts>(row.facts));
  };
  const runs = factsFrom(`runs WHERE state = 'finished'`);
  const nights = factsFrom(NIGHTS);
  const good = factsFrom(GOOD_RUNS);
  // Oldest first, so that of a finding that came back the present life comes last.
  const lives = db.prepare<LifeRow>(
    `SELECT body, opened_in AS "openedIn", fresh_in AS "freshIn", resolved_in AS "resolvedIn" FROM lives
     WHERE resolved_in IS NULL OR resolved_in > $1 ORDER BY opened_in, finding`,
  );

  async function resultOf(id: number | null): Promise<StoredRun | null> {
    const row = await one.first(id);
    return row?.result == null ? null : unpackJson<StoredRun>(row.result);
  }
  async function read(id: number | null): Promise<Run<Verdicts> | null> {
    const result = await resultOf(id);
    return result && runWith(await rowsOf(result.run.id, result.sources, indexIn(result)), result);
  }
  return {
    async run(id) {
      const run = await read(id);
      return run && { ...run, sources: [...run.sources] };
    },
    result: read,
    rows: (run, index) => rowsOf(run, index.ids, index),
    async verdicts(id, sources) {
      const wanted = new Set(sources);
      const kept = (await resultOf(id))?.sources.filter((verdict) => wanted.has(sourceOf(verdict))) ?? [];
      return [...(await rowsOf(id, kept, undefined))];
    },
    runs,
    nights,
    lastGood: async () => (await good(1))[0] ?? null,
    lives: async (since) => (await lives.all(since)).map(lifeFromRow),
  };
}

/** Reads the latest visits to a subject before a run, and what holds the verdict of the last one. */
export type Look = (subject: string, run: number) => Promise<LatestVisits & { readonly holder: Holder | null }>;

/** What the two stores do in their own ways. */
interface VisitDialect {
  /** What is joined to visits `v` for a {@link VisitRow}. */
  readonly parts: string;
  /** The column that says in which order visits landed. */
  readonly landed: string;
  readonly look: Look;
  text(subject: string, sha256: string): Promise<Snapshot | null>;
}

/** Visits, more than any subject has: the greatest number that both stores take as a limit. */
const ALL = 2 ** 31 - 1;

/** What was visited, for those who look back. */
export function visitQueries(
  db: Queries,
  { parts, landed, look, text }: VisitDialect,
): Pick<Store, 'visit' | 'visits' | 'history' | 'life' | 'snapshot'> {
  const rows = (which: string) => db.prepare<VisitRow>(`SELECT ${VISIT_COLUMNS} FROM visits v ${parts} WHERE ${which}`);
  const one = rows('v.subject = $1 AND v.run = $2');
  const ofRun = rows(`v.run = $1 ORDER BY ${landed}`);
  const ofSubject = db.prepare<VisitRow & { offline: number | boolean }>(
    `SELECT ${VISIT_COLUMNS}, NOT r.online AS offline FROM visits v JOIN runs r ON r.id = v.run ${parts}
     WHERE v.subject = $1 ORDER BY v.run DESC LIMIT $2`,
  );
  return {
    async visit(subject, run) {
      const row = await one.first(subject, run);
      return row === undefined ? null : readVisit(row).visit;
    },
    visits: async (run) => (await ofRun.all(run)).map((row) => readVisit(row).visit),
    life: async (subject, latest = ALL) => (await ofSubject.all(subject, latest)).map(readLife),
    snapshot: text,
    async history(subject, run) {
      const { previous, accepted } = await look(subject, run);
      const former = previous?.memory?.former ?? null;
      const snapshot = accepted?.snapshot == null ? null : await text(subject, accepted.snapshot);
      return {
        previous,
        baseline: accepted === null || snapshot === null ? null : { visit: accepted, snapshot },
        ...(former === null ? {} : { former: await text(subject, former) }),
      };
    },
  };
}

interface DigestRow {
  readonly id: number;
  readonly createdAt: string;
  readonly digest: Buffer;
}

/**
 * Counts, as SQL, the recipients whose last delivery failed. A former recipient is never tried again, so failures before the last two
 * nights do not count.
 */
export const UNDELIVERED = `SELECT count(*) AS n FROM deliveries d
  WHERE d.state <> 'sent' AND d.detail IS NOT NULL
    AND d.at >= coalesce((SELECT started_at FROM ${NIGHTS} ORDER BY id DESC LIMIT 1 OFFSET 1), '')
    AND NOT EXISTS (SELECT 1 FROM deliveries l WHERE l.recipient = d.recipient AND l.digest > d.digest)`;

const COLUMNS = 'd.id, d.created_at AS "createdAt", d.digest';

/**
 * Digests, their deliveries (the outbox), and what is known of the recipients. `add` is the statement that adds a digest, given `created_at`,
 * `digest`, `key` and `part`, unless its key is known.
 */
export const digestQueries = (db: Queries, add: string) => ({
  ...recordQueries(db, add),
  ...deliveryQueries(db),
  ...recipientQueries(db),
});

function recordQueries(db: Queries, add: string): Pick<Store, 'lastDigest' | 'lastDeliveredDigest' | 'addDigest'> {
  const last = db.prepare<DigestRow>(
    `SELECT ${COLUMNS} FROM digests d WHERE NOT coalesce(part, false) ORDER BY id DESC LIMIT 1`,
  );
  const byKey = db.prepare<DigestRow>(`SELECT ${COLUMNS} FROM digests d WHERE key = $1`);
  const told = db.prepare<DigestRow & { at: string }>(
    `SELECT ${COLUMNS}, v.at FROM deliveries v JOIN digests d ON d.id = v.digest
     WHERE recipient = $1 AND state <> 'pending' ORDER BY d.id DESC LIMIT 1`,
  );
  const deliveries = db.prepare<Delivery>(
    'SELECT recipient, state, at, detail FROM deliveries WHERE digest = $1 ORDER BY recipient',
  );
  const addDigest = db.prepare(add);
  const drop = db.prepare(
    `DELETE FROM deliveries WHERE recipient = $1 AND state = 'pending'
     AND digest <> (SELECT id FROM digests WHERE key = $2)`,
  );
  const addDelivery = db.prepare(
    `INSERT INTO deliveries (digest, recipient, state, at) SELECT id, $1, 'pending', $2 FROM digests WHERE key = $3
     ON CONFLICT DO NOTHING`,
  );
  const read = async ({ id, createdAt, digest }: DigestRow): Promise<DigestRecord> => ({
    id,
    digest: digestFromRow(unpackJson<Digest>(digest)),
    createdAt,
    deliveries: await deliveries.all(id),
  });
  return {
    async lastDigest() {
      const row = await last.first();
      return row === undefined ? null : read(row);
    },
    async lastDeliveredDigest(recipient) {
      const row = await told.first(recipient);
      return row === undefined ? null : { ...(await read(row)), at: row.at };
    },
    async addDigest(digest, { key, part }, recipient, at) {
      await db.together(
        [addDigest, at, await packJson(digest), key, part],
        [drop, recipient, key],
        [addDelivery, recipient, at, key],
      );
      return read((await byKey.first(key)) as DigestRow);
    },
  };
}

function deliveryQueries(db: Queries): Pick<Store, 'interrupted' | 'undelivered' | 'claimDelivery' | 'markDelivery'> {
  const interrupted = db.prepare<{ digest: number; recipient: string }>(
    `SELECT digest, recipient FROM deliveries WHERE state = 'sending' AND detail IS NULL ORDER BY digest, recipient`,
  );
  const undelivered = db.prepare<{ n: number | string }>(UNDELIVERED);
  // Of two processes that want to hand over the same digest, one is refused.
  const claim = db.prepare(
    `UPDATE deliveries SET state = 'sending', at = $1, detail = NULL
     WHERE digest = $2 AND recipient = $3 AND state = 'pending'`,
  );
  // Sent is final, and may be said twice.
  const mark = db.prepare(
    `UPDATE deliveries SET state = $1, at = $2, detail = $3
     WHERE digest = $4 AND recipient = $5 AND (state <> 'sent' OR (state = $1 AND at = $2))`,
  );
  return {
    undelivered: async () => Number((await undelivered.first())?.n ?? 0),
    interrupted: () => interrupted.all(),
    claimDelivery: async (digest, recipient, at) => (await claim.write(at, digest, recipient)) === 1,
    async markDelivery(digest, { recipient, state, at, detail }) {
      if ((await mark.write(state, at, detail, digest, recipient)) !== 1)
        throw new Error(`digest ${digest} to ${recipient} cannot become ${state}`);
    },
  };
}

function recipientQueries(db: Queries): Pick<Store, 'standingOf' | 'heed'> {
  const reader = db.prepare<{ first: string; heeded: string }>(
    'SELECT first, heeded FROM readers WHERE recipient = $1',
  );
  const refused = db.prepare<{ detail: string | null }>(
    `SELECT detail FROM deliveries WHERE recipient = $1 AND state = 'pending' ORDER BY digest DESC LIMIT 1`,
  );
  const add = db.prepare('INSERT INTO readers (recipient, first, heeded) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING');
  const heed = db.prepare('UPDATE readers SET heeded = $2 WHERE recipient = $1');
  return {
    async standingOf(recipient) {
      const { first = null, heeded = null } = (await reader.first(recipient)) ?? {};
      return { first, heeded, refused: (await refused.first(recipient))?.detail ?? null };
    },
    heed: (recipient, at) => db.together([add, recipient, at], [heed, recipient, at]),
  };
}

/** The steps in the text of a `.sql` file by their names, in their order: each stands behind a line `-- step NAME`. */
export const stepsIn = (sql: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    sql
      .split(/^-- step /mu)
      .slice(1)
      .map((step) => step.split(/\n(.*)/su, 2)),
  );
