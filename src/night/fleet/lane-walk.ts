import type { Pool } from 'pg';
import type { FetchSettings } from '../../model/settings.js';
import { inTransaction } from '../../store/postgres/database.js';
import type { RequestUnderWay } from '../../web/exchange.js';
import { limited } from '../../web/fetcher.js';
import type { Clock, Reply } from '../../web/reply.js';
import type { Raw } from '../../web/transport.js';
import { askOf, replyRowOf } from './asks.js';
import {
  type AskOutcome,
  HostPoliteness,
  laneBacklog,
  type NextAsk,
  nextAsk,
  recordAnswer,
  requeueAsk,
} from './host-politeness.js';
import {
  type LaneJob,
  type LaneQueue,
  type Lease,
  releaseLane,
  renewLeases,
  type TakenLane,
  takeLane,
} from './lanes.js';

/** Milliseconds of work after which a lane is given back, however much is left: somebody else may wait to take one. */
const BUDGET = 20_000;
/** Milliseconds that are waited in a lane; with longer to wait it is given back until then. */
const LONGEST_PAUSE = 2_000;

/** What a walk needs of its worker. */
export interface LaneWalkDeps {
  readonly pool: Pool;
  readonly queue: LaneQueue;
  readonly heart: Heartbeat;
  readonly settings: FetchSettings;
  readonly clock: Clock;
  readonly raw: Raw;
  /** Does something when one of the worker's slots is free: so many requests are under way at once. */
  readonly inSlot: <T>(work: () => Promise<T>) => Promise<T>;
  /** Hears of each request that was answered for good. */
  readonly heard: (reply: Reply) => void;
  /** Fires when the worker is to end: the request under way is the last. */
  readonly stop: AbortSignal;
}

/** What was done in a lane. */
export interface LaneWalkResult {
  readonly host: string;
  /** Requests that were answered for good. */
  readonly answered: number;
  /** Those that are left; null when the lane was lost to another worker. */
  readonly left: number | null;
}

/** The job of a lane, and that lane, taken at a time. */
export interface TakenJob {
  readonly job: LaneJob;
  readonly taken: TakenLane;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/**
 * Takes lanes that are to be walked, so many at most, each with its job in one step: whoever is killed has both or none. One that is
 * held is so by a worker who takes longer than a job may: it comes again when he has let go, or is lost.
 */
export function takeLanes(
  {
    pool,
    queue,
    heart,
    settings,
    clock,
  }: Pick<LaneWalkDeps, 'pool' | 'queue' | 'heart' | 'settings' | 'clock'>,
  most: number,
): Promise<readonly TakenJob[]> {
  return inTransaction(pool, async (client) => {
    const lanes: TakenJob[] = [];
    for (const job of await queue.next(most, client)) {
      const since = clock.now();
      const taken = await takeLane(client, job.host, heart.held, settings);
      if (taken.kind === 'taken') lanes.push({ job, taken, since });
      else await queue.requeueJob(job, taken.wait, client);
    }
    return lanes;
  });
}

/** Asks the host of a lane politely, one request after another, until nothing is left or the time is over. */
export const walkLane = (worker: LaneWalkDeps, lane: TakenJob): Promise<LaneWalkResult> =>
  new LaneWalk(worker, lane).walk();

class LaneWalk {
  /** Fires when nothing more may be asked, nor written, and what is under way is broken off. */
  private readonly off: AbortSignal;
  private readonly job: LaneJob;
  private readonly taken: TakenLane;
  private manners: HostPoliteness;
  private answered = 0;
  private underWay: RequestUnderWay | null = null;
  private readonly send: (next: NextAsk) => Promise<Reply>;

  constructor(
    private readonly worker: LaneWalkDeps,
    { job, taken, since }: TakenJob,
  ) {
    this.job = job;
    this.taken = taken;
    const { heart, settings, clock, raw } = worker;
    this.manners = HostPoliteness.read(taken.manners, settings) ?? new HostPoliteness(settings, Number.NaN);
    this.manners.pace.readyAt = clock.now() + taken.wait;
    this.off = heart.hold(taken.lease, since);
    this.off.addEventListener('abort', () => this.underWay?.stop(this.off.reason));
    const one = limited((ask, isWanted) => (this.underWay = raw(ask, isWanted)), settings, clock, this.off);
    this.send = (next) => one(askOf(next.ask));
  }

  async walk(): Promise<LaneWalkResult> {
    const { clock, stop, heart } = this.worker;
    const until = clock.now() + BUDGET;
    try {
      while (!stop.aborted && !this.off.aborted && clock.now() < until) {
        const pause = this.manners.pace.readyAt - clock.now();
        if (pause > LONGEST_PAUSE) break;
        if (pause > 0) await clock.sleep(pause, stop);
        else if (!(await this.step())) break;
      }
    } catch (error) {
      if (!this.off.aborted) throw error;
    } finally {
      heart.releaseLane(this.taken.lease);
    }
    return this.leave();
  }

