import { expect, it } from 'vitest';
import { DamagedStore } from '../../src/store/locks.js';
import { check } from '../check.js';
import { fakeWorld, page, settings, source, watchlist } from '../world.js';

const damaged = (): Promise<void> =>
  Promise.reject(new DamagedStore('a page is not as it was written'));

it.each([
  ['of one source', [source('a')]],
  ['that has no visit to make', []],
])('a night %s ends with a damaged store, and nothing of it is kept', async (_, sources) => {
  const world = fakeWorld();
  world.pages.set('https://a.example/article', page('The court heard 90 cases of usury.'));
  const store = { ...world.store, checkIntegrity: damaged };
  const night = check({ ...world, store }, watchlist(sources), settings({}), () => {});
  await expect(night).rejects.toThrow(DamagedStore);
  expect(await world.store.visits(1)).toEqual([]);
  expect(await world.store.runs(1)).toEqual([]);
});

it('a night on a sound one is kept', async () => {
  const world = fakeWorld();
  world.pages.set('https://a.example/article', page('The court heard 90 cases of usury.'));
  await check(world, watchlist([source('a')]), settings({}), () => {});
  expect(await world.store.visits(1)).toHaveLength(1);
  expect(await world.store.runs(1)).toHaveLength(1);
});
