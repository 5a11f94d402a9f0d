import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/problem.js';
import { compareRuns } from '../../src/night/latest.js';
import { thoughtIn } from '../../src/pool/thought.js';
import { onThisThread } from '../pool/on-this-thread.js';
import { fakeWorld, page } from '../world.js';
import { PASSAGE, play } from './nights.js';

const edited = page(PASSAGE.replace('1,664', '1,446'));
/** Runs 1 to 5: as it was, the same, edited, walled off, edited still. */
async function store() {
  const world = fakeWorld();
  await play(world, page(PASSAGE), page(PASSAGE), edited, 403, edited);
  return world.store;
}
const compare = (
  kept: Parameters<typeof compareRuns>[0],
  source: string,
  runs: Parameters<typeof compareRuns>[3],
) => compareRuns(kept, thoughtIn(onThisThread), source, runs);
const runsOf = (diff: Awaited<ReturnType<typeof compareRuns>>) => [
  diff?.earlier.visit.run,
  diff?.later.visit.run,
];

describe('what changed at a source', () => {
  it('is told from the last night that read another text to the latest', async () => {
    const diff = await compare(await store(), 'a', {});
    expect(runsOf(diff)).toEqual([2, 5]);
    const changed = diff?.parts
      .filter(({ op }) => op !== 'same')
      .map(({ op, text }) => `${op} ${text.trim()}`);
    expect(changed).toEqual(['removed 1,664', 'added 1,446']);
  });

  it('is told between the runs that are named', async () => {
    expect(runsOf(await compare(await store(), 'a', { from: '1', to: '3' }))).toEqual([1, 3]);
    expect(runsOf(await compare(await store(), 'a', { to: '3' }))).toEqual([2, 3]);
  });

  it('tells since when another document stands there, where that was between the two', async () => {
    const kept = await store();
    const replacedIn = (run: number): typeof kept => ({
      ...kept,
      life: async (id) =>
        (await kept.life(id)).map((visit) => {
          const { verdict } = visit;
          if (visit.run !== run || verdict === null) return visit;
          return {
            ...visit,
            verdict: { ...verdict, content: { ...verdict.content, change: 'replaced' } },
          };
        }),
    });
    const since = async (run: number, from: string) =>
      (await compare(replacedIn(run), 'a', { from }))?.replaced?.run;
    expect(await since(3, '1')).toBe(3);
    expect(await since(3, '3')).toBeUndefined();
    expect(await since(0, '1')).toBeUndefined();
  });

  it('is nothing where no two runs read different bytes', async () => {
    expect(await compare(await store(), 'a', { to: '2' })).toBeNull();
  });

  it('cannot be told of a run that did not read it, nor of a source that was never read', async () => {
    await expect(compare(await store(), 'a', { to: '4' })).rejects.toThrow(UserError);
    await expect(compare(await store(), 'another', {})).rejects.toThrow(UserError);
  });
});
