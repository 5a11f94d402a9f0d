import type { Pool } from 'pg';
import type { Spent } from '../fetch/reply.js';
import type { FetchSettings } from '../model/settings.js';
import { type Asking, putPayload } from '../record/postgres/payloads.js';
import { ANSWERS } from './bell.js';
import { inTransaction } from './in-transaction.js';
import type { Waits } from './manners.js';
import { prepared } from './prepared.js';
import type { ReplyRow } from './reply-row.js';

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
export interface HeldLane {
  readonly kind: 'held';
  readonly wait: number;
}

/** A request that waits, and is the next of its lane. */
export interface NextAsk extends Waits {
  readonly id: string;
  readonly key: string;
  readonly tag: string | null;
  /** JSON. */
  readonly ask: string;
  /** Milliseconds since 1970, as its asker has it. */
  readonly night: number;
}

const MILLISECONDS = (ms: string): string => `${ms} * interval '1 millisecond'`;

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

/**
 * The request whose turn it is, of no origin that rests; the lane is held for it. Null where none waits, `lost` when somebody
 * else has taken the lane.
 */
export async function nextAsk(
  pool: Pool,
  { host, number }: Lease,
  lease: number,
  resting: Iterable<string>,
): Promise<NextAsk | null | 'lost'> {
  const { rows } = await prepared<{
    id: string | null;
    key: string;
    origin: string;
    tag: string | null;
    ask: string;
    tries: number;
    spent: string | null;
    night: Date;
  }>(
    pool,
    `WITH held AS (
       UPDATE lanes SET held = clock_timestamp() + ${MILLISECONDS('$3::float')}
       WHERE host = $1 AND lease = $2 RETURNING host)
     SELECT a.* FROM held LEFT JOIN LATERAL (
       SELECT id, key, origin, tag, ask, tries, spent, night FROM asks
       WHERE host = $1 AND reply IS NULL AND due <= clock_timestamp() AND origin <> ALL ($4::text[])
       ORDER BY id LIMIT 1) a ON true`,
    [host, number, lease, [...resting]],
  );
  const row = rows[0];
  if (row === undefined) return 'lost';
  if (row.id === null) return null;
  const { id, key, origin, tag, ask, tries, spent, night } = row;
  return {
    ...{ id, key, origin, tag, ask, tries },
    once: origin === 'once',
    spent: spent === null ? null : JSON.parse(spent),
    night: night.getTime(),
  };
}

/** What a lane is left with. */
export interface LaneState {
  /** Milliseconds until the next request may be sent, and between two. */
  readonly wait: number;
  readonly gap: number;
  /** JSON. */
  readonly manners: string;
}

/** A lane, for how many milliseconds it is held on, and what it is left with. */
export interface HeldOn {
  readonly lease: Lease;
  readonly held: number;
  readonly state: LaneState;
}

const laneValues = ({ lease, held, state }: HeldOn) => [
  lease.host,
  lease.number,
  held,
  state.wait,
  state.gap,
  state.manners,
];

/** Writes the state of a lane that is held on; in the middle of a statement, so that nothing is written after it was taken. */
const KEPT_LANE = `lane AS (
  UPDATE lanes SET held = clock_timestamp() + ${MILLISECONDS('$3::float')},
    next = clock_timestamp() + ${MILLISECONDS('$4::float')}, gap = $5, manners = $6
  WHERE host = $1 AND lease = $2 RETURNING host)`;

/** Records an answer, as it came from the lane's host, and tells whoever waits for it. False when the lane was taken by somebody else. */
export async function landAnswer(
  pool: Pool,
  lane: HeldOn,
  { id, key, night }: NextAsk,
  { status, reply, payload, tags }: ReplyRow,
): Promise<boolean> {
  const land = async (db: Asking): Promise<boolean> => {
    const { rowCount } = await prepared(
      db,
      `WITH ${KEPT_LANE}, answered AS (
         UPDATE asks SET status = $8, reply = $9, payload = $10, spent = NULL
         WHERE id = $7 AND reply IS NULL AND EXISTS (SELECT FROM lane) RETURNING id),
       kept AS (
         INSERT INTO representations (key, etag, modified, reply, payload, used)
         SELECT $11, $12, $13, $9, $10, $14 FROM answered WHERE $15
         ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, modified = excluded.modified,
           reply = excluded.reply, payload = excluded.payload, used = excluded.used)
       SELECT pg_notify('${ANSWERS}', id::text) FROM answered`,
      [
        ...laneValues(lane),
        ...[id, status, reply, payload?.sha256 ?? null],
        ...[key, tags?.etag ?? null, tags?.modified ?? null, new Date(night), tags !== null],
      ],
    );
    return rowCount === 1;
  };
  if (payload === null) return land(pool);
  return inTransaction(pool, async (client) => {
    await putPayload(client, payload);
    return land(client);
  });
}

/** Puts a request back for another try. False when the lane was taken by somebody else. */
export async function putBack(
  pool: Pool,
  lane: HeldOn,
  { id }: NextAsk,
  { within, spent }: { readonly within: number; readonly spent: Spent },
): Promise<boolean> {
  const { rowCount } = await prepared(
    pool,
    `WITH ${KEPT_LANE}
     UPDATE asks SET tries = tries + 1, due = clock_timestamp() + ${MILLISECONDS('$8::float')}, spent = $9
     WHERE id = $7 AND EXISTS (SELECT FROM lane)`,
    [...laneValues(lane), id, within, JSON.stringify(spent)],
  );
  return rowCount === 1;
}

/** What is left to be asked in a lane. */
export interface LeftInLane {
  readonly count: number;
  /** Milliseconds until the first of it may be asked. */
  readonly within: number;
}

/** Lets go of a lane; false when it was taken by somebody else. What holds for it then may not be written any more. */
export async function letGo(db: Asking, { host, number }: Lease): Promise<boolean> {
  const { rowCount } = await prepared(db, 'UPDATE lanes SET held = NULL WHERE host = $1 AND lease = $2', [
    host,
    number,
  ]);
  return rowCount === 1;
}

/** What is left in a lane; `resting`: until when (milliseconds since 1970) nothing is asked of some origins. */
export async function leftInLane(
  db: Asking,
  host: string,
  resting: ReadonlyMap<string, number>,
  now: number,
): Promise<LeftInLane> {
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

/** Holds these lanes for so many milliseconds more, and gives the hosts of those that nobody else has taken. */
export async function holdLanes(
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
