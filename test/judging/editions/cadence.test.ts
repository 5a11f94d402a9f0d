import { describe, expect, test } from 'vitest';
import { nextEdition, remarksOn, waiting } from '../../../src/judging/editions/cadence.js';
import type { About } from '../../../src/judging/editions/registers/register.js';
import { series, source } from './watch.js';

const yearly = { ...series, cadence: { every: '1y', grace: '120d' } };
const search = {
  survey: { read: 1, compared: 1, earlier: 1, ahead: 0, at: [], open: [] },
  candidates: [],
};
const on = (date: string, of = yearly) =>
  waiting(source, of, search, false, new Date(`${date}T02:00:00Z`)).status;

describe('a yearly series with 120 days of grace, last out on 24 June 2024', () => {
  test('is waited for until a year and the grace have passed', () => {
    expect(on('2025-06-30')).toBe('current');
    expect(on('2025-10-15')).toBe('current');
    expect(on('2025-10-25')).toBe('overdue');
  });
  test('is waited for a year more, and then nobody knows', () => {
    expect(on('2026-10-20')).toBe('overdue');
    expect(on('2026-10-25')).toBe('unknown');
  });
  test('is not late where the list has come to name its editions otherwise', () => {
    const seen = { name: 'edition 12', url: 'https://www.state.example/tip/twelfth/' };
    const renamed = {
      ...search,
      survey: { read: 1, compared: 1, earlier: 1, ahead: 0, at: [], open: [seen] },
    };
    expect(waiting(source, yearly, renamed, false, new Date('2025-10-25'))).toMatchObject({
      status: 'unknown',
      why: { kind: 'incomparable', seen: [seen] },
    });
  });
  test('is not put off by an edition that is announced and not out', () => {
    const announced = { edition: '2026', url: null, published: '2026-06' };
    const of = { ...yearly, editions: [...yearly.editions, announced] };
    expect(on('2025-10-25', of)).toBe('overdue');
    expect(on('2026-07-01', of)).toBe('current');
  });
  test('of which only the year is known is late only after the whole of it', () => {
    const of = { ...yearly, editions: [{ edition: '2024', url: null, published: '2024' }] };
    expect(on('2025-12-31', of)).toBe('current');
    expect(on('2026-05-15', of)).toBe('overdue');
  });
});

test('other intervals are counted in their own days', () => {
  const of = (every: string) => ({ ...yearly, cadence: { every, grace: '0d' } });
  expect([on('2024-07-01', of('1w')), on('2024-07-03', of('1w'))]).toEqual(['current', 'overdue']);
  expect([on('2024-07-20', of('1m')), on('2024-07-27', of('1m'))]).toEqual(['current', 'overdue']);
});

describe('a series that comes less often than was declared', () => {
  const due = (...published: readonly string[]) =>
    nextEdition(
      {
        editions: published.map((date) => ({ edition: date, url: null, published: date })),
        cadence: { every: '1y', grace: '0d' },
      },
      new Date('2024-01-01'),
    )?.due.slice(0, 4);
  test.each([
    [
      'is waited for as long as its last intervals all were',
      '2025',
      ['2018-06-01', '2021-06-01', '2023-06-01'],
    ],
    [
      'or the shortest of the last three',
      '2025',
      ['2014-06-01', '2019-06-01', '2021-06-01', '2023-06-01'],
    ],
    ['two of them are enough', '2025', ['2019-06-01', '2021-06-01', '2023-06-01']],
    ['one is not', '2024', ['2021-06-01', '2023-06-01']],
    [
      'nor some that were as declared',
      '2024',
      ['2019-06-01', '2021-06-01', '2022-06-01', '2023-06-01'],
    ],
  ])('%s', (_, year, published) => {
    expect(due(...published)).toBe(year);
  });
});

describe('a publisher’s list of what stands on the cited page', () => {
  const page = 'https://www.state.example/reports';
  const change = { on: '2025-05-02', note: 'The reports of 2025 were added.' };
  const said = (about: Partial<About>, ...urls: readonly string[]) =>
    remarksOn(
      source,
      [
        {
          url: `${page}.json`,
          title: 'Reports',
          links: urls.map((url) => ({ url, text: '', rel: '' })),
          about: { page, withdrawn: null, complete: true, change, ...about },
        },
      ],
      [],
    ).map(({ kind }) => kind);
  test('says that it is listed no more, where it lists all', () => {
    expect(said({}, `${page}/2025/`)).toEqual(['unlisted']);
    expect(said({}, source.url as string)).toEqual([]);
    expect(said({ complete: false }, `${page}/2025/`)).toEqual([]);
    expect(said({ page: source.url as string })).toEqual([]);
    expect(said({ page: 'https://www.state.example/other' })).toEqual([]);
  });
  test('says that it is withdrawn, listed or not', () => {
    const withdrawn = { on: '2025-05-02', explanation: 'It is out of date.' };
    expect(said({ withdrawn }, source.url as string)).toEqual(['withdrawn']);
  });
});
