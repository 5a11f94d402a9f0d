import type { Pool } from 'pg';
import type { FetchSettings } from '../../model/settings.js';
import { inTransaction, prepared, putPayloads, statementsOn } from '../../store/postgres/database.js';
import type { Spent } from '../../web/reply.js';
import type { ReplyRow } from './asks.js';
import type { Waits } from './host-politeness.js';

/** A lane that a worker holds. Every write names the lease, so that of two who think they hold it only the later one writes. */
export interface Lease {
  readonly host: string;
  /** Higher than that of all earlier holders (a fencing token). */
  readonly number: string;
}

/** A lane as it was taken. */
export interface TakenLane {
  readonly lease: Lease;
  /** Milliseconds until a request may be sent. */
  readonly wait: number;
  /** What is known of the host, as JSON; empty for nothing. */
  readonly manners: string;
}

const milliseconds = (ms: string): string => `${ms} * interval '1 millisecond'`;

/**
 * Takes up to `most` lanes that have something to ask and that nobody holds, for `held` milliseconds each, those with most to ask first
 * (docs/decisions/0010). If the last holder of one never released it, his last request may have been under way until the end of his lease:
 * the gap counts from there, and unless a restart of the server explains it, that request is taken to have killed him.
 */
export async function takeLanes(
  pool: Pool,
  most: number,
  held: number,
  { hostDelay }: Pick<FetchSettings, 'hostDelay'>,
): Promise<readonly TakenLane[]> {
  const { rows } = await prepared<Omit<TakenLane, 'lease'> & Lease>(
    pool,
    `WITH free AS (
       SELECT host, held, asking FROM lanes WHERE due < 'infinity' AND due <= now() AND greatest(next, held) <= clock_timestamp()
       ORDER BY backlog DESC LIMIT $1 FOR UPDATE SKIP LOCKED),
     died AS (
       UPDATE asks SET deaths = deaths + 1 WHERE id = ANY (ARRAY(
         SELECT asking FROM free WHERE held - ${milliseconds('$2::float')} > pg_postmaster_start_time())))
     UPDATE lanes AS l SET lease = l.lease + 1, asking = NULL, held = clock_timestamp() + ${milliseconds('$2::float')},
       next = greatest(l.next, l.held + ${milliseconds('greatest(l.gap, $3::float)')})
     FROM free WHERE l.host = free.host
     RETURNING l.host, l.lease AS number, l.manners,
       greatest(0, coalesce(extract(epoch FROM nullif(l.next, '-infinity') - clock_timestamp()) * 1000, 0))::float AS wait`,
    [most, held, hostDelay],
  );
  return rows.map(({ host, number, ...lane }) => ({ ...lane, lease: { host, number } }));
}

/**
 * Releases a lane, to be walked again when the first of its requests may be sent, and says how many are left; null when it was taken by
 * somebody else. `resting`: for how many milliseconds each origin that was put aside rests.
 */
export async function releaseLane(
  pool: Pool,
  { host, number }: Lease,
  resting: ReadonlyMap<string, number>,
): Promise<number | null> {
  return inTransaction(pool, async (client) => {
    const release = 'UPDATE lanes SET held = NULL WHERE host = $1 AND lease = $2';
    if ((await prepared(client, release, [host, number])).rowCount === 0) return null;
    // The lane first, then the look: a request that comes after that look waits for the lane, and wakes it.
    const { rows } = await prepared<{ count: number }>(
      client,
      `WITH waiting AS (
         SELECT count(*)::int AS count, min(greatest(due, clock_timestamp() + ${milliseconds('rest')})) AS due
         FROM asks LEFT JOIN unnest($2::text[], $3::float[]) AS resting (origin, rest) USING (origin)
         WHERE host = $1 AND reply IS NULL)
       UPDATE lanes SET due = coalesce(waiting.due, 'infinity'), backlog = count
       FROM waiting WHERE host = $1 RETURNING count`,
      [host, [...resting.keys()], [...resting.values()]],
    );
    return rows[0]?.count ?? 0;
  });
}

/** Holds these lanes for so many milliseconds more; gives the hosts of those that nobody else has taken. */
export async function renewLeases(pool: Pool, leases: readonly Lease[], held: number): Promise<readonly string[]> {
  const { rows } = await prepared<{ host: string }>(
    pool,
    `UPDATE lanes AS l SET held = clock_timestamp() + ${milliseconds('$3::float')}
     FROM unnest($1::text[], $2::bigint[]) AS mine (host, number)
     WHERE l.host = mine.host AND l.lease = mine.number AND l.held IS NOT NULL RETURNING l.host`,
    [leases.map(({ host }) => host), leases.map(({ number }) => number), held],
  );
  return rows.map(({ host }) => host);
}

