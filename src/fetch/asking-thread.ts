import { Worker } from 'node:worker_threads';
import type { FetchSettings } from '../model/settings.js';
import type { HandedAsk, ToldReply } from './asking-worker.js';
import { type Ask, closed, type Reply } from './reply.js';
import type { Sender } from './sender.js';

/** Megabytes of the thread's youngest objects, as many as threads that think have. V8 itself takes 48. */
const YOUNG = 16;

interface UnderWay {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (why: Error) => void;
}

/**
 * Asks on a thread of its own, which begins to load at once, and keeps the process alive only while something is under way. When it
 * breaks, what was asked of it rejects, and whatever still is: a run does not end then, and can be taken up.
 */
export class AskingThread implements Sender {
  private readonly worker: Worker;
  private readonly underWay = new Map<number, UnderWay>();
  private asks: HandedAsk[] = [];
  private asked = 0;
  private over: Error | null = null;

  constructor(settings: FetchSettings, workerUrl = new URL('../fetch/asking-worker.js', import.meta.url)) {
    // What asks strangers sees no secret of ours; whom it believes is for the same variable to say.
    const { NODE_TLS_REJECT_UNAUTHORIZED = '' } = process.env;
    this.worker = new Worker(workerUrl, {
      workerData: settings,
      env: { NODE_TLS_REJECT_UNAUTHORIZED },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
    });
    this.worker.unref();
    this.worker.on('message', (told: readonly ToldReply[]) => this.hear(told));
    this.worker.on('error', (cause) => this.end(broken(cause.message, cause)));
    this.worker.on('exit', (code) => this.end(broken(`exit code ${code}`)));
  }

  readonly send = (ask: Ask): Promise<Reply> =>
    new Promise((resolve, reject) => {
      if (this.over !== null) return reject(this.over);
      if (this.underWay.size === 0) this.worker.ref();
      const id = this.asked++;
      this.underWay.set(id, { resolve, reject });
      // What is asked in the same moment goes together.
      if (this.asks.push({ id, ask: { ...ask, url: ask.url.href } }) === 1) queueMicrotask(() => this.hand());
    });

  async close(): Promise<void> {
    this.end(closed());
    await this.worker.terminate();
  }

  private hand(): void {
    this.worker.postMessage(this.asks);
    this.asks = [];
  }

  private hear(told: readonly ToldReply[]): void {
    for (const { id, reply } of told) {
      this.underWay.get(id)?.resolve(reply);
      this.underWay.delete(id);
    }
    // What is being closed is waited for.
    if (this.over === null && this.underWay.size === 0) this.worker.unref();
  }

  private end(why: Error): void {
    this.over ??= why;
    for (const { reject } of this.underWay.values()) reject(this.over);
    this.underWay.clear();
  }
}

const broken = (how: string, cause?: Error): Error =>
  new Error(`The thread that asks the web broke: ${how}`, { cause });
