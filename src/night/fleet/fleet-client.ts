import pLimit from 'p-limit';
import type { Pool } from 'pg';
import type { Traffic } from '../../model/outcome.js';
import { payloadBytes } from '../../store/postgres/database.js';
import type { Ask, Reply, Send } from '../../web/reply.js';
import {
  type AnsweredAsk,
  type Asker,
  answeredAmong,
  answerOf,
  askRowOf,
  enqueueAsk,
  replyOf,
  withoutValidators,
} from './asks.js';
import { hasActiveWorker } from './lanes.js';
import { ANSWERS_CHANNEL, type NotifyListener } from './notify-listener.js';

/** Milliseconds between two polls for answers: NOTIFY usually comes first. */
const POLL = 5_000;
/** Polls without any answer after which we ask whether any worker is there. */
const SILENT_POLLS = 3;

interface ClientDeps {
  readonly pool: Pool;
  readonly listener: NotifyListener;
  readonly asker: Asker;
  /** Called once, when nobody answers because no worker is there. */
  readonly alone: () => void;
  /** Requests that are left for a host, as far as is known. */
  readonly leftFor: (host: string) => number;
}

interface Waiting {
  readonly notified: Promise<void>;
  readonly notify: () => void;
}

/** The asking side of the fleet: stores a request, which wakes its host's lane, and waits for the answer. */
export class FleetClient {
  /** By the ids of their requests. */
  private readonly waiting = new Map<string, Waiting>();
  /** One use of the store at a time: a thousand requests may begin at once, and there are six connections. */
  private readonly inTurn = pLimit(1);
  private timer: NodeJS.Timeout | undefined;
  private silentPolls = 0;
  private failed: Error | null = null;
  /** What was sent for this report; what others had asked before costs it nothing. */
  traffic: Traffic = { requests: 0, bytes: 0 };

  constructor(private readonly deps: ClientDeps) {}

  async open(): Promise<void> {
    await this.deps.listener.listen(ANSWERS_CHANNEL, (id) => this.notify(id));
    // Without the store nothing can be heard any more.
    this.timer = setInterval(() => void this.poll().catch((error: Error) => this.close(error)), POLL);
  }

  readonly send = async (ask: Ask): ReturnType<Send> => {
    const { pool, asker, leftFor } = this.deps;
    const row = askRowOf(ask);
    const { id, isNew } = await this.inTurn(() => {
      if (this.failed !== null) throw this.failed;
      return enqueueAsk(pool, row, asker, leftFor(row.host));
    });
    const answer = await this.answer(id);
    if (answer.status === 304 && answer.tag !== row.tag) {
      if (answer.kept !== null) return withoutWire(await this.read(answer.kept));
      // What this asker holds is not what was confirmed, and that is not kept: we request the page itself.
      return this.send(withoutValidators(ask));
    }
    const reply = await this.read(answer);
    if (isNew)
      this.traffic = {
        requests: this.traffic.requests + reply.requests,
        bytes: this.traffic.bytes + reply.received,
      };
    return answer.tag === row.tag ? reply : withoutWire(reply);
  };

  /** Rejects whoever still waits; what was asked goes on, and is answered for the next who asks the same. */
  close(error: Error): void {
    this.failed ??= error;
    clearInterval(this.timer);
    for (const id of this.waiting.keys()) this.notify(id);
  }

  private async answer(id: string): Promise<AnsweredAsk> {
    for (;;) {
      // Before the look, so that no notification comes between.
      const { notified } = this.waitFor(id);
      const answer = await this.inTurn(() => {
        if (this.failed !== null) throw this.failed;
        return answerOf(this.deps.pool, id);
      });
      if (answer === null) await notified;
      else {
        this.notify(id);
        this.silentPolls = 0;
        return answer;
      }
    }
  }

  private read({ reply, payload }: Pick<AnsweredAsk, 'reply' | 'payload'>): Promise<Reply> {
    return this.inTurn(async () =>
      replyOf(reply, payload === null ? null : await payloadBytes(this.deps.pool, payload)),
    );
  }

  private waitFor(id: string): Waiting {
    const known = this.waiting.get(id);
    if (known !== undefined) return known;
    let notify = () => {};
    const notified = new Promise<void>((resolve) => {
      notify = resolve;
    });
    const waiting = { notified, notify };
    this.waiting.set(id, waiting);
    return waiting;
  }

  private notify(id: string): void {
    this.waiting.get(id)?.notify();
    this.waiting.delete(id);
  }

  private async poll(): Promise<void> {
    const { pool, alone } = this.deps;
    if (this.waiting.size === 0) return;
    this.silentPolls += 1;
    for (const id of await answeredAmong(pool, [...this.waiting.keys()])) this.notify(id);
    if (this.silentPolls !== SILENT_POLLS) return;
    if (await hasActiveWorker(pool)) this.silentPolls = 0;
    else alone();
  }
}

/** The request as it was sent names what its asker held, which is nobody else's affair. */
const withoutWire = (reply: Reply): Reply => (reply.kind === 'answered' ? { ...reply, wire: undefined } : reply);
