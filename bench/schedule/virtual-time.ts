import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/web/reply.js';

/** A clock of simulated time: whoever sleeps is woken in the order of time, and nobody waits. */
export class VirtualTime implements Clock {
  private time = 0;
  /** When each sleeper wakes, in the order in which they fell asleep. */
  private readonly sleepers = new Map<() => void, number>();

  constructor(readonly random: () => number = () => 0.5) {}

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.sleepers.set(resolve, this.time + milliseconds);
    });
  }

  /** Lets time pass until something is done. Throws when it never will be, for nobody sleeps any more. */
  async pass<T>(until: Promise<T>): Promise<T> {
    let isDone = false;
    const end = until.finally(() => {
      isDone = true;
    });
    end.catch(() => {});
    for (;;) {
      // What follows from the last event has happened before the next turn of the loop.
      await setImmediate();
      if (isDone) return end;
      let next: [wake: () => void, at: number] | null = null;
      for (const sleeper of this.sleepers)
        if (next === null || sleeper[1] < next[1]) next = sleeper;
      if (next === null) throw new Error('nobody sleeps, and it is not done');
      this.time = Math.max(this.time, next[1]);
      this.sleepers.delete(next[0]);
      next[0]();
    }
  }
}
