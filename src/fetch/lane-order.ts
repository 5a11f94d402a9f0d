import type { Lane, Origin } from './lane.js';
import { Ranking } from './ranking.js';

/**
 * Milliseconds that a request is taken to last before any has ended: of a whole page over a usual line. It decides only
 * between hosts of which nothing is known yet.
 */
const FIRST_GUESS = 500;
/** Share by which the usual time of a request may change before all lanes are put in order anew. */
const DRIFT = 0.2;

/** What may be begun now. */
export interface Leave {
  readonly now: number;
  /** Whether another job may be started. */
  readonly jobs: boolean;
  /** True when so many jobs wait for hosts that were put aside that these must be tried before the end. */
  readonly isFull: boolean;
}

/** What a free slot is given to: a lane, or the try of an origin in it that was put aside. */
export interface LaneTurn {
  readonly lane: Lane;
  readonly tried: Origin | null;
}

/** Which lane a free slot goes to: the one with most work left, among those that do not have to wait. */
export class LaneOrder {
  private readonly all = new Set<Lane>();
  /** Lanes that may be asked at once, by the work that is left in them: those in which a request waits, and the others. */
  private readonly ready = { requests: new Ranking<Lane>(), jobs: new Ranking<Lane>() };
  /** Lanes that may be asked later: the soonest first. */
  private readonly later = new Ranking<Lane>();
  /** Every lane with work left, asked at the moment or not. */
  private readonly longest = new Ranking<Lane>();
  /** Lanes with an origin that was put aside, by the time that a try may take. */
  private readonly aside = new Ranking<Lane>();
  private readonly spent = { requests: 1, milliseconds: FIRST_GUESS };
  private usual = FIRST_GUESS;
  /** When a try may begin that only has to rest until then. */
  private tryAt = Number.POSITIVE_INFINITY;

  /** A request took so many milliseconds. */
  took(milliseconds: number, now: number): void {
    this.spent.requests += 1;
    this.spent.milliseconds += milliseconds;
    const usual = this.spent.milliseconds / this.spent.requests;
    if (Math.abs(usual - this.usual) <= DRIFT * this.usual) return;
    this.usual = usual;
    for (const lane of [...this.all]) this.place(lane, now);
  }

  /** Puts a lane where it belongs, after anything about it has changed. */
  place(lane: Lane, now: number): void {
    const { ready, later, longest, aside } = this;
    for (const ranking of [ready.requests, ready.jobs, later, longest, aside]) ranking.delete(lane);
    this.all.delete(lane);
    const cost = Math.max(...[...lane.left('open')].map(costOfTry));
    if (cost >= 0) aside.set(lane, cost);
    const work = lane.workLeft(this.usual);
    if (work > 0) longest.set(lane, work);
    if (work > 0 || cost >= 0) this.all.add(lane);
    if (work === 0 || lane.isBusy) return;
    if (lane.readyAt > now) later.set(lane, -lane.readyAt);
    else (lane.hasRequests ? ready.requests : ready.jobs).set(lane, work);
  }

  /** What a free slot goes to; null when nothing may be asked now. */
  next(leave: Leave): LaneTurn | null {
    const { ready, later } = this;
    for (let due = later.first; due !== undefined && due.readyAt <= leave.now; due = later.first)
      this.place(due, leave.now);
    const tried = this.nextTry(leave);
    if (tried !== null) return tried;
    const started = leave.jobs && ready.jobs.greatest > ready.requests.greatest;
    const lane = (started ? ready.jobs : ready.requests).first;
    return lane === undefined ? null : { lane, tried: null };
  }

  /** When something may be asked that may not be asked yet; infinity when that hangs on no time. */
  nextAt(): number {
    return Math.min(this.later.first?.readyAt ?? Number.POSITIVE_INFINITY, this.tryAt);
  }

  /**
   * The end of the night, for an origin that was put aside, is when no lane has more work left than the try may take: the
   * last moment at which it makes the night no longer.
   */
  private nextTry({ now, jobs, isFull }: Leave): LaneTurn | null {
    this.tryAt = Number.POSITIVE_INFINITY;
    if (!isFull && this.longest.greatest > this.aside.greatest) return null;
    for (const lane of this.aside.things())
      for (const origin of lane.left('open')) {
        const mayBegin = origin.requests.length > 0 || jobs;
        if (!mayBegin || lane.running > 0 || (!isFull && this.longest.greatest > costOfTry(origin))) continue;
        const restsUntil = Math.max(lane.readyAt, origin.restsUntil);
        if (restsUntil <= now) return { lane, tried: origin };
        this.tryAt = Math.min(this.tryAt, restsUntil);
      }
    return null;
  }
}

/** Milliseconds. */
const costOfTry = ({ breaker }: Origin): number => breaker.last?.took ?? 0;
