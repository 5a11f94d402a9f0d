import { hash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import PgBoss from 'pg-boss';
import type { FetchSettings } from '../../model/settings.js';
import { type Asking, inTransaction, prepared } from '../../store/postgres/database.js';

/** A lane that a worker holds. */
export interface Lease {
  readonly host: string;
  /** Higher than that of everybody who held it before. */
  readonly number: string;
}

/** A lane as it was taken. */
export interface TakenLane {
  readonly kind: 'taken';
  readonly lease: Lease;
  /** Milliseconds until a request may be sent. */
  readonly wait: number;
  /** What is known of the host, as JSON; empty for nothing. */
  readonly manners: string;
}

/** A lane that somebody else holds, for so many milliseconds at least. */
interface HeldLane {
  readonly kind: 'held';
  readonly wait: number;
}

/** So many milliseconds, in SQL. */
export const MILLISECONDS = (ms: string): string => `${ms} * interval '1 millisecond'`;

/**
 * Takes a lane for so many milliseconds, unless somebody holds it. Where its last holder never let go, his last request may
 * have been under way until the end of his lease, so that the gap counts from there.
 */
export async function takeLane(
  db: Asking,
  host: string,
  lease: number,
  { hostDelay }: Pick<FetchSettings, 'hostDelay'>,
): Promise<TakenLane | HeldLane> {
  const { rows } = await prepared<{ lease: string; wait: number; manners: string }>(
    db,
    `INSERT INTO lanes AS l (host, lease, held, gap, manners)
     VALUES ($1, 1, clock_timestamp() + ${MILLISECONDS('$2::float')}, $3, '')
     ON CONFLICT (host) DO UPDATE SET lease = l.lease + 1, held = excluded.held,
       next = greatest(l.next, l.held + greatest(l.gap, $3) * interval '1 millisecond')
     WHERE l.held IS NULL OR l.held < clock_timestamp()
     RETURNING lease, manners, set_config('synchronous_commit', 'on', true),
       greatest(0, coalesce(extract(epoch FROM nullif(next, '-infinity') - clock_timestamp()) * 1000, 0))::float AS wait`,
    [host, lease, hostDelay],
  );
  const taken = rows[0];
  if (taken === undefined) return { kind: 'held', wait: await heldFor(db, host) };
  const { lease: number, wait, manners } = taken;
  return { kind: 'taken', lease: { host, number }, wait, manners };
}

async function heldFor(db: Asking, host: string): Promise<number> {
  const { rows } = await prepared<{ wait: number | null }>(
    db,
    `SELECT greatest(0, extract(epoch FROM held - clock_timestamp()) * 1000)::float AS wait
     FROM lanes WHERE host = $1`,
    [host],
  );
  return rows[0]?.wait ?? 0;
}

/** Lets go of a lane; false when it was taken by somebody else. What holds for it then may not be written any more. */
export async function releaseLane(db: Asking, { host, number }: Lease): Promise<boolean> {
  const { rowCount } = await prepared(db, 'UPDATE lanes SET held = NULL WHERE host = $1 AND lease = $2', [
    host,
    number,
  ]);
  return rowCount === 1;
}

/** Holds these lanes for so many milliseconds more, and gives the hosts of those that nobody else has taken. */
export async function renewLeases(
  pool: Pool,
  leases: readonly Lease[],
  held: number,
): Promise<readonly string[]> {
  const { rows } = await prepared<{ host: string }>(
    pool,
    `UPDATE lanes AS l SET held = clock_timestamp() + ${MILLISECONDS('$3::float')}
     FROM unnest($1::text[], $2::bigint[]) AS mine (host, number)
     WHERE l.host = mine.host AND l.lease = mine.number AND l.held IS NOT NULL RETURNING l.host`,
    [leases.map(({ host }) => host), leases.map(({ number }) => number), held],
  );
  return rows.map(({ host }) => host);
}

/** Hosts of lanes whose holder has neither let go nor been heard of: he was killed, or is cut off. */
export async function orphanedLanes(pool: Pool): Promise<readonly string[]> {
  const { rows } = await prepared<{ host: string }>(
    pool,
    'SELECT host FROM lanes WHERE held IS NOT NULL AND held < clock_timestamp()',
    [],
  );
  return rows.map(({ host }) => host);
}

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
    await db.query(`SELECT pg_notify('${LANES_CHANNEL}', '')`);
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
  async requeueJob(job: LaneJob, within: number, db: Asking): Promise<void> {
    await this.drop(job.host, db);
    await this.put([job], within, db);
  }

  /** Takes the job of a lane away. */
  async drop(host: string, db: Asking): Promise<void> {
    await this.boss.deleteJob(QUEUE, idOf(host), { db: asDb(db) });
  }

  /** Has lanes walked by somebody else: who had their jobs is lost. */
  async reassignLanes(hosts: readonly string[]): Promise<void> {
    for (const host of hosts) await this.boss.fail(QUEUE, idOf(host));
    if (hosts.length > 0) await this.pool.query(`SELECT pg_notify('${LANES_CHANNEL}', '')`);
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

/** The steps to the present tables of the fleet. By their names they come after those of the record, to whose payloads they refer. */
export const FLEET_MIGRATIONS: Readonly<Record<string, string>> = {
  'work-01': `
  -- What hosts are to be asked: one row a request that is wanted, however many want it.
  CREATE TABLE asks (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key      text NOT NULL,             -- digest of all that the request says, but for its validators
    night    timestamptz NOT NULL,      -- the asker's now
    host     text NOT NULL,
    origin   text NOT NULL,             -- whose breaker is heeded
    tag      text,                      -- digest of the validator sent, of which a 304 would speak
    ask      text NOT NULL,             -- JSON
    due      timestamptz NOT NULL DEFAULT '-infinity', -- not before, after a failure that may pass
    tries    int NOT NULL DEFAULT 0,    -- further ones, so far
    spent    text,                      -- what those have cost, as JSON
    status   int,                       -- of the answer; null where nothing usable came
    reply    text,                      -- JSON, without the bytes; null while it waits
    payload  text REFERENCES payloads   -- the bytes of its body
  );
  CREATE INDEX asks_by_key ON asks (key, night);
  CREATE INDEX asks_waiting ON asks (host, id) WHERE reply IS NULL;
  CREATE INDEX asks_by_payload ON asks (payload) WHERE payload IS NOT NULL;

  -- The latest body of each request, for which the validators stand that a 304 confirms.
  CREATE TABLE representations (
    key      text PRIMARY KEY,
    etag     text,                      -- digests of its validators, as in asks.tag
    modified text,
    reply    text NOT NULL,
    payload  text REFERENCES payloads,
    used     timestamptz NOT NULL       -- the last night in which the request was made
  );
  CREATE INDEX representations_by_payload ON representations (payload) WHERE payload IS NOT NULL;

  -- All that is owed to a host, whoever asks it next.
  CREATE TABLE lanes (
    host     text PRIMARY KEY,
    lease    bigint NOT NULL,           -- a higher number for each who takes it: writes of an earlier one are refused
    -- With an index on it, every beat of every heart would write that too.
    held     timestamptz,               -- by whom it is held until then at least; null when he has let go
    next     timestamptz NOT NULL DEFAULT '-infinity', -- no request before
    gap      double precision NOT NULL, -- milliseconds between two requests
    manners  text NOT NULL              -- what else is known of it tonight, as JSON
  );
  `,
  'work-02': `
  -- When it was first asked for, by the server's clock: how long it waits.
  ALTER TABLE asks ADD COLUMN since timestamptz NOT NULL DEFAULT clock_timestamp();
  `,
  'work-03': `
  -- What is asked says who cites what: it is for those alone who ask for all, on a connection of no report.
  DO $$ DECLARE one text;
  BEGIN
    FOREACH one IN ARRAY ARRAY['asks', 'representations', 'lanes'] LOOP
      EXECUTE format('CREATE POLICY of_none ON %I USING (current_setting(''citewatch.report'') = '''')', one);
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', one);
    END LOOP;
  END $$;
  `,
};

/** Rings with the id of an ask that was answered. */
export const ANSWERS_CHANNEL = 'citewatch_answers';
/** Rings when a lane was queued. */
export const LANES_CHANNEL = 'citewatch_lanes';

/** Milliseconds before a connection that was lost is made again: whoever listens looks for himself meanwhile. */
const AGAIN = 5_000;

/** Tells at once what a poll would find a little later (LISTEN, NOTIFY). It may be deaf for a while: nobody relies on it. */
export class NotifyListener {
  private readonly heard = new Map<string, (payload: string) => void>();
  private client: PoolClient | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly pool: Pool) {}

  /** `ring` is called with what was said on a channel, from now on. */
  async listen(channel: string, ring: (payload: string) => void): Promise<void> {
    this.heard.set(channel, ring);
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
      client.once('error', () => this.lost(client));
      client.once('end', () => this.lost(client));
      for (const channel of this.heard.keys()) await client.query(`LISTEN ${channel}`);
    } catch {
      this.later();
    }
  }

  private lost(client: PoolClient): void {
    if (this.client !== client) return;
    this.client = null;
    client.release(true);
    this.later();
  }

  private later(): void {
    if (this.isClosed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.connect(), AGAIN).unref();
  }
}
