import { describe, expect, test } from 'vitest';
import type { LinkStatus } from '../../src/model/link.js';
import type { QuoteStatus } from '../../src/model/quote.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { needOf } from '../../src/night/agenda.js';
import { judgeNight, useOf } from '../judging/nights.js';
import { pageOf } from '../judging/pages.js';

const QUOTE = 'The government did not release 41 suspects, officials said on Monday in Chongqing.';
const read = judgeNight(1, { uses: [useOf(QUOTE)], document: pageOf(QUOTE) });
const withQuote = (verdict: QuoteStatus): SourceVerdict => ({
  ...read,
  citations: read.citations.map((c) => ({
    ...c,
    quotes: c.quotes.map((q) => ({ ...q, verdict })),
  })),
});
const unread: SourceVerdict = { ...withQuote('unverifiable'), witness: 'none' };
const linked = (status: LinkStatus): SourceVerdict => ({
  ...unread,
  link: { ...unread.link, status },
});

describe('another witness', () => {
  test('is called for the text of a document that could not be read', () => {
    for (const status of ['blocked', 'gone', 'soft-404', 'unreachable', 'alive'] as const)
      expect(needOf(linked(status)), status).toBe('text');
  });
  test('is called for the text of a document that is longer than what is read, and not where nothing was seen', () => {
    const seen = (kind: 'too-long' | 'offline'): SourceVerdict => ({
      ...unread,
      link: { ...unread.link, status: 'unjudged', why: { kind: 'unasked', why: { kind } } },
    });
    expect(needOf(seen('too-long'))).toBe('text');
    expect(needOf(seen('offline'))).toBeNull();
  });
  test('is called for a passage that does not stand in it', () => {
    expect(needOf(withQuote('missing'))).toBe('passage');
  });
  test('is called for a passage whose absence a page does not prove', () => {
    const said = withQuote('unverifiable');
    const unproven = (why: object): SourceVerdict => ({
      ...said,
      citations: said.citations.map((c) => ({
        ...c,
        quotes: c.quotes.map((q) => ({ ...q, why }) as typeof q),
      })),
    });
    expect(needOf(unproven({ kind: 'little-text', letters: 9 }))).toBe('passage');
    expect(needOf(unproven({ kind: 'no-words' }))).toBeNull();
  });
  test('is not called for what the live page settled', () => {
    for (const status of ['intact', 'altered', 'unverifiable'] as const)
      expect(needOf(withQuote(status)), status).toBeNull();
  });
  test('is called for a source without an address', () => {
    expect(needOf(linked('no-url'))).toBe('text');
  });
  test('is not called where nothing is quoted, and where nothing was asked', () => {
    expect(needOf({ ...unread, citations: [] })).toBeNull();
    expect(needOf(linked('unjudged'))).toBeNull();
  });
});
