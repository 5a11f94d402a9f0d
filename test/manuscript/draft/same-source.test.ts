import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isSameSource, names, SourceIndex } from '../../../src/manuscript/import/same-source.js';
import { isSamePublisher } from '../../../src/passage/text/names.js';

const named = (publisher: string | null, title: string | null, url: string | null = null) => ({
  cited: `${publisher}, ${title}`,
  publisher,
  title,
  url,
  published: null,
});
const ALL = [
  named('Human Rights Watch (HRW)', 'World Report 2026: Karvan and its neighbours'),
  named('HRW', 'World Report 2026: Karvan…'),
  named('HRW', 'World Report 2026: Peru…'),
  named('HRW', 'World Report 2026: Karvan and its neighbours', 'https://hrw.example/karvan'),
  named('HRW', 'Another title', 'http://www.hrw.example/karvan/'),
  named('HRW', 'World Report 2026: Karvan…', 'https://hrw.example/other'),
  named(null, null, 'https://hrw.example/karvan'),
  named('Amnesty International', 'World Report 2026: Karvan and its neighbours'),
  named(null, 'Short…'),
  named(null, 'Short'),
];

type Named = Parameters<typeof isSameSource>[0];

const indexOf = (all: readonly Named[]): SourceIndex<Named> => {
  const index = new SourceIndex<Named>();
  for (const one of all) index.put(one);
  return index;
};
const placesOf = (index: SourceIndex<Named>, one: Named): readonly number[] =>
  index.same(one).map(({ at }) => at);

test('an index finds every document that two references can both name', () => {
  const index = indexOf(ALL);
  const same = ALL.map((one) => ALL.flatMap((other, at) => (isSameSource(one, other) ? [at] : [])));
  expect(ALL.map((one) => placesOf(index, one))).toEqual(same);
});

test('an index leaves out what has another title, or another address', () => {
  const index = indexOf(
    Array.from({ length: 50 }, (_, at) =>
      named('HRW', `The annual report ${at}`, `https://hrw.example/${at}`),
    ),
  );
  expect(placesOf(index, named('HRW', 'The annual report 7'))).toEqual([7]);
  expect(placesOf(index, named('HRW', 'The annual report 7', 'https://hrw.example/9'))).toEqual([
    9,
  ]);
});

/** References that have much in common: addresses, publishers, cut titles and partial dates. */
const REFERENCE = fc.record({
  publisher: fc.constantFrom(null, 'HRW', 'Human Rights Watch', 'Amnesty International'),
  title: fc.constantFrom(
    null,
    '…',
    'Report',
    'Country information…',
    'Country information on Karvan',
    'Country information on Karvan and its neighbours in the east',
    'Country information on Karvan and its neigh…',
    'Country information on Peru…',
  ),
  url: fc.constantFrom(
    null,
    null,
    'https://a.example/1',
    'http://www.a.example/1/',
    'https://a.example/2',
  ),
  published: fc.constantFrom(
    null,
    ...['2020', '2020-05', '2020-05-01', '2020-06-01', '2021', null].map((iso) => ({
      printed: '',
      iso,
    })),
  ),
  cited: fc.constantFrom('', 'Amnesty International and HRW'),
});

test('an index finds whatever comparing each with all finds', () => {
  fc.assert(
    fc.property(fc.array(REFERENCE, { maxLength: 30 }), REFERENCE, (all, sought) => {
      const isSame = (at: number) => isSameSource(all[at] as (typeof all)[number], sought) !== null;
      expect(placesOf(indexOf(all), sought)).toEqual([...all.keys()].filter(isSame));
    }),
    { numRuns: 500 },
  );
});

test('an index tells apart what has one title and other dates, or begins alike', () => {
  const dated = (iso: string, title = 'Annual report') => ({
    ...named('HRW', title),
    published: { printed: iso, iso },
  });
  const days = Array.from({ length: 28 }, (_, n) => `2020-02-${String(n + 1).padStart(2, '0')}`);
  const regions = days.map((_, at) => named('HRW', `Country information on region ${at}…`));
  const index = indexOf([...days.map((day) => dated(day)), ...regions]);
  expect(placesOf(index, dated('2020-02-07'))).toEqual([6]);
  expect(placesOf(index, dated('2020-02'))).toHaveLength(28);
  expect(placesOf(index, named('HRW', 'Country information on the capital'))).toEqual([]);
});

describe('one publisher', () => {
  it.each([
    ['RFA', 'Radio Free Asia'],
    ['RFA', 'RFA Uyghur Service'],
    ['Radio Free Asia (RFA)', 'RFA'],
    ['Walk Free', 'Walk Free, Minderoo Foundation'],
    ['hrw.org', 'HRW'],
    ["Reuters' Beijing bureau", 'Reuters'],
    ['中国日报', '中国日报网'],
    ['新华社', '据新华社'],
    ['ПЕН', 'Международный ПЕН-клуб'],
    ['HRW', null],
  ])('%s is named by %s', (a, b) => {
    expect([isSamePublisher(a, b), isSamePublisher(b, a)]).toEqual([true, true]);
  });

  it.each([
    ['RFA', 'Surfaces Institute'],
    ['ASE', 'Chinese Academy of Case Law'],
    ['Time', 'The Times'],
    ['Amnesty', 'Amnestyville Gazette'],
    ['TATS', 'Conseil des ÉTATS'],
    ['Elle', 'La Nouvelle Gazette'],
  ])('%s is not, within a word of %s', (a, b) => {
    expect([isSamePublisher(a, b), isSamePublisher(b, a)]).toEqual([false, false]);
  });

  it('is printed in a citation as a name, not within a word', () => {
    const cited = (line: string): boolean => names({ cited: line }, { publisher: 'RFA' });
    expect(cited('Radio (RFA), “Cracks in the asphalt”')).toBe(true);
    expect(cited('The Observer, “New surfaces for old roads”')).toBe(false);
  });
});

test.each([
  ['2023 Country Reports…: Osteria', true],
  ['2023 Country Reports…: Namibia', false],
  ['2023 …: Osteria', false],
])('a title that is cut within is the whole one where both its ends are: %s', (title, is) => {
  const [whole, cut] = ['2023 Country Reports on Human Rights Practices: Osteria', title].map(
    (one, i) => ({
      cited: one,
      publisher: 'USSD',
      title: one,
      url: i === 0 ? 'https://ussd.example/1' : null,
      published: null,
    }),
  );
  expect(
    isSameSource(whole as NonNullable<typeof whole>, cut as NonNullable<typeof cut>) !== null,
  ).toBe(is);
});
