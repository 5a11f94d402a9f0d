import { setTimeout } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Traffic } from '../../model/outcome.js';
import { inBatches } from '../../store/batches.js';
import type { RideOut } from '../../store/postgres/outages.js';
import type { Ask, Reply, Send } from '../../web/reply.js';
import {
  type AnsweredAsk,
  type Asker,
  type AskRow,
  answeredSince,
  answersTo,
  askRowOf,
  enqueueAsks,
  type StoredAsk,
  type WantedAnswer,
  withoutValidators,
} from './asks.js';
import { hasActiveWorker } from './lanes.js';

/** Milliseconds between two looks for answers, our choice: less than is left between two requests to a host. */
const POLL = 250;
/** Looks of which one is at all that is waited for, and not only at what was answered since the last: ten seconds. Our choice. */
const WHOLE_LOOK = 40;
/** Looks without any answer after which we ask whether any worker is there: 15 seconds. */
const SILENT_LOOKS = 60;

interface ClientDeps {
  readonly pool: Pool;
  readonly asker: Asker;
  /** Waits for a store that is away. */
  readonly ride: RideOut;
  /** Called once, when nobody answers because no worker is there. */
  readonly alone: () => void;
}

interface Waiter extends WantedAnswer {
  readonly resolve: (answer: AnsweredAsk | null) => void;
  readonly reject: (error: unknown) => void;
}

/** The asking side of the fleet: stores requests, which wakes their hosts' lanes, and waits for the answers. */
export class FleetClient {
  private readonly waiting = new Set<Waiter>();
  private readonly store: (row: AskRow) => Promise<StoredAsk>;
  private isLooking = false;
  private silentLooks = 0;
  private failed: Error | null = null;
  /** What a private report asked; empty for others. */
  readonly asked = new Set<string>();
  /** What was sent for this report; what others had asked before costs it nothing. */
  traffic: Traffic = { requests: 0, bytes: 0 };

  constructor(private readonly deps: ClientDeps) {
    const { pool, asker, ride } = deps;
    this.store = inBatches((rows: readonly AskRow[]) => ride(() => enqueueAsks(pool, rows, asker))).write;
  }

  readonly send = async (ask: Ask): ReturnType<Send> => {
    if (this.failed !== null) throw this.failed;
    const { own } = this.deps.asker;
    const row = askRowOf(ask, own);
    if (own !== null) this.asked.add(row.key);
    const { id, isNew } = await this.store(row);
    const answer = await this.answer({ id, tag: row.tag });
    // Somebody took the row away: what it asked is asked anew.
    if (answer === null) return this.send(ask);
    // What this asker holds is not what was confirmed, and that is not kept: we request the page itself.
    if (answer.reply === null) return this.send(withoutValidators(ask));
    const { reply } = answer;
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
    for (const { reject } of this.waiting) reject(this.failed);
    this.waiting.clear();
  }

  private answer(wanted: WantedAnswer): Promise<AnsweredAsk | null> {
    return new Promise((resolve, reject) => {
      if (this.failed !== null) return reject(this.failed);
      this.waiting.add({ ...wanted, resolve, reject });
      if (!this.isLooking) void this.look().catch((error: Error) => this.close(error));
    });
  }

  /** Looks for answers as long as somebody waits. */
  private async look(): Promise<void> {
    const { pool, ride } = this.deps;
    this.isLooking = true;
    /** Those whom an earlier look has seen waiting. */
    let seen: ReadonlySet<Waiter> = new Set();
    let since: Date | null = null;
    for (let looks = 0; this.waiting.size > 0; looks++) {
      await setTimeout(POLL);
      const { ids, at } = await ride(() => answeredSince(pool, since));
      since = at;
      const isWhole = looks % WHOLE_LOOK === 0;
      const asked = [...this.waiting].filter((one) => isWhole || !seen.has(one) || ids.has(one.id));
      seen = new Set(this.waiting);
      await this.read(asked);
    }
    this.isLooking = false;
  }

  /** Gives answers to those of them whose are there. */
  private async read(asked: readonly Waiter[]): Promise<void> {
    const { pool, ride, alone } = this.deps;
    let left = asked;
    while (left.length > 0) {
      const answers = await ride(() => answersTo(pool, left));
      for (const [place, answer] of answers) {
        const waiter = left[place] as Waiter;
        this.waiting.delete(waiter);
        waiter.resolve(answer);
      }
      if (answers.size === 0) break;
      this.silentLooks = 0;
      left = left.filter((one) => this.waiting.has(one));
    }
    this.silentLooks += 1;
    if (this.silentLooks !== SILENT_LOOKS) return;
    if (await ride(() => hasActiveWorker(pool))) this.silentLooks = 0;
    else alone();
  }
}

/** The request as it was sent names what its asker held, which is nobody else's affair. */
const withoutWire = (reply: Reply): Reply => (reply.kind === 'answered' ? { ...reply, wire: undefined } : reply);
