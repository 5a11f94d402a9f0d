import type { FleetState } from '../../model/run.js';
import type { FetchSettings } from '../../model/settings.js';
import type { Records, Statements } from '../database.js';
import type { AskRow, ReplyRow } from './asks.js';
import { putPayloads } from './database.js';

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
 * Takes up to `most` lanes that have something to ask and that nobody holds, those with most to ask first (docs/decisions/0010). Each is
 * held for `lease` milliseconds, the same for all workers of a store.
 *
 * Where the last holder neither released the lane nor renewed its lease, its last request may have been under way until the lease ended:
 * the gap counts from there. That request is counted as one that killed a worker, unless PostgreSQL itself was started since the lease
 * began. A worker that could not reach the store for so long counts as killed too: it cannot say otherwise.
 */
export async function takeLanes(
  db: Statements,
  most: number,
  lease: number,
  { hostDelay }: Pick<FetchSettings, 'hostDelay'>,
): Promise<readonly TakenLane[]> {
  const rows = await db.rows<Omit<TakenLane, 'lease'> & Lease>(
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
    most,
    lease,
    hostDelay,
  );
  return rows.map(({ host, number, ...lane }) => ({ ...lane, lease: { host, number } }));
}

/**
 * Releases a lane, to be walked again when the first of its requests may be sent, and says how many are left; null when it was taken by
 * somebody else. `resting`: for how many milliseconds each origin that was put aside rests.
 */
export function releaseLane(
  db: Records,
  { host, number }: Lease,
  resting: ReadonlyMap<string, number>,
): Promise<number | null> {
  return db.together(async (within) => {
    const release = 'UPDATE lanes SET held = NULL WHERE host = $1 AND lease = $2';
    if ((await within.write(release, host, number)) === 0) return null;
    // The lane is locked by now. A request that is added after this count waits for the lock, and sets the lane's `due` itself.
    const row = await within.row<{ count: number }>(
      `WITH waiting AS (
         SELECT count(*)::int AS count, min(greatest(due, clock_timestamp() + ${milliseconds('rest')})) AS due
         FROM asks LEFT JOIN unnest($2::text[], $3::float[]) AS resting (origin, rest) USING (origin)
         WHERE host = $1 AND reply IS NULL)
       UPDATE lanes SET due = coalesce(waiting.due, 'infinity'), backlog = count
       FROM waiting WHERE host = $1 RETURNING count`,
      host,
      [...resting.keys()],
      [...resting.values()],
    );
    return row?.count ?? 0;
  });
}

/** Holds these lanes for `lease` milliseconds more; gives the hosts of those that nobody else has taken. */
export async function renewLeases(
  db: Statements,
  leases: readonly Lease[],
  lease: number,
): Promise<readonly string[]> {
  const rows = await db.rows<{ host: string }>(
    `UPDATE lanes AS l SET held = clock_timestamp() + ${milliseconds('$3::float')}
     FROM unnest($1::text[], $2::bigint[]) AS mine (host, number)
     WHERE l.host = mine.host AND l.lease = mine.number AND l.held IS NOT NULL RETURNING l.host`,
    leases.map(({ host }) => host),
    leases.map(({ number }) => number),
    lease,
  );
  return rows.map(({ host }) => host);
}

/** True when a worker that is heard of holds a lane. */
export const hasActiveWorker = async (db: Statements): Promise<boolean> =>
  (await db.row('SELECT FROM lanes WHERE held > clock_timestamp() LIMIT 1')) !== undefined;

/** True for whoever is shown all that waits in lanes: an operator, where the store is protected (access.sql). */
export const seesEveryLane = async (db: Statements): Promise<boolean> =>
  (await db.row<{ operates: boolean }>('SELECT operates()'))?.operates === true;

/** What waits for all hosts of a shared store, whoever asked: the lanes say it, so that nobody counts the requests. */
export async function fleetState(db: Statements): Promise<FleetState> {
  const row = await db.row<FleetState>(
    `SELECT count(*) FILTER (WHERE due <= now() AND greatest(next, held) <= now())::int AS due,
       count(*) FILTER (WHERE held > now())::int AS held,
       coalesce(sum(backlog), 0)::int AS waiting,
       coalesce((SELECT extract(epoch FROM now() - since) FROM asks WHERE reply IS NULL ORDER BY since LIMIT 1), 0)::float AS oldest
     FROM lanes`,
  );
  return row as FleetState;
}

