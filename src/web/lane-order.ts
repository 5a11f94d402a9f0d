import type { Lane, Origin, PolitenessSettings } from './lane.js';

/**
 * Milliseconds that a request is taken to last before any has ended: of a whole page over a usual line. It decides only
 * between hosts of which nothing is known yet.
 */
const FIRST_GUESS = 500;
/**
 * Share by which the usual time of a request may change before all lanes are put in order anew, our choice: with 0.2 a night of quick
 * hosts did so some thirty times before it was under way, and was no shorter for it (`bench:schedule`).
 */
const DRIFT = 0.5;

/** Milliseconds that count as none: sums of what was added and taken away again do not quite come to nothing. */
const LEAST = 1;

/** What may be begun now. */
interface Leave {
  readonly now: number;
  readonly freeSlots: number;
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

/** Where a lane stands: its ranks, null where it has none, and what it adds to all that is left. */
interface Standing {
  readonly answers: boolean;
  /** By the work that is left in it; while it is asked at once, also by the same among those in which a request waits, or the others. */
  readonly work: number | null;
  readonly asked: 'requests' | 'jobs' | null;
  readonly later: number | null;
  readonly aside: number | null;
  /** Milliseconds of a slot: for the tries of origins that were put aside, and for all else. */
  readonly tries: number;
  readonly load: number;
}

const NOWHERE: Standing = {
  answers: false,
  work: null,
  asked: null,
  later: null,
  aside: null,
  tries: 0,
  load: 0,
};

const isBefore = <T>(one: Entry<T>, other: Entry<T>): boolean =>
  one.rank > other.rank || (one.rank === other.rank && one.since < other.since);

/**
 * Things in the order of a number that changes: the greatest first, of equals the one whose number was set first. A binary
 * heap that knows where each thing stands.
 */
export class Ranking<T> {
  private readonly heap: Entry<T>[] = [];
  private sets = 0;
  private readonly entries = new Map<T, Entry<T>>();

  /** The thing of the greatest rank. */
  get first(): T | undefined {
    return this.heap[0]?.thing;
  }

  get size(): number {
    return this.heap.length;
  }

  /** The greatest rank; minus infinity where there is nothing. */
  get greatest(): number {
    return this.heap[0]?.rank ?? Number.NEGATIVE_INFINITY;
  }

  /** The things of a greater rank than this, in no order. */
  above(rank: number): readonly T[] {
    const found: T[] = [];
    const look = (place: number): void => {
      const entry = this.heap[place];
      if (entry === undefined || entry.rank <= rank) return;
      found.push(entry.thing);
      look(2 * place + 1);
      look(2 * place + 2);
    };
    look(0);
    return found;
  }

  /** All things, in no order. */
  things(): readonly T[] {
    return [...this.entries.keys()];
  }

  /** Gives a thing its rank; null takes it out. */
  set(thing: T, rank: number | null): void {
    const known = this.entries.get(thing);
    if (rank === null) {
      if (known !== undefined) this.remove(known);
      return;
    }
    const entry = known ?? { thing, rank, since: 0, place: this.heap.length };
    if (known === undefined) this.entries.set(thing, entry);
    entry.rank = rank;
    entry.since = this.sets++;
    this.settle(entry);
  }

  private remove(entry: Entry<T>): void {
    this.entries.delete(entry.thing);
    const last = this.heap.pop();
    if (last === undefined || last === entry) return;
    last.place = entry.place;
    this.settle(last);
  }

  /** Moves an entry from its place, up or down, to where its rank belongs. */
  private settle(entry: Entry<T>): void {
    while (entry.place > 0) {
      const above = this.heap[(entry.place - 1) >> 1];
      if (above === undefined || !isBefore(entry, above)) break;
      this.exchange(entry, above);
    }
    for (;;) {
      const left = this.heap[2 * entry.place + 1];
      const right = this.heap[2 * entry.place + 2];
      const below = left !== undefined && right !== undefined && isBefore(right, left) ? right : left;
      if (below === undefined || !isBefore(below, entry)) break;
      this.exchange(entry, below);
    }
    this.heap[entry.place] = entry;
  }

