import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Pool } from 'pg';
import type { FetchSettings } from '../../model/settings.js';
import { isLockedOut, isTransientError } from '../../store/postgres/connect.js';
import type { Reply } from '../../web/reply.js';
import { type Clock, systemClock } from '../../web/reply.js';
import { openTransport } from '../../web/transport.js';
import { hasPendingAsk } from './asks.js';
import {
  Heartbeat,
  type LaneWalkDeps,
  type LaneWalkResult,
  type TakenJob,
  takeLanes,
  walkLane,
} from './lane-walk.js';
import type { LaneQueue } from './lanes.js';
import { LANES_CHANNEL, type NotifyListener, orphanedLanes } from './lanes.js';

/** Milliseconds between two looks for a lane, where nobody rings. */
const LOOK = 1_000;
/** The same where somebody does: every look reads all lanes that wait, and each worker is rung for each of them. */
const BREATH = 100;
/** Of the time for which a lane is held, after which it is looked for those of workers that were lost. */
const SWEEP = 1 / 4;
/** Lanes taken at a time: a share for each worker, also when few are left. */
const AT_ONCE = 8;
/** Milliseconds before the n-th try (from 0) to reach a store that is away: `base` x 2^n, and never more than `most`. */
const AWAY = { base: 500, most: 30_000 };

/** What a worker is set to. */
export interface WorkerSettings {
  readonly fetch: FetchSettings;
  /** Lanes held at once: most of them wait for their host's gap to be over. */
  readonly lanes: number;
  /** Milliseconds for which a lane is held by a worker of whom nothing is heard. */
  readonly held: number;
  /** Whether it ends when nothing waits any more. */
  readonly once: boolean;
}

/** What a worker tells of its work. */
export type WorkerEvent =
  | { readonly kind: 'answered'; readonly reply: Reply }
  | { readonly kind: 'walked'; readonly walked: LaneWalkResult }
  /** The store cannot be reached; told once. */
  /** `locked`: it answers, and another process holds what is wanted. */
  | { readonly kind: 'away'; readonly error: unknown; readonly locked: boolean }
  | { readonly kind: 'back' };

/** What a worker works with. */
export interface WorkerHands {
  readonly pool: Pool;
  readonly queue: LaneQueue;
  readonly bell: NotifyListener;
  readonly tell: (news: WorkerEvent) => void;
}

/** Takes lanes, several at once, and walks them. */
export class Worker {
  private readonly walking: LaneWalkDeps;
  private readonly closing = new AbortController();
  /** Fires when no other lane is to be taken. */
  private readonly ending: AbortSignal;
  private done: Promise<void> = Promise.resolve();
  private readonly transport: ReturnType<typeof openTransport>;
  private readonly under = new Set<Promise<void>>();
  /** Rings whoever sleeps, and whoever is about to. */
  private wake: () => void = () => {};
  private isRung = false;
  private failures = 0;
  /** What went wrong in a lane and will not pass. */
  private broken: { readonly error: unknown } | null = null;
  private sweptAt = 0;
  private lookedAt = 0;

  constructor(
    private readonly hands: WorkerHands,
    private readonly settings: WorkerSettings,
    stop: AbortSignal = new AbortController().signal,
    private readonly clock: Clock = systemClock,
  ) {
    const { pool, queue } = hands;
    this.ending = AbortSignal.any([stop, this.closing.signal]);
    setMaxListeners(0, this.closing.signal, this.ending);
    this.transport = openTransport(settings.fetch);
    this.walking = {
      ...{ pool, queue, clock },
      heard: (reply) => hands.tell({ kind: 'answered', reply }),
      stop: this.ending,
      settings: settings.fetch,
      raw: this.transport.raw,
      heart: new Heartbeat(pool, settings.held),
      inSlot: pLimit(settings.fetch.concurrency),
    };
    this.ending.addEventListener('abort', () => this.ring());
  }

  /** Works until it is stopped, or nothing waits where it is to end then. The requests under way are ended first. */
  work(): Promise<void> {
    this.done = this.run().finally(() => this.end());
    return this.done;
  }

  /** Breaks off what is under way; its lanes are free at once. */
  async close(): Promise<void> {
    this.closing.abort();
    this.walking.heart.loseAll();
    await this.done;
  }

  private async run(): Promise<void> {
    await this.hands.bell.listen(LANES_CHANNEL, () => this.ring());
    while (!this.ending.aborted) {
      try {
        this.isRung = false;
        if (this.broken !== null) throw this.broken.error;
        await this.sweep();
        if (await this.takeSome()) continue;
        if (this.settings.once && this.under.size === 0 && !(await hasPendingAsk(this.hands.pool))) break;
        await this.idle();
      } catch (error) {
        await this.away(error);
      }
    }
    await Promise.all(this.under);
  }

  private async end(): Promise<void> {
    this.walking.heart.close();
    await this.transport.close();
  }

  /** Begins to walk lanes; false when there is none, or no more may be held. */
  private async takeSome(): Promise<boolean> {
    const free = this.settings.lanes - this.under.size;
    if (free <= 0) return false;
    this.lookedAt = this.clock.now();
    const lanes = await takeLanes(this.walking, Math.min(free, AT_ONCE));
    if (this.failures > 0) this.hands.tell({ kind: 'back' });
    this.failures = 0;
    for (const lane of lanes) this.walk(lane);
    return lanes.length > 0;
  }

  private walk(lane: TakenJob): void {
    const walk = walkLane(this.walking, lane)
      .then(
        (walked) => this.hands.tell({ kind: 'walked', walked }),
        (error: unknown) => {
          if (isTransientError(error)) this.tellAway(error);
          else this.broken ??= { error };
        },
      )
      .finally(() => {
        this.under.delete(walk);
        this.ring();
      });
    this.under.add(walk);
  }

  /** Gives away the lanes of workers that were lost. */
  private async sweep(): Promise<void> {
    const now = this.clock.now();
    if (now - this.sweptAt < this.settings.held * SWEEP) return;
    this.sweptAt = now;
    await this.hands.queue.reassignLanes(await orphanedLanes(this.hands.pool));
  }

  private ring(): void {
    this.isRung = true;
    this.wake();
  }

  private async idle(): Promise<void> {
    await this.clock.sleep(Math.max(0, this.lookedAt + BREATH - this.clock.now()), this.ending);
    if (this.isRung) return;
    const woken = new AbortController();
    this.wake = () => woken.abort();
    return this.clock.sleep(LOOK, woken.signal);
  }

  /** Waits for the store to be back. Throws what will not pass. */
  private async away(error: unknown): Promise<void> {
    if (!isTransientError(error)) throw error;
    this.tellAway(error);
    await this.clock.sleep(Math.min(AWAY.most, AWAY.base * 2 ** this.failures), this.ending);
    this.failures += 1;
  }

  private tellAway(error: unknown): void {
    if (this.failures === 0) this.hands.tell({ kind: 'away', error, locked: isLockedOut(error) });
    this.failures ||= 1;
  }
}
