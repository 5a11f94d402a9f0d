import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Unit } from '../../../src/passage/text/edition-dates.js';
import { issuesIn } from '../../../src/passage/text/edition-dates.js';
import { asPreciseAs, isLater, issueOf } from '../../../src/passage/text/edition-name.js';

const named = (text: string): readonly string[] => issuesIn(text).map((issue) => issue.name);

describe('the issues that a text names', () => {
  test.each<[string, readonly string[]]>([
    ['2024 Trafficking in Persons Report: China', ['2024']],
    ['CPI 2025', ['2025']],
    ['Version 3.0, August 2026', ['August 2026']],
    ['2.0 October 2024', ['October 2024']],
    ['2.1 October 2024', ['October 2024']],
    ['27 December 2026', ['27 December 2026']],
    ['22nd of December 2021', ['22 December 2021']],
    ['December 27, 2024', ['27 December 2024']],
    ['2026-11-03', ['3 November 2026']],
    ['country-information-report-china-22122021.pdf', ['22 December 2021']],
    ['NRM statistics, July to September 2026', ['Q3 2026']],
    ['modern-slavery-nrm-and-dtn-statistics-january-to-march-2024', ['Q1 2024']],
    ['national-referral-mechanism-statistics-quarter-2-2019-april-to-june', ['Q2 2019']],
    ['Q3 2026', ['Q3 2026']],
    ['2026 Q3', ['Q3 2026']],
    ['the first quarter of 2024', ['Q1 2024']],
    ['end of year summary 2020', ['2020 annual']],
    ['2025 annual', ['2025 annual']],
    ['Action Plan (2021–2030)', ['2030']],
    ['population-policy-china-may-2022-accessible', ['May 2022']],
    ['令和元年版', ['2019']],
    ['平成30年6月', ['June 2018']],
    ['民國113年', ['2024']],
    ['พ.ศ. ๒๕๖๗', ['2024']],
    ['2025. március 14.', ['14 March 2025']],
    ['It ended in 2025. May it rest', ['2025']],
    ['Annual review 2023/24', ['2023–24']],
    ['Annual review 2023 – 12 pages', ['2023 annual']],
    ['Stand 31.05.2017', ['31 May 2017']],
    ['2017/05/31', ['31 May 2017']],
    ['05/31/2017', ['31 May 2017']],
    ['05/06/2017', ['05/06/2017']],
    ['1 March 2025 – 31 May 2025', ['31 May 2025']],
    ['1 March 2025, read on 31 May 2025', ['1 March 2025', '31 May 2025']],
    ['Jan–Mar 2025', ['Q1 2025']],
    ['Januar mit März 2025', ['Q1 2025']],
    ['S/2025/901', ['2025']],
    ['Brief 2025/07', ['7/2025']],
    ['2009/10', ['2009–10']],
    ['Bulletin No. 10, June 2024', ['June 2024']],
    ['ARTICLE 19 report 2024', ['2024']],
    ['published 22 April 2024: the 2023 reports', ['22 April 2024', '2023']],
    ['a report of the mayor, 2024', ['2024']],
    ['a report of the mayor, MAY 2024', ['May 2024']],
    ['ანგარიში, იანვარი 2024', ['January 2024']],
  ])('“%s”', (text, issues) => {
    expect(named(text)).toEqual(issues);
  });
  test.each([
    'Q2',
    '12024',
    '/en/document/2111645.html',
    '31 February',
    '113年',
    'slavery in the 2020s',
    '令和6年13月',
    'media/6a9171af3b22fb1992dc18f5',
    'Version 3.0',
    '/a/202001/23/WS5e28f27fa',
    'Article 2019',
    'the implementation of resolution 2231 (2015)',
    'Directive 2011/95/EU',
    '31.02',
  ])('are none in “%s”', (text) => {
    expect(named(text)).toEqual([]);
  });
  test('are found wherever they stand, and nothing of them is read twice', () => {
    const dates = fc.date({
      min: new Date('1950-01-01'),
      max: new Date('2090-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, fc.constantFrom('', 'of China ', '- '), (date, before) => {
        const iso = date.toISOString().slice(0, 10);
        const long = date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
        expect(issuesIn(`${before}${iso} x`)).toMatchObject([{ from: iso, to: iso, name: long }]);
        expect(issuesIn(`${before}${long} x`)).toMatchObject([{ from: iso, words: long }]);
      }),
    );
  });
});

describe('one issue is later than another', () => {
  test.each([
    ['2025', '2024'],
    ['Q1 2025', 'Q4 2024'],
    ['2024 annual', 'Q1 2024'],
    ['Q1 2025', '2024 annual'],
    ['3 November 2026', '27 December 2024'],
    ['August 2026', '2025'],
  ])('%s than %s', (a, b) => {
    const [late, early] = [issueOf(a), issueOf(b)];
    if (late === null || early === null) throw new Error('names no issue');
    expect([isLater(late, early), isLater(early, late)]).toEqual([true, false]);
  });
  test.each([
    ['2024', 'August 2024'],
    ['2024', '2024'],
  ])('but not %s and %s, which may be the same', (a, b) => {
    const [one, other] = [issueOf(a), issueOf(b)];
    if (one === null || other === null) throw new Error('names no issue');
    expect([isLater(one, other), isLater(other, one)]).toEqual([false, false]);
  });
});

test.each<[string, Unit, string | null]>([
  ['24 June 2024', 'year', '2024'],
  ['Q1 2024', 'year', '2024'],
  ['16 October 2024', 'month', 'October 2024'],
  ['8 May 2025', 'quarter', null],
  ['2025', 'quarter', null],
  ['2025 annual', 'quarter', '2025 annual'],
  ['March – May 2025', 'month', 'May 2025'],
  ['8 June 2025', 'span', 'June 2025'],
  ['November 2026', 'day', 'November 2026'],
])('“%s” in a series that names its issues by the %s is %s', (text, unit, name) => {
  const issue = issueOf(text);
  expect(issue && asPreciseAs(issue, unit)?.name).toBe(name ?? undefined);
});
