import { parseAddress } from '../model/address.js';
import type { InLanes } from '../model/outcome.js';
import { isFailedConnection } from './failure.js';
import {
  type Claim,
  type Job,
  Lane,
  type Origin,
  type PolitenessSettings,
  type Queued,
} from './lane.js';
import { LaneOrder, type LaneTurn } from './lane-order.js';
import { type Ask, type Clock, closedError, type Reply, type Send } from './reply.js';

/** Jobs at work for each slot, those that wait for their turn aside: few enough that what was received is soon recorded. */
const AT_WORK = 6;
/** Jobs begun for each slot, waiting or not: so many that hosts which keep theirs waiting hold up nobody else. */
const BEGUN = 64;
/** Gaps for which an origin that was put aside rests before it is tried: what the most complained of gap is to the usual one. */
const REST_GAPS = 10;

/** Pieces of work that have an end together. */
type Batch = ReturnType<typeof batchOf>;

/** The batch that does `work` on each thing. `done` resolves when all have ended, and rejects with the first error of any: no other is begun then. */
function batchOf<T>(things: readonly T[], work: (thing: T) => Promise<void>) {
  let left = things.length;
  let isStopped = false;
  let end!: () => void;
  let stop!: (error: unknown) => void;
  const done = new Promise<void>((resolve, reject) => {
    end = resolve;
    stop = reject;
  });
  const fail = (error: unknown): void => {
    isStopped = true;
    stop(error);
  };
  const jobs = things.map((thing) => async () => {
    if (!isStopped) await work(thing).catch(fail);
    left -= 1;
    if (left === 0) end();
  });
  if (left === 0) end();
  return { jobs, done, fail };
}

/** Gives what is free, slots and leave to begin, to the lanes that may have it. */
class Dispatcher {
  private readonly lanes = new Map<string, Lane>();
  private readonly order: LaneOrder;
  private readonly batches = new Set<Batch>();
  /** Jobs that need no turn: those without an address, and those of origins that were given up. */
  private readonly loose: Job[] = [];
  private slots: number;
  /** Jobs that have begun, and requests that wait. */
  private readonly count = { begun: 0, waiting: 0 };
  private isDispatching = false;
  private wakesAt = Number.POSITIVE_INFINITY;

  constructor(
    private readonly sendNow: Send,
    private readonly settings: PolitenessSettings,
    private readonly clock: Clock,
    private readonly closing: AbortSignal,
  ) {
    this.slots = settings.concurrency;
    this.order = new LaneOrder(settings);
    closing.addEventListener('abort', () => this.close());
  }

  ask(ask: Ask): Promise<Reply> {
    if (this.closing.aborted) return Promise.reject(closedError());
    const lane = this.laneOf(ask.url);
    const origin = lane.originOf(ask);
    const refusal = origin.breaker.refusal(this.clock.now());
    if (refusal !== null) return Promise.resolve(refusal);
    return new Promise((resolve, reject) => {
      origin.requests.push({ ask, resolve, reject });
      this.count.waiting += 1;
      const claim = lane.claims[0];
      if (claim === undefined || !this.redeem(lane, claim)) this.rescheduleLane(lane);
    });
  }

  /** Puts a job into its lane; `finish` begins. */
  add(url: string | null, job: Job): void {
    const address = parseAddress(url ?? '');
    const origin = address && this.laneOf(address).originOf({ url: address });
    const isLoose = origin === null || origin.breaker.state === 'given-up';
    (isLoose ? this.loose : origin.jobs).push(job);
  }

  finish(batch: Batch): Promise<void> {
    this.batches.add(batch);
    if (this.closing.aborted) batch.fail(closedError());
    for (const lane of this.lanes.values()) this.order.place(lane);
    this.dispatch();
    return batch.done.finally(() => this.batches.delete(batch));
  }

  private laneOf({ hostname }: URL): Lane {
    const lane = this.lanes.get(hostname) ?? new Lane(this.settings);
    this.lanes.set(hostname, lane);
    return lane;
  }

  private get mayStart(): boolean {
    const { begun, waiting } = this.count;
    return begun - waiting < AT_WORK * this.settings.concurrency && !this.isFull;
  }

  private get isFull(): boolean {
    return this.count.begun >= BEGUN * this.settings.concurrency;
  }

  private rescheduleLane(lane: Lane): void {
    this.order.place(lane);
    this.dispatch();
  }

  private dispatch(): void {
    if (this.isDispatching || this.closing.aborted) return;
    this.isDispatching = true;
    while (this.mayStart && this.loose.length > 0) this.start(this.loose.pop() as Job, null, null);
    while (this.slots > 0) {
      const { slots: freeSlots, mayStart: jobs, isFull } = this;
      const turn = this.order.next({ now: this.clock.now(), freeSlots, jobs, isFull });
      if (turn === null) break;
      this.take(turn);
    }
    this.isDispatching = false;
    if (this.slots > 0) this.wakeAt(this.order.nextAt());
  }

