import { describe, expect, test } from 'vitest';
import {
  coverOf,
  findCoverDateChange,
  findCreationDateChange,
  findLaterIssue,
} from '../../../src/judging/editions/cover.js';
import type { Document } from '../../../src/model/document.js';
import { issueOf } from '../../../src/passage/text/edition-name.js';
import { furniture, type Given, heading, pageOf } from '../pages.js';

const SERIES = 'Walk Free, Global Slavery Index (China)';
const cover = (...given: readonly Given[]): string | undefined =>
  coverOf(pageOf(...given), SERIES)?.name;
const pdf = (...given: readonly Given[]): Document => ({
  ...pageOf(
    ...given.map((one) => ({ page: 1, ...(typeof one === 'string' ? { text: one } : one) })),
  ),
  type: 'pdf',
});

describe('the date on a cover', () => {
  test('is that of the title or the first headings', () => {
    expect(cover(heading('Note: China, August 2026'), 'Published 1 September 2026')).toBe(
      'August 2026',
    );
    expect(coverOf({ ...pageOf('Text.'), title: '2025 report' }, SERIES)?.name).toBe('2025');
  });
  test('or of a version line, a line of its own, or a sentence that names the series', () => {
    expect(cover(heading('A note'), 'Version 2.0, October 2024')).toBe('October 2024');
    expect(cover(heading('A note'), 'Published: 16 October 2024')).toBe('16 October 2024');
    expect(cover(heading('A study'), 'The 2023 Global Slavery Index estimates much.')).toBe('2023');
  });
  test('but not that of an update, of furniture, or of whatever the text tells', () => {
    expect(cover(heading('A note'), 'Updated 5 May 2026')).toBeUndefined();
    expect(cover(heading('A note'), furniture('Published 5 May 2026'))).toBeUndefined();
    expect(cover(heading('A note'), 'In October 2024 the law was passed.')).toBeUndefined();
  });
  test('of a PDF stands on its first page, where a day says more than a year', () => {
    const page = pdf('Made under the Act 1958', '27 DECEMBER 2024', {
      text: 'In March 2026',
      page: 2,
    });
    expect(coverOf(page, SERIES)?.name).toBe('27 December 2024');
  });
});

describe('a cover that moved', () => {
  const at = (date: string): Document => pdf('A report', date);
  test('is told with both dates', () => {
    expect(findCoverDateChange(at('27 December 2024'), at('3 November 2026'), SERIES)?.why).toEqual(
      {
        kind: 'cover-moved',
        from: '27 December 2024',
        to: '3 November 2026',
      },
    );
  });
  test('moves forward, between dates of one precision', () => {
    expect(findCoverDateChange(at('3 November 2026'), at('27 December 2024'), SERIES)).toBeNull();
    expect(findCoverDateChange(at('2024'), at('3 November 2026'), SERIES)).toBeNull();
    expect(findCoverDateChange(at('2024'), at('2024'), SERIES)).toBeNull();
    expect(findCoverDateChange(null, at('2024'), SERIES)).toBeNull();
  });
  test('is one of the same name: a dated notice in its place is no edition', () => {
    expect(
      findCoverDateChange(at('27 December 2024'), pdf('System upgrade', '3 November 2026'), SERIES),
    ).toBeNull();
    expect(
      findCoverDateChange(pdf('中国国别报告', '2024-12-27'), pdf('系统维护', '2026-11-03'), SERIES),
    ).toBeNull();
    expect(
      findCoverDateChange(
        pdf('中国国别报告', '2024-12-27'),
        pdf('中国国别报告', '2026-11-03'),
        SERIES,
      ),
    ).not.toBeNull();
  });
  test('may be known by the file’s own account alone', () => {
    const made = (published: string): Document => ({
      ...at('A year'),
      dates: { published, modified: null },
    });
    expect(findCreationDateChange(made('2024-12-27T10:00:00'), made('2026-11-03'))).toEqual({
      now: '2026-11-03',
      before: '2024-12-27',
    });
    expect(findCreationDateChange(made('2024-12-27'), made('2024-12-27'))).toBeNull();
  });
});

describe('a document later than the cited edition', () => {
  const says = (cited: string, ...names: readonly Given[]): string | undefined =>
    findLaterIssue(pageOf(...names), issueOf(cited), SERIES)?.to.name;
  test('says so itself, in the precision of the edition’s name', () => {
    expect(says('2018', heading('Global Slavery Index 2023'))).toBe('2023');
    expect(says('2023', heading('Reports of 24 April 2024'))).toBeUndefined();
    expect(says('2023', heading('Reports for 2023, published in 2024'))).toBeUndefined();
    expect(says('2025', heading('Reports of 2024'))).toBeUndefined();
    expect(says('Third', heading('Reports of 2024'))).toBeUndefined();
  });
});
