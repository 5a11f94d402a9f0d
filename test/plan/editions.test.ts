import { describe, expect, test } from 'vitest';
import type { Link } from '../../src/model/document.js';
import type { Series } from '../../src/model/watchlist.js';
import { candidatesFor, yearOf } from '../../src/plan/editions.js';
import { series, source, watch } from './watch.js';

const now = new Date('2025-10-10T03:00:00Z');
const link = (url: string): Link => ({ url, text: '', rel: '' });
const linked = (...urls: readonly string[]): ReadonlyMap<string, readonly Link[]> =>
  new Map([['https://www.state.example/tip/', urls.map(link)]]);
const none = linked();
const address = (year: number | string, end = ''): string =>
  `https://www.state.example/reports/${year}-trafficking-in-persons-report${end}/china/`;
const found = (links = none, one: Series = series, at = now): readonly string[] =>
  candidatesFor(source, watch(one), links, at).map((c) => `${c.edition} ${c.url}`);

test.each([
  ['2024', 2024],
  ['2.0 October 2024', 2024],
  ['CPI 2020', 2020],
  ['2013–2020', 2020],
  ['Q2', null],
  ['12024', null],
])('the year of “%s” is %s', (edition, year) => {
  expect(yearOf(edition)).toBe(year);
});

describe('candidates for a newer edition', () => {
  test('follow from the pattern, a year each until this one', () => {
    expect(found()).toEqual([`2025 ${address(2025)}`]);
    expect(found(none, series, new Date('2027-01-01'))).toEqual(
      [2025, 2026, 2027].map((y) => `${y} ${address(y)}`),
    );
    expect(found(none, series, new Date('2024-12-31'))).toEqual([]);
  });
  test('are those that are listed after the cited one', () => {
    const listed = {
      ...series,
      editions: [...series.editions, { edition: '2025', url: address(2025), published: '2025-09-29' }],
    };
    const [only, ...more] = candidatesFor(source, watch(listed), none, now);
    expect(only).toMatchObject({
      edition: '2025',
      listed: true,
      published: '2025-09-29',
      subject: address(2025),
    });
    expect(more).toEqual([]);
  });
  test('are not those that are not out yet', () => {
    const listed = {
      ...series,
      pattern: null,
      editions: [...series.editions, { edition: '2025', url: address(2025), published: '2025-12-01' }],
    };
    expect(found(none, listed)).toEqual([]);
    expect(found(none, listed, new Date('2025-12-02'))).toHaveLength(1);
  });
  test('are not the cited one, nor older ones', () => {
    expect(found(linked(address(2023), address(2024)))).toEqual([`2025 ${address(2025)}`]);
  });
  test('are none for a document of no series, or of no edition', () => {
    expect(candidatesFor({ ...source, series: null }, watch(), none, now)).toEqual([]);
    expect(candidatesFor({ ...source, edition: null }, watch(), none, now)).toEqual([]);
  });
  test('are recorded under the source that cites them, when there is one', () => {
    const cited = { ...source, id: 'tip-2025', edition: '2025', url: address(2025).replace('www.', '') };
    expect(candidatesFor(source, watch(series, cited), none, now)[0]?.subject).toBe('tip-2025');
    expect(candidatesFor(cited, watch(series, cited), none, now)).toEqual([]);
  });
});

describe('links of an index page', () => {
  test('with an irregular slug take the place of the guessed address', () => {
    expect(found(linked(address(2025, '-2')))).toEqual([`2025 ${address(2025, '-2')}`]);
  });
  test('of another country’s chapter, another series or a later year do not count', () => {
    const strangers = linked(
      'https://www.state.example/reports/2025-trafficking-in-persons-report/chad/',
      'https://www.state.example/reports/2025-investment-climate-statements/china/',
      'https://other.example/reports/2025-trafficking-in-persons-report/china/',
      address(2026),
    );
    expect(found(strangers)).toEqual([`2025 ${address(2025)}`]);
  });
  test('are trifled with: scheme, www, slash and tracking do not matter', () => {
    const url = 'http://state.example/reports/2025-trafficking-in-persons-report/china?utm_source=x';
    expect(found(linked(url))).toEqual([`2025 ${url}`]);
  });
  test('say nothing where the series has no pattern', () => {
    expect(found(linked(address(2025)), { ...series, pattern: null })).toEqual([]);
  });
  test('may name the year twice, but not two years', () => {
    const twice = { ...series, pattern: 'https://www.state.example/{edition}/tip-{edition}' };
    const at = (a: number, b: number): string => `https://www.state.example/${a}/tip-${b}?p=1`;
    expect(found(linked(at(2025, 2025).replace('?p=1', '/')), twice)).toEqual([
      '2025 https://www.state.example/2025/tip-2025/',
    ]);
    expect(found(linked(at(2025, 2024).replace('?p=1', '/')), twice)).toEqual([
      '2025 https://www.state.example/2025/tip-2025',
    ]);
  });
});