  /** Puts an entry where another stands, which takes its place. */
  private exchange(entry: Entry<T>, other: Entry<T>): void {
    const { place } = other;
    this.heap[entry.place] = other;
    other.place = entry.place;
    entry.place = place;
  }
}

/** Lanes of hosts that have answered, or of those that may be silent: by the work that is left in them. */
class Class {
  /** Those that may be asked at once: those in which a request waits, and the others. */
  readonly requests = new Ranking<Lane>();
  readonly jobs = new Ranking<Lane>();
  /** All of them, asked at the moment or not. */
  readonly all = new Ranking<Lane>();

  /** Moves a lane from where it stood to where it stands. */
  move(lane: Lane, from: Standing, to: Standing): void {
    if (from.work !== to.work) this.all.set(lane, to.work);
    else if (from.asked === to.asked) return;
    if (from.asked !== null && from.asked !== to.asked) this[from.asked].set(lane, null);
    if (to.asked !== null) this[to.asked].set(lane, to.work);
  }

  /** The one with most work left, and how much that is. */
  best(jobs: boolean): { readonly lane: Lane | undefined; readonly work: number } {
    const of = jobs && this.jobs.greatest > this.requests.greatest ? this.jobs : this.requests;
    return { lane: of.first, work: of.greatest };
  }
}

/**
 * Which lane a free slot goes to: the one with most work left, among those that do not have to wait. Who may be silent for a
 * whole time limit does not get a slot that a lane on which the night's length hangs will want before that is over.
 */
export class LaneOrder {
  private readonly answering = new Class();
  private readonly unheard = new Class();
  /** Lanes that may be asked later: the soonest first. */
  private readonly later = new Ranking<Lane>();
  /** Lanes with an origin that was put aside, by the time that a try may take. */
  private readonly aside = new Ranking<Lane>();
  private readonly standings = new Map<Lane, Standing>();
  private readonly left = { tries: 0, load: 0 };
  /** Milliseconds that the end of the night took when it came; 0 when it has not come. */
  private endsWithin = 0;
  private readonly spent = { requests: 0, milliseconds: 0 };
  private usual = FIRST_GUESS;
  /** When a try may begin that only has to rest until then. */
  private tryAt = Number.POSITIVE_INFINITY;

  constructor(private readonly settings: PolitenessSettings) {}

  /** A request was answered after so many milliseconds. */
  took(milliseconds: number, now: number): void {
    this.spent.requests += 1;
    this.spent.milliseconds += milliseconds;
    // What takes no time is work all the same.
    const usual = Math.max(LEAST, this.spent.milliseconds / this.spent.requests);
    if (Math.abs(usual - this.usual) <= DRIFT * this.usual) return;
    this.usual = usual;
    for (const lane of [...this.standings.keys()]) this.place(lane, now);
  }

  /** Puts a lane where it belongs, after anything about it has changed. */
  place(lane: Lane, now: number): void {
    const from = this.standings.get(lane) ?? NOWHERE;
    const to = this.standingOf(lane, now);
    if (from.aside !== to.aside) this.aside.set(lane, to.aside);
    if (from.later !== to.later) this.later.set(lane, to.later);
    if (from.answers === to.answers) this.classOf(to).move(lane, from, to);
    else {
      this.classOf(from).move(lane, from, NOWHERE);
      this.classOf(to).move(lane, NOWHERE, to);
    }
    this.left.tries += to.tries - from.tries;
    this.left.load += to.load - from.load;
    if (to.work === null && to.aside === null) this.standings.delete(lane);
    else this.standings.set(lane, to);
  }

  private standingOf(lane: Lane, now: number): Standing {
    const { work, load, hasRequests, tries, longestTry } = lane.left(this.usual);
    const isWanted = work > 0 && !lane.isBusy;
    const isLater = isWanted && lane.readyAt > now;
    return {
      answers: lane.hasAnswered,
      work: work > 0 ? work : null,
      asked: !isWanted || isLater ? null : hasRequests ? 'requests' : 'jobs',
      later: isLater ? -lane.readyAt : null,
      aside: longestTry,
      tries,
      load,
    };
  }

