import { describe, expect, test } from 'vitest';
import type { LinkStatus, QuoteStatus, SourceVerdict } from '../../src/model/verdict.js';
import { continuationsOf, needOf } from '../../src/plan/witnesses.js';
import { judgeNight, source, useOf } from '../judge/nights.js';
import { pageOf } from '../judge/pages.js';

const QUOTE = 'The government did not release 41 suspects, officials said on Monday in Chongqing.';
const read = judgeNight(1, { uses: [useOf(QUOTE)], document: pageOf(QUOTE) });
const withQuote = (verdict: QuoteStatus): SourceVerdict => ({
  ...read,
  citations: read.citations.map((c) => ({ ...c, quotes: c.quotes.map((q) => ({ ...q, verdict })) })),
});
const unread: SourceVerdict = { ...withQuote('unverifiable'), witness: 'none' };
const linked = (status: LinkStatus): SourceVerdict => ({ ...unread, link: { ...unread.link, status } });

describe('another witness', () => {
  test('is called for the text of a document that could not be read', () => {
    for (const status of ['blocked', 'gone', 'soft-404', 'unreachable', 'alive'] as const)
      expect(needOf(linked(status)), status).toBe('text');
  });
  test('is called for a passage that does not stand in it', () => {
    expect(needOf(withQuote('missing'))).toBe('passage');
  });
  test('is not called for what the live page settled', () => {
    for (const status of ['intact', 'altered', 'unverifiable'] as const)
      expect(needOf(withQuote(status)), status).toBeNull();
  });
  test('is not called where nothing is quoted, and where nothing was asked', () => {
    expect(needOf({ ...unread, citations: [] })).toBeNull();
    expect(needOf(linked('no-url'))).toBeNull();
    expect(needOf(linked('unjudged'))).toBeNull();
  });
});

describe('a document goes on', () => {
  const cited = {
    ...source,
    title: 'Annual report on trafficking',
    url: 'https://source.example/news/article',
  };
  const to = (url: string, text = '', rel = '') => ({ url: new URL(url, cited.url).href, text, rel });
  const goesOn = (...links: readonly ReturnType<typeof to>[]) =>
    continuationsOf({ ...pageOf('A page'), links }, cited);

  test.each([
    ['a link that says so', to('/elsewhere', 'Next', 'next')],
    ['a page number as a parameter', to('?page=2')],
    ['a page number as a folder', to('/news/article/2')],
    ['a page number in a folder of pages', to('/news/article/page/3/')],
    ['a file whose link names the document', to('/files/1.pdf', 'The trafficking report')],
    ['a file whose address names the document', to('/files/trafficking-2025.docx', 'Download')],
  ])('at %s', (_, link) => {
    expect(goesOn(link)).toEqual([link.url]);
  });
  test.each([
    ['another article', to('/news/other', 'Read this, too')],
    ['a page of a list', to('/news?page=2', 'Older news')],
    ['another parameter of the page', to('?share=mail')],
    ['a part of it below a long number', to('/news/article/20250101')],
    ['a file about something else', to('/files/privacy.pdf', 'Privacy policy')],
    ['itself', to('/news/article#comments', 'Comments', 'next')],
  ])('not at %s', (_, link) => {
    expect(goesOn(link)).toEqual([]);
  });
  test('at three places at most, each once', () => {
    const pages = [2, 2, 3, 4, 5].map((n) => to(`?page=${n}`));
    expect(goesOn(...pages)).toEqual([2, 3, 4].map((n) => `${cited.url}?page=${n}`));
  });
});
