import { setImmediate } from 'node:timers/promises';
import { Ranking } from '../../src/web/lane-order.js';
import type { Clock } from '../../src/web/reply.js';

/** A clock of simulated time: whoever sleeps is woken in the order of time, and nobody waits. */
export class VirtualTime implements Clock {
  private time = 0;
  private readonly sleepers = new Ranking<() => void>();

  constructor(readonly random: () => number = () => 0.5) {}

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.sleepers.set(resolve, -(this.time + milliseconds));
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
      const next = this.sleepers.first;
      if (next === undefined) throw new Error('nobody sleeps, and it is not done');
      this.time = Math.max(this.time, -this.sleepers.greatest);
      this.sleepers.set(next, null);
      next();
    }
  }
}
