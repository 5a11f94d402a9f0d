import { setTimeout } from 'node:timers/promises';
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

/** Milliseconds between two looks for answers, our choice: less than is left between two requests to a host. */
const POLL = 250;
/** Looks without any answer after which we ask whether any worker is there: 15 seconds. */
const SILENT_LOOKS = 60;

interface ClientDeps {
  readonly pool: Pool;
  readonly asker: Asker;
  /** Called once, when nobody answers because no worker is there. */
  readonly alone: () => void;
}

/** The asking side of the fleet: stores a request, which wakes its host's lane, and waits for the answer. */
export class FleetClient {
  /** Ids of the requests that are waited for. */
  private readonly waiting = new Set<string>();
  /** One use of the store at a time: a thousand requests may begin at once, and there are six connections. */
  private readonly inTurn = pLimit(1);
  private look: Promise<ReadonlySet<string>> | null = null;
  private silentLooks = 0;
  private failed: Error | null = null;
  /** What was sent for this report; what others had asked before costs it nothing. */
  traffic: Traffic = { requests: 0, bytes: 0 };

  constructor(private readonly deps: ClientDeps) {}

  readonly send = async (ask: Ask): ReturnType<Send> => {
    const { pool, asker } = this.deps;
    const row = askRowOf(ask);
    const { id, isNew } = await this.inTurn(() => {
      if (this.failed !== null) throw this.failed;
      return enqueueAsk(pool, row, asker);
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
  }

  private async answer(id: string): Promise<AnsweredAsk> {
    do {
      // Another who waits for the same may have taken it out.
      this.waiting.add(id);
      this.look ??= this.lookLater().finally(() => {
        this.look = null;
      });
    } while (!(await this.look).has(id));
    this.waiting.delete(id);
    return this.inTurn(async () => (await answerOf(this.deps.pool, id)) as AnsweredAsk);
  }

  /** Those that are answered, of all that are waited for a little later. */
  private async lookLater(): Promise<ReadonlySet<string>> {
    const { pool, alone } = this.deps;
    await setTimeout(POLL);
    if (this.failed !== null) throw this.failed;
    const answered = new Set(await answeredAmong(pool, [...this.waiting]));
    this.silentLooks = answered.size > 0 ? 0 : this.silentLooks + 1;
    if (this.silentLooks === SILENT_LOOKS) {
      if (await hasActiveWorker(pool)) this.silentLooks = 0;
      else alone();
    }
    return answered;
  }

  private read({ reply, payload }: Pick<AnsweredAsk, 'reply' | 'payload'>): Promise<Reply> {
    return this.inTurn(async () =>
      replyOf(reply, payload === null ? null : await payloadBytes(this.deps.pool, payload)),
    );
  }
}

/** The request as it was sent names what its asker held, which is nobody else's affair. */
const withoutWire = (reply: Reply): Reply => (reply.kind === 'answered' ? { ...reply, wire: undefined } : reply);
