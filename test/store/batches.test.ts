import { describe, expect, it } from 'vitest';
import { inBatches } from '../../src/store/batches.js';

/** Batches of numbers, as they were done; -1 fails the batch that it is in. */
function batches(key?: (n: number) => unknown) {
  const done: (readonly number[])[] = [];
  const { write, idle } = inBatches<number, number>(async (batch) => {
    done.push(batch);
    if (batch.includes(-1)) throw new Error('it cannot be kept');
    return batch.map((n) => n * 2);
  }, key);
  return { done, write, idle };
}

describe('what comes while a batch is under way', () => {
  it('goes together in the next, each with its own result', async () => {
    const { done, write } = batches();
    expect(await Promise.all([1, 2, 3].map(write))).toEqual([2, 4, 6]);
    expect(done).toEqual([[1, 2, 3]]);
  });

  it('goes in batches of a hundred', async () => {
    const { done, write } = batches();
    await Promise.all(Array.from({ length: 201 }, (_, n) => write(n)));
    expect(done.map(({ length }) => length)).toEqual([100, 100, 1]);
  });

  it('stands in another batch where its key is the same, in the order in which it came', async () => {
    const { done, write } = batches((n) => n % 10);
    await Promise.all([1, 2, 11, 3, 21].map(write));
    expect(done).toEqual([[1, 2, 3], [11], [21]]);
  });

  it('is done though another fails, which fails alone', async () => {
    const { done, write, idle } = batches();
    const results = await Promise.allSettled([1, -1, 3].map(write));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(done).toEqual([[1, -1, 3], [1], [-1], [3]]);
    expect(await write(4)).toBe(8);
    await idle();
  });
});
