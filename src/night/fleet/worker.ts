import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { StoreNews } from '../../model/run.js';
import type { FetchSettings } from '../../model/settings.js';
import { inBatches } from '../../store/batches.js';
import { backoff, isLockedOut, isTransientError } from '../../store/postgres/outages.js';
import { type Clock, type Reply, systemClock } from '../../web/reply.js';
import { openTransport } from '../../web/transport.js';
import { hasPendingAsk } from './asks.js';
import { besideOrAlone, Heartbeat, LaneWalk, type LaneWalkDeps, type LaneWalkResult } from './lane-walk.js';
import { type Recorded, recordAsks, type TakenLane, takeLanes } from './lanes.js';

/** Milliseconds between two looks for a lane, less than is left between two requests to a host. Our choice, as those below. */
const POLL = 250;
/** Lanes taken at a time, so that each worker gets a share when few are left. */
const AT_ONCE = 8;

/** What a worker is set to. */
export interface WorkerSettings {
  readonly fetch: FetchSettings;
  /** Lanes held at once: most of them wait for their host's gap to be over. */
  readonly lanes: number;
  /** Milliseconds for which a lane is held by a worker that is not heard of. */
  readonly held: number;
  /** Whether it ends when nothing waits any more. */
  readonly once: boolean;
}

/** What a worker tells of its work. */
export type WorkerEvent =
  | { readonly kind: 'answered'; readonly reply: Reply }
  | { readonly kind: 'walked'; readonly walked: LaneWalkResult }
  | StoreNews;

interface WorkerDeps extends Pick<LaneWalkDeps, 'pool'> {
  readonly tell: (event: WorkerEvent) => void;
}

/** Takes lanes, several at once, and walks them. */
export class Worker {
  private readonly walkDeps: LaneWalkDeps;
  private readonly closing = new AbortController();
  /** Fires when no further lane is to be taken. */
  private readonly stop: AbortSignal;
  private done: Promise<void> = Promise.resolve();
  private readonly transport: ReturnType<typeof openTransport>;
  private readonly walks = new Set<Promise<void>>();
  private failures = 0;
  /** What went wrong in a lane and will not pass. */
  private broken: { readonly error: unknown } | null = null;

  constructor(
    private readonly deps: WorkerDeps,
    private readonly settings: WorkerSettings,
    stop: AbortSignal = new AbortController().signal,
    private readonly clock: Clock = systemClock,
  ) {
    const { pool, tell } = deps;
    this.stop = AbortSignal.any([stop, this.closing.signal]);
    setMaxListeners(0, this.closing.signal, this.stop);
    this.transport = openTransport(settings.fetch);
    this.walkDeps = {
      ...{ pool, clock },
      beside: besideOrAlone(),
      record: inBatches((batch: readonly Recorded[]) => recordAsks(pool, batch)).write,
      answered: (reply) => tell({ kind: 'answered', reply }),
      stop: this.stop,
      settings: settings.fetch,
      raw: this.transport.raw,
      heartbeat: new Heartbeat(pool, settings.held),
      inSlot: pLimit(settings.fetch.concurrency),
    };
  }

  /** Works until it is stopped, or nothing waits where it is to end then. The requests under way are ended first. */
  work(): Promise<void> {
    this.done = this.run().finally(() => {
      this.walkDeps.heartbeat.close();
      return this.transport.close();
    });
    return this.done;
  }

  /** Breaks off what is under way; its lanes are free at once. */
  async close(): Promise<void> {
    this.closing.abort();
    this.walkDeps.heartbeat.loseAll();
    await this.done;
  }

  private async run(): Promise<void> {
    while (!this.stop.aborted) {
      try {
        if (this.broken !== null) throw this.broken.error;
        if (await this.takeSome()) continue;
        if (this.settings.once && this.walks.size === 0 && !(await hasPendingAsk(this.deps.pool))) break;
        await this.clock.sleep(POLL, this.stop);
      } catch (error) {
        await this.backOff(error);
      }
    }
    await Promise.all(this.walks);
  }

  /** Begins to walk lanes; false when there is none, or no more may be held. */
  private async takeSome(): Promise<boolean> {
    const free = this.settings.lanes - this.walks.size;
    if (free <= 0) return false;
    const since = this.clock.now();
    const { held, fetch } = this.settings;
    const lanes = await takeLanes(this.deps.pool, Math.min(free, AT_ONCE), held, fetch);
    if (this.failures > 0) this.deps.tell({ kind: 'back' });
    this.failures = 0;
    for (const lane of lanes) this.begin(lane, since);
    return lanes.length > 0;
  }

  private begin(lane: TakenLane, since: number): void {
    const walk = new LaneWalk(this.walkDeps, lane, since)
      .walk()
      .then(
        (walked) => this.deps.tell({ kind: 'walked', walked }),
        (error: unknown) => {
          if (isTransientError(error)) this.tellAway(error);
          else this.broken ??= { error };
        },
      )
      .finally(() => this.walks.delete(walk));
    this.walks.add(walk);
  }

  private async backOff(error: unknown): Promise<void> {
    if (!isTransientError(error)) throw error;
    this.tellAway(error);
    await this.clock.sleep(backoff(this.failures), this.stop);
    this.failures += 1;
  }

  private tellAway(error: unknown): void {
    if (this.failures === 0) this.deps.tell({ kind: 'away', error, locked: isLockedOut(error) });
    this.failures ||= 1;
  }
}
