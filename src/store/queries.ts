import type { Digest, Run, RunFacts } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import { Rows, type VerdictIndex, type Verdicts } from '../model/verdicts.js';
import { packJson, unpackJson } from './compression.js';
import type { Records, Statements } from './database.js';
import { parseStoredJson } from './locks.js';
import {
  digestFromRow,
  GOOD_RUNS,
  indexIn,
  type KeptVerdict,
  type LifeRow,
  lifeFromRow,
  NIGHTS,
  type RunVerdictCache,
  runWith,
  SHOWN_RUN,
  type StoredRun,
  sourceOf,
  type VisitRow,
  verdictFromRow,
  verdictIn,
} from './rows.js';
import type { Delivery, DigestRecord, Store } from './store.js';

/** Reads the verdicts that a run's result holds. Throws when the visit that held one is not there. */
export type RowsOf = (
  run: number,
  kept: readonly KeptVerdict[],
  index: VerdictIndex | undefined,
) => Promise<Verdicts>;

/** Finds what the visits of a run to these sources say, when it is asked for or before. */
export type FindVerdicts = (
  run: number,
  sources: readonly string[],
) => Promise<(source: string) => VisitRow | undefined>;

/**
 * Reads a result's verdicts, each unpacked when it is asked for. Nothing of a night is kept twice: a result names a source, and what it says
 * of that is what its visit says. Earlier versions kept whole verdicts.
 */
export const verdictRows =
  (cache: RunVerdictCache, find: FindVerdicts): RowsOf =>
  async (run, kept, index) => {
    // Null for a source that the cache does not have.
    const known = kept.map((one) =>
      typeof one === 'string' ? cache.of(run, one) : verdictFromRow(one),
    );
    const unknown = kept.filter((_, row) => known[row] === null).map(sourceOf);
    const rowOf = unknown.length === 0 ? () => undefined : await find(run, unknown);
    const verdictAt = (row: number): SourceVerdict => {
      const source = sourceOf(kept[row] as KeptVerdict);
      return known[row] ?? verdictIn(run, source, rowOf(source));
    };
    return new Rows(verdictAt, [...kept.keys()], index);
  };

/** Finished runs, and the lives of the findings that they opened and resolved. */
export function runQueries(
  db: Statements,
  rowsOf: RowsOf,
): Pick<Store, 'rows' | 'run' | 'result' | 'verdicts' | 'runs' | 'nights' | 'lastGood' | 'lives'> {
  const factsOf = async (which: string, limit: number) => {
    const found = await db.rows<{ facts: string }>(
      `SELECT facts FROM ${which} ORDER BY id DESC LIMIT $1`,
      limit,
    );
    return found.map(({ facts }) => parseStoredJson<RunFacts>(facts));
  };

  async function resultOf(id: number | null): Promise<StoredRun | null> {
    const row = await db.row<{ result: Buffer | null }>(
      `SELECT result FROM runs WHERE state = 'finished' AND id = coalesce($1, ${SHOWN_RUN})`,
      id,
    );
    return row?.result == null ? null : unpackJson<StoredRun>(row.result);
  }
  /** A run whose verdicts are read one by one. */
  async function openResult(id: number | null): Promise<Run<Verdicts> | null> {
    const result = await resultOf(id);
    return result && runWith(await rowsOf(result.run.id, result.sources, indexIn(result)), result);
  }
  return {
    async run(id) {
      const run = await openResult(id);
      return run && { ...run, sources: [...run.sources] };
    },
    result: openResult,
    rows: (run, index) => rowsOf(run, index.ids, index),
    async verdicts(id, sources) {
      const wanted = new Set(sources);
      const kept =
        (await resultOf(id))?.sources.filter((verdict) => wanted.has(sourceOf(verdict))) ?? [];
      return [...(await rowsOf(id, kept, undefined))];
    },
    runs: (limit) => factsOf(`runs WHERE state = 'finished'`, limit),
    nights: (limit) => factsOf(NIGHTS, limit),
    lastGood: async () => (await factsOf(GOOD_RUNS, 1))[0] ?? null,
    async lives(since) {
      // Oldest first, so that of a finding that came back the present life comes last.
      const rows = await db.rows<LifeRow>(
        `SELECT body, opened_in AS "openedIn", fresh_in AS "freshIn", resolved_in AS "resolvedIn" FROM lives
         WHERE resolved_in IS NULL OR resolved_in > $1 ORDER BY opened_in, finding`,
        since,
      );
      return rows.map(lifeFromRow);
    },
  };
}

interface DigestRow {
  readonly id: number;
  readonly createdAt: string;
  readonly digest: Buffer;
}

/**
 * Counts, as SQL, the recipients whose last delivery failed since the night before the last began, or ever where there was no such night. A
 * former recipient is never tried again, and his failure would count for ever.
 */
export const UNDELIVERED = `SELECT count(*) AS n FROM deliveries v
  WHERE v.state <> 'sent' AND v.detail IS NOT NULL
    AND v.at >= coalesce((SELECT started_at FROM ${NIGHTS} ORDER BY id DESC LIMIT 1 OFFSET 1), '')
    AND NOT EXISTS (SELECT 1 FROM deliveries l WHERE l.recipient = v.recipient AND l.digest > v.digest)`;

