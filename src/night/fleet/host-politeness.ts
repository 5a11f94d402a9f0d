import type { Pool } from 'pg';
import type { FetchSettings } from '../../model/settings.js';
import { type Asking, inTransaction, prepared, putPayload } from '../../store/postgres/database.js';
import { HostBreaker } from '../../web/failure.js';
import { HostThrottle } from '../../web/lane.js';
import type { Clock, Reply, Spent } from '../../web/reply.js';
import { addCost, allowedRetries, backoffDelay, hostRetryBudget } from '../../web/retry.js';
import type { ReplyRow } from './asks.js';
import { ANSWERS_CHANNEL, type Lease, MILLISECONDS } from './lanes.js';

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
interface LaneState {
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
export async function recordAnswer(
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
       SELECT pg_notify('${ANSWERS_CHANNEL}', id::text) FROM answered`,
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
export async function requeueAsk(
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
interface LaneBacklog {
  readonly count: number;
  /** Milliseconds until the first of it may be asked. */
  readonly within: number;
}

/** What is left in a lane; `resting`: until when (milliseconds since 1970) nothing is asked of some origins. */
export async function laneBacklog(
  db: Asking,
  host: string,
  resting: ReadonlyMap<string, number>,
  now: number,
): Promise<LaneBacklog> {
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

/** Gaps for which an origin that was put aside rests before it is tried: what the most complained of gap is to the usual one. */
const REST = 10;
/** Milliseconds, either way, within which it is the same night: what is a dead host of yesterday's is asked again. */
const SAME_NIGHT = 12 * 3_600_000;

/** What is to be done with a request that waits. */
export interface Waits {
  readonly origin: string;
  readonly once: boolean;
  /** Further tries so far. */
  readonly tries: number;
  /** What those have cost. */
  readonly spent: Spent | null;
}

/** What becomes of a request after its reply: it is answered, or waits so many milliseconds for another try. */
export type AskOutcome =
  | { readonly kind: 'answered'; readonly reply: Reply }
  | { readonly kind: 'again'; readonly within: number; readonly spent: Spent };

/** How one night's dealings with a host are written down. */
interface Written {
  readonly night: number;
  readonly gap: number;
  /** What the host's `Crawl-delay` asks for, where it was read. */
  readonly hostDelay?: number;
  readonly patience: number;
  readonly triesLeft: number;
  readonly origins: Readonly<Record<string, { readonly breaker: object; readonly restsUntil: number }>>;
}

/** An origin (scheme, host and port). */
interface Origin {
  readonly breaker: HostBreaker;
  /** Before this time it is not tried again. */
  restsUntil: number;
}

/**
 * All that a host is owed and has cost tonight, carried from one machine to the next: the layers of the fetcher in one
 * process (scheduler and retry), written down between two requests.
 */
export class HostPoliteness {
  readonly pace: HostThrottle;
  private readonly origins = new Map<string, Origin>();
  private triesLeft: number;

  /** `night`: milliseconds since 1970, as the asker has it. */
  constructor(
    private readonly settings: FetchSettings,
    readonly night: number,
  ) {
    this.pace = new HostThrottle(settings.hostDelay);
    this.triesLeft = hostRetryBudget(settings);
  }

  /** Goes on where another worker ended, on the same night. */
  static read(json: string, settings: FetchSettings): HostPoliteness | null {
    if (json === '') return null;
    const written = JSON.parse(json) as Written;
    const manners = new HostPoliteness(settings, written.night);
    manners.pace.hostDelay = Math.max(written.hostDelay ?? 0, settings.hostDelay);
    manners.pace.gap = Math.max(written.gap, manners.pace.hostDelay);
    manners.pace.patience = written.patience;
    manners.triesLeft = written.triesLeft;
    for (const [name, { breaker, restsUntil }] of Object.entries(written.origins))
      manners.origins.set(name, { breaker: HostBreaker.from(breaker), restsUntil });
    return manners;
  }

  write(): string {
    const { night, pace, triesLeft, origins } = this;
    const { gap, hostDelay, patience } = pace;
    const failing = [...origins].filter(([, { breaker }]) => breaker.last !== null);
    const written: Written = {
      night,
      gap,
      hostDelay,
      patience,
      triesLeft,
      origins: Object.fromEntries(failing),
    };
    return JSON.stringify(written);
  }

  /** True when a request of that night is of this one. */
  isOf(night: number): boolean {
    return Math.abs(night - this.night) <= SAME_NIGHT;
  }

  /** Until when each origin rests of which nothing may be asked now. */
  resting(now: number): ReadonlyMap<string, number> {
    const resting = [...this.origins].filter(
      ([, { breaker, restsUntil }]) => breaker.state === 'open' && restsUntil > now,
    );
    return new Map(resting.map(([name, { restsUntil }]) => [name, restsUntil]));
  }

  /** What is said without asking, where an origin was given up; null where it is to be asked. */
  begin({ origin, once, spent }: Waits, now: number): Reply | null {
    if (once) return null;
    const { breaker } = this.originOf(origin);
    if (breaker.state === 'open') breaker.beginTry();
    const refusal = breaker.refusal(now);
    return refusal === null || spent === null ? refusal : addCost(spent, refusal);
  }

  /** A request ended, and took so many milliseconds. */
  ended(waits: Waits, last: Reply, took: number, clock: Clock): AskOutcome {
    const now = clock.now();
    this.pace.ended(last, now);
    if (!waits.once) last = this.heed(this.originOf(waits.origin), last, took, now);
    const reply = waits.spent === null ? last : addCost(waits.spent, last);
    if (waits.once) return { kind: 'answered', reply };
    const worth = allowedRetries(last, this.settings.retries, now);
    if (worth === 0 && last.kind === 'answered')
      this.triesLeft = Math.min(hostRetryBudget(this.settings), this.triesLeft + 1);
    if (waits.tries >= worth || this.triesLeft === 0) return { kind: 'answered', reply };
    this.triesLeft -= 1;
    const { requests, received, startedAt } = reply;
    return {
      kind: 'again',
      within: backoffDelay(waits.tries, clock),
      spent: { requests, received, startedAt },
    };
  }

  private heed(origin: Origin, last: Reply, took: number, now: number): Reply {
    const { breaker } = origin;
    breaker.ended(last, took);
    if (breaker.state === 'open') origin.restsUntil = now + REST * this.settings.hostDelay;
    return breaker.state === 'given-up' && last.kind === 'failed' ? { ...last, isFinal: true } : last;
  }

  private originOf(name: string): Origin {
    const origin = this.origins.get(name) ?? { breaker: new HostBreaker(), restsUntil: 0 };
    this.origins.set(name, origin);
    return origin;
  }
}
