import type { Pool } from 'pg';
import type { Traffic } from '../../model/outcome.js';
import type { Ask, Reply, Send } from '../../web/reply.js';
import {
  type AnsweredAsk,
  type Asker,
  type AskRow,
  answeredAsks,
  askRowOf,
  bytesOf,
  enqueueAsks,
  hasActiveWorker,
  replyOf,
  withoutValidators,
} from './asks.js';
import type { LaneQueue } from './lanes.js';
import { ANSWERS_CHANNEL, type NotifyListener } from './lanes.js';

/** Milliseconds for which asks are gathered, to be put in together. */
const GATHER = 5;
/** Milliseconds between two looks for answers, where nobody rings. */
const LOOK = 5_000;
/** Looks after which lanes are queued again, should their jobs be lost; and, without any answer, after which it is asked whether anybody works. */
const LOOKS = { lanes: 4, alone: 3 };
/** Answers that are read at once. */
const READ = 100;

interface Waiter {
  readonly ask: Ask;
  readonly row: AskRow;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
  isNew: boolean;
}

/** What the asking side works with. */
export interface AskingHands {
  readonly pool: Pool;
  readonly queue: LaneQueue;
  readonly bell: NotifyListener;
  /** Called once, when nobody answers because no worker is there. */
  readonly alone: () => void;
}

/** The asking side of the fleet: puts asks into the store, sees to it that their lanes are walked, and hears the answers. */
export class FleetClient {
  private gathered: Waiter[] = [];
  /** By the ids of their asks. */
  private readonly waiting = new Map<string, Waiter[]>();
  private readonly rung = new Set<string>();
  /** What rang while asks were put in, whose ids are not known yet. */
  private readonly early = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private isReading = false;
  private puts = 0;
  private looks = 0;
  private looksAlone = 0;
  private failed: Error | null = null;
  /** What was sent for this report; what others had sent before cost it nothing. */
  traffic: Traffic = { requests: 0, bytes: 0 };

  constructor(
    private readonly hands: AskingHands,
    private readonly asker: Asker,
    /** Requests that are left for a host, so far as is known. */
    private readonly leftFor: (host: string) => number,
  ) {}

  async open(): Promise<void> {
    await this.hands.bell.listen(ANSWERS_CHANNEL, (id) => {
      if (!this.waiting.has(id)) {
        if (this.puts > 0) this.early.add(id);
        return;
      }
      this.rung.add(id);
      this.orFail(this.read());
    });
    this.timer = setInterval(() => this.look(), LOOK);
  }

  readonly send: (ask: Ask) => ReturnType<Send> = (ask) =>
    new Promise((resolve, reject) => {
      this.put({ ask, row: askRowOf(ask), resolve, reject, isNew: false });
    });

  /** Whoever still waits is told so; what is asked goes on, and is answered for the next who asks the same. */
  close(error: Error): void {
    this.failed ??= error;
    clearInterval(this.timer);
    const all = [...this.gathered.splice(0), ...[...this.waiting.values()].flat()];
    this.waiting.clear();
    for (const { reject } of all) reject(this.failed);
  }

  private put(waiter: Waiter): void {
    if (this.failed !== null) {
      waiter.reject(this.failed);
      return;
    }
    this.gathered.push(waiter);
    if (this.gathered.length === 1) setTimeout(() => this.orFail(this.flush()), GATHER);
  }

  private async flush(): Promise<void> {
    const waiters = this.gathered.splice(0);
    if (waiters.length === 0) return;
    this.puts += 1;
    const rows = waiters.map(({ row }) => row);
    const asked = await enqueueAsks(this.hands.pool, rows, this.asker);
    for (const [i, { id, isNew }] of asked.entries()) {
      const waiter = waiters[i] as Waiter;
      waiter.isNew ||= isNew;
      this.waiting.set(id, [...(this.waiting.get(id) ?? []), waiter]);
      if (!isNew || this.early.has(id)) this.rung.add(id);
    }
    this.puts -= 1;
    if (this.puts === 0) this.early.clear();
    await this.wake(waiters);
    if (this.rung.size > 0) await this.read();
  }

  private wake(waiters: readonly Waiter[]): Promise<void> {
    const hosts = [...new Set(waiters.map(({ row }) => row.host))];
    return this.hands.queue.put(hosts.map((host) => ({ host, left: this.leftFor(host) })));
  }

  private look(): void {
    for (const id of this.waiting.keys()) this.rung.add(id);
    this.looks += 1;
    if (this.looks % LOOKS.lanes === 0) this.orFail(this.wake([...this.waiting.values()].flat()));
    this.orFail(this.read());
    this.looksAlone += this.waiting.size > 0 ? 1 : 0;
    if (this.looksAlone === LOOKS.alone) this.orFail(this.heedSilence());
  }

  private async heedSilence(): Promise<void> {
    if (await hasActiveWorker(this.hands.pool)) this.looksAlone = 0;
    else this.hands.alone();
  }

  private async read(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    try {
      while (this.rung.size > 0) {
        const ids = [...this.rung].slice(0, READ);
        for (const id of ids) this.rung.delete(id);
        for (const answer of await answeredAsks(this.hands.pool, ids)) await this.hear(answer);
      }
    } finally {
      this.isReading = false;
    }
  }

  private async hear(answer: AnsweredAsk): Promise<void> {
    const { id, status, tag, kept } = answer;
    const waiters = this.waiting.get(id) ?? [];
    this.waiting.delete(id);
    this.looksAlone = 0;
    const own = status === 304 ? waiters.filter(({ row }) => row.tag === tag) : waiters;
    const others = waiters.filter((waiter) => !own.includes(waiter));
    if (own.length > 0) await this.tell(own, answer);
    if (others.length === 0) return;
    if (kept !== null) return this.tell(others, { ...kept, tag });
    // What they hold is not what was confirmed, and that is not kept: the page itself is asked for.
    for (const waiter of others) {
      const ask = withoutValidators(waiter.ask);
      this.put({ ...waiter, ask, row: askRowOf(ask) });
    }
  }

  private async tell(
    waiters: readonly Waiter[],
    answer: Pick<AnsweredAsk, 'reply' | 'payload' | 'tag'> & { readonly bytes?: Buffer | null },
  ): Promise<void> {
    const { reply, tag } = answer;
    const whole = replyOf(reply, await bytesOf(this.hands.pool, answer));
    if (waiters.some(({ isNew }) => isNew))
      this.traffic = {
        requests: this.traffic.requests + whole.requests,
        bytes: this.traffic.bytes + whole.received,
      };
    // The request as it was sent says what its asker held, which is nobody else's affair.
    const unseen = whole.kind === 'answered' ? { ...whole, wire: undefined } : whole;
    for (const { row, resolve } of waiters) resolve(row.tag === tag ? whole : unseen);
  }

  /** Without the store nothing can be heard any more. */
  private orFail(work: Promise<void>): void {
    work.catch((error: unknown) => this.close(error as Error));
  }
}
