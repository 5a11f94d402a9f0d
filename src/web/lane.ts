import pLimit from 'p-limit';
import type { InLanes } from '../model/outcome.js';
import type { FetchSettings } from '../model/settings.js';
import { HostBreaker, isFailedConnection } from './failure.js';
import type { Ask, Reply } from './reply.js';
import { isThrottled, LONGEST_WAIT, retryAfter } from './retry.js';

/** Requests that time out before a host counts as dead: two, and the try at the end of the night. */
const TIMEOUTS_UNTIL_DEAD = 3;

/** A piece of work that begins by asking a host for something. Never rejects. */
export type Job = () => Promise<void>;

interface Waiting {
  readonly ask: Ask;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

/** What is left to do at one origin (scheme, host and port). */
export class Origin {
  readonly breaker = new HostBreaker();
  readonly requests: Waiting[] = [];
  /** Jobs that were not started yet, the next one last. */
  readonly jobs: Job[] = [];
  /** Milliseconds since 1970. */
  restsUntil = 0;

  get isIdle(): boolean {
    return this.requests.length + this.jobs.length === 0;
  }

  /** Milliseconds that trying it may take, once it was put aside. */
  get costOfTry(): number {
    return this.breaker.last?.took ?? 0;
  }
}

/** What is left to do in a lane, as far as it can be known. */
export interface Left {
  /** Milliseconds that it will take, gaps included, but for the origins that were put aside. */
  readonly work: number;
  /** Milliseconds of slots that it will take. */
  readonly load: number;
  readonly hasRequests: boolean;
  /** Milliseconds that trying the origins that were put aside may take. */
  readonly tries: number;
  /** The longest of these tries; null where there is none. */
  readonly longestTry: number | null;
}

export interface Queued {
  readonly origin: Origin;
  readonly request: Waiting;
}

/** A turn and a slot, kept for the first request of a job that was started. */
export interface Claim {
  readonly origin: Origin;
  readonly isTry: boolean;
}

export type PolitenessSettings = Pick<
  FetchSettings,
  'concurrency' | 'perHost' | 'hostDelay' | 'timeout'
>;

/** Shortest and longest gap that a complaint (429, 503) leads to, in milliseconds. */
const COMPLAINT_GAP = { least: 1_000, most: 10_000 };
/** How much of the extra gap is left after an answer without complaint. */
const RECOVERY = 0.8;

/** How gently a host wants to be asked: the pause between requests grows when it throttles us (429, 503). */
export class HostThrottle {
  /** Before this time, in milliseconds since 1970, nothing more is asked. */
  readyAt = 0;
  /** Milliseconds for which it may still ask to be left alone in this run; a host that has used them up waits for its gap alone. */
  patience = LONGEST_WAIT;

  /** `gap`: milliseconds between two requests as they are now; `hostDelay`: as they are where nobody complains, or what the host's `Crawl-delay` asks for. */
  constructor(
    public hostDelay: number,
    public gap = hostDelay,
  ) {}

  noteEnd(reply: Reply, now: number): void {
    if (reply.kind === 'answered' && reply.crawlDelay !== undefined) {
      this.hostDelay = Math.max(this.hostDelay, reply.crawlDelay);
      this.gap = Math.max(this.gap, this.hostDelay);
    }
    if (isThrottled(reply)) {
      const gap = Math.max(this.gap * 2, COMPLAINT_GAP.least);
      this.gap = Math.max(Math.min(gap, COMPLAINT_GAP.most), this.hostDelay);
    } else if (reply.kind === 'answered') {
      this.gap = this.hostDelay + (this.gap - this.hostDelay) * RECOVERY;
    }
    const asked = Math.min(retryAfter(reply, now) ?? 0, this.patience);
    this.patience -= asked;
    this.readyAt = Math.max(this.readyAt, now + Math.max(this.gap, asked));
  }
}

/** Politeness: one lane for each host, with a limit on parallel requests and a pause after each. */
export class Lane {
  /** Requests under way, and claims. */
  running = 0;
  readonly claims: Claim[] = [];
  private readonly byName = new Map<string, Origin>();
  private readonly pace: HostThrottle;
  /** True when it is known not to be silent. */
  hasAnswered = false;
  private readonly spent = { requests: 0, jobs: 0 };
  /** Those of its requests that were answered, and their milliseconds: of how long it takes to answer, silence says nothing. */
  private readonly answered = { requests: 0, milliseconds: 0 };

