import { describe, expect, it } from 'vitest';
import { loadPageContext } from '../../src/night/page-context.js';
import { check } from '../check.js';
import { citation, type FakeWorld, fakeWorld, page, settings, source, watchlist } from '../world.js';

const PASSAGE = 'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const url = 'https://a.example/article';
const watch = watchlist([source('a'), source('b')], [citation(1, 'a', PASSAGE)]);

async function night(world: FakeWorld, day: number) {
  world.date = `2025-10-0${day}T02:00:00.000Z`;
  const run = await check(world, watch, settings({}), () => {});
  return { run, beside: await loadPageContext(world, run, watch) };
}

describe('what the page shows besides a night', () => {
  it('is the life of what needs a person, night by night, with lines to paste', async () => {
    const world = fakeWorld();
    world.pages.set(url, page(PASSAGE));
    world.pages.set('https://b.example/article', page('Nothing is quoted from this page, which stands.'));
    const first = await night(world, 1);
    expect(first.beside.lives?.size).toBe(0);
    expect(first.run.run.tally).toEqual({ work: 0, decided: 0, unknown: 0, stand: 1 });
    world.pages.set(url, page(PASSAGE.replace('16,349', '16,439')));
    const { run, beside } = await night(world, 2);
    expect(run.run.tally).toEqual({ work: 1, decided: 0, unknown: 0, stand: 0 });
    expect([...(beside.lives?.keys() ?? [])]).toEqual(['a']);
    const life = beside.lives?.get('a');
    expect(life?.nights.map(({ run: id, word }) => [id, word])).toEqual([
      [1, 'stood'],
      [2, 'differed'],
    ]);
    expect(life?.lines).toHaveLength(1);
    expect(beside.runs?.map(({ tally }) => tally?.work)).toEqual([0, 1]);
  });

  it('tells of a run that is rendered again nothing that came after it', async () => {
    const world = fakeWorld();
    world.pages.set(url, 404);
    const { run } = await night(world, 1);
    await night(world, 2);
    const { lives, runs } = await loadPageContext(world, run, null);
    expect(lives?.get('a')?.nights.map(({ run: id }) => id)).toEqual([1]);
    expect(runs?.map(({ id }) => id)).toEqual([1]);
    expect(lives?.get('a')?.lines).toEqual([]);
  });

  it('is the editions of each series that is cited, also those of sources that this run left out', async () => {
    const world = fakeWorld();
    world.date = '2025-10-01T02:00:00.000Z';
    const issue = (id: string, edition: string | null) =>
      source(id, { series: 'tip', edition, published: `${edition}-06` });
    const two = {
      ...watchlist([issue('tip-2023', '2023'), issue('tip-2024', '2024')], []),
      series: [{ id: 'tip', name: 'TIP', cadence: null, index: [], pattern: null, subject: [], editions: [] }],
    };
    const run = await check(world, two, settings({ only: 'tip-2024' }), () => {});
    const { series } = await loadPageContext(world, run, two);
    expect(series).toEqual([
      {
        name: 'TIP',
        issues: [
          { edition: '2023', year: '2023', url: 'https://tip-2023.example/article', cited: ['tip-2023'] },
          { edition: '2024', year: '2024', url: 'https://tip-2024.example/article', cited: ['tip-2024'] },
        ],
      },
    ]);
  });
});
