import type { FetchSettings } from '../model/settings.js';
import type { Job } from './batch.js';
import { HostBreaker } from './host-breaker.js';
import type { Ask, Reply } from './reply.js';
import { isComplaint, LONGEST_WAIT, retryAfter } from './retry-after.js';

/** Shortest and longest gap that a complaint (429, 503) leads to, in milliseconds. */
const COMPLAINT_GAP = { least: 1_000, most: 10_000 };
/** How much of the extra gap is left after an answer without complaint. */
const RECOVERY = 0.8;

/** A request that waits for its turn. */
interface Waiting {
  readonly ask: Ask;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

/** What is left to do at one origin (scheme, host and port). */
export class Origin {
  readonly breaker = new HostBreaker();
  /** In the order in which they came. */
  readonly requests: Waiting[] = [];
  /** Jobs that were not started yet, the next one last. */
  readonly jobs: Job[] = [];
  /** Before this time it is not tried again. */
  restsUntil = 0;

  get isIdle(): boolean {
    return this.requests.length + this.jobs.length === 0;
  }
}

/** A request, and where it is going. */
export interface Queued {
  readonly origin: Origin;
  readonly request: Waiting;
}

/** A slot and a turn, kept for the first request of a job that was started. */
export interface Claim {
  readonly origin: Origin;
  readonly isTry: boolean;
}

/** All that is owed to one host, and all that is left to ask of it. */
export class Lane {
  /** Requests under way, and claims. */
  running = 0;
  readonly claims: Claim[] = [];
  /** Before this time nothing more is asked. */
  readyAt = 0;
  private readonly origins = new Map<string, Origin>();
  /** Milliseconds between two requests. */
  private gap: number;
  private patience = LONGEST_WAIT;
  private readonly spent = { requests: 0, jobs: 0, milliseconds: 0 };

  constructor(private readonly settings: Pick<FetchSettings, 'perHost' | 'hostDelay'>) {
    this.gap = settings.hostDelay;
  }

  get isBusy(): boolean {
    return this.running >= this.settings.perHost;
  }

  /** The origins that are asked, or those that are put aside, as far as there is something left for them. */
  *left(state: 'closed' | 'open'): Iterable<Origin> {
    for (const origin of this.origins.values())
      if (origin.breaker.state === state && !origin.isIdle) yield origin;
  }

  /** Where a request waits. Who tries again himself has his own rules for a host that fails. */
  originOf({ url, once }: Pick<Ask, 'url' | 'once'>): Origin {
    const name = once ? 'once' : url.origin;
    const origin = this.origins.get(name) ?? new Origin();
    this.origins.set(name, origin);
    return origin;
  }

  /** True when a request that is not put aside waits. */
  get hasRequests(): boolean {
    for (const { requests } of this.left('closed')) if (requests.length > 0) return true;
    return false;
  }

  /**
   * Milliseconds that what is left will take, so far as can be known: each job as many requests as those before it, each
   * request a gap and as long as those before it. `usual` is how long a request takes elsewhere, and counts as one of them.
   */
  workLeft(usual: number): number {
    let [requests, jobs] = [0, 0];
    for (const origin of this.left('closed')) {
      requests += origin.requests.length;
      jobs += origin.jobs.length;
    }
    const { spent, gap } = this;
    const each = Math.max(1, (spent.requests + 1) / (spent.jobs + 1));
    const pace = gap + (spent.milliseconds + usual) / (spent.requests + 1);
    return ((requests + jobs * each) * pace) / this.settings.perHost;
  }

  /** Takes the next request, of this origin where one is named, or null when none may be sent. */
  nextRequest(of: Origin | null): Queued | null {
    for (const origin of of === null ? this.left('closed') : [of]) {
      const request = origin.requests.shift();
      if (request !== undefined) return { origin, request };
    }
    return null;
  }

  /** Takes the next job in the same way. */
  nextJob(of: Origin | null): { readonly origin: Origin; readonly job: Job } | null {
    for (const origin of of === null ? this.left('closed') : [of]) {
      const job = origin.jobs.pop();
      if (job === undefined) continue;
      this.spent.jobs += 1;
      return { origin, job };
    }
    return null;
  }

  /** Takes all requests that wait. */
  drop(): readonly Waiting[] {
    return [...this.origins.values()].flatMap(({ requests }) => requests.splice(0));
  }

  /** A request ended, and had taken so many milliseconds. */
  ended(reply: Reply, now: number, took: number): void {
    this.spent.requests += 1;
    this.spent.milliseconds += took;
    if (isComplaint(reply)) {
      const gap = Math.max(this.gap * 2, COMPLAINT_GAP.least);
      this.gap = Math.max(Math.min(gap, COMPLAINT_GAP.most), this.settings.hostDelay);
    } else if (reply.kind === 'answered') {
      this.gap = this.settings.hostDelay + (this.gap - this.settings.hostDelay) * RECOVERY;
    }
    const asked = Math.min(retryAfter(reply, now) ?? 0, this.patience);
    this.patience -= asked;
    this.readyAt = Math.max(this.readyAt, now + Math.max(this.gap, asked));
  }
}
