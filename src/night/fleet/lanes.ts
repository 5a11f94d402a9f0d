import type { Pool } from 'pg';
import type { FetchSettings } from '../../model/settings.js';
import { inTransaction, prepared, putPayload } from '../../store/postgres/database.js';
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
 * (docs/decisions/0010). If the last holder of one never
 * released it, his last request may have been under way until the end of his lease: the gap counts from there.
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
       SELECT host FROM lanes WHERE greatest(due, next, held) <= clock_timestamp()
       ORDER BY backlog DESC LIMIT $1 FOR UPDATE SKIP LOCKED)
     UPDATE lanes AS l SET lease = l.lease + 1, held = clock_timestamp() + ${milliseconds('$2::float')},
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
  /** Milliseconds since 1970, by its asker's clock. */
  readonly night: number;
}

/** The next request of a lane, none of the origins that rest. Null where none waits, and where the lane is held no more. */
export async function nextAsk(pool: Pool, { host, number }: Lease, resting: Iterable<string>): Promise<NextAsk | null> {
  const { rows } = await prepared<
    Omit<NextAsk, 'once' | 'spent' | 'night'> & { readonly spent: string | null; readonly night: Date }
  >(
    pool,
    `SELECT id, key, origin, tag, ask, tries, spent, night FROM asks
     WHERE host = $1 AND reply IS NULL AND due <= clock_timestamp() AND origin <> ALL ($3::text[])
       AND EXISTS (SELECT FROM lanes WHERE host = $1 AND lease = $2 AND held > clock_timestamp())
     ORDER BY id LIMIT 1`,
    [host, number, [...resting]],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const spent = row.spent === null ? null : JSON.parse(row.spent);
  return { ...row, spent, once: row.origin === 'once', night: row.night.getTime() };
}

/** A lane, and the state that it is left in. */
export interface HeldLane {
  readonly lease: Lease;
  /** Milliseconds until the next request may be sent, and between two; what else is known of the host, as JSON. */
  readonly state: { readonly wait: number; readonly gap: number; readonly manners: string };
}

const laneValues = ({ lease, state }: HeldLane) => [lease.host, lease.number, state.wait, state.gap, state.manners];

/** Writes the state of a lane ($1 to $5), within the statement that depends on holding it. */
const KEPT_LANE = `lane AS (
  UPDATE lanes SET next = clock_timestamp() + ${milliseconds('$3::float')}, gap = $4, manners = $5
  WHERE host = $1 AND lease = $2 RETURNING host)`;

/** Records an answer. False when the lane was taken by somebody else. */
export async function recordAnswer(
  pool: Pool,
  lane: HeldLane,
  { id, key, night }: NextAsk,
  { status, reply, payload, tags }: ReplyRow,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    if (payload !== null) await putPayload(client, payload);
    const { rowCount } = await prepared(
      client,
      `WITH ${KEPT_LANE}, answered AS (
         UPDATE asks SET status = $7, reply = $8, payload = $9, spent = NULL
         WHERE id = $6 AND reply IS NULL AND EXISTS (SELECT FROM lane) RETURNING id),
       kept AS (
         INSERT INTO representations (key, etag, modified, reply, payload, used)
         SELECT $10, $11, $12, $8, $9, $13 FROM answered WHERE $14
         ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, modified = excluded.modified,
           reply = excluded.reply, payload = excluded.payload, used = excluded.used)
       SELECT FROM answered`,
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
  lane: HeldLane,
  { id }: NextAsk,
  { within, spent }: { readonly within: number; readonly spent: Spent },
): Promise<boolean> {
  const { rowCount } = await prepared(
    pool,
    `WITH ${KEPT_LANE}
     UPDATE asks SET tries = tries + 1, due = clock_timestamp() + ${milliseconds('$7::float')}, spent = $8
     WHERE id = $6 AND EXISTS (SELECT FROM lane)`,
    [...laneValues(lane), id, within, JSON.stringify(spent)],
  );
  return rowCount === 1;
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
  'work-04': `
  -- The lanes are their own queue: when there is something to ask, and how much. Who walks one that has nothing finds that out.
  ALTER TABLE lanes ADD COLUMN due timestamptz NOT NULL DEFAULT '-infinity', ADD COLUMN backlog int NOT NULL DEFAULT 0;
  DROP SCHEMA IF EXISTS citewatch_queue CASCADE;
  `,
};
