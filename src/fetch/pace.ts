import type { Reply } from './reply.js';
import { isComplaint, LONGEST_WAIT, retryAfter } from './retry-after.js';

/** Shortest and longest gap that a complaint (429, 503) leads to, in milliseconds. */
const COMPLAINT_GAP = { least: 1_000, most: 10_000 };
/** How much of the extra gap is left after an answer without complaint. */
const RECOVERY = 0.8;

/** How gently a host wants to be asked. */
export class Pace {
  /** Before this time, in milliseconds since 1970, nothing more is asked. */
  readyAt = 0;
  /** Milliseconds for which it may still ask to be left alone. */
  patience = LONGEST_WAIT;

  /** `gap`: milliseconds between two requests as they are now; `hostDelay`: as they are where nobody complains. */
  constructor(
    private readonly hostDelay: number,
    public gap = hostDelay,
  ) {}

  /** A request ended. */
  ended(reply: Reply, now: number): void {
    if (isComplaint(reply)) {
      const gap = Math.max(this.gap * 2, COMPLAINT_GAP.least);
      this.gap = Math.max(Math.min(gap, COMPLAINT_GAP.most), this.hostDelay);
    } else if (reply.kind === 'answered') {
      this.gap = this.hostDelay + (this.gap - this.hostDelay) * RECOVERY;
    }
    const asked = Math.min(retryAfter(reply, now) ?? 0, this.patience);
    this.patience -= asked;
    this.readyAt = Math.max(this.readyAt, now + Math.max(this.gap, asked));
  }
}
