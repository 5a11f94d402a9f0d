import { hash } from 'node:crypto';
import type { ClientBase, Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { pack, unpack } from '../compression.js';
import { toConnectionError } from './connect.js';

/** A value that a statement is given for `$1`, `$2`, …; a list for those of many rows. */
type Value =
  | string
  | number
  | boolean
  | Buffer
  | null
  | readonly (string | number | boolean | Buffer | null)[];

/** Statements of one report, outside of a transaction or in the middle of one. */
export interface Statements {
  /** The rows that a statement gives. It is prepared once a connection. */
  rows<R extends object>(text: string, ...values: readonly Value[]): Promise<readonly R[]>;
  /** The first of them. */
  row<R extends object>(text: string, ...values: readonly Value[]): Promise<R | undefined>;
  /** What they are asked on. */
  readonly on: Asking;
  /** How many rows it wrote. */
  write(text: string, ...values: readonly Value[]): Promise<number>;
}

/** The rows of one report in a shared store. */
export interface ReportRows extends Statements {
  readonly shown: string;
  /** Does several things, all or none. */
  together<T>(work: (within: Statements) => Promise<T>): Promise<T>;
}

/** Statements on a connection, or on any of several. */
function statementsOn(db: Pick<ClientBase, 'query'>, shown: string): Statements {
  const query = async <R extends object>(text: string, values: readonly Value[]) => {
    try {
      return await db.query<R>({ name: hash('sha256', text, 'base64url'), text, values: [...values] });
    } catch (error) {
      throw toConnectionError(error, shown);
    }
  };
  return {
    on: db,
    rows: async <R extends object>(text: string, ...values: readonly Value[]) =>
      (await query<R>(text, values)).rows,
    row: async <R extends object>(text: string, ...values: readonly Value[]) =>
      (await query<R>(text, values)).rows[0],
    write: async (text, ...values) => (await query(text, values)).rowCount ?? 0,
  };
}

/** The rows that connections of a report see. */
export function reportRows(pool: Pool, shown: string): ReportRows {
  const connection = (): Promise<PoolClient> =>
    pool.connect().catch((error: unknown) => {
      throw toConnectionError(error, shown);
    });
  return {
    ...statementsOn(pool, shown),
    shown,
    async together(work) {
      const client = await connection();
      let broken = false;
      // Whoever waits for a statement is told; one that breaks between two is told by the next.
      const heed = () => {
        broken = true;
      };
      client.on('error', heed);
      try {
        await client.query('BEGIN');
        const result = await work(statementsOn(client, shown));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(heed);
        throw toConnectionError(error, shown);
      } finally {
        client.off('error', heed);
        client.release(broken);
      }
    },
  };
}

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

/**
 * The month and the run of the latest visit to a subject before a run, of those that `which` lets pass; runs that were offline
 * do not count, nor those that never ended: what they saw was told to nobody. The months are asked from the last one backwards.
 */
/** The run of visits `v` was online, and ended. */
const TOLD = `(SELECT r.online AND r.state = 'finished' FROM runs r WHERE r.id = v.run)`;

// A subselect keeps PostgreSQL from walking the runs first: a visit is found by its subject, then its run is asked.
export const earlierRun = (subject: string, run: string, which: string): string => `
  SELECT v.month, v.run FROM visits v
  WHERE v.subject = ${subject} AND v.run < ${run} AND ${TOLD} ${which}
  ORDER BY v.month DESC, v.run DESC LIMIT 1`;

/** Narrows {@link earlierRun} to visits that say something of their source. */
export const JUDGED_ONLY = 'AND v.judged';

/** Whoever asks: a pool, or one connection in the middle of its transaction. */
export type Asking = Pick<ClientBase, 'query'>;

/** Bytes ready to be kept. */
export interface PackedPayload {
  /** SHA-256 of the bytes, in hex: by it they are asked for. */
  readonly sha256: string;
  readonly packed: Buffer;
}

/** Packs bytes for {@link putPayload}, outside of any transaction. */
export const packedPayload = async (bytes: Uint8Array): Promise<PackedPayload> => ({
  sha256: hash('sha256', bytes),
  packed: await pack(bytes),
});

/**
 * Keeps bytes, once for all who have the same. Within a transaction nobody takes them away before it ends: what refers to them
 * is written in the same one, and who keeps several keeps them in the order of their names.
 */
export async function putPayload(db: Asking, { sha256, packed }: PackedPayload): Promise<void> {
  for (;;) {
    const kept = await db.query('SELECT FROM payloads WHERE sha256 = $1 FOR KEY SHARE', [sha256]);
    if (kept.rowCount === 1) return;
    const insert = 'INSERT INTO payloads (sha256, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING';
    await db.query(insert, [sha256, packed]);
  }
}

/** The bytes of a SHA-256; null when they are not kept. */
export async function payloadBytes(db: Asking, sha256: string): Promise<Uint8Array | null> {
  const { rows } = await db.query<{ bytes: Buffer }>('SELECT bytes FROM payloads WHERE sha256 = $1', [
    sha256,
  ]);
  return rows[0] === undefined ? null : unpack(rows[0].bytes);
}

/** Takes away those of these bytes to which nobody refers. */
export async function reclaimPayloads(db: Asking, sha256s: readonly string[]): Promise<void> {
  if (sha256s.length > 0) await db.query('SELECT reclaim($1)', [[...new Set(sha256s)].sort()]);
}

/** Does something in one transaction: all of it, or nothing where it throws. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: unknown = null;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    broken = error;
    throw error;
  } finally {
    // In whose middle something failed is not used again.
    client.release(broken !== null);
  }
}

const names = new Map<string, string>();

/** Asks a statement that is asked often: each connection prepares it once. */
export function prepared<R extends QueryResultRow>(
  db: Asking,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<R>> {
  const name = names.get(text) ?? hash('sha256', text, 'base64url');
  names.set(text, name);
  return db.query<R>({ name, text, values: [...values] });
}