/** True when a worker that is heard of holds a lane. */
export async function hasActiveWorker(pool: Pool): Promise<boolean> {
  return (await pool.query('SELECT FROM lanes WHERE held > clock_timestamp() LIMIT 1')).rowCount === 1;
}

/** The next request of a lane. */
export interface NextAsk extends Waits {
  readonly id: string;
  readonly key: string;
  readonly tag: string | null;
  /** JSON. */
  readonly ask: string;
  /** Milliseconds since 1970. */
  readonly night: number;
  /** How many workers died while they asked it. */
  readonly deaths: number;
  /** A private report asks: the answer is its alone. */
  readonly isOwn: boolean;
}

/**
 * The next request of a lane, none of the origins that rest; the lane notes which it is, but for one of which somebody died, which waits until
 * it may be asked alone ({@link noteAsking}). Null where none waits, and where the lane is held no more.
 */
export async function nextAsk(pool: Pool, { host, number }: Lease, resting: Iterable<string>): Promise<NextAsk | null> {
  const { rows } = await prepared<
    Omit<NextAsk, 'once' | 'spent' | 'night'> & { readonly spent: string | null; readonly night: Date }
  >(
    pool,
    `WITH next AS (
       SELECT id, key, origin, tag, ask, tries, spent, night, deaths, login IS NOT NULL AS "isOwn" FROM asks
       WHERE host = $1 AND reply IS NULL AND due <= clock_timestamp() AND origin <> ALL ($3::text[]) ORDER BY id LIMIT 1)
     UPDATE lanes SET asking = CASE WHEN next.deaths = 0 THEN next.id END FROM next
     WHERE lanes.host = $1 AND lease = $2 AND held > clock_timestamp() RETURNING next.*`,
    [host, number, [...resting]],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const spent = row.spent === null ? null : JSON.parse(row.spent);
  return { ...row, spent, once: row.origin === 'once', night: row.night.getTime() };
}

/** Has a lane note that a request is asked in it now; false where it is held no more. */
export async function noteAsking(pool: Pool, { host, number }: Lease, id: string): Promise<boolean> {
  const { rowCount } = await prepared(
    pool,
    'UPDATE lanes SET asking = $3 WHERE host = $1 AND lease = $2 AND held > clock_timestamp()',
    [host, number, id],
  );
  return rowCount === 1;
}

/** A lane, and the state that it is left in. */
export interface HeldLane {
  readonly lease: Lease;
  /** Milliseconds until the next request may be sent, and between two; what else is known of the host, as JSON. */
  readonly state: { readonly wait: number; readonly gap: number; readonly manners: string };
}

/** What became of the request that is under way in a lane. */
export interface Recorded {
  readonly lane: HeldLane;
  readonly next: NextAsk;
  /** The answer, or in how many milliseconds it is put back for another try. */
  readonly became: ReplyRow | { readonly within: number; readonly spent: Spent };
}

/** Records what became of requests, each of another lane. False for those whose lane was taken by somebody else. */
export async function recordAsks(pool: Pool, batch: readonly Recorded[]): Promise<readonly boolean[]> {
  const rows = batch.map(({ lane: { lease, state }, next, became }) => {
    const answer = 'reply' in became ? became : null;
    const again = 'reply' in became ? null : became;
    return {
      ...{ host: lease.host, lease: lease.number, ...state, id: next.id, key: next.key, night: new Date(next.night) },
      ...{ status: answer?.status ?? null, reply: answer?.reply ?? null, payload: answer?.payload ?? null },
      ...{ etag: answer?.tags?.etag ?? null, modified: answer?.tags?.modified ?? null, keeps: answer?.tags != null },
      ...{ within: again?.within ?? null, spent: again === null ? null : JSON.stringify(again.spent) },
    };
  });
  const column = (name: keyof (typeof rows)[number]) => rows.map((row) => row[name]);
  const recorded = await inTransaction(pool, async (client) => {
    await putPayloads(
      statementsOn(client),
      rows.flatMap(({ payload }) => payload ?? []),
    );
    return prepared<{ id: string }>(client, RECORD, [
      ...(['host', 'lease', 'wait', 'gap', 'manners', 'id', 'key', 'night', 'status', 'reply'] as const).map(column),
      rows.map(({ payload }) => payload?.sha256 ?? null),
      ...(['etag', 'modified', 'keeps', 'within', 'spent'] as const).map(column),
    ]);
  });
  const done = new Set(recorded.rows.map(({ id }) => id));
  return rows.map(({ id }) => done.has(id));
}

/** Writes of each lane its state, and of its request the answer or the further try, where the lane is still held; gives the ids of those requests. */
const RECORD = `
  WITH given AS (
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::float[], $4::float[], $5::text[], $6::bigint[], $7::text[], $8::timestamptz[],
      $9::int[], $10::text[], $11::text[], $12::text[], $13::text[], $14::bool[], $15::float[], $16::text[])
      AS g (host, lease, wait, gap, manners, id, key, night, status, reply, payload, etag, modified, keeps, again, spent)),
  lane AS (
    UPDATE lanes l SET next = clock_timestamp() + ${milliseconds('g.wait')}, gap = g.gap, manners = g.manners, asking = NULL,
      backlog = greatest(0, l.backlog - CASE WHEN g.reply IS NULL THEN 0 ELSE 1 END)
    FROM given g WHERE l.host = g.host AND l.lease = g.lease RETURNING g.id),
  done AS (
    UPDATE asks a SET answered = CASE WHEN g.reply IS NOT NULL THEN clock_timestamp() END, status = g.status, reply = g.reply, payload = g.payload, spent = g.spent,
      tries = a.tries + CASE WHEN g.reply IS NULL THEN 1 ELSE 0 END,
      due = CASE WHEN g.reply IS NULL THEN clock_timestamp() + ${milliseconds('g.again')} ELSE a.due END
    FROM given g JOIN lane USING (id) WHERE a.id = g.id AND a.reply IS NULL RETURNING a.id, a.login),
  kept AS (
    INSERT INTO representations (key, etag, modified, reply, payload, used)
    SELECT key, etag, modified, reply, payload, night FROM given JOIN done USING (id) WHERE keeps AND login IS NULL
    ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, modified = excluded.modified,
      reply = excluded.reply, payload = excluded.payload, used = excluded.used)
  SELECT id FROM done`;

/** The migrations of the fleet's tables. Their names sort after those of the records, to whose payloads they refer. */
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
  'work-04': `
  -- The lanes are their own queue: when there is something to ask, and how much. Who walks one that has nothing finds that out.
  ALTER TABLE lanes ADD COLUMN due timestamptz NOT NULL DEFAULT '-infinity', ADD COLUMN backlog int NOT NULL DEFAULT 0;
  DROP SCHEMA IF EXISTS citewatch_queue CASCADE;
  `,
  'work-05': `
  -- What waits is known by its key, so that two who store the same need no lock; a lane says what is asked in it, and a request who died of it.
  DELETE FROM asks a USING asks b WHERE a.key = b.key AND a.reply IS NULL AND b.reply IS NULL AND a.id > b.id;
  CREATE UNIQUE INDEX asks_waiting_by_key ON asks (key) WHERE reply IS NULL;
  CREATE INDEX asks_waiting_since ON asks (since) WHERE reply IS NULL;
  ALTER TABLE asks ADD COLUMN deaths int NOT NULL DEFAULT 0, ADD COLUMN answered timestamptz;
  CREATE INDEX asks_answered ON asks (answered, id) WHERE answered IS NOT NULL;
  ALTER TABLE lanes ADD COLUMN asking bigint;
  -- Of those that have something to ask: others are due never.
  CREATE INDEX lanes_due ON lanes (due) WHERE due < 'infinity';
  `,
  'work-06': `
  -- What a schedule asks for each report: the night, and the digest that follows it. One of a kind waits for a report at a time.
  CREATE TABLE nights (
    report   text NOT NULL REFERENCES reports ON UPDATE CASCADE ON DELETE CASCADE,
    job      text NOT NULL CHECK (job IN ('check', 'digest')),
    night    timestamptz NOT NULL,      -- when it was due, by the server's clock
    state    text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dead')),
    attempts int NOT NULL DEFAULT 0,
    due      timestamptz NOT NULL DEFAULT '-infinity', -- not before, after one that failed
    held     timestamptz,               -- by whom it is held until then at least
    lease    bigint NOT NULL DEFAULT 0, -- a higher number for each who takes it
    PRIMARY KEY (report, job, night)
  );
  CREATE UNIQUE INDEX nights_waiting ON nights (report, job) WHERE state = 'waiting';
  CREATE POLICY of_none ON nights USING (current_setting('citewatch.report') = '');
  ALTER TABLE nights ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  `,
  'work-07': `
  -- To those of no report the bytes show of what hosts were asked.
  CREATE POLICY read_asked ON payloads FOR SELECT USING (
    EXISTS (SELECT FROM asks a WHERE a.payload = payloads.sha256)
    OR EXISTS (SELECT FROM representations r WHERE r.payload = payloads.sha256));
  `,
};
