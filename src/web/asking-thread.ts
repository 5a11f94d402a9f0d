import { Worker } from 'node:worker_threads';
import type { Fetch, InLanes, Outcome, Traffic } from '../model/outcome.js';
import type { FetchSettings } from '../model/settings.js';
import type { HandedOrder, ToldByThread, ToldTurn } from './asking-worker.js';
import { Batch } from './batch.js';
import type { Fetcher } from './fetcher.js';
import { closed } from './reply.js';

/** Megabytes of the thread's youngest objects, as many as threads that think have. V8 itself takes 48. */
const YOUNG = 16;

const SHIPPED = new URL('../web/asking-worker.js', import.meta.url);

/** A thread that loads before it is known what is to be asked of it. */
let ahead: Worker | null = null;

/** Has the thread of the next {@link AskingThread} load now: a quarter of a second, in which one finds out what there is to ask. */
export function loadAhead(): void {
  if (ahead !== null) return;
  ahead = begin(SHIPPED);
  // Whoever takes it hears of it, and nobody else.
  ahead.on('error', () => {});
}

/** Ends it where it is not needed after all. */
export const loadedInVain = (): void => void takeAhead()?.terminate();

/** One that has ended already would say nothing any more. */
function takeAhead(): Worker | null {
  const taken = ahead;
  ahead = null;
  return taken?.threadId === ENDED ? null : taken;
}

/** The `threadId` of a thread that has ended. */
const ENDED = -1;

function begin(workerUrl: URL): Worker {
  // What asks strangers sees no secret of ours; whom it believes is for the same variable to say.
  const { NODE_TLS_REJECT_UNAUTHORIZED = '' } = process.env;
  const worker = new Worker(workerUrl, {
    env: { NODE_TLS_REJECT_UNAUTHORIZED },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
  });
  worker.unref();
  return worker;
}

interface Asked {
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (why: Error) => void;
}

interface Lanes {
  readonly batch: Batch;
  /** Does one of the things. Never rejects. */
  readonly begin: (row: number) => Promise<void>;
}

/**
 * A fetcher on a thread of its own, which begins to load at once, and keeps the process alive only while something is under way. When
 * it breaks, what was asked of it rejects, and whatever still is: a run does not end then, and can be taken up.
 */
export class AskingThread implements Fetcher {
  private readonly worker: Worker;
  private readonly asked = new Map<number, Asked>();
  private readonly lanes = new Map<number, Lanes>();
  private orders: HandedOrder[] = [];
  private ids = 0;
  private sent: Traffic = { requests: 0, bytes: 0 };
  private over: Error | null = null;

  constructor(settings: FetchSettings, workerUrl = SHIPPED) {
    this.worker = (workerUrl === SHIPPED ? takeAhead() : null) ?? begin(workerUrl);
    this.worker.on('message', (told: ToldByThread) => this.hear(told));
    this.worker.on('error', (cause) => this.end(broken(cause.message, cause)));
    this.worker.on('exit', (code) => this.end(broken(`exit code ${code}`)));
    this.worker.postMessage(settings);
  }

  readonly fetch: Fetch = (request) =>
    new Promise((resolve, reject) => {
      if (this.over !== null) return reject(this.over);
      const id = this.beginAnother();
      this.asked.set(id, { resolve, reject });
      this.order({ kind: 'fetch', id, request });
    });

  readonly inLanes: InLanes = (things, urlOf, work) => {
    const batch = new Batch(things.length);
    if (this.over !== null) batch.fail(this.over);
    else if (things.length > 0) {
      const lanes = this.beginAnother();
      const done = (): void => {
        this.lanes.delete(lanes);
        this.restIfIdle();
      };
      batch.done.then(done, done);
      this.lanes.set(lanes, {
        batch,
        begin: (row) => batch.begin(work, things[row] as (typeof things)[number]),
      });
      this.order({ kind: 'lanes', lanes, urls: things.map(urlOf) });
    }
    return batch.done;
  };

  traffic(): Traffic {
    return this.sent;
  }

  async close(): Promise<void> {
    this.end(closed());
    await this.worker.terminate();
  }

  private get isIdle(): boolean {
    return this.asked.size + this.lanes.size === 0;
  }

  private beginAnother(): number {
    if (this.isIdle) this.worker.ref();
    return this.ids++;
  }

  /** What is being closed is waited for. */
  private restIfIdle(): void {
    if (this.over === null && this.isIdle) this.worker.unref();
  }

  /** What is ordered in the same moment goes together. */
  private order(order: HandedOrder): void {
    if (this.orders.push(order) > 1) return;
    queueMicrotask(() => {
      this.worker.postMessage(this.orders);
      this.orders = [];
    });
  }

  /** What begins asks first: the thread goes on with that while one goes on with what it has brought back. */
  private hear({ turns, outcomes, traffic }: ToldByThread): void {
    this.sent = traffic;
    for (const turn of turns) void this.begin(turn);
    setImmediate(() => {
      for (const { id, outcome } of outcomes) {
        this.asked.get(id)?.resolve(outcome);
        this.asked.delete(id);
      }
      this.restIfIdle();
    });
  }

  private async begin({ lanes, row }: ToldTurn): Promise<void> {
    await this.lanes.get(lanes)?.begin(row);
    this.order({ kind: 'done', lanes, row });
  }

  private end(why: Error): void {
    this.over ??= why;
    for (const { reject } of this.asked.values()) reject(this.over);
    for (const { batch } of this.lanes.values()) batch.fail(this.over);
    this.asked.clear();
  }
}

const broken = (how: string, cause?: Error): Error =>
  new Error(`The thread that asks the web broke: ${how}`, { cause });
