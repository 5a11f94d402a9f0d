import { describe, expect, it } from 'vitest';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';
import { night, one, PASSAGE, url } from './nights.js';

const readOn = (accessed: string | null) =>
  watchlist([source('a')], [citation(1, 'a', PASSAGE, { accessed })]);
const edited = page(PASSAGE).replace(
  '</main>',
  '<p>A paragraph was added to the article in the night.</p></main>',
);

/** The state of the edit of the second night on a later one, when this is what stands in `sources.json` and on the page. */
async function editAfter(watch: typeof one, last = edited, on = 4): Promise<string> {
  const world = fakeWorld();
  for (const [i, answer] of [page(PASSAGE), edited].entries()) {
    world.pages.set(url, answer);
    await night(world, one, i + 1);
  }
  world.pages.set(url, last);
  for (let n = 3; n < on; n++) await night(world, one, n);
  const { findings } = await night(world, watch, on);
  return findings.find(({ kind }) => kind === 'content-edited')?.state ?? 'none';
}

describe('an edit that was told', () => {
  it('is over when the authors have read the page after it', async () => {
    expect(await editAfter(readOn('2025-10-03'))).toBe('resolved');
  });
  it('may have been read after it on a day of which only the month or year is known', async () => {
    expect(await editAfter(readOn('2025-10'))).toBe('resolved');
    expect(await editAfter(readOn('2025'))).toBe('resolved');
  });
  it('stays open while they have not', async () => {
    expect(await editAfter(readOn('2025-10-01'))).toBe('open');
    expect(await editAfter(readOn('2025-09'))).toBe('open');
    expect(await editAfter(readOn(null))).toBe('open');
  });
  it('is over once the text from before is back', async () => {
    expect(await editAfter(one, page(PASSAGE), 3)).toBe('resolved');
  });
  it('is history after three quiet nights, and open until then', async () => {
    expect(await editAfter(one, edited, 4)).toBe('open');
    expect(await editAfter(one, edited, 5)).toBe('resolved');
  });
});

describe('the end of a run', () => {
  it('comes when nothing is written into its evidence any more: the next run may begin then', async () => {
    const world = fakeWorld();
    const { store } = world;
    const done: string[] = [];
    const prune = async () => {
      done.push('pruned');
      return { removed: [], bytes: 0 };
    };
    const tip = async () => ({ n: 0, sha256: '' });
    const keep = async () => null;
    const evidence = { ...({} as NonNullable<typeof world.evidence>), keep, prune, tip };
    const finishRun: typeof store.finishRun = async (...run) => {
      done.push('finished');
      await store.finishRun(...run);
    };
    await night({ ...world, evidence, store: { ...store, finishRun } }, one, 1);
    expect(done).toEqual(['pruned', 'finished']);
  });

  it('says what it cost and how many verdicts there are', async () => {
    const world = fakeWorld();
    world.pages.set(url, page(PASSAGE));
    const { run } = await night(world, one, 1);
    expect(run).toMatchObject({
      id: 1,
      online: true,
      sources: 1,
      citations: 1,
      quotes: 1,
      requests: 1,
    });
    expect(await world.store.run(1)).toMatchObject({ run });
  });
});
