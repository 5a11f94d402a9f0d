import type { Pool } from 'pg';
import type { Spent } from '../fetch/reply.js';
import { type Asking, putPayload } from '../record/postgres/payloads.js';
import { ANSWERS } from './bell.js';
import { inTransaction } from './in-transaction.js';
import { type Lease, MILLISECONDS } from './lanes.js';
import type { Waits } from './manners.js';
import { prepared } from './prepared.js';
import type { ReplyRow } from './reply-row.js';

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
