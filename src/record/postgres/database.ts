import { hash } from 'node:crypto';
import type { ClientBase, Pool, PoolClient } from 'pg';
import { connectionLost } from './lost.js';
import type { Asking } from './payloads.js';

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
      throw connectionLost(error, shown);
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
      throw connectionLost(error, shown);
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
        throw connectionLost(error, shown);
      } finally {
        client.off('error', heed);
        client.release(broken);
      }
    },
  };
}
