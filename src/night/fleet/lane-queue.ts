import { hash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import PgBoss from 'pg-boss';
import { type Asking, inTransaction } from '../../store/postgres/database.js';

/** The PostgreSQL schema of pg-boss's own tables. */
const SCHEMA = 'citewatch_queue';
/** The one queue: with many of them each look would read thousands of rows. */
const QUEUE = 'lane';

/** Seconds after which pg-boss gives a job to another worker, our choice: longer than a lane is held. */
const EXPIRES = 60;
/** Seconds between two looks for such jobs, our choice. */
const SUPERVISED = 20;
/** Times that a lane may be lost: it is never given up. */
const RETRIES = 1_000_000;

/** The advisory lock under which the queue is made. Any number, ours. */
const MAKE_LOCK = 0x6d616b;

/** Notifies with the id of a request that was answered. */
export const ANSWERS_CHANNEL = 'citewatch_answers';
/** Notifies when a lane was queued. */
export const LANES_CHANNEL = 'citewatch_lanes';

/** The job of a lane: whoever has it may take the lane. */
export interface LaneJob {
  readonly host: string;
  /** Requests that are left, as far as is known: the longest lane comes first (docs/decisions/0010). */
  readonly left: number;
}

/** A host's job has an id of its own, so that there is at most one of it, waiting or under way. */
const idOf = (host: string): string =>
  hash('sha256', host)
    .slice(0, 32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');

/**
 * The lanes that are to be walked, a job each. pg-boss's policy `stately` alone would let a second job of a host wait beside the one under
 * way. That job would be first in line and could not be given out, so that nobody would get any.
 */
export class LaneQueue {
  private constructor(
    private readonly pool: Pool,
    private readonly boss: PgBoss,
  ) {}

  /** Opens the queue, made where there is none yet; `supervise`: give jobs that were lost to others. */
  static async open(pool: Pool, supervise: boolean): Promise<LaneQueue> {
    const boss = new PgBoss({
      db: ownConnections(pool),
      schema: SCHEMA,
      schedule: false,
      supervise,
      maintenanceIntervalSeconds: SUPERVISED,
    });
    // Without a listener an error would end the process; what failed is tried again a little later.
    boss.on('error', () => {});
    const retry = { retryLimit: RETRIES, retryDelay: 0, retryBackoff: false };
    // Two processes that make the same tables at once would wait for each other.
    await inTransaction(pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [MAKE_LOCK]);
      await boss.start();
      await boss.createQueue(QUEUE, { name: QUEUE, policy: 'stately', expireInSeconds: EXPIRES, ...retry });
    });
    return new LaneQueue(pool, boss);
  }

  /** Queues these lanes, to be walked in `within` milliseconds; jobs that wait or are under way stay as they are. */
  async put(jobs: readonly LaneJob[], within = 0, db: Asking = this.pool): Promise<void> {
    // Sorted, so that no two who queue many wait for each other.
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
    await db.query(`SELECT pg_notify('${LANES_CHANNEL}', '')`);
  }

  async next(most: number, on: Asking): Promise<readonly LaneJob[]> {
    let failed: unknown = null;
    // pg-boss swallows what goes wrong while it fetches.
    const db: PgBoss.Db = {
      executeSql: (text, values) =>
        on.query(text, values).catch((error: unknown) => {
          failed = error;
          throw error;
        }),
    };
    const jobs = await this.boss.fetch<{ host: string }>(QUEUE, { db, includeMetadata: true, batchSize: most });
    if (failed !== null) throw failed;
    return jobs.map(({ data: { host }, priority }) => ({ host, left: priority }));
  }

  async requeue(job: LaneJob, within: number, db: Asking): Promise<void> {
    await this.drop(job.host, db);
    await this.put([job], within, db);
  }

  async drop(host: string, db: Asking): Promise<void> {
    await this.boss.deleteJob(QUEUE, idOf(host), { db: asDb(db) });
  }

  /** Has lanes walked by another worker: the one that had their jobs is lost. */
  async reassign(hosts: readonly string[]): Promise<void> {
    for (const host of hosts) await this.boss.fail(QUEUE, idOf(host));
    if (hosts.length > 0) await this.pool.query(`SELECT pg_notify('${LANES_CHANNEL}', '')`);
  }

  async close(): Promise<void> {
    await this.boss.stop({ graceful: false });
  }
}

const asDb = (db: Asking): PgBoss.Db => ({ executeSql: (text, values) => db.query(text, values) });

/** pg-boss opens transactions of its own: a connection in which one failed is not used again. */
const ownConnections = (pool: Pool): PgBoss.Db => ({
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

/** Milliseconds before a lost connection is made again, our choice: whoever listens polls meanwhile. */
const RECONNECT = 5_000;

/** Tells at once what a poll would find a little later (LISTEN, NOTIFY). It may be deaf for a while: nobody relies on it. */
export class NotifyListener {
  private readonly heard = new Map<string, (payload: string) => void>();
  private client: PoolClient | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly pool: Pool) {}

  async listen(channel: string, notified: (payload: string) => void): Promise<void> {
    this.heard.set(channel, notified);
    if (this.client === null) await this.connect();
    else await this.client.query(`LISTEN ${channel}`);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.client?.release(true);
    this.client = null;
  }

  private async connect(): Promise<void> {
    try {
      const client = await this.pool.connect();
      if (this.isClosed) return client.release();
      this.client = client;
      client.on('notification', ({ channel, payload }) => this.heard.get(channel)?.(payload ?? ''));
      for (const event of ['error', 'end'] as const) client.once(event, () => this.lost(client));
      for (const channel of this.heard.keys()) await client.query(`LISTEN ${channel}`);
    } catch {
      this.reconnect();
    }
  }

  private lost(client: PoolClient): void {
    if (this.client !== client) return;
    this.client = null;
    client.release(true);
    this.reconnect();
  }

  private reconnect(): void {
    if (this.isClosed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), RECONNECT).unref();
  }
}
