import type { Pool } from 'pg';
import type { FetchSettings } from '../model/settings.js';
import type { Asking } from '../record/postgres/payloads.js';
import { prepared } from './prepared.js';

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
export async function letGo(db: Asking, { host, number }: Lease): Promise<boolean> {
  const { rowCount } = await prepared(db, 'UPDATE lanes SET held = NULL WHERE host = $1 AND lease = $2', [
    host,
    number,
  ]);
  return rowCount === 1;
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
