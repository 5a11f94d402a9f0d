import { hash } from 'node:crypto';
import type { ClientBase, Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { pack, unpack } from '../compression.js';
import { DamagedStore } from '../locks.js';
import type { Queries, Value } from '../queries.js';
import { atOnce, isTransientError, type RideOut, toConnectionError } from './connect.js';

/** Whoever asks: a pool, or one connection in the middle of its transaction. */
export type Asking = Pick<ClientBase, 'query'>;

/** Statements of one report, outside of a transaction or in the middle of one. */
export type Statements = ReturnType<typeof statementsOn>;

/** The rows of one report in a shared store. */
export interface ReportRows extends Statements {
  readonly shown: string;
  /** Does several things, all or none. */
  together<T>(work: (within: Statements) => Promise<T>): Promise<T>;
}

/** Asks a statement, which each connection prepares once. */
export const prepared = <R extends QueryResultRow>(
  db: Asking,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<R>> => db.query<R>({ name: hash('sha256', text, 'base64url'), text, values: [...values] });

/** What a foreign key says of bytes that were known a moment ago, and are not wanted by anybody any more (errcodes-appendix). */
const GONE_MEANWHILE = '23503';
/** How often that may happen to one transaction, our choice. */
const TRIES = 5;

/** Does something in one transaction: all of it, or nothing where it throws. Bytes that were taken away meanwhile are put there again. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      return await oneTransaction(pool, work);
    } catch (error) {
      if ((error as { code?: unknown }).code !== GONE_MEANWHILE || tries === TRIES) throw error;
    }
}

async function oneTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isBroken = true;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    isBroken = false;
    return result;
  } finally {
    // A connection on which something failed is not used again: its end takes back what was done.
    client.release(isBroken);
  }
}

function statementsOn(db: Asking, shown: string) {
  const query = <R extends object>(text: string, values: readonly Value[]) =>
    prepared<R>(db, text, values).catch((error: unknown) => {
      throw toConnectionError(error, shown);
    });
  return {
    on: db,
    /** The rows that a statement gives. */
    rows: async <R extends object>(text: string, ...values: readonly Value[]): Promise<readonly R[]> =>
      (await query<R>(text, values)).rows,
    row: async <R extends object>(text: string, ...values: readonly Value[]): Promise<R | undefined> =>
      (await query<R>(text, values)).rows[0],
    /** How many rows it wrote. */
    write: async (text: string, ...values: readonly Value[]) => (await query(text, values)).rowCount ?? 0,
  };
}

/** The rows that connections of a report see; what fails and may pass is tried again as `ride` has it. */
export function reportRows(pool: Pool, shown: string, ride: RideOut = atOnce): ReportRows {
  const { on, rows, row, write } = statementsOn(pool, shown);
  return {
    ...{ on, shown },
    rows: (text, ...values) => ride(() => rows(text, ...values)),
    row: (text, ...values) => ride(() => row(text, ...values)),
    write: (text, ...values) => ride(() => write(text, ...values)),
    together: (work) =>
      ride(() =>
        inTransaction(pool, (client) => work(statementsOn(client, shown))).catch((error: unknown) => {
          throw toConnectionError(error, shown);
        }),
      ),
  };
}

/** The queries that both stores share, on PostgreSQL. */
export const sharedQueries = (db: ReportRows): Queries => ({
  prepare: <R extends object>(text: string) => ({
    text,
    all: (...values: readonly Value[]) => db.rows<R>(text, ...values),
    first: (...values: readonly Value[]) => db.row<R>(text, ...values),
    write: (...values: readonly Value[]) => db.write(text, ...values),
  }),
  together: (...writes) =>
    db.together(async (within) => {
      for (const [{ text }, ...values] of writes) await within.write(text, ...values);
    }),
});

/** Counts up by one, or to `least` where that is more, and gives the number: of each report there is one row of numbers, without gaps. */
export async function countUp(db: Statements, name: string, least: number | null = null): Promise<number> {
  const row = await db.row<{ value: number }>(
    `INSERT INTO counters (name, value) VALUES ($1, coalesce($2::int, 1))
     ON CONFLICT (report, name) DO UPDATE SET value = greatest(counters.value + CASE WHEN $2::int IS NULL THEN 1 ELSE 0 END, $2::int)
     RETURNING value`,
    name,
    least,
  );
  return (row as { value: number }).value;
}

/** The run of visits `v` was online, and ended. */
const TOLD = `(SELECT r.online AND r.state = 'finished' FROM runs r WHERE r.id = v.run)`;

/**
 * The month and the run of the latest visit to a subject before a run, of those that `which` lets pass. Runs that were offline, or never
 * ended, do not count: what they saw was told to nobody.
 */
// A subselect keeps PostgreSQL from walking the runs first: a visit is found by its subject, then its run is asked.
export const earlierRun = (subject: string, run: string, which: string): string => `
  SELECT v.month, v.run FROM visits v
  WHERE v.subject = ${subject} AND v.run < ${run} AND ${TOLD} ${which}
  ORDER BY v.month DESC, v.run DESC LIMIT 1`;

