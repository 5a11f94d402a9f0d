import { describe, expect, test } from 'vitest';
import { EMPTY_CONTENT_MEMORY, judgeContent } from '../../../src/judging/content/judge-content.js';
import { quotedParagraphFilter } from '../../../src/judging/content/paragraphs.js';
import type { Document } from '../../../src/model/document.js';
import { furniture, pageOf, readingOf } from '../pages.js';

/** Paragraphs of ten words each, of which no text of another name has one. */
const paragraphs = (name: string, count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, p) =>
    Array.from(
      { length: 10 },
      (_, i) => `${name}${String.fromCharCode(97 + i)}${'abcdefghij'[(p + from) % 10]}`,
    )
      .map((word) => `${word}${'abcdefghij'[Math.floor((p + from) / 10)]}`)
      .join(' '),
  );
const judge = (before: Document, now: Document, memory = EMPTY_CONTENT_MEMORY, more: object = {}) =>
  judgeContent(readingOf(now, 'now'), readingOf(before, 'before'), memory, {
    quoted: [],
    recognised: false,
    confirm: 3,
    ...more,
  });
const changeOf = (...given: Parameters<typeof judge>) => judge(...given).verdict.change;

describe('a page that shows less than a third of its text is not believed', () => {
  const whole = paragraphs('report', 30);
  // Its end stands, so that it was not cut off.
  const part = (n: number): Document => pageOf(...whole.slice(0, n - 1), whole[29] as string);
  test.each([3, 8, 9, 10, 11, 15])('with %i of thirty paragraphs', (n) => {
    expect(changeOf(pageOf(...whole), part(n))).toBe(n < 10 ? 'unread' : 'edited');
  });
  test.each([10, 13, 14, 16, 17, 20])(
    'nor one that is cut off after %i of them, with half of it lost',
    (n) => {
      expect(changeOf(pageOf(...whole), pageOf(...whole.slice(0, n)))).toBe(
        n <= 15 ? 'unread' : 'edited',
      );
    },
  );
  test.each([1, 2, 3, 5])('until it came on %i nights in a row', (confirm) => {
    let memory = EMPTY_CONTENT_MEMORY;
    const told = Array.from({ length: confirm }, () => {
      const judged = judge(pageOf(...whole), part(4), memory, { confirm });
      memory = judged.memory;
      return judged.verdict.change;
    });
    expect(told).toEqual([...Array(confirm - 1).fill('unread'), 'edited']);
  });
  test.each<[string, Document]>([
    ['the same text', pageOf(...whole)],
    ['an edit', pageOf(...whole, ...paragraphs('more', 1))],
  ])('and %s in between begins the count anew', (_, now) => {
    const { memory } = judge(pageOf(...whole), now, { ...EMPTY_CONTENT_MEMORY, shrunken: 2 });
    expect(memory.shrunken).toBe(0);
    expect(changeOf(pageOf(...whole), part(4), memory)).toBe('unread');
  });
  test('but a retraction that took the text off is', () => {
    const note = 'This article has been retracted at the request of its authors.';
    const { verdict } = judge(pageOf(...whole), pageOf(whole[0] as string, note), undefined, {
      recognised: true,
    });
    expect(verdict).toMatchObject({ change: 'edited', notice: { kind: 'retraction' } });
    expect(
      changeOf(pageOf(...whole), pageOf(whole[0] as string, 'This article has been read by many.')),
    ).toBe('unread');
  });
});

