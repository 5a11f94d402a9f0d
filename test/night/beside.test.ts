import { describe, expect, it } from 'vitest';
import type { NewerEdition } from '../../src/model/edition.js';
import type { Series } from '../../src/model/watchlist.js';
import { loadPageContext } from '../../src/night/page-context.js';
import { check } from '../check.js';
import {
  citation,
  type FakeWorld,
  fakeWorld,
  page,
  settings,
  source,
  watchlist,
} from '../world.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const url = 'https://a.example/article';
const watch = watchlist([source('a'), source('b')], [citation(1, 'a', PASSAGE)]);

async function night(world: FakeWorld, day: number) {
  world.date = `2025-10-0${day}T02:00:00.000Z`;
  const run = await check(world, watch, settings({}), () => {});
  return { run, beside: await loadPageContext(world, run, watch) };
}

describe('the next edition of a series', () => {
  const tip = { id: 'tip', name: 'TIP', index: [], pattern: null, subject: [] };
  const cadence = { every: '1y', grace: '120d' };
  const listed = (edition: string, published: string | null) => ({ edition, url: null, published });
  const editions = [listed('2023', '2023-06-15'), listed('2024', '2024-06-24')];
  const newer = (edition: string, published: string | null) => ({
    ...listed(edition, published),
    quotes: [],
  });

  it.each<[string, Partial<Series>, readonly NewerEdition[], string | undefined]>([
    ['is due after an interval and its grace', { cadence, editions }, [], '2024 2025-10-23'],
    ['is unknown where it comes out irregularly', { cadence: null, editions }, [], undefined],
    [
      'is unknown where nobody knows when the last came out',
      { cadence, editions: [listed('2024', null)] },
      [],
      undefined,
    ],
    [
      'is the one after an edition that this run found',
      { cadence, editions },
      [newer('2025', '2025-09-29')],
      '2025 2027-01-28',
    ],
    [
      'is unknown where one is out and nobody knows since when',
      { cadence, editions },
      [newer('2025', null)],
      undefined,
    ],
    [
      'is the same where what was found is listed',
      { cadence, editions },
      [newer('2024', null)],
      '2024 2025-10-23',
    ],
    [
      'is not put off by one that is not out yet',
      { cadence, editions },
      [newer('2025', '2025-12')],
      '2024 2025-10-23',
    ],
    [
      'is far off, and no error, at any interval',
      { cadence: { every: '999999y', grace: '0d' }, editions },
      [],
      '2024 9999-12-31',
    ],
  ])('%s', async (_, of, found, expected) => {
    const world = fakeWorld();
    const issue = source('tip-2023', { series: 'tip', edition: '2023', published: '2023-06' });
    const watch = {
      ...watchlist([issue], []),
      series: [{ ...tip, cadence: null, editions: [], ...of }],
    };
    const run = await check(world, watchlist([issue], []), settings({}), () => {});
    const sources = [...run.sources].map((one) => ({
      ...one,
      edition: { ...one.edition, newer: found },
    }));
    const { series, decisions } = await loadPageContext(world, { ...run, sources }, watch);
    const next = series?.[0]?.next;
    expect(next && `${next.after} ${next.due}`).toBe(expected);
    expect(decisions).toEqual([]);
  });
});

describe('what the page shows besides a night', () => {
  it('is the life of what needs a person, night by night, with lines to paste', async () => {
    const world = fakeWorld();
    world.pages.set(url, page(PASSAGE));
    world.pages.set(
      'https://b.example/article',
      page('Nothing is quoted from this page, which stands.'),
    );
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
      series: [
        {
          id: 'tip',
          name: 'TIP',
          cadence: null,
          index: [],
          pattern: null,
          subject: [],
          editions: [],
        },
      ],
    };
    const run = await check(world, two, settings({ only: 'tip-2024' }), () => {});
    const { series } = await loadPageContext(world, run, two);
    expect(series).toEqual([
      {
        name: 'TIP',
        issues: [
          {
            edition: '2023',
            year: '2023',
            url: 'https://tip-2023.example/article',
            cited: ['tip-2023'],
          },
          {
            edition: '2024',
            year: '2024',
            url: 'https://tip-2024.example/article',
            cited: ['tip-2024'],
          },
        ],
      },
    ]);
  });
});