  constructor(private readonly settings: PolitenessSettings) {
    this.pace = new HostThrottle(settings.hostDelay);
  }

  get readyAt(): number {
    return this.pace.readyAt;
  }

  get isBusy(): boolean {
    return this.running >= this.settings.perHost;
  }

  /** The origins that are asked (their circuit breaker is closed), or those that were put aside (open), as far as there is something left for them. */
  *origins(state: 'closed' | 'open'): Iterable<Origin> {
    for (const origin of this.byName.values())
      if (origin.breaker.state === state && !origin.isIdle) yield origin;
  }

  /** Where a request waits. An asker who does his own retries shares no circuit breaker with the others of the origin. */
  originOf({ url, once }: Pick<Ask, 'url' | 'once'>): Origin {
    const name = once ? 'once' : url.origin;
    const origin = this.byName.get(name) ?? new Origin();
    this.byName.set(name, origin);
    return origin;
  }

  /**
   * Estimates what is left: a job makes as many requests as those before it made, and a request takes as long as those before it that were
   * answered. `usual`, in milliseconds, is how long one takes elsewhere, and counts as one of them.
   */
  summariseLeft(usual: number): Left {
    let [requests, jobs] = [0, 0];
    let [tries, longestTry] = [0, null as number | null];
    for (const origin of this.byName.values()) {
      if (origin.isIdle) continue;
      if (origin.breaker.state === 'closed') {
        requests += origin.requests.length;
        jobs += origin.jobs.length;
      } else if (origin.breaker.state === 'open') {
        tries += origin.costOfTry;
        longestTry = Math.max(longestTry ?? 0, origin.costOfTry);
      }
    }
    const hasRequests = requests > 0;
    if (requests + jobs === 0) return { work: 0, load: 0, hasRequests, tries, longestTry };
    const { spent, answered, pace, settings } = this;
    const all = requests + jobs * Math.max(1, (spent.requests + 1) / (spent.jobs + 1));
    const each = (answered.milliseconds + usual) / (answered.requests + 1);
    const costOfSilence = this.hasAnswered
      ? 0
      : Math.max(1, TIMEOUTS_UNTIL_DEAD - spent.requests) * settings.timeout;
    const work = (all * (each + pace.gap)) / settings.perHost + costOfSilence;
    return { work, load: all * each, hasRequests, tries, longestTry };
  }

  /** Takes the next request, of this origin where one is named, or null when none may be sent. */
  nextRequest(of: Origin | null): Queued | null {
    for (const origin of of === null ? this.origins('closed') : [of]) {
      const request = origin.requests.shift();
      if (request !== undefined) return { origin, request };
    }
    return null;
  }

  nextJob(of: Origin | null): { readonly origin: Origin; readonly job: Job } | null {
    for (const origin of of === null ? this.origins('closed') : [of]) {
      const job = origin.jobs.pop();
      if (job === undefined) continue;
      this.spent.jobs += 1;
      return { origin, job };
    }
    return null;
  }

  drop(): readonly Waiting[] {
    return [...this.byName.values()].flatMap(({ requests }) => requests.splice(0));
  }

  /** `took`: milliseconds. */
  noteEnd(reply: Reply, now: number, took: number): void {
    this.spent.requests += 1;
    if (!isFailedConnection(reply)) {
      this.hasAnswered = true;
      this.answered.requests += 1;
      this.answered.milliseconds += took;
    }
    this.pace.noteEnd(reply, now);
  }
}

/** Things done at once where none waits for the web, our choice: more than there are threads to think them over. */
const AT_ONCE = 32;

/** Does things in their order, `most` at once, where no host has to be waited for. After the first error none is begun. */
export const limitConcurrency =
  (most = AT_ONCE): InLanes =>
  async (things, _urlOf, work) => {
    const limit = pLimit(most);
    try {
      await limit.map(things, work);
    } finally {
      limit.clearQueue();
    }
  };
