import type { FetchSettings } from '../model/settings.js';
import { HostBreaker } from '../web/failure.js';
import { HostThrottle } from '../web/lane.js';
import type { Clock, Reply, Spent } from '../web/reply.js';
import { addCost, allowedRetries, backoffDelay, hostRetryBudget } from '../web/retry.js';

/** Gaps for which an origin that was put aside rests before it is tried: as the longest gap after a complaint is to the usual one. */
const REST_GAPS = 10;
/** Milliseconds, either way, within which it is the same night: a host that was dead yesterday is asked again. Our choice. */
const SAME_NIGHT = 12 * 3_600_000;

/** A request that waits, as politeness sees it. */
export interface Waits {
  readonly origin: string;
  readonly once: boolean;
  /** Retries so far, and what those have cost. */
  readonly tries: number;
  readonly spent: Spent | null;
}

/** What becomes of a request after its reply: it is answered, or waits so many milliseconds for another try. */
export type AskOutcome =
  | { readonly kind: 'answered'; readonly reply: Reply }
  | { readonly kind: 'again'; readonly within: number; readonly spent: Spent };

interface Written {
  readonly night: number | null;
  readonly gap: number;
  /** What the host's `Crawl-delay` asks for, where it was read. */
  readonly hostDelay?: number;
  readonly patience: number;
  readonly triesLeft: number;
  readonly origins: Readonly<
    Record<string, { readonly breaker: object; readonly restsUntil: number }>
  >;
}

/** An origin (scheme, host and port). */
interface Origin {
  readonly breaker: HostBreaker;
  restsUntil: number;
}

/**
 * Politeness towards a host (gap, breaker, retry limit), shared by all workers and stored with its lane: what the fetcher's scheduler and
 * retries keep in one process.
 */
export class HostPoliteness {
  readonly pace: HostThrottle;
  private readonly origins = new Map<string, Origin>();
  private triesLeft: number;

  /** `night`: milliseconds since 1970, by the asker's clock; null where nobody has asked the host yet. */
  private constructor(
    private readonly settings: FetchSettings,
    private readonly night: number | null,
  ) {
    this.pace = new HostThrottle(settings.hostDelay);
    this.triesLeft = hostRetryBudget(settings);
  }

  /** Goes on where another worker ended; begins where nothing is stored. */
  static read(json: string, settings: FetchSettings): HostPoliteness {
    if (json === '') return new HostPoliteness(settings, null);
    const { night, gap, hostDelay = 0, patience, triesLeft, origins } = JSON.parse(json) as Written;
    const politeness = new HostPoliteness(settings, night);
    politeness.pace.hostDelay = Math.max(hostDelay, settings.hostDelay);
    politeness.pace.gap = Math.max(gap, politeness.pace.hostDelay);
    politeness.pace.patience = patience;
    politeness.triesLeft = triesLeft;
    for (const [name, { breaker, restsUntil }] of Object.entries(origins))
      politeness.origins.set(name, { breaker: HostBreaker.from(breaker), restsUntil });
    return politeness;
  }

  write(): string {
    const { night, triesLeft } = this;
    const { gap, hostDelay, patience } = this.pace;
    const failing = [...this.origins].filter(([, { breaker }]) => breaker.last !== null);
    const origins = Object.fromEntries(failing);
    return JSON.stringify({
      night,
      gap,
      hostDelay,
      patience,
      triesLeft,
      origins,
    } satisfies Written);
  }

  /** Itself in the same night. In another it begins anew, but for when the next request may be sent. */
  forNight(night: number): HostPoliteness {
    if (this.night !== null && Math.abs(night - this.night) <= SAME_NIGHT) return this;
    const anew = new HostPoliteness(this.settings, night);
    anew.pace.readyAt = this.pace.readyAt;
    return anew;
  }

  /** For how many milliseconds each origin that was put aside rests. */
  resting(now: number): ReadonlyMap<string, number> {
    const resting = [...this.origins].filter(
      ([, { breaker, restsUntil }]) => breaker.state === 'open' && restsUntil > now,
    );
    return new Map(resting.map(([name, { restsUntil }]) => [name, restsUntil - now]));
  }

  /** The reply without a request, where the origin was given up; null where it is to be requested. */
  begin({ origin, once, spent }: Waits, now: number): Reply | null {
    if (once) return null;
    const { breaker } = this.originOf(origin);
    if (breaker.state === 'open') breaker.beginTry();
    const refusal = breaker.refusal(now);
    return refusal === null || spent === null ? refusal : addCost(spent, refusal);
  }

  /** A request ended, and took so many milliseconds. */
  noteEnd(waits: Waits, last: Reply, took: number, clock: Clock): AskOutcome {
    const { settings } = this;
    const now = clock.now();
    this.pace.noteEnd(last, now);
    if (!waits.once) last = this.updateBreaker(this.originOf(waits.origin), last, took, now);
    const reply = waits.spent === null ? last : addCost(waits.spent, last);
    if (waits.once) return { kind: 'answered', reply };
    const allowed = allowedRetries(last, settings.retries, now);
    if (allowed === 0 && last.kind === 'answered')
      this.triesLeft = Math.min(hostRetryBudget(settings), this.triesLeft + 1);
    if (waits.tries >= allowed || this.triesLeft === 0) return { kind: 'answered', reply };
    this.triesLeft -= 1;
    const { requests, received, startedAt } = reply;
    return {
      kind: 'again',
      within: backoffDelay(waits.tries, clock),
      spent: { requests, received, startedAt },
    };
  }

  private updateBreaker(origin: Origin, last: Reply, took: number, now: number): Reply {
    const { breaker } = origin;
    breaker.noteEnd(last, took);
    if (breaker.state === 'open') origin.restsUntil = now + REST_GAPS * this.settings.hostDelay;
    return breaker.state === 'given-up' && last.kind === 'failed'
      ? { ...last, isFinal: true }
      : last;
  }

  private originOf(name: string): Origin {
    const origin = this.origins.get(name) ?? { breaker: new HostBreaker(), restsUntil: 0 };
    this.origins.set(name, origin);
    return origin;
  }
}
