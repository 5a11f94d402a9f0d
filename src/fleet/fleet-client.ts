import { setTimeout } from 'node:timers/promises';
import type { Traffic } from '../model/outcome.js';
import { inBatches } from '../store/batches.js';
import {
  type AnsweredAsk,
  type AskerNight,
  type AskRow,
  answersTo,
  enqueueAsks,
  MOST_READ,
  type StoredAsk,
  type WantedAnswer,
} from '../store/postgres/asks.js';
import type { ReportRows } from '../store/postgres/database.js';
import { hasActiveWorker } from '../store/postgres/lanes.js';
import type { Own } from '../store/postgres/reports.js';
import type { Ask, Reply, Send } from '../web/reply.js';
import { askRowOf, replyOf, withoutValidators } from './ask-rows.js';

/** Milliseconds between two looks for answers, our choice: less than is left between two requests to a host. */
const POLL = 250;
/** Looks without any answer after which we ask whether any worker is there: 15 seconds. */
const SILENT_LOOKS = 60;

/** Who asks, and for which night. */
export interface Asker extends AskerNight {
  /** Of a private report, which hears no answer that others asked for, as none of them hears what it asked. Null for others. */
  readonly own: Own | null;
}

interface ClientDeps {
  /** Waits for a store that is away. */
  readonly db: ReportRows;
  readonly asker: Asker;
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
    const { db, asker } = deps;
    this.store = inBatches((rows: readonly AskRow[]) => enqueueAsks(db, rows, asker)).write;
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
    const reply = replyOf(answer.reply);
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
    const { db, alone } = this.deps;
    this.isLooking = true;
    while (this.waiting.size > 0) {
      await setTimeout(POLL);
      let found = await this.read();
      this.silentLooks = found > 0 ? 0 : this.silentLooks + 1;
      while (found === MOST_READ) found = await this.read();
      if (this.silentLooks !== SILENT_LOOKS) continue;
      if (await hasActiveWorker(db)) this.silentLooks = 0;
      else alone();
    }
    this.isLooking = false;
  }

  /** Gives some answers that are there to those who wait for them, and says how many. */
  private async read(): Promise<number> {
    const asked = [...this.waiting];
    const answers = await answersTo(this.deps.db, asked);
    for (const [place, answer] of answers) {
      const waiter = asked[place] as Waiter;
      this.waiting.delete(waiter);
      waiter.resolve(answer);
    }
    return answers.size;
  }
}

/** The request as it was sent names what its asker held, which is nobody else's affair. */
const withoutWire = (reply: Reply): Reply =>
  reply.kind === 'answered' ? { ...reply, wire: undefined } : reply;
