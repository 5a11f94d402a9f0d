import { describe, expect, test } from 'vitest';
import type { Series, Source } from '../../src/model/watchlist.js';
import { KNOWN_SERIES } from '../../src/settings/series.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';

const file = (source: object, series: readonly object[] = []) =>
  parseWatchlist(
    JSON.stringify({
      reports: [],
      sources: [{ id: 'one', publisher: 'A publisher', title: 'World Report 2025: China', ...source }],
      series,
    }),
    'sources.json',
  );
const resolved = (source: object): { readonly source: Source; readonly series: Series } => {
  const { sources, series } = file(source);
  return { source: sources[0] as Source, series: series[0] as Series };
};

describe('a built-in series', () => {
  test('is named and nothing else: address, place and edition follow from the source’s own address', () => {
    const { source, series } = resolved({
      series: 'hrw-world-report',
      url: 'https://www.hrw.org/world-report/2025/country-chapters/china',
    });
    expect(source).toMatchObject({ series: series.id, edition: '2025' });
    expect(series).toMatchObject({
      name: 'Human Rights Watch, World Report',
      pattern: 'https://www.hrw.org/world-report/{edition}/country-chapters/china',
      subject: ['china'],
    });
  });
  test('takes the place from the title where the address does not tell it', () => {
    expect(resolved({ series: 'hrw-world-report' }).series).toMatchObject({
      pattern: null,
      subject: ['China'],
    });
    const bti = { series: 'bti-country-report', title: 'BTI 2026 Country Report: Nigeria' };
    expect(resolved(bti).series).toMatchObject({ pattern: null, subject: ['Nigeria'] });
  });
  test('has a series for each place', () => {
    const at = (id: string, place: string) => ({
      id,
      publisher: 'Freedom House',
      title: `Freedom in the World 2025: ${place}`,
      series: 'freedom-in-the-world',
      url: `https://freedomhouse.org/country/${place.toLowerCase()}/freedom-world/2025`,
    });
    const { series } = parseWatchlist(
      JSON.stringify({ reports: [], sources: [at('a', 'China'), at('b', 'Iran')] }),
      'sources.json',
    );
    expect(series.map(({ subject }) => subject)).toEqual([['china'], ['iran']]);
  });
  test('gives way to one that the file declares', () => {
    const own = { id: 'hrw-world-report', name: 'Our own' };
    expect(file({ series: own.id }, [own]).series).toMatchObject([own]);
  });
  test('does not excuse an id that nobody knows', () => {
    expect(() => file({ series: 'hrw-world-repor' })).toThrow(/did you mean.*hrw-world-report/iu);
  });
});

test.each(KNOWN_SERIES.map((series) => [series.id, series] as const))('%s is well formed', (_, series) => {
  for (const address of [...series.index, ...series.addresses]) expect(address).toMatch(/^https:\/\/[^\s]+$/u);
  expect(series.addresses.every((a) => series.byPlace === a.includes('{place}'))).toBe(true);
  expect(KNOWN_SERIES.filter(({ id }) => id === series.id)).toHaveLength(1);
});
