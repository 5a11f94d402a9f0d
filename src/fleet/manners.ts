import type { Clock } from '../fetch/clock.js';
import { HostBreaker } from '../fetch/host-breaker.js';
import { Pace } from '../fetch/pace.js';
import type { Reply, Spent } from '../fetch/reply.js';
import { backOff, mostTries, spentTogether, triesWorth } from '../fetch/retry.js';
import type { FetchSettings } from '../model/settings.js';

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
export type Became =
  | { readonly kind: 'answered'; readonly reply: Reply }
  | { readonly kind: 'again'; readonly within: number; readonly spent: Spent };

/** How one night's dealings with a host are written down. */
interface Written {
  readonly night: number;
  readonly gap: number;
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
export class Manners {
  readonly pace: Pace;
  private readonly origins = new Map<string, Origin>();
  private triesLeft: number;

  /** `night`: milliseconds since 1970, as the asker has it. */
  constructor(
    private readonly settings: FetchSettings,
    readonly night: number,
  ) {
    this.pace = new Pace(settings.hostDelay);
    this.triesLeft = mostTries(settings);
  }

  /** Goes on where another worker ended, on the same night. */
  static read(json: string, settings: FetchSettings): Manners | null {
    if (json === '') return null;
    const written = JSON.parse(json) as Written;
    const manners = new Manners(settings, written.night);
    manners.pace.gap = Math.max(written.gap, settings.hostDelay);
    manners.pace.patience = written.patience;
    manners.triesLeft = written.triesLeft;
    for (const [name, { breaker, restsUntil }] of Object.entries(written.origins))
      manners.origins.set(name, { breaker: HostBreaker.from(breaker), restsUntil });
    return manners;
  }

  write(): string {
    const { night, pace, triesLeft, origins } = this;
    const { gap, patience } = pace;
    const failing = [...origins].filter(([, { breaker }]) => breaker.last !== null);
    const written: Written = { night, gap, patience, triesLeft, origins: Object.fromEntries(failing) };
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
    return refusal === null || spent === null ? refusal : spentTogether(spent, refusal);
  }

  /** A request ended, and took so many milliseconds. */
  ended(waits: Waits, last: Reply, took: number, clock: Clock): Became {
    const now = clock.now();
    this.pace.ended(last, now);
    if (!waits.once) last = this.heed(this.originOf(waits.origin), last, took, now);
    const reply = waits.spent === null ? last : spentTogether(waits.spent, last);
    if (waits.once) return { kind: 'answered', reply };
    const worth = triesWorth(last, this.settings.retries, now);
    if (worth === 0 && last.kind === 'answered')
      this.triesLeft = Math.min(mostTries(this.settings), this.triesLeft + 1);
    if (waits.tries >= worth || this.triesLeft === 0) return { kind: 'answered', reply };
    this.triesLeft -= 1;
    const { requests, received, startedAt } = reply;
    return { kind: 'again', within: backOff(waits.tries, clock), spent: { requests, received, startedAt } };
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