  private wakeAt(time: number): void {
    if (time >= this.wakesAt) return;
    this.wakesAt = time;
    void this.clock.sleep(Math.max(0, time - this.clock.now()), this.closing).then(() => {
      if (this.wakesAt === time) this.wakesAt = Number.POSITIVE_INFINITY;
      this.dispatch();
    });
  }

  private take({ lane, tried }: LaneTurn): void {
    this.slots -= 1;
    lane.running += 1;
    tried?.breaker.beginTry();
    const next = lane.nextRequest(tried);
    if (next !== null) void this.run(lane, next);
    else this.claim(lane, tried);
    this.order.place(lane);
  }

  private claim(lane: Lane, tried: Origin | null): void {
    const next = lane.nextJob(tried);
    if (next === null) throw new Error('a lane without work was given a turn');
    const claim: Claim = { origin: next.origin, isTry: tried !== null };
    lane.claims.push(claim);
    this.start(next.job, lane, claim);
  }

  private start(job: Job, lane: Lane | null, claim: Claim | null): void {
    this.count.begun += 1;
    void job().then(() => {
      this.count.begun -= 1;
      if (lane === null || claim === null || !lane.claims.includes(claim)) return this.dispatch();
      // It has asked for nothing.
      this.release(lane, claim);
      this.rescheduleLane(lane);
    });
  }

  /** A request has come to a lane in which a turn is kept. False when it waits: put aside, when the turn is another's, or as another request of the lane has asked meanwhile. */
  private redeem(lane: Lane, claim: Claim): boolean {
    const next =
      lane.readyAt <= this.clock.now() ? lane.nextRequest(claim.isTry ? claim.origin : null) : null;
    if (next === null) {
      this.release(lane, claim);
      return false;
    }
    lane.claims.splice(lane.claims.indexOf(claim), 1);
    void this.run(lane, next);
    return true;
  }

  /** What it changes of the lane is for the caller to tell. */
  private release(lane: Lane, claim: Claim): void {
    lane.claims.splice(lane.claims.indexOf(claim), 1);
    this.slots += 1;
    lane.running -= 1;
    if (claim.isTry) claim.origin.breaker.cancelTry();
  }

  private async run(
    lane: Lane,
    { origin, request: { ask, resolve, reject } }: Queued,
  ): Promise<void> {
    this.count.waiting -= 1;
    const start = this.clock.now();
    const reply = await this.sendNow(ask).catch((error: unknown) => {
      reject(error);
      return null;
    });
    this.slots += 1;
    lane.running -= 1;
    if (reply !== null)
      resolve(this.endRequest(lane, origin, ask, reply, this.clock.now() - start));
    this.rescheduleLane(lane);
  }

  private endRequest(lane: Lane, origin: Origin, ask: Ask, reply: Reply, took: number): Reply {
    const now = this.clock.now();
    lane.noteEnd(reply, now, took);
    if (!isFailedConnection(reply)) this.order.took(took);
    if (ask.once) return reply;
    const { breaker } = origin;
    const wasOpen = breaker.state !== 'closed';
    breaker.noteEnd(reply, took);
    if (breaker.state === 'open' && !wasOpen) {
      origin.restsUntil = now + REST_GAPS * this.settings.hostDelay;
      for (const claim of lane.claims.filter((one) => one.origin === origin))
        this.release(lane, claim);
    }
    return breaker.state === 'given-up' ? this.giveUp(origin, reply, now) : reply;
  }

  /** Whatever is left for an origin is told its last failure. */
  private giveUp(origin: Origin, reply: Reply, now: number): Reply {
    const refusal = origin.breaker.refusal(now);
    if (refusal === null) return reply;
    for (const { resolve } of origin.requests.splice(0)) {
      this.count.waiting -= 1;
      resolve(refusal);
    }
    for (const job of origin.jobs.splice(0)) this.loose.push(job);
    return reply.kind === 'failed' ? { ...reply, isFinal: true } : reply;
  }

  private close(): void {
    for (const lane of this.lanes.values())
      for (const { reject } of lane.drop()) reject(closedError());
    for (const batch of this.batches) batch.fail(closedError());
  }
}

/**
 * Polite to each host (at most `perHost` requests under way, a gap after each, a longer one after a complaint,
 * `Retry-After` honoured for the whole host) and within the machine's limit. A free slot goes to the lane with most work
 * left, and waiting holds none. An origin to which two connections in a row failed is put aside ({@link HostBreaker}).
 */
export function openScheduler(
  send: Send,
  settings: PolitenessSettings,
  clock: Clock,
  closing: AbortSignal,
) {
  const dispatcher = new Dispatcher(send, settings, clock, closing);
  /** Starts each job when its host's turn comes. Rejects with what the first of them rejects with, and when closed. */
  const inLanes: InLanes = (things, urlOf, work) => {
    const batch = batchOf(things, work);
    const urls = things.map(urlOf);
    // Backwards: the next one is taken from the end.
    for (const [i, job] of [...batch.jobs.entries()].reverse())
      dispatcher.add(urls[i] ?? null, job);
    return dispatcher.finish(batch);
  };
  return { send: (ask: Ask) => dispatcher.ask(ask), inLanes };
}
