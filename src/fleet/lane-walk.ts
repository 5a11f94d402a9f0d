import type { FetchSettings } from '../model/settings.js';
import type { Records, Statements } from '../store/database.js';
import {
  type Lease,
  type NextAsk,
  nextAsk,
  noteAsking,
  type Recorded,
  releaseLane,
  renewLeases,
  type TakenLane,
} from '../store/postgres/lanes.js';
import type { RequestUnderWay } from '../web/exchange.js';
import { limitRequests } from '../web/fetcher.js';
import type { Clock, Reply, Send } from '../web/reply.js';
import type { Raw } from '../web/transport.js';
import { askOf, replyRowOf, waitsOf } from './ask-rows.js';
import { type AskOutcome, HostPoliteness } from './host-politeness.js';

/** Milliseconds after which a lane is given back, however much is left, our choice: another worker may wait for one. */
const BUDGET = 20_000;
/** Workers that may die while they ask the same, our choice: two may have died of something else. */
const MOST_DEATHS = 3;
/** Milliseconds that are waited in a lane, our choice; with longer to wait it is given back until then. */
const LONGEST_PAUSE = 2_000;

/** What a walk needs of its worker. */
export interface LaneWalkDeps {
  readonly db: Records;
  readonly heartbeat: Heartbeat;
  readonly settings: FetchSettings;
  readonly clock: Clock;
  readonly raw: Raw;
  /** Does something when one of the worker's slots is free: so many requests are under way at once. */
  readonly inSlot: <T>(work: () => Promise<T>) => Promise<T>;
  /** Held while a request is under way: alone by one of which a worker died, since each that was asked beside it may have been the cause. */
  readonly lock: SharedLock;
  /** Records what became of a request; false where its lane was lost. */
  readonly record: (one: Recorded) => Promise<boolean>;
  /** Called with each reply that is final. */
  readonly answered: (reply: Reply) => void;
  /** Fires when the worker is to end: the request under way is the last. */
  readonly stop: AbortSignal;
}

/** What was done in a lane. */
export interface LaneWalkResult {
  readonly host: string;
  readonly answered: number;
  /** Those that are left; null when the lane was lost to another worker. */
  readonly left: number | null;
}

/** One walk along a lane: requests of one host, one after another, politely. */
export class LaneWalk {
  /** Fires when the lane is lost: what is under way is broken off, and the store takes no more of this walk, as every write names its lease. */
  private readonly lost: AbortSignal;
  private readonly send: Send;
  private underWay: RequestUnderWay | null = null;
  private politeness: HostPoliteness;
  private answered = 0;

  /** `since`: milliseconds since 1970 at which the lane was not yet taken. */
  constructor(
    private readonly deps: LaneWalkDeps,
    private readonly lane: TakenLane,
    since: number,
  ) {
    const { heartbeat, settings, clock, raw } = deps;
    this.politeness = HostPoliteness.read(lane.manners, settings);
    this.politeness.pace.readyAt = clock.now() + lane.wait;
    this.lost = heartbeat.hold(lane.lease, since);
    this.lost.addEventListener('abort', () => this.underWay?.stop(this.lost.reason));
    this.send = limitRequests(
      (ask, isWanted) => (this.underWay = raw(ask, isWanted)),
      settings,
      clock,
      this.lost,
    );
  }

  async walk(): Promise<LaneWalkResult> {
    const { clock, stop, heartbeat } = this.deps;
    const until = clock.now() + BUDGET;
    try {
      while (!stop.aborted && !this.lost.aborted && clock.now() < until) {
        const pause = this.politeness.pace.readyAt - clock.now();
        if (pause > LONGEST_PAUSE) break;
        if (pause > 0) await clock.sleep(pause, stop);
        else if (!(await this.step())) break;
      }
    } catch (error) {
      if (!this.lost.aborted) throw error;
    } finally {
      heartbeat.release(this.lane.lease);
    }
    return this.leave();
  }

  /** One request; false when none waits, or the lane is lost. */
  private async step(): Promise<boolean> {
    const done = await this.deps.inSlot(() => this.requestNext());
    return done !== null && this.record(done.next, done.became);
  }

  /** The lane's next request, and what became of it; null when none waits, or the lane is lost. */
  private async requestNext() {
    const { db, clock, stop } = this.deps;
    if (stop.aborted || this.lost.aborted) return null;
    const resting = this.politeness.resting(clock.now()).keys();
    const next = await nextAsk(db, this.lane.lease, resting);
    if (next === null) return null;
    this.politeness = this.politeness.forNight(next.night);
    const became = await this.request(next);
    return became === null ? null : { next, became };
  }

  /** What became of a request; null where the lane was lost before it was sent. */
  private async request(next: NextAsk): Promise<AskOutcome | null> {
    const { clock } = this.deps;
    const start = clock.now();
    if (next.deaths >= MOST_DEATHS)
      return { kind: 'answered', reply: deadlyReply(askOf(next.ask).url, start) };
    const waits = waitsOf(next);
    const refusal = this.politeness.begin(waits, start);
    if (refusal !== null) return { kind: 'answered', reply: refusal };
    const { lock, db } = this.deps;
    const isSuspect = next.deaths > 0;
    return lock(isSuspect ? 'alone' : 'shared', async () => {
      if (this.lost.aborted || (isSuspect && !(await noteAsking(db, this.lane.lease, next.id))))
        return null;
      const sent = clock.now();
      const reply = await this.send(askOf(next.ask));
      return this.politeness.noteEnd(waits, reply, clock.now() - sent, clock);
    });
  }

