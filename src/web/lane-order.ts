import type { Lane, Left, Origin, PolitenessSettings } from './lane.js';

/** Milliseconds that a request is taken to last before any has ended, as over a usual line; it only orders unknown hosts. */
const FIRST_GUESS = 500;
/**
 * Share by which the usual time of a request may change before all lanes are put in order anew, our choice: with 0.2 a night of quick
 * hosts did so some thirty times before it was under way, and was no shorter for it (`npm run bench -- schedule`).
 */
const DRIFT = 0.5;

/** Milliseconds that count as none: sums of what was added and taken away again do not quite come to nothing. */
const NEGLIGIBLE = 1;

interface Leave {
  readonly now: number;
  readonly freeSlots: number;
  readonly jobs: boolean;
  /** True when so many jobs wait for hosts that were put aside that these must be tried before the end. */
  readonly isFull: boolean;
}

/** What a free slot is given to: a lane, or the try of an origin in it that was put aside. */
export interface LaneTurn {
  readonly lane: Lane;
  readonly tried: Origin | null;
}

/** Lanes of hosts that have answered, or of those that may be silent. */
const nobody = () => ({
  /** Milliseconds of work in the lane with most, whether it may be asked now or not. */
  longest: Number.NEGATIVE_INFINITY,
  /** The lane with most work among those that may be asked now, and how much that is. */
  best: undefined as Lane | undefined,
  work: Number.NEGATIVE_INFINITY,
});

type Overview = ReturnType<typeof emptyOverview>;

const emptyOverview = () => ({
  answering: nobody(),
  unheard: nobody(),
  /** When the first lane that waits for its gap may be asked. */
  readyAt: Number.POSITIVE_INFINITY,
  /** Milliseconds of slots: of all tries of origins that were put aside, of the longest of them, and of all else. */
  tries: 0,
  longestTry: null as number | null,
  load: 0,
});

/**
 * Which lane a free slot goes to: the one with most work left, among those that do not have to wait. Who may be silent for a
 * whole time limit does not get a slot that a lane on which the night's length hangs will want before that is over.
 */
export class LaneOrder {
  /** Lanes in which something is left, in the order in which that was counted. */
  private readonly lanes = new Map<Lane, Left>();
  /** Milliseconds that the end of the night took when it came; 0 when it has not come. */
  private endsWithin = 0;
  private readonly spent = { requests: 0, milliseconds: 0 };
  private usual = FIRST_GUESS;
  private readyAt = Number.POSITIVE_INFINITY;
  /** When a try may begin that only has to rest until then. */
  private tryAt = Number.POSITIVE_INFINITY;

  constructor(private readonly settings: PolitenessSettings) {}

  /** A request was answered after so many milliseconds. */
  took(milliseconds: number): void {
    this.spent.requests += 1;
    this.spent.milliseconds += milliseconds;
    // What takes no time is work all the same.
    const usual = Math.max(NEGLIGIBLE, this.spent.milliseconds / this.spent.requests);
    if (Math.abs(usual - this.usual) <= DRIFT * this.usual) return;
    this.usual = usual;
    for (const lane of [...this.lanes.keys()]) this.place(lane);
  }

  /** Counts again what is left in a lane, after anything about it has changed. */
  place(lane: Lane): void {
    const left = lane.summariseLeft(this.usual);
    const before = this.lanes.get(lane);
    if (before?.work !== left.work) this.lanes.delete(lane);
    if (left.work > 0 || left.longestTry !== null) this.lanes.set(lane, left);
    else this.lanes.delete(lane);
  }

