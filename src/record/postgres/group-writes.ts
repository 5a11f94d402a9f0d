import { LockedOut, LostConnection } from './lost.js';

/** Writes of many callers, together in one transaction. */
export interface GroupWrites<T> {
  /** Resolves when a write is on the disk, and rejects with what it threw. */
  write(one: T): Promise<void>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

interface WaitingWrite<T> {
  readonly one: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Writes in one transaction at most, our choice: more make none of them cheaper. */
const MOST = 200;

/**
 * Those who come while a transaction is under way go together in the next: nobody waits for company, and where the server is far
 * many come. `keyOf` names what a transaction can write once only.
 */
export function groupWrites<T>(
  write: (batch: readonly T[]) => Promise<void>,
  keyOf: (one: T) => string,
): GroupWrites<T> {
  let waiting: WaitingWrite<T>[] = [];
  let working: Promise<void> | null = null;

  /** One that fails takes nobody with it: the others are written each by itself, as long as there is a server. */
  async function settle(batch: readonly WaitingWrite<T>[]): Promise<void> {
    try {
      await write(batch.map(({ one }) => one));
    } catch (error) {
      // Each would wait in vain by itself as they did together.
      const isAway = error instanceof LostConnection || error instanceof LockedOut;
      if (batch.length > 1 && !isAway) for (const one of batch) await settle([one]);
      else for (const { reject } of batch) reject(error);
      return;
    }
    for (const { resolve } of batch) resolve();
  }

  function next(): readonly WaitingWrite<T>[] {
    const keys = new Set<string>();
    const batch: WaitingWrite<T>[] = [];
    const rest: WaitingWrite<T>[] = [];
    for (const one of waiting) {
      const key = keyOf(one.one);
      if (batch.length < MOST && !keys.has(key)) batch.push(one);
      else rest.push(one);
      keys.add(key);
    }
    waiting = rest;
    return batch;
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) await settle(next());
    working = null;
  }

  return {
    write: (one) =>
      new Promise((resolve, reject) => {
        waiting.push({ one, resolve, reject });
        working ??= Promise.resolve().then(work);
      }),
    idle: async () => void (await working),
  };
}