/** The next request of a lane. */
export interface NextAsk extends Pick<AskRow, 'key' | 'origin' | 'tag' | 'ask'> {
  readonly id: string;
  /** Retries so far, and as JSON what those have cost; null where there were none. */
  readonly tries: number;
  readonly spent: string | null;
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
export async function nextAsk(
  db: Statements,
  { host, number }: Lease,
  resting: Iterable<string>,
): Promise<NextAsk | null> {
  const row = await db.row<Omit<NextAsk, 'night'> & { readonly night: Date }>(
    `WITH next AS (
       SELECT id, key, origin, tag, ask, tries, spent, night, deaths, login IS NOT NULL AS "isOwn" FROM asks
       WHERE host = $1 AND reply IS NULL AND due <= clock_timestamp() AND origin <> ALL ($3::text[]) ORDER BY id LIMIT 1)
     UPDATE lanes SET asking = CASE WHEN next.deaths = 0 THEN next.id END FROM next
     WHERE lanes.host = $1 AND lease = $2 AND held > clock_timestamp() RETURNING next.*`,
    host,
    number,
    [...resting],
  );
  return row === undefined ? null : { ...row, night: row.night.getTime() };
}

/** Has a lane note that a request is asked in it now; false where it is held no more. */
export const noteAsking = async (
  db: Statements,
  { host, number }: Lease,
  id: string,
): Promise<boolean> =>
  (await db.write(
    'UPDATE lanes SET asking = $3 WHERE host = $1 AND lease = $2 AND held > clock_timestamp()',
    host,
    number,
    id,
  )) === 1;

/** A lane, and the state that it is left in. */
export interface HeldLane {
  readonly lease: Lease;
  /** Milliseconds until the next request may be sent, and between two; what else is known of the host, as JSON. */
  readonly state: { readonly wait: number; readonly gap: number; readonly manners: string };
}

/** What became of the request that is under way in a lane. */
export interface Recorded {
  readonly lane: HeldLane;
  readonly next: Pick<NextAsk, 'id' | 'key' | 'night'>;
  /** The answer, or in how many milliseconds it may be asked again, and as JSON what the tries so far have cost. */
  readonly became: ReplyRow | { readonly again: number; readonly spent: string };
}

/** What is recorded of a request and its lane: each column with its type. */
const RECORDED = {
  host: 'text',
  lease: 'bigint',
  wait: 'float',
  gap: 'float',
  manners: 'text',
  id: 'bigint',
  key: 'text',
  night: 'timestamptz',
  status: 'int',
  reply: 'text',
  payload: 'text',
  etag: 'text',
  modified: 'text',
  keeps: 'bool',
  again: 'float',
  spent: 'text',
} as const;
type RecordedRow = Readonly<Record<keyof typeof RECORDED, string | number | boolean | Date | null>>;
const COLUMNS = Object.keys(RECORDED) as (keyof typeof RECORDED)[];

/** Records what became of requests, each of another lane. False for those whose lane was taken by somebody else. */
export async function recordAsks(
  db: Records,
  batch: readonly Recorded[],
): Promise<readonly boolean[]> {
  const rows = batch.map(recordedRow);
  const payloads = batch.flatMap(({ became }) => ('reply' in became ? (became.payload ?? []) : []));
  const recorded = await db.together(async (within) => {
    await putPayloads(within, payloads);
    return within.rows<{ id: string }>(
      RECORD,
      ...COLUMNS.map((column) => rows.map((row) => row[column])),
    );
  });
  const done = new Set(recorded.map(({ id }) => id));
  return batch.map(({ next }) => done.has(next.id));
}

function recordedRow({ lane: { lease, state }, next, became }: Recorded): RecordedRow {
  const answer = 'reply' in became ? became : null;
  const retry = 'reply' in became ? null : became;
  return {
    host: lease.host,
    lease: lease.number,
    wait: state.wait,
    gap: state.gap,
    manners: state.manners,
    id: next.id,
    key: next.key,
    night: new Date(next.night),
    status: answer?.status ?? null,
    reply: answer?.reply ?? null,
    payload: answer?.payload?.sha256 ?? null,
    etag: answer?.tags?.etag ?? null,
    modified: answer?.tags?.modified ?? null,
    keeps: answer?.tags != null,
    again: retry?.again ?? null,
    spent: retry?.spent ?? null,
  };
}

/** Writes of each lane its state, and of its request the answer or the further try, where the lane is still held; gives the ids of those requests. */
const RECORD = `
  WITH given AS (
    SELECT * FROM unnest(${COLUMNS.map((column, i) => `$${i + 1}::${RECORDED[column]}[]`).join(', ')})
      AS g (${COLUMNS.join(', ')})),
  lane AS (
    UPDATE lanes l SET next = clock_timestamp() + ${milliseconds('g.wait')}, gap = g.gap, manners = g.manners, asking = NULL,
      backlog = greatest(0, l.backlog - CASE WHEN g.reply IS NULL THEN 0 ELSE 1 END)
    FROM given g WHERE l.host = g.host AND l.lease = g.lease RETURNING g.id),
  done AS (
    UPDATE asks a SET status = g.status, reply = g.reply, payload = g.payload, spent = g.spent,
      tries = a.tries + CASE WHEN g.reply IS NULL THEN 1 ELSE 0 END,
      due = CASE WHEN g.reply IS NULL THEN clock_timestamp() + ${milliseconds('g.again')} ELSE a.due END
    FROM given g JOIN lane USING (id) WHERE a.id = g.id AND a.reply IS NULL RETURNING a.id, a.login),
  kept AS (
    INSERT INTO representations (key, etag, modified, reply, payload, used)
    SELECT key, etag, modified, reply, payload, night FROM given JOIN done USING (id) WHERE keeps AND login IS NULL
    ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, modified = excluded.modified,
      reply = excluded.reply, payload = excluded.payload, used = excluded.used)
  SELECT id FROM done`;
