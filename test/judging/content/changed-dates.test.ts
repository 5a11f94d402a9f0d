import { describe, expect, it } from 'vitest';
import { judgeContent } from '../../../src/judging/content/judge-content.js';
import type { ContentVerdict } from '../../../src/model/content.js';
import { pageOf, readingOf } from '../pages.js';

const PROSE =
  'The court of the province heard the case of nine lenders who had charged students interest of four hundred per cent.';
const compared = (before: readonly string[], after: readonly string[]): ContentVerdict =>
  judgeContent(
    readingOf(pageOf('A report', ...after, PROSE), 'later'),
    readingOf(pageOf('A report', ...before, PROSE), 'earlier'),
  ).verdict;

describe('a page that says when it was last changed', () => {
  it('turns by itself from night to night', () => {
    expect(compared(['Last updated: 12 May 2025'], ['Last updated: 13 May 2025']).change).toBe(
      'cosmetic',
    );
    expect(compared(['Updated 12 May 2025, 14:02'], ['Updated 28 May 2025, 9:15']).change).toBe(
      'cosmetic',
    );
  });

  it('has been revised when it names a day months later', () => {
    const verdict = compared(
      ['Last updated: September 26, 2023'],
      ['Last updated: February 13, 2024'],
    );
    expect(verdict).toMatchObject({ change: 'edited' });
    const shown = (op: string): string =>
      verdict.diff.flatMap((d) => (d.op === op ? d.text : [])).join('');
    expect([shown('removed'), shown('added')]).toEqual(['2023-09-26 ', '2024-02-13 ']);
  });

  it('may begin to say so, or say so in other words', () => {
    expect(compared([], ['Last updated: 12 May 2025']).change).toBe('cosmetic');
    expect(
      compared(['Published 3 May 2024'], ['Published 3 May 2024', 'Updated 1 June 2025']).change,
    ).toBe('cosmetic');
    expect(compared(['Last updated: 12 May 2025'], ['Updated on 12 May 2025']).change).toBe(
      'cosmetic',
    );
  });
});

describe('lines that are nothing but a date', () => {
  const versions = ['25 Nov 2021', '24 Nov 2021', '23 Nov 2021'];
  it('may all turn by a time zone’s day', () => {
    expect(compared(versions, ['26 Nov 2021', '25 Nov 2021', '24 Nov 2021']).change).toBe(
      'cosmetic',
    );
    expect(compared(versions, ['24 Nov 2021', '23 Nov 2021', '22 Nov 2021']).change).toBe(
      'cosmetic',
    );
  });
  it('have changed when there is one more or one less', () => {
    expect(compared(versions, ['29 Apr 2022', ...versions]).change).toBe('edited');
    expect(compared(versions, versions.slice(1)).change).toBe('edited');
  });
});