  /** False when the lane was lost meanwhile: another worker sends the request again. */
  private async record(next: NextAsk, became: AskOutcome): Promise<boolean> {
    const { clock, record, answered } = this.deps;
    if (this.lost.aborted) return false;
    const { pace } = this.politeness;
    const state = {
      wait: Math.max(0, pace.readyAt - clock.now()),
      gap: pace.gap,
      manners: this.politeness.write(),
    };
    const lane = { lease: this.lane.lease, state };
    const row =
      became.kind === 'again'
        ? { again: became.within, spent: JSON.stringify(became.spent) }
        : await replyRowOf(became.reply, next.isOwn ? next.key : '');
    if (!(await record({ lane, next, became: row }))) return false;
    if (became.kind === 'again') return true;
    this.answered += 1;
    answered(became.reply);
    return true;
  }

  private async leave(): Promise<LaneWalkResult> {
    const { lease } = this.lane;
    const { db, clock } = this.deps;
    const left = await releaseLane(db, lease, this.politeness.resting(clock.now()));
    return { host: lease.host, answered: this.answered, left };
  }
}

/** Does work while it holds a lock: beside others, or alone. */
export type SharedLock = <T>(mode: 'shared' | 'alone', work: () => Promise<T>) => Promise<T>;

/** A readers-writer lock: whoever is to hold it alone waits for all that hold it, and all others wait for him. */
export function createSharedLock(): SharedLock {
  const underWay = new Set<Promise<unknown>>();
  let alone: Promise<unknown> = Promise.resolve();
  return async (mode, work) => {
    if (mode === 'shared') {
      let before: Promise<unknown>;
      do {
        before = alone;
        await before;
      } while (before !== alone);
      const done = work();
      const settled = done.catch(() => {}).finally(() => underWay.delete(settled));
      underWay.add(settled);
      return done;
    }
    const done = alone.then(() => Promise.all(underWay)).then(work);
    alone = done.catch(() => {});
    return done;
  };
}

/** What is said of an address of which every process died that asked it: its host goes on. */
const deadlyReply = ({ hostname }: URL, now: number): Reply => ({
  kind: 'failed',
  failure: 'protocol',
  code: 'ERR_ASKER_DIED',
  requests: 0,
  received: 0,
  startedAt: now,
  message: `${MOST_DEATHS} processes ended while they asked ${hostname} for this, so it is not asked again tonight.`,
});

/** The share of a lease after which it is renewed, our choice. */
const BEAT = 1 / 4;

interface Held {
  readonly lease: Lease;
  /** Until when it is ours for certain, in milliseconds since 1970. */
  until: number;
  readonly lost: AbortController;
}

/**
 * Renews the leases of all lanes of a worker, for `length` milliseconds each time. A lane that somebody else has taken, and one that could
 * not be renewed in time, is lost.
 */
export class Heartbeat {
  private readonly lanes = new Map<string, Held>();
  private readonly timer: NodeJS.Timeout;
  private isBeating = false;

  constructor(
    private readonly db: Statements,
    private readonly clock: Pick<Clock, 'now'>,
    readonly length: number,
  ) {
    this.timer = setInterval(() => void this.beat(), length * BEAT);
  }

  /** Holds a lane that was taken at a time; the signal fires when it is lost. */
  hold(lease: Lease, since: number): AbortSignal {
    const lost = new AbortController();
    this.lanes.set(lease.host, { lease, until: since + this.length, lost });
    return lost.signal;
  }

  /** A lane that was lost may have been taken again since: that one is held on. */
  release({ host, number }: Lease): void {
    if (this.lanes.get(host)?.lease.number === number) this.lanes.delete(host);
  }

  loseAll(): void {
    for (const lane of this.lanes.values()) this.lose(lane);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    const now = this.clock.now();
    // A lease must last until the next beat.
    for (const lane of this.lanes.values())
      if (lane.until - this.length * BEAT < now) this.lose(lane);
    if (this.isBeating || this.lanes.size === 0) return;
    this.isBeating = true;
    const lanes = [...this.lanes.values()];
    const leases = lanes.map(({ lease }) => lease);
    try {
      const hosts = new Set(await renewLeases(this.db, leases, this.length));
      for (const lane of lanes)
        if (hosts.has(lane.lease.host)) lane.until = now + this.length;
        else this.lose(lane);
    } catch {
      // It is tried again until the lanes are lost.
    } finally {
      this.isBeating = false;
    }
  }

  private lose(lane: Held): void {
    if (this.lanes.get(lane.lease.host) === lane) this.lanes.delete(lane.lease.host);
    lane.lost.abort(new Error('the lane is lost'));
  }
}
