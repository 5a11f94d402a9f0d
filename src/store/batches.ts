import { isTransientError } from './postgres/outages.js';

interface WaitingWork<T, R> {
  readonly one: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Work that is done many at a time. */
export interface Batches<T, R> {
  write(one: T): Promise<R>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

/** As many go into one statement at most, our choice: a hundred pages are some ten megabytes. */
const MOST_IN_BATCH = 100;

/**
 * Group commit: what comes while a batch is under way goes together in the next, for a distant server takes a while for each. One that fails
 * fails alone: the others are done each by itself, as long as the server answers. Of those with the same `key` a batch has one.
 */
export function inBatches<T, R>(
  work: (batch: readonly T[]) => Promise<readonly R[]>,
  key: (one: T) => unknown = (one) => one,
): Batches<T, R> {
  let waiting: WaitingWork<T, R>[] = [];
  let working: Promise<void> | null = null;

  async function settle(batch: readonly WaitingWork<T, R>[]): Promise<void> {
    try {
      const results = await work(batch.map(({ one }) => one));
      batch.forEach(({ resolve }, i) => {
        resolve(results[i] as R);
      });
    } catch (error) {
      if (batch.length > 1 && !isTransientError(error)) await settleOneByOne(batch);
      else for (const { reject } of batch) reject(error);
    }
  }

  async function settleOneByOne(batch: readonly WaitingWork<T, R>[]): Promise<void> {
    for (const one of batch) await settle([one]);
  }

  /** What is done next; what goes into no batch with it waits on. */
  function takeBatch(): readonly WaitingWork<T, R>[] {
    const batch = new Map<unknown, WaitingWork<T, R>>();
    const rest: WaitingWork<T, R>[] = [];
    for (const one of waiting) {
      if (batch.size === MOST_IN_BATCH || batch.has(key(one.one))) rest.push(one);
      else batch.set(key(one.one), one);
    }
    waiting = rest;
    return [...batch.values()];
  }

  async function workOff(): Promise<void> {
    while (waiting.length > 0) await settle(takeBatch());
    working = null;
  }

  return {
    write: (one) =>
      new Promise((resolve, reject) => {
        waiting.push({ one, resolve, reject });
        working ??= Promise.resolve().then(workOff);
      }),
    idle: async () => void (await working),
  };
}
