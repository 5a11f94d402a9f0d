import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { StoreNews } from '../model/run.js';
import type { FetchSettings } from '../model/settings.js';
import { inBatches } from '../store/batches.js';
import { hasPendingAsk } from '../store/postgres/asks.js';
import { type Recorded, recordAsks, type TakenLane, takeLanes } from '../store/postgres/lanes.js';
import { isTransientError, type RideOut, ridingOut } from '../store/postgres/outages.js';
import { type Clock, type Reply, systemClock } from '../web/reply.js';
import { openTransport } from '../web/transport.js';
import {
  createSharedLock,
  Heartbeat,
  LaneWalk,
  type LaneWalkDeps,
  type LaneWalkResult,
} from './lane-walk.js';

/** Milliseconds between two looks for a lane, less than is left between two requests to a host. Our choice, as those below. */
const POLL = 250;
/** Lanes taken at a time, so that each worker gets a share when few are left. */
const AT_ONCE = 8;

/** What a worker is set to. */
export interface WorkerSettings {
  readonly fetch: FetchSettings;
  /** Lanes held at once; null for what is usual. */
  readonly lanes?: number | null;
  /** Milliseconds for which a lane is held by a worker that is not heard of, the same for all workers of a store; null for what is usual. */
  readonly lease?: number | null;
  /** Whether it ends when nothing waits any more. */
  readonly once: boolean;
}

/** Lanes that a worker holds for each request that it may have under way, our choice: most of them wait for their gap to be over. */
const LANES_A_SLOT = 4;
/** Milliseconds for which a lane is held by a worker that is not heard of, our choice: no pause of a busy machine is as long. */
const LEASE = 10_000;

/** What a worker tells of its work. */
export type WorkerEvent =
  | { readonly kind: 'answered'; readonly reply: Reply }
  | { readonly kind: 'walked'; readonly walked: LaneWalkResult }
  | StoreNews;

interface WorkerDeps extends Pick<LaneWalkDeps, 'db'> {
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
  private readonly lanes: number;
  private readonly ride: RideOut;
  /** What went wrong in a lane and will not pass. */
  private broken: { readonly error: unknown } | null = null;

  constructor(
    private readonly deps: WorkerDeps,
    private readonly settings: WorkerSettings,
    stop: AbortSignal = new AbortController().signal,
    private readonly clock: Clock = systemClock,
  ) {
    const { db, tell } = deps;
    const { fetch } = settings;
    this.lanes = settings.lanes ?? LANES_A_SLOT * fetch.concurrency;
    this.stop = AbortSignal.any([stop, this.closing.signal]);
    setMaxListeners(0, this.closing.signal, this.stop);
    this.ride = ridingOut(tell, this.stop, Number.POSITIVE_INFINITY);
    this.transport = openTransport(fetch);
    this.walkDeps = {
      db,
      clock,
      lock: createSharedLock(),
      record: inBatches((batch: readonly Recorded[]) => recordAsks(db, batch)).write,
      answered: (reply) => tell({ kind: 'answered', reply }),
      stop: this.stop,
      settings: fetch,
      raw: this.transport.raw,
      heartbeat: new Heartbeat(db, clock, settings.lease ?? LEASE),
      inSlot: pLimit(fetch.concurrency),
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
    const { settings, stop } = this;
    try {
      while (!stop.aborted) {
        if (this.broken !== null) throw this.broken.error;
        if (await this.ride(() => this.takeSome())) continue;
        const isIdle = settings.once && this.walks.size === 0;
        if (isIdle && !(await this.ride(() => hasPendingAsk(this.deps.db)))) break;
        await this.clock.sleep(POLL, stop);
      }
    } catch (error) {
      // Where the store is away when the worker is stopped, there is nothing left to do.
      if (!stop.aborted || !isTransientError(error)) throw error;
    }
    await Promise.all(this.walks);
  }

  /** Begins to walk lanes; false when there is none, or no more may be held. */
  private async takeSome(): Promise<boolean> {
    const free = this.lanes - this.walks.size;
    if (free <= 0) return false;
    const since = this.clock.now();
    const { heartbeat, settings } = this.walkDeps;
    const lanes = await takeLanes(
      this.deps.db,
      Math.min(free, AT_ONCE),
      heartbeat.length,
      settings,
    );
    for (const lane of lanes) this.begin(lane, since);
    return lanes.length > 0;
  }

  /** Where the store is away, the lane is lost, and the next look for one waits. */
  private begin(lane: TakenLane, since: number): void {
    const walk = new LaneWalk(this.walkDeps, lane, since)
      .walk()
      .then(
        (walked) => this.deps.tell({ kind: 'walked', walked }),
        (error: unknown) => {
          if (!isTransientError(error)) this.broken ??= { error };
        },
      )
      .finally(() => this.walks.delete(walk));
    this.walks.add(walk);
  }
}