describe('a page is another document', () => {
  const before = pageOf(...paragraphs('report', 40));
  const now = (kept: number, added: number): Document =>
    pageOf(...paragraphs('report', kept), ...paragraphs('boats', added));
  const believed = { confirm: 1 };
  test.each([0, 5, 11, 13, 20])(
    'that has less than three tenths of the words of before, and not %i of forty',
    (n) => {
      expect(changeOf(before, now(n, 40), undefined, believed)).toBe(
        n < 12 ? 'replaced' : 'edited',
      );
      expect(changeOf(before, now(n, 40), undefined, { ...believed, recognised: true })).toBe(
        'edited',
      );
    },
  );
  test.each([2, 4, 7, 9, 12, 20])(
    'that is no part of it, whose words are half or more of its own: 8 and %i',
    (n) => {
      expect(changeOf(before, now(8, n), undefined, believed)).toBe(n > 8 ? 'replaced' : 'edited');
    },
  );
  test.each([0.38, 0.44, 0.47, 0.53, 0.56, 0.62])(
    'where %f of it stood before, it is so or not',
    (share) => {
      const old = 10;
      const words = Math.round((old * 10) / share - old * 10);
      const fresh = Array.from(
        { length: words },
        (_, i) => `boats${String.fromCharCode(97 + (i % 26))}${'x'.repeat(i)}`,
      );
      const page = pageOf(...paragraphs('report', old), fresh.join(' '));
      expect(changeOf(before, page, undefined, believed)).toBe(share < 0.5 ? 'replaced' : 'edited');
    },
  );
  test.each([12, 24, 28, 30, 31, 33, 36, 60])(
    'of a document of %i words, which must be more than thirty',
    (n) => {
      const words = paragraphs('report', 6).join(' ').split(' ').slice(0, n).join(' ');
      const other = pageOf(...paragraphs('boats', 10));
      expect(changeOf(pageOf(words), other, undefined, believed)).toBe(
        n > 30 ? 'replaced' : 'edited',
      );
    },
  );
});

describe('what turns by itself', () => {
  const text = paragraphs('report', 4);
  /** What is said of each night after the first, which differ in a line. */
  const nights = (...lines: readonly string[]): readonly string[] => {
    let memory = EMPTY_CONTENT_MEMORY;
    return lines.slice(1).map((line, i) => {
      const judged = judge(pageOf(...text, lines[i] as string), pageOf(...text, line), memory);
      memory = judged.memory;
      return judged.verdict.change;
    });
  };
  const dayAfter = (days: number): string =>
    new Date(Date.UTC(2025, 4, 1 + days)).toISOString().slice(0, 10);

  test.each([1, 10, 27, 31, 32, 35, 90])(
    'a day on which it says it was changed, %i days later',
    (days) => {
      expect(nights('Last updated: 2025-05-01', `Last updated: ${dayAfter(days)}`)).toEqual([
        days <= 31 ? 'cosmetic' : 'edited',
      ]);
    },
  );
  test.each([1, 2, 3, 9])(
    'a line of a date that stands is no time zone’s day, %i days later',
    (days) => {
      const [was, is] = [dayAfter(0), dayAfter(days)];
      expect(nights(was, is, is, is)).toEqual([
        'cosmetic',
        'cosmetic',
        days <= 1 ? 'cosmetic' : 'edited',
      ]);
    },
  );
  test.each([1, 2, 3, 4])(
    'a line that stands after %i turns was edited, and is a counter from three on',
    (turns) => {
      const counts = Array.from(
        { length: turns + 1 },
        (_, i) => `Members of the union: ${4120 + i * 7}`,
      );
      const last = counts.at(-1) as string;
      const told = nights(...counts, last, last, last, last);
      expect(told.filter((change) => change === 'edited')).toHaveLength(turns < 3 ? 1 : 0);
    },
  );
});

describe('what touches a quotation', () => {
  test.each([1, 2, 3, 4, 5, 8])('has four words in a row in common with it: %i', (n) => {
    const quote = 'one two three four five six seven eight';
    const paragraph = `before ${quote.split(' ').slice(0, n).join(' ')} after`;
    expect(quotedParagraphFilter([quote])(paragraph)).toBe(n >= 4);
  });
});

describe('beside the text', () => {
  const text = paragraphs('report', 20);
  test.each<[string, boolean]>([
    ['This article is retracted.', false],
    ['This article has been retracted by the paper.', true],
    ['This article has been retracted at the request of its authors.', true],
  ])(
    'a line of the frame that takes the document back has forty characters or more: %s',
    (note, told) => {
      expect(changeOf(pageOf(...text), pageOf(...text, furniture(note)))).toBe(
        told ? 'edited' : 'cosmetic',
      );
    },
  );
  test.each([2, 8, 9, 11, 12, 18])(
    'links are no text where they are fewer than half of the lines: %i of 20',
    (n) => {
      const page = (first: string): Document => {
        const teasers = [first, ...paragraphs('teaser', n - 1, 1)];
        const links = teasers.map((text, i) => ({ url: `https://a.example/${i}`, text, rel: '' }));
        return { ...pageOf(...text.slice(n), ...teasers), links };
      };
      const [was, is] = [
        page('An old story of the harbour that was told'),
        page('A new story of the market that is told'),
      ];
      expect(changeOf(was, is)).toBe(n < 10 ? 'cosmetic' : 'edited');
    },
  );
});