/** Narrows {@link earlierRun} to visits that say something of their source. */
export const JUDGED_ONLY = 'AND v.judged';

interface WaitingWork<T, R> {
  readonly one: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Work that is done many at a time. */
export interface Batches<T, R> {
  write(one: T): Promise<R>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

/** As many go into one statement at most, our choice: a hundred pages are some ten megabytes. */
const MOST_IN_BATCH = 100;

/**
 * Group commit: what comes while a batch is under way goes together in the next, for a distant server takes a while for each. One that fails
 * fails alone: the others are done each by itself, as long as the server answers. Of those with the same `key` a batch has one.
 */
export function inBatches<T, R>(
  work: (batch: readonly T[]) => Promise<readonly R[]>,
  key: (one: T) => unknown = (one) => one,
): Batches<T, R> {
  let waiting: WaitingWork<T, R>[] = [];
  let working: Promise<void> | null = null;

  async function settle(batch: readonly WaitingWork<T, R>[]): Promise<void> {
    try {
      const results = await work(batch.map(({ one }) => one));
      for (const [i, { resolve }] of batch.entries()) resolve(results[i] as R);
    } catch (error) {
      if (batch.length > 1 && !isTransientError(error)) for (const one of batch) await settle([one]);
      else for (const { reject } of batch) reject(error);
    }
  }

  async function workOff(): Promise<void> {
    while (waiting.length > 0) {
      const batch = new Map<unknown, WaitingWork<T, R>>();
      const rest: WaitingWork<T, R>[] = [];
      for (const one of waiting) {
        if (batch.size === MOST_IN_BATCH || batch.has(key(one.one))) rest.push(one);
        else batch.set(key(one.one), one);
      }
      waiting = rest;
      await settle([...batch.values()]);
    }
    working = null;
  }

  return {
    write: (one) =>
      new Promise((resolve, reject) => {
        waiting.push({ one, resolve, reject });
        working ??= Promise.resolve().then(workOff);
      }),
    idle: async () => void (await working),
  };
}

/** Bytes ready to be kept. */
export interface PackedPayload {
  /** SHA-256 of the bytes, in hex, for a private report salted: by it they are asked for. */
  readonly sha256: string;
  readonly packed: Buffer;
}

/** What bytes are kept under; with a `salt` nobody who knows the bytes can ask whether somebody keeps them. */
export const addressOf = (bytes: Uint8Array, salt: string): string =>
  salt === '' ? hash('sha256', bytes) : `${salt}:${hash('sha256', Buffer.concat([Buffer.from(salt), bytes]))}`;

/** Packs bytes for {@link putPayloads}, outside of any transaction; `salt` is a secret of the private report whose they are. */
export const packedPayload = async (bytes: Uint8Array, salt = ''): Promise<PackedPayload> => ({
  sha256: addressOf(bytes, salt),
  packed: await pack(bytes),
});

/** Content-addressed dedup: equal bytes are stored once, under their SHA-256. What refers to them is to be written in the same transaction. */
export async function putPayloads(db: Asking, payloads: readonly PackedPayload[]): Promise<void> {
  if (payloads.length === 0) return;
  // In one order by everybody, so that nobody waits for one who waits for him.
  const insert = `INSERT INTO payloads (sha256, bytes)
    SELECT * FROM unnest($1::text[], $2::bytea[]) AS p (sha256, bytes) ORDER BY sha256 ON CONFLICT DO NOTHING`;
  await prepared(db, insert, [payloads.map(({ sha256 }) => sha256), payloads.map(({ packed }) => packed)]);
}

/** The bytes of a SHA-256; null when they are not kept. Throws a {@link DamagedStore} where they are others: anybody may have put them there. */
export async function payloadBytes(db: Asking, sha256: string): Promise<Uint8Array | null> {
  const ask = 'SELECT bytes FROM payloads WHERE sha256 = $1';
  const { rows } = await db.query<{ bytes: Buffer }>(ask, [sha256]);
  return rows[0] === undefined ? null : unpackPayload({ sha256, packed: rows[0].bytes });
}

/** The bytes that were packed. Throws a {@link DamagedStore} where they are not those of their SHA-256. */
export async function unpackPayload({ sha256, packed }: PackedPayload): Promise<Uint8Array> {
  const bytes = await unpack(packed);
  if (addressOf(bytes, sha256.replace(/:?\w+$/u, '')) !== sha256)
    throw new DamagedStore(`the bytes ${sha256} are others`);
  return bytes;
}

/** Removes those of these bytes to which nobody refers. */
export async function reclaimPayloads(db: Asking, sha256s: readonly string[]): Promise<void> {
  if (sha256s.length > 0) await db.query('SELECT reclaim($1)', [[...new Set(sha256s)].sort()]);
}