  /** One request; false when none waits, or the lane is lost. */
  private async step(): Promise<boolean> {
    const { worker, taken } = this;
    const { pool, clock, heart } = worker;
    const done = await worker.inSlot(async () => {
      if (worker.stop.aborted || this.off.aborted) return null;
      const resting = this.manners.resting(clock.now()).keys();
      const next = await nextAsk(pool, taken.lease, heart.held, resting);
      if (next === null || next === 'lost') return null;
      if (!this.manners.isOf(next.night)) this.beginNight(next.night);
      return { next, became: await this.ask(next) };
    });
    return done !== null && (await this.land(done.next, done.became));
  }

  private async ask(next: NextAsk): Promise<AskOutcome> {
    const { clock } = this.worker;
    const start = clock.now();
    const refusal = this.manners.begin(next, start);
    if (refusal !== null) return { kind: 'answered', reply: refusal };
    const reply = await this.send(next);
    return this.manners.ended(next, reply, clock.now() - start, clock);
  }

  /** False when the lane was lost meanwhile: another worker asks again. */
  private async land(next: NextAsk, became: AskOutcome): Promise<boolean> {
    const { pool, clock, heart, heard } = this.worker;
    if (this.off.aborted) return false;
    const { pace } = this.manners;
    const state = {
      wait: Math.max(0, pace.readyAt - clock.now()),
      gap: pace.gap,
      manners: this.manners.write(),
    };
    const lane = { lease: this.taken.lease, held: heart.held, state };
    if (became.kind === 'again') return requeueAsk(pool, lane, next, became);
    const isLanded = await recordAnswer(pool, lane, next, await replyRowOf(became.reply));
    if (!isLanded) return false;
    this.answered += 1;
    heard(became.reply);
    return true;
  }

  /** Lets go of the lane, and has it come again for what is left. */
  private async leave(): Promise<LaneWalkResult> {
    const { worker, taken, job, answered } = this;
    const { host } = job;
    const left = await inTransaction(worker.pool, async (client) => {
      if (!(await releaseLane(client, taken.lease))) return null;
      // First the job, then the look: what is put in after that look finds no job, and makes one.
      await worker.queue.drop(host, client);
      const now = worker.clock.now();
      const { count, within } = await laneBacklog(client, host, this.manners.resting(now), now);
      if (count > 0)
        await worker.queue.put([{ host, left: Math.max(count, job.left - answered) }], within, client);
      return count;
    });
    return { host, answered, left };
  }

  private beginNight(night: number): void {
    const { readyAt } = this.manners.pace;
    this.manners = new HostPoliteness(this.worker.settings, night);
    this.manners.pace.readyAt = readyAt;
  }
}

/** Of the time for which a lane is held, after which it is held on. */
const BEAT = 1 / 4;

/** A lane that is held as long as its heart beats. */
interface Held {
  readonly lease: Lease;
  /** Until when it is ours for certain, in milliseconds since 1970. */
  until: number;
  readonly lost: AbortController;
}

/**
 * Holds all lanes of a worker, for `held` milliseconds each time. A lane that somebody else has taken, and one that could not be held on, is
 * lost: what is under way in it is to be broken off.
 */
export class Heartbeat {
  private readonly lanes = new Map<string, Held>();
  private readonly timer: NodeJS.Timeout;
  private isBeating = false;

  constructor(
    private readonly pool: Pool,
    readonly held: number,
  ) {
    this.timer = setInterval(() => void this.beat(), held * BEAT);
  }

  /** A lane was taken at a time; fires when it is lost. */
  hold(lease: Lease, since: number): AbortSignal {
    const lost = new AbortController();
    this.lanes.set(lease.host, { lease, until: since + this.held, lost });
    return lost.signal;
  }

  /** A lane that was lost may have been taken again since: that one is held on. */
  releaseLane({ host, number }: Lease): void {
    if (this.lanes.get(host)?.lease.number === number) this.lanes.delete(host);
  }

  /** Loses all that is held. */
  loseAll(): void {
    for (const lane of this.lanes.values()) this.lose(lane);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    const now = Date.now();
    // Until the next beat comes.
    for (const lane of this.lanes.values()) if (lane.until - this.held * BEAT < now) this.lose(lane);
    if (this.isBeating || this.lanes.size === 0) return;
    this.isBeating = true;
    const asked = [...this.lanes.values()];
    try {
      const hosts = new Set(
        await renewLeases(
          this.pool,
          asked.map(({ lease }) => lease),
          this.held,
        ),
      );
      for (const lane of asked)
        if (hosts.has(lane.lease.host)) lane.until = now + this.held;
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
