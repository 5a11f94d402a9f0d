import type { Pool } from 'pg';
import { holdLanes, type Lease } from './lanes.js';

/** Of the time for which a lane is held, after which it is held on. */
const BEAT = 1 / 4;

/** A lane that is held as long as its heart beats. */
interface Held {
  readonly lease: Lease;
  /** Until when it is ours for certain, in milliseconds since 1970. */
  until: number;
  readonly lost: AbortController;
}

/**
 * Holds all lanes of a worker, for `held` milliseconds each time. A lane that somebody else has taken, and one that could not be held on, is
 * lost: what is under way in it is to be broken off.
 */
export class Heart {
  private readonly lanes = new Map<string, Held>();
  private readonly timer: NodeJS.Timeout;
  private isBeating = false;

  constructor(
    private readonly pool: Pool,
    readonly held: number,
  ) {
    this.timer = setInterval(() => void this.beat(), held * BEAT);
  }

  /** A lane was taken at a time; fires when it is lost. */
  hold(lease: Lease, since: number): AbortSignal {
    const lost = new AbortController();
    this.lanes.set(lease.host, { lease, until: since + this.held, lost });
    return lost.signal;
  }

  /** A lane that was lost may have been taken again since: that one is held on. */
  letGo({ host, number }: Lease): void {
    if (this.lanes.get(host)?.lease.number === number) this.lanes.delete(host);
  }

  /** Loses all that is held. */
  loseAll(): void {
    for (const lane of this.lanes.values()) this.lose(lane);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async beat(): Promise<void> {
    const now = Date.now();
    // Until the next beat comes.
    for (const lane of this.lanes.values()) if (lane.until - this.held * BEAT < now) this.lose(lane);
    if (this.isBeating || this.lanes.size === 0) return;
    this.isBeating = true;
    const asked = [...this.lanes.values()];
    try {
      const hosts = new Set(
        await holdLanes(
          this.pool,
          asked.map(({ lease }) => lease),
          this.held,
        ),
      );
      for (const lane of asked)
        if (hosts.has(lane.lease.host)) lane.until = now + this.held;
        else this.lose(lane);
    } catch {
      // It is tried again until the lanes are lost.
    } finally {
      this.isBeating = false;
    }
  }

  private lose(lane: Held): void {
    if (this.lanes.get(lane.lease.host) === lane) this.lanes.delete(lane.lease.host);
    lane.lost.abort(new Error('the lane is lost'));
  }
}
