import pLimit from 'p-limit';
import type { FetchSettings } from '../model/settings.js';
import type { Clock } from './clock.js';
import type { Reply, Send } from './reply.js';
import { isComplaint, LONGEST_WAIT, retryAfter } from './retry-after.js';

/** Shortest and longest gap that a complaint (429, 503) leads to, in milliseconds. */
const COMPLAINT_GAP = { least: 1_000, most: 10_000 };
/** How much of the extra gap is left after an answer without complaint. */
const RECOVERY = 0.8;

/** What is owed to one host. */
class Lane {
  readonly turns;
  /** Before this time nothing more is asked. */
  readyAt = 0;
  /** Milliseconds between two requests. */
  private gap: number;
  private patience = LONGEST_WAIT;
  private readonly usualGap: number;

  constructor(perHost: number, usualGap: number) {
    this.turns = pLimit(perHost);
    this.gap = usualGap;
    this.usualGap = usualGap;
  }

  ended(reply: Reply, now: number): void {
    if (isComplaint(reply)) {
      const gap = Math.max(this.gap * 2, COMPLAINT_GAP.least);
      this.gap = Math.max(Math.min(gap, COMPLAINT_GAP.most), this.usualGap);
    } else if (reply.kind === 'answered') {
      this.gap = this.usualGap + (this.gap - this.usualGap) * RECOVERY;
    }
    const asked = Math.min(retryAfter(reply, now) ?? 0, this.patience);
    this.patience -= asked;
    this.readyAt = Math.max(this.readyAt, now + Math.max(this.gap, asked));
  }
}

/**
 * Polite to each host (at most `perHost` requests under way, a gap after each, a longer one after a complaint,
 * `Retry-After` honoured for the whole host) and within the machine's limit. Waiting for a host's turn holds none
 * of the machine's slots; as every lane queues for them with at most `perHost` requests, hosts get them in turn.
 */
export function throttle(send: Send, settings: FetchSettings, clock: Clock, closing: AbortSignal): Send {
  const slots = pLimit(settings.concurrency);
  const lanes = new Map<string, Lane>();

  return (ask) => {
    const { url } = ask;
    const lane = lanes.get(url.hostname) ?? new Lane(settings.perHost, settings.hostDelay);
    lanes.set(url.hostname, lane);
    return lane.turns(async () => {
      for (let wait = lane.readyAt - clock.now(); wait > 0 && !closing.aborted; ) {
        await clock.sleep(wait, closing);
        wait = lane.readyAt - clock.now();
      }
      const reply = await slots(() => send(ask));
      lane.ended(reply, clock.now());
      return reply;
    });
  };
}