  private classOf({ answers }: Standing): Class {
    return answers ? this.answering : this.unheard;
  }

  /** What a free slot goes to; null when nothing may be asked now. */
  next(leave: Leave): LaneTurn | null {
    const { answering, unheard, later, aside } = this;
    this.tryAt = Number.POSITIVE_INFINITY;
    for (let due = later.first; due !== undefined && due.readyAt <= leave.now; due = later.first)
      this.place(due, leave.now);
    const known = answering.best(leave.jobs);
    const someAreSilent = unheard.all.first !== undefined || aside.first !== undefined;
    const mayBeSilent = someAreSilent && leave.freeSlots > this.wanted();
    const tried = mayBeSilent || leave.isFull ? this.nextTry(leave) : null;
    if (tried !== null) return tried;
    const other = mayBeSilent ? unheard.best(leave.jobs) : known;
    const lane = (other.work > known.work ? other : known).lane;
    return lane === undefined ? null : { lane, tried: null };
  }

  /** Lanes of hosts that have answered in which a request waits for no more than a slot. */
  get answeringThatWait(): number {
    return this.answering.requests.size;
  }

  /** The lane whose next job may begin without a slot: of those that will surely get one soon. */
  get nextAhead(): Lane | undefined {
    return this.answering.jobs.first;
  }

  /** When something may be asked that may not be asked yet; infinity when that hangs on no time. */
  nextAt(): number {
    return Math.min(this.later.first?.readyAt ?? Number.POSITIVE_INFINITY, this.tryAt);
  }

  /** Milliseconds that all but the tries will take from now on, as far as can be known: the longest lane, or all work over the slots. */
  private get restOfNight(): number {
    const { answering, unheard, left, settings } = this;
    // The last of what a silent host takes is its try.
    const silent = unheard.all.greatest - settings.timeout;
    return Math.max(answering.all.greatest, silent, left.load / settings.concurrency);
  }

  /** Milliseconds that all tries will take from the end of the night on, as many at once as there are slots. */
  private get timeOfTries(): number {
    const one = Math.max(0, this.aside.greatest);
    const rounds = one > 0 ? Math.ceil(this.left.tries / (one * this.settings.concurrency)) : 0;
    return Math.max(rounds * one, this.endsWithin);
  }

  /** Slots that lanes will want soon which would make the night longer if they had to wait for a time limit. */
  private wanted(): number {
    const critical = this.answering.all.above(
      Math.max(this.restOfNight, this.timeOfTries) - this.settings.timeout,
    );
    return critical.filter(({ running }) => running === 0).length;
  }

  /**
   * The end of the night, for origins that were put aside, is when all else will be over while they are tried, as many at once as
   * there are slots: the last moment at which the tries make the night no longer. Once it has come it stays.
   */
  private isEnd(): boolean {
    const needed = Math.max(this.timeOfTries, LEAST);
    this.endsWithin = this.restOfNight <= needed ? needed : 0;
    return this.restOfNight <= needed;
  }

  /** The longest try that may begin. */
  private nextTry({ now, jobs, isFull }: Leave): LaneTurn | null {
    if (this.aside.first === undefined || (!isFull && !this.isEnd())) return null;
    let best: { readonly lane: Lane; readonly tried: Origin } | null = null;
    for (const lane of this.aside.things())
      for (const origin of lane.origins('open')) {
        if (lane.running > 0 || (!jobs && origin.requests.length === 0)) continue;
        const restsUntil = Math.max(lane.readyAt, origin.restsUntil);
        if (restsUntil > now) this.tryAt = Math.min(this.tryAt, restsUntil);
        else if (best === null || origin.costOfTry > best.tried.costOfTry) best = { lane, tried: origin };
      }
    return best;
  }
}

interface Entry<T> {
  readonly thing: T;
  rank: number;
  /** When its rank was set, counted in such settings. */
  since: number;
  /** Where it stands in the heap. */
  place: number;
}
