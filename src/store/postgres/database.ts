import { hash } from 'node:crypto';
import type { ClientBase, Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { pack, unpack } from '../compression.js';
import type { Records, Statements, Value } from '../database.js';
import { DamagedStore } from '../locks.js';
import { atOnce, type RideOut, toConnectionError } from './outages.js';

/** Whoever asks: a pool, or one connection in the middle of its transaction. */
export type Asking = Pick<ClientBase, 'query'>;

/** Statements outside of a transaction or in the middle of one, and who is asked. */
export interface SharedStatements extends Statements {
  readonly on: Asking;
}

/** The rows of one report in a shared store. */
export interface ReportRows extends Records {
  readonly on: Asking;
  readonly shown: string;
  together<T>(work: (within: SharedStatements) => Promise<T>): Promise<T>;
}

/** Asks a statement, which each connection prepares once. */
const queryPrepared = <R extends QueryResultRow>(
  db: Asking,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<R>> =>
  db.query<R>({ name: hash('sha256', text, 'base64url'), text, values: [...values] });

/** What a foreign key says of bytes that were known a moment ago, and are not wanted by anybody any more (errcodes-appendix). */
const GONE_MEANWHILE = '23503';
/** How often that may happen to one transaction, our choice. */
const TRIES = 5;

/** Does something in one transaction: all of it, or nothing where it throws. Bytes that were taken away meanwhile are put there again. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
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

/** Asks statements on a connection, or on any of a pool. */
export const statementsOn = (db: Asking): SharedStatements => ({
  on: db,
  rows: async <R extends object>(text: string, ...values: readonly Value[]) =>
    (await queryPrepared<R>(db, text, values)).rows,
  row: async <R extends object>(text: string, ...values: readonly Value[]) =>
    (await queryPrepared<R>(db, text, values)).rows[0],
  write: async (text: string, ...values: readonly Value[]) =>
    (await queryPrepared(db, text, values)).rowCount ?? 0,
});

/** The rows that connections of a report see; what fails and may pass is told in a sentence, and tried again as `ride` has it. */
export function reportRows(pool: Pool, shown: string, ride: RideOut = atOnce): ReportRows {
  const { on, rows, row, write } = statementsOn(pool);
  const rethrowClearly = <T>(work: () => Promise<T>): Promise<T> =>
    ride(() =>
      work().catch((error: unknown) => {
        throw toConnectionError(error, shown);
      }),
    );
  return {
    on,
    shown,
    rows: (text, ...values) => rethrowClearly(() => rows(text, ...values)),
    row: (text, ...values) => rethrowClearly(() => row(text, ...values)),
    write: (text, ...values) => rethrowClearly(() => write(text, ...values)),
    together: (work) =>
      rethrowClearly(() => inTransaction(pool, (client) => work(statementsOn(client)))),
  };
}

/** What the server's clock says: those of machines differ. */
export async function serverNow(db: Statements): Promise<Date> {
  const row = await db.row<{ now: Date }>('SELECT clock_timestamp() AS now');
  return (row as { now: Date }).now;
}

/** Counts up by one, or to `least` where that is more, and gives the number: of each report there is one row of numbers, without gaps. */
export async function countUp(
  db: Statements,
  name: string,
  least: number | null = null,
): Promise<number> {
  const row = await db.row<{ value: number }>(
    `INSERT INTO counters (name, value) VALUES ($1, coalesce($2::int, 1))
     ON CONFLICT (report, name) DO UPDATE SET value = greatest(counters.value + CASE WHEN $2::int IS NULL THEN 1 ELSE 0 END, $2::int)
     RETURNING value`,
    name,
    least,
  );
  return (row as { value: number }).value;
}

/** Bytes ready to be kept. */
export interface PackedPayload {
  /** SHA-256 of the bytes, in hex, for a private report salted: by it they are asked for. */
  readonly sha256: string;
  readonly packed: Buffer;
}

/** What bytes are kept under; with a `salt` nobody who knows the bytes can ask whether somebody keeps them. */
export const addressOf = (bytes: Uint8Array, salt: string): string =>
  salt === ''
    ? hash('sha256', bytes)
    : `${salt}:${hash('sha256', Buffer.concat([Buffer.from(salt), bytes]))}`;

/** Packs bytes for {@link putPayloads}, outside of any transaction; `salt` is a secret of the private report whose they are. */
export const packedPayload = async (bytes: Uint8Array, salt = ''): Promise<PackedPayload> => ({
  sha256: addressOf(bytes, salt),
  packed: await pack(bytes),
});

/** Content-addressed dedup: equal bytes are stored once, under their SHA-256. What refers to them is to be written in the same transaction. */
export async function putPayloads(
  db: Pick<Statements, 'write'>,
  payloads: readonly PackedPayload[],
): Promise<void> {
  if (payloads.length === 0) return;
  // In one order by everybody, so that nobody waits for one who waits for him.
  const insert = `INSERT INTO payloads (sha256, bytes)
    SELECT * FROM unnest($1::text[], $2::bytea[]) AS p (sha256, bytes) ORDER BY sha256 ON CONFLICT DO NOTHING`;
  await db.write(
    insert,
    payloads.map(({ sha256 }) => sha256),
    payloads.map(({ packed }) => packed),
  );
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
