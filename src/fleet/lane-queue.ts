import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import PgBoss from 'pg-boss';
import type { Asking } from '../record/postgres/payloads.js';
import { LANES } from './bell.js';
import { inTransaction } from './in-transaction.js';

/** Where pg-boss keeps its own tables. */
const SCHEMA = 'citewatch_queue';
/** The one queue: many of them would cost each look thousands of rows. */
const QUEUE = 'lane';

/** Seconds after which pg-boss gives a job to another worker, whatever became of the first: above what a lane is held for. */
const EXPIRES = 60;
/** Seconds between two looks for such jobs. */
const SUPERVISED = 20;
/** Times that a lane may be lost: it is never given up. */
const RETRIES = 1_000_000;

/** Names the lock under which the queue is made. Any number, ours. */
const MAKING = 0x6d616b;

/** The job of a lane: whoever has it may ask the lane's host. */
export interface LaneJob {
  readonly host: string;
  /** Requests that are left, so far as is known: the longest lane comes first (docs/decisions/0010). */
  readonly left: number;
}

/** A host's job has an id of its own, so that there is one of it at most, waiting or under way. */
function idOf(host: string): string {
  const hex = hash('sha256', host);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

/**
 * The lanes that are to be walked, a job each. The policy `stately` and the key alone would let a second job of a host wait beside the one
 * under way; that job would be the first in line, could not be given out, and nobody would get any other.
 */
export class LaneQueue {
  private constructor(
    private readonly pool: Pool,
    private readonly boss: PgBoss,
  ) {}

  /** Opens the queue, made where there is none yet; `supervise` looks after jobs that were lost. */
  static async open(pool: Pool, supervise: boolean): Promise<LaneQueue> {
    const boss = new PgBoss({
      db: apart(pool),
      schema: SCHEMA,
      schedule: false,
      supervise,
      maintenanceIntervalSeconds: SUPERVISED,
    });
    // Nobody may listen: what it looks after is looked after again a little later.
    boss.on('error', () => {});
    const retry = { retryLimit: RETRIES, retryDelay: 0, retryBackoff: false };
    // Two who make the same tables at once would wait for each other.
    await inTransaction(pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [MAKING]);
      await boss.start();
      await boss.createQueue(QUEUE, { name: QUEUE, policy: 'stately', expireInSeconds: EXPIRES, ...retry });
    });
    return new LaneQueue(pool, boss);
  }

  /** Makes sure that these lanes are walked, `within` so many milliseconds; those that wait or are under way are left as they are. */
  async put(jobs: readonly LaneJob[], within = 0, db: Asking = this.pool): Promise<void> {
    // In one order, so that no two who put in many wait for each other.
    const sorted = jobs.toSorted((a, b) => (a.host < b.host ? -1 : 1));
    const rows = sorted.map(({ host, left }) => ({
      id: idOf(host),
      name: QUEUE,
      data: { host },
      singletonKey: host,
      priority: left,
      ...(within > 0 ? { startAfter: `${within / 1000}` } : {}),
    }));
    await this.boss.insert(rows, { db: asDb(db) });
    await db.query(`SELECT pg_notify('${LANES}', '')`);
  }

  /** The lanes that are to be walked next, so many at most. One look reads all that wait, however many it takes. */
  async next(most: number, on: Asking): Promise<readonly LaneJob[]> {
    let failed: unknown = null;
    // What goes wrong while it fetches is swallowed by pg-boss.
    const db: PgBoss.Db = {
      executeSql: (text, values) =>
        on.query(text, values).catch((error: unknown) => {
          failed = error;
          throw error;
        }),
    };
    const jobs = await this.boss.fetch<{ host: string }>(QUEUE, {
      db,
      includeMetadata: true,
      batchSize: most,
    });
    if (failed !== null) throw failed;
    return jobs.map(({ data: { host }, priority }) => ({ host, left: priority }));
  }

  /** Puts a job that was given out back. */
  async putAgain(job: LaneJob, within: number, db: Asking): Promise<void> {
    await this.drop(job.host, db);
    await this.put([job], within, db);
  }

  /** Takes the job of a lane away. */
  async drop(host: string, db: Asking): Promise<void> {
    await this.boss.deleteJob(QUEUE, idOf(host), { db: asDb(db) });
  }

  /** Has lanes walked by somebody else: who had their jobs is lost. */
  async giveAgain(hosts: readonly string[]): Promise<void> {
    for (const host of hosts) await this.boss.fail(QUEUE, idOf(host));
    if (hosts.length > 0) await this.pool.query(`SELECT pg_notify('${LANES}', '')`);
  }

  async close(): Promise<void> {
    await this.boss.stop({ graceful: false });
  }
}

const asDb = (db: Asking): PgBoss.Db => ({ executeSql: (text, values) => db.query(text, values) });

/** pg-boss opens transactions of its own: a connection in whose middle one failed is not used again. */
const apart = (pool: Pool): PgBoss.Db => ({
  async executeSql(text, values) {
    const client = await pool.connect();
    let failed = true;
    try {
      const result = await client.query(text, values);
      failed = false;
      return result;
    } finally {
      client.release(failed);
    }
  },
});