const COLUMNS = 'd.id, d.created_at AS "createdAt", d.digest';

/**
 * Digests, their deliveries (the outbox), and what is known of the recipients. `add` is the statement that adds a digest, given `created_at`,
 * `digest`, `key` and `part`, unless its key is known.
 */
export const digestQueries = (db: Records, add: string) => ({
  ...recordQueries(db, add),
  ...deliveryQueries(db),
  ...recipientQueries(db),
});

function recordQueries(
  db: Records,
  add: string,
): Pick<Store, 'lastDigest' | 'lastDeliveredDigest' | 'addDigest'> {
  const toDigestRecord = async ({ id, createdAt, digest }: DigestRow): Promise<DigestRecord> => ({
    id,
    digest: digestFromRow(unpackJson<Digest>(digest)),
    createdAt,
    deliveries: await db.rows<Delivery>(
      'SELECT recipient, state, at, detail FROM deliveries WHERE digest = $1 ORDER BY recipient',
      id,
    ),
  });
  return {
    async lastDigest() {
      const row = await db.row<DigestRow>(
        `SELECT ${COLUMNS} FROM digests d WHERE NOT coalesce(part, false) ORDER BY id DESC LIMIT 1`,
      );
      return row === undefined ? null : toDigestRecord(row);
    },
    async lastDeliveredDigest(recipient) {
      const row = await db.row<DigestRow & { at: string }>(
        `SELECT ${COLUMNS}, v.at FROM deliveries v JOIN digests d ON d.id = v.digest
         WHERE v.recipient = $1 AND v.state <> 'pending' ORDER BY d.id DESC LIMIT 1`,
        recipient,
      );
      return row === undefined ? null : { ...(await toDigestRecord(row)), at: row.at };
    },
    async addDigest(digest, { key, part }, recipient, at) {
      const packed = await packJson(digest);
      await db.together(async (within) => {
        await within.write(add, at, packed, key, part);
        // One that still waits for him is folded into this one.
        await within.write(
          `DELETE FROM deliveries WHERE recipient = $1 AND state = 'pending'
           AND digest <> (SELECT id FROM digests WHERE key = $2)`,
          recipient,
          key,
        );
        await within.write(
          `INSERT INTO deliveries (digest, recipient, state, at) SELECT id, $1, 'pending', $2 FROM digests WHERE key = $3
           ON CONFLICT DO NOTHING`,
          recipient,
          at,
          key,
        );
      });
      return toDigestRecord(
        (await db.row<DigestRow>(
          `SELECT ${COLUMNS} FROM digests d WHERE key = $1`,
          key,
        )) as DigestRow,
      );
    },
  };
}

const deliveryQueries = (
  db: Statements,
): Pick<Store, 'interrupted' | 'undelivered' | 'claimDelivery' | 'markDelivery'> => ({
  undelivered: async () => Number((await db.row<{ n: number | string }>(UNDELIVERED))?.n ?? 0),
  interrupted: () =>
    db.rows(
      `SELECT digest, recipient FROM deliveries WHERE state = 'sending' AND detail IS NULL ORDER BY digest, recipient`,
    ),
  // Of two processes that want to hand over the same digest, one is refused.
  async claimDelivery(digest, recipient, at) {
    const claimed = await db.write(
      `UPDATE deliveries SET state = 'sending', at = $1, detail = NULL
       WHERE digest = $2 AND recipient = $3 AND state = 'pending'`,
      at,
      digest,
      recipient,
    );
    return claimed === 1;
  },
  async markDelivery(digest, { recipient, state, at, detail }) {
    // Sent is final, and may be said twice.
    const marked = await db.write(
      `UPDATE deliveries SET state = $1, at = $2, detail = $3
       WHERE digest = $4 AND recipient = $5 AND (state <> 'sent' OR (state = $1 AND at = $2))`,
      state,
      at,
      detail,
      digest,
      recipient,
    );
    if (marked !== 1) throw new Error(`digest ${digest} to ${recipient} cannot become ${state}`);
  },
});

const recipientQueries = (db: Records): Pick<Store, 'standingOf' | 'heed'> => ({
  async standingOf(recipient) {
    const { first = null, heeded = null } =
      (await db.row<{ first: string; heeded: string }>(
        'SELECT first, heeded FROM readers WHERE recipient = $1',
        recipient,
      )) ?? {};
    // A delivery that waits and has a detail was refused, with these words.
    const refused = await db.row<{ detail: string | null }>(
      `SELECT detail FROM deliveries WHERE recipient = $1 AND state = 'pending' ORDER BY digest DESC LIMIT 1`,
      recipient,
    );
    return { first, heeded, refused: refused?.detail ?? null };
  },
  heed: (recipient, at) =>
    db.together(async (within) => {
      await within.write(
        'INSERT INTO readers (recipient, first, heeded) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING',
        recipient,
        at,
      );
      await within.write('UPDATE readers SET heeded = $2 WHERE recipient = $1', recipient, at);
    }),
});

/** The steps in the text of a `.sql` file by their names, in their order: each stands behind a line `-- step NAME`. */
export const stepsIn = (sql: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    sql
      .split(/^-- step /mu)
      .slice(1)
      .map((step) => step.split(/\n(.*)/su, 2)),
  );
