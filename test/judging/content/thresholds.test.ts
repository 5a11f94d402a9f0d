import { describe, expect, test } from 'vitest';
import { EMPTY_CONTENT_MEMORY, judgeContent } from '../../../src/judging/content/judge-content.js';
import type { Document } from '../../../src/model/document.js';
import { pageOf, readingOf } from '../pages.js';

/** Paragraphs of ten words each, of which no text of another name has one. */
const paragraphs = (name: string, count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, p) =>
    Array.from({ length: 10 }, (_, i) => `${name}${String.fromCharCode(97 + i)}${'abcdefghij'[(p + from) % 10]}`)
      .map((word) => `${word}${'abcdefghij'[Math.floor((p + from) / 10)]}`)
      .join(' '),
  );
const judge = (before: Document, now: Document, memory = EMPTY_CONTENT_MEMORY, more: object = {}) =>
  judgeContent(readingOf(now, 'now'), readingOf(before, 'before'), memory, {
    ...{ quoted: [], recognised: false, confirm: 3 },
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
  test.each([10, 13, 14, 16, 17, 20])('nor one that is cut off after %i of them, with half of it lost', (n) => {
    expect(changeOf(pageOf(...whole), pageOf(...whole.slice(0, n)))).toBe(n <= 15 ? 'unread' : 'edited');
  });
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
    expect(changeOf(pageOf(...whole), pageOf(whole[0] as string, 'This article has been read by many.'))).toBe(
      'unread',
    );
  });
});

describe('a page is another document', () => {
  const before = pageOf(...paragraphs('report', 40));
  const now = (kept: number, added: number): Document =>
    pageOf(...paragraphs('report', kept), ...paragraphs('boats', added));
  const believed = { confirm: 1 };
  test.each([0, 5, 11, 13, 20])('that has less than three tenths of the words of before, and not %i of forty', (n) => {
    expect(changeOf(before, now(n, 40), undefined, believed)).toBe(n < 12 ? 'replaced' : 'edited');
    expect(changeOf(before, now(n, 40), undefined, { ...believed, recognised: true })).toBe('edited');
  });
  test.each([2, 4, 7, 9, 12, 20])('that is no part of it, whose words are half or more of its own: 8 and %i', (n) => {
    expect(changeOf(before, now(8, n), undefined, believed)).toBe(n > 8 ? 'replaced' : 'edited');
  });
  test.each([0.38, 0.44, 0.47, 0.53, 0.56, 0.62])('where %f of it stood before, it is so or not', (share) => {
    const old = 10;
    const words = Math.round((old * 10) / share - old * 10);
    const fresh = Array.from({ length: words }, (_, i) => `boats${String.fromCharCode(97 + (i % 26))}${'x'.repeat(i)}`);
    const page = pageOf(...paragraphs('report', old), fresh.join(' '));
    expect(changeOf(before, page, undefined, believed)).toBe(share < 0.5 ? 'replaced' : 'edited');
  });
  test.each([12, 24, 28, 30, 31, 33, 36, 60])('of a document of %i words, which must be more than thirty', (n) => {
    const words = paragraphs('report', 6).join(' ').split(' ').slice(0, n).join(' ');
    const other = pageOf(...paragraphs('boats', 10));
    expect(changeOf(pageOf(words), other, undefined, believed)).toBe(n > 30 ? 'replaced' : 'edited');
  });
});
