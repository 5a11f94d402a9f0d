import { describe, expect, it } from 'vitest';
import { judgeQuote } from '../../src/passage/judge-quote.js';
import { blocks, pageOf, textOf } from '../judging/pages.js';

const QUOTE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const OTHER =
  'The ministry held a press conference at its offices, and nothing was said of earlier campaigns. '.repeat(
    5,
  );
const FRENCH =
  'Les autorités ont annoncé que des enquêtes sont en cours dans toutes les provinces, et que la loi est appliquée avec la plus grande rigueur pour les victimes. '.repeat(
    4,
  );

const judged = (shown: readonly string[], hidden: readonly string[] = [], text = QUOTE) =>
  judgeQuote('R/1#1', { text }, textOf({ ...pageOf(...shown), hidden: blocks(...hidden) }));

describe('before a passage is missing', () => {
  it('hidden text is searched, and its place is said', () => {
    expect(judged([OTHER], [QUOTE])).toMatchObject({
      verdict: 'intact',
      where: 'hidden',
      link: null,
      why: { kind: 'hidden', why: { kind: 'stands', tier: 'exact' } },
    });
  });

  it('a passage that is shown is where a reader sees it', () => {
    expect(judged([QUOTE, OTHER], [QUOTE]).where).toBe('main');
  });

  it('hidden text with one word changed is altered', () => {
    expect(judged([OTHER], [QUOTE.replace('1,664', '1,446')])).toMatchObject({
      verdict: 'altered',
      weighty: true,
      where: 'hidden',
    });
  });

  it('what the page shows outweighs an older wording that it still carries', () => {
    const verdict = judged([QUOTE.replace('1,664', '1,446'), OTHER], [QUOTE]);
    expect(verdict.verdict).toBe('altered');
    expect(verdict.where).toBeUndefined();
  });

  it('hidden text of something else proves nothing', () => {
    expect(judged([OTHER], [`${OTHER} More.`]).verdict).toBe('missing');
  });

  it('a teaser proves nothing, and a page that says enough does', () => {
    expect(judged(['Police busted gangs in the whole country. Read more…'])).toMatchObject({
      verdict: 'unverifiable',
      why: { kind: 'little-text' },
    });
    expect(judged([OTHER]).verdict).toBe('missing');
  });

  it('a Chinese page says as much in a third of the letters', () => {
    const quote = '警方侦破犯罪团伙案件一千六百六十四起';
    expect(
      judged(['记者周一在现场采访了多位居民，他们谈到了冬天以来的生活。'.repeat(4)], [], quote)
        .verdict,
    ).toBe('missing');
    expect(judged(['您访问的页面不存在，请返回首页继续浏览。'], [], quote).verdict).toBe(
      'unverifiable',
    );
  });

  it('a press release of one sentence carries the passage all the same, or has altered it', () => {
    expect(judged([QUOTE]).verdict).toBe('intact');
    expect(judged([QUOTE.replace('arrested', 'released')]).verdict).toBe('altered');
  });

  it('a page in another language proves nothing', () => {
    expect(judged([FRENCH])).toMatchObject({
      verdict: 'unverifiable',
      why: { kind: 'other-language' },
    });
    expect(judged(['警方侦破犯罪团伙案件并抓获犯罪嫌疑人。'.repeat(30)]).verdict).toBe(
      'unverifiable',
    );
  });

  it('a page of two languages does, where one is the passage’s', () => {
    expect(judged([FRENCH, OTHER]).verdict).toBe('missing');
  });
});
