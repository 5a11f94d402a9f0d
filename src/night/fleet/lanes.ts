import type { Pool } from 'pg';
import type { FetchSettings } from '../../model/settings.js';
import { type Asking, inTransaction, prepared, putPayload } from '../../store/postgres/database.js';
import type { Spent } from '../../web/reply.js';
import type { ReplyRow } from './asks.js';
import type { Waits } from './host-politeness.js';
import { ANSWERS_CHANNEL } from './lane-queue.js';

/** A lane that a worker holds. Every write names the lease, so that of two who think they hold it only the later one writes. */
export interface Lease {
  readonly host: string;
  /** Higher than that of all earlier holders (a fencing token). */
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

const milliseconds = (ms: string): string => `${ms} * interval '1 millisecond'`;

/**
 * Takes a lane for so many milliseconds, unless somebody holds it, for `wait` milliseconds at least. If its last holder never released it, his last request may have been
 * under way until the end of his lease: the gap counts from there.
 */
export async function takeLane(
  db: Asking,
  host: string,
  held: number,
  { hostDelay }: Pick<FetchSettings, 'hostDelay'>,
): Promise<TakenLane | { readonly kind: 'held'; readonly wait: number }> {
  const { rows } = await prepared<{ lease: string; wait: number; manners: string }>(
    db,
    `INSERT INTO lanes AS l (host, lease, held, gap, manners)
     VALUES ($1, 1, clock_timestamp() + ${milliseconds('$2::float')}, $3, '')
     ON CONFLICT (host) DO UPDATE SET lease = l.lease + 1, held = excluded.held,
       next = greatest(l.next, l.held + ${milliseconds('greatest(l.gap, $3)')})
     WHERE l.held IS NULL OR l.held < clock_timestamp()
     RETURNING lease, manners,
       greatest(0, coalesce(extract(epoch FROM nullif(next, '-infinity') - clock_timestamp()) * 1000, 0))::float AS wait`,
    [host, held, hostDelay],
  );
  const [taken] = rows;
  if (taken !== undefined) {
    const { lease: number, wait, manners } = taken;
    return { kind: 'taken', lease: { host, number }, wait, manners };
  }
  const other = await prepared<{ wait: number | null }>(
    db,
    `SELECT greatest(0, extract(epoch FROM held - clock_timestamp()) * 1000)::float AS wait
     FROM lanes WHERE host = $1`,
    [host],
  );
  return { kind: 'held', wait: other.rows[0]?.wait ?? 0 };
}

/** Releases a lane; false when it was taken by somebody else. */
export async function releaseLane(db: Asking, { host, number }: Lease): Promise<boolean> {
  const text = 'UPDATE lanes SET held = NULL WHERE host = $1 AND lease = $2';
  return (await prepared(db, text, [host, number])).rowCount === 1;
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

/** Hosts of lanes whose lease has expired: their holder was killed, or is cut off. */
export async function orphanedLanes(pool: Pool): Promise<readonly string[]> {
  const { rows } = await prepared<{ host: string }>(
    pool,
    'SELECT host FROM lanes WHERE held IS NOT NULL AND held < clock_timestamp()',
    [],
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
  /** Milliseconds since 1970, by its asker's clock. */
  readonly night: number;
}

/**
 * The next request of a lane, which is held on for `held` milliseconds; none of the origins that rest. Null where none waits, `lost` when
 * somebody else has taken the lane.
 */
export async function nextAsk(
  pool: Pool,
  { host, number }: Lease,
  held: number,
  resting: Iterable<string>,
): Promise<NextAsk | null | 'lost'> {
  const { rows } = await prepared<
    Omit<NextAsk, 'id' | 'once' | 'spent' | 'night'> & {
      id: string | null;
      spent: string | null;
      night: Date;
    }
  >(
    pool,
    `WITH held AS (
       UPDATE lanes SET held = clock_timestamp() + ${milliseconds('$3::float')}
       WHERE host = $1 AND lease = $2 RETURNING host)
     SELECT a.* FROM held LEFT JOIN LATERAL (
       SELECT id, key, origin, tag, ask, tries, spent, night FROM asks
       WHERE host = $1 AND reply IS NULL AND due <= clock_timestamp() AND origin <> ALL ($4::text[])
       ORDER BY id LIMIT 1) a ON true`,
    [host, number, held, [...resting]],
  );
  const [row] = rows;
  if (row === undefined) return 'lost';
  const { id, spent, night } = row;
  if (id === null) return null;
  return {
    ...{ ...row, id, once: row.origin === 'once', night: night.getTime() },
    spent: spent === null ? null : JSON.parse(spent),
  };
}

/** A lane, for how many milliseconds it is held on, and the state that it is left in. */
export interface HeldOn {
  readonly lease: Lease;
  readonly held: number;
  /** Milliseconds until the next request may be sent, and between two; what else is known of the host, as JSON. */
  readonly state: { readonly wait: number; readonly gap: number; readonly manners: string };
}

const laneValues = ({ lease, held, state }: HeldOn) => [
  ...[lease.host, lease.number, held],
  ...[state.wait, state.gap, state.manners],
];

/** Writes the state of a lane ($1 to $6), within the statement that depends on holding it. */
const KEPT_LANE = `lane AS (
  UPDATE lanes SET held = clock_timestamp() + ${milliseconds('$3::float')},
    next = clock_timestamp() + ${milliseconds('$4::float')}, gap = $5, manners = $6
  WHERE host = $1 AND lease = $2 RETURNING host)`;

/** Records an answer, and notifies whoever waits for it. False when the lane was taken by somebody else. */
export async function recordAnswer(
  pool: Pool,
  lane: HeldOn,
  { id, key, night }: NextAsk,
  { status, reply, payload, tags }: ReplyRow,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    if (payload !== null) await putPayload(client, payload);
    const { rowCount } = await prepared(
      client,
      `WITH ${KEPT_LANE}, answered AS (
         UPDATE asks SET status = $8, reply = $9, payload = $10, spent = NULL
         WHERE id = $7 AND reply IS NULL AND EXISTS (SELECT FROM lane) RETURNING id),
       kept AS (
         INSERT INTO representations (key, etag, modified, reply, payload, used)
         SELECT $11, $12, $13, $9, $10, $14 FROM answered WHERE $15
         ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, modified = excluded.modified,
           reply = excluded.reply, payload = excluded.payload, used = excluded.used)
       SELECT pg_notify('${ANSWERS_CHANNEL}', id::text) FROM answered`,
      [
        ...laneValues(lane),
        ...[id, status, reply, payload?.sha256 ?? null],
        ...[key, tags?.etag ?? null, tags?.modified ?? null, new Date(night), tags !== null],
      ],
    );
    return rowCount === 1;
  });
}

/** Puts a request back for another try, in `within` milliseconds. False when the lane was taken by somebody else. */
export async function requeueAsk(
  pool: Pool,
  lane: HeldOn,
  { id }: NextAsk,
  { within, spent }: { readonly within: number; readonly spent: Spent },
): Promise<boolean> {
  const { rowCount } = await prepared(
    pool,
    `WITH ${KEPT_LANE}
     UPDATE asks SET tries = tries + 1, due = clock_timestamp() + ${milliseconds('$8::float')}, spent = $9
     WHERE id = $7 AND EXISTS (SELECT FROM lane)`,
    [...laneValues(lane), id, within, JSON.stringify(spent)],
  );
  return rowCount === 1;
}

/**
 * How many requests are left in a lane, and in how many milliseconds the first may be sent. `resting`: until when (milliseconds since
 * 1970) each origin that was put aside rests.
 */
export async function laneBacklog(
  db: Asking,
  host: string,
  resting: ReadonlyMap<string, number>,
  now: number,
): Promise<{ readonly count: number; readonly within: number }> {
  const { rows } = await prepared<{ origin: string; count: number; wait: number }>(
    db,
    `SELECT a.origin, count(*)::int AS count,
       coalesce(extract(epoch FROM nullif(greatest(min(l.next), min(a.due)), '-infinity') - clock_timestamp()), 0)::float
         * 1000 AS wait
     FROM asks a JOIN lanes l USING (host) WHERE a.host = $1 AND a.reply IS NULL GROUP BY a.origin`,
    [host],
  );
  const waits = rows.map(({ origin, wait }) => Math.max(0, wait, (resting.get(origin) ?? now) - now));
  return { count: rows.reduce((sum, { count }) => sum + count, 0), within: Math.min(...waits) };
}

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
};
