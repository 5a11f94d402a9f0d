import { describe, expect, it } from 'vitest';
import { pageDate } from '../../../src/manuscript/lint/dates.js';
import { subjectOf } from '../../../src/manuscript/lint/subject.js';
import { readingOf } from '../../store/samples.js';
import { EMPTY, TIMES } from './clean-report.js';

/** What is told of a page against a citation that prints a date. */
function told(
  printed: string,
  published: string | null,
  text: string,
  modified: string | null = null,
  type = 'html',
) {
  const source = {
    id: 's',
    publisher: 'Zenda Times',
    title: 'Fines rise',
    url: null,
    published: null,
  };
  const citation = { id: 'r/1', source: 's', section: null, accessed: null, page: null };
  const cited = `Zenda Times, “Fines rise”, ${printed}, last accessed: 1 May 2025`;
  const report = { id: 'r', title: 'R', publisher: null, published: null, url: null };
  const reports = [{ ...report, citations: [{ ...citation, cited, quotes: [] }] }];
  const sources = [{ ...source, lang: null, series: null, edition: null, copies: [] }];
  const { uses } = subjectOf({ ...EMPTY, reports, sources }, null, TIMES);
  const { document } = readingOf(text).snapshot;
  return pageDate(uses, { ...document, type: type as 'html', dates: { published, modified } }).map(
    ({ why }) => why,
  );
}

describe('the date of a page', () => {
  it.each([
    [
      '17 March 2025',
      '2025-03-13T08:00:00+08:00',
      'Published 13 March 2025, 08:00',
      '2025-03-13',
      '2025-03-17',
    ],
    ['06 June 2023', '2020-01-23', '2020-01-23 04:33', '2020-01-23', '2023-06-06'],
    ['2025-03-17', '2025-03-13', '2025年3月13日 08:00', '2025-03-13', '2025-03-17'],
    ['June 2023', '2020-01-23', 'January 23, 2020', '2020-01-23', '2023-06'],
    ['2023', '2020-01-23', 'January 23, 2020', '2020-01-23', '2023'],
  ])(
    'is told against %s where the page states %s and shows it',
    (printed, published, text, page, cited) => {
      expect(told(printed, published, text)).toEqual([{ rule: 'page-date', page, cited }]);
    },
  );

  it.each([
    ['the same day', '13 March 2025', '2025-03-13', '13 March 2025', null],
    ['its month', 'March 2025', '2025-03-13', '13 March 2025', null],
    ['its year', '2025', '2025-03-13', '13 March 2025', null],
    ['a page that states its month alone', '13 March 2025', '2025-03', 'March 2025', null],
    [
      'the next day, in another time zone',
      '14 March 2025',
      '2025-03-13T23:30:00Z',
      '13 March 2025',
      null,
    ],
    ['a page that was changed since', '13 March 2025', '2025-03-13', '13 March 2025', '2025-04-20'],
    ['the day of a change', '20 April 2025', '2025-03-13', '13 March 2025', '2025-04-20T10:00:00Z'],
    [
      'a page that shows both',
      'March 2024',
      '2025-03-13',
      'Report, March 2024. Online since 13 March 2025',
      null,
    ],
    ['a date that no reader is shown', '17 March 2025', '2025-03-13', 'Fines rise', null],
    [
      'a date in a long paragraph alone',
      '17 March 2025',
      '2025-03-13',
      `${'Long ago, '.repeat(30)} 13 March 2025`,
      null,
    ],
    [
      'a page that shows when it was changed alone',
      '17 March 2025',
      '2025-03-13',
      'Last updated 13 March 2025',
      null,
    ],
    [
      'a page that shows another day first',
      '17 March 2025',
      '2025-03-13',
      'Saturday, 19 April 2025: 13 March 2025',
      null,
    ],
    ['a page that states nothing', '17 March 2025', null, '13 March 2025', null],
  ])('is not told for %s', (_, printed, published, text, modified) => {
    expect(told(printed, published, text, modified)).toEqual([]);
  });

  it('is not that on which a PDF was made', () => {
    expect(told('17 March 2025', '2025-03-13', '13 March 2025', null, 'pdf')).toEqual([]);
  });
});