  /** What a free slot goes to; null when nothing may be asked now. */
  next(leave: Leave): LaneTurn | null {
    const all = this.overview(leave);
    const { answering, unheard } = all;
    this.readyAt = all.readyAt;
    this.tryAt = Number.POSITIVE_INFINITY;
    const someAreSilent = unheard.longest > 0 || all.longestTry !== null;
    const mayBeSilent = someAreSilent && leave.freeSlots > this.reservedSlots(all);
    const tried = mayBeSilent || leave.isFull ? this.nextTry(leave, all) : null;
    if (tried !== null) return tried;
    const lane = mayBeSilent && unheard.work > answering.work ? unheard.best : answering.best;
    return lane === undefined ? null : { lane, tried: null };
  }

  /** When something may be asked that might not be asked at the last {@link next}; infinity when that hangs on no time. */
  nextAt(): number {
    return Math.min(this.readyAt, this.tryAt);
  }

  private overview({ now, jobs }: Leave): Overview {
    const all = emptyOverview();
    for (const [lane, left] of this.lanes) {
      const { work, hasRequests } = left;
      addTries(all, left);
      if (work === 0) continue;
      const kind = lane.hasAnswered ? all.answering : all.unheard;
      kind.longest = Math.max(kind.longest, work);
      if (lane.isBusy) continue;
      if (lane.readyAt > now) all.readyAt = Math.min(all.readyAt, lane.readyAt);
      else if ((jobs || hasRequests) && work > kind.work) [kind.best, kind.work] = [lane, work];
    }
    return all;
  }

  /** Milliseconds that all but the tries will take from now on, as far as can be known: the longest lane, or all work over the slots. */
  private restOfNight({ answering, unheard, load }: Overview): number {
    const { concurrency, timeout } = this.settings;
    // The last of what a silent host takes is its try.
    return Math.max(answering.longest, unheard.longest - timeout, load / concurrency);
  }

  /** Milliseconds that all tries will take from the end of the night on, as many at once as there are slots. */
  private timeOfTries({ tries, longestTry }: Overview): number {
    const one = longestTry ?? 0;
    const rounds = one > 0 ? Math.ceil(tries / (one * this.settings.concurrency)) : 0;
    return Math.max(rounds * one, this.endsWithin);
  }

  /** Slots that lanes will want soon which would make the night longer if they had to wait for a time limit. */
  private reservedSlots(all: Overview): number {
    const critical = Math.max(this.restOfNight(all), this.timeOfTries(all)) - this.settings.timeout;
    let wanted = 0;
    for (const [lane, { work }] of this.lanes)
      if (lane.hasAnswered && lane.running === 0 && work > Math.max(0, critical)) wanted += 1;
    return wanted;
  }

  /**
   * The end of the night, for origins that were put aside, is when all else will be over while they are tried, as many at once as
   * there are slots: the last moment at which the tries make the night no longer. Once it has come it stays.
   */
  private isEnd(all: Overview): boolean {
    const needed = Math.max(this.timeOfTries(all), NEGLIGIBLE);
    const isEnd = this.restOfNight(all) <= needed;
    this.endsWithin = isEnd ? needed : 0;
    return isEnd;
  }

  private nextTry({ now, jobs, isFull }: Leave, all: Overview): LaneTurn | null {
    if (all.longestTry === null || (!isFull && !this.isEnd(all))) return null;
    let best: { readonly lane: Lane; readonly tried: Origin } | null = null;
    for (const lane of this.lanes.keys()) {
      if (lane.running > 0) continue;
      const origins = [...lane.origins('open')].filter(
        ({ requests }) => jobs || requests.length > 0,
      );
      for (const origin of origins) {
        const restsUntil = Math.max(lane.readyAt, origin.restsUntil);
        if (restsUntil > now) this.tryAt = Math.min(this.tryAt, restsUntil);
        else if (origin.costOfTry > (best?.tried.costOfTry ?? -1)) best = { lane, tried: origin };
      }
    }
    return best;
  }
}

function addTries(all: Overview, { load, tries, longestTry }: Left): void {
  all.load += load;
  all.tries += tries;
  if (longestTry !== null) all.longestTry = Math.max(all.longestTry ?? 0, longestTry);
}
