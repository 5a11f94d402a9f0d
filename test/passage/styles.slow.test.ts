import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Quote } from '../../src/model/watchlist.js';
import { haystacksOf } from '../../src/passage/haystack.js';
import { judgeQuote, wordingOf } from '../../src/passage/judge-quote.js';
import { omissionChange } from '../../src/passage/omissions.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { read } from '../reading/read.js';
import { bracketsOf, printed, WEIGHTY } from './styles/seams.js';
import { SITES, type Site } from './styles/sites.js';

const watch = parseWatchlist(
  readFileSync(new URL('../../sources.json', import.meta.url), 'utf8'),
  'sources.json',
);
const QUOTES = watch.reports.flatMap((report) =>
  report.citations.flatMap(({ id, quotes }) =>
    quotes.map((quote) => ({
      id,
      quote,
      lang: quote.original?.lang.startsWith('zh') ? ('zh' as const) : ('en' as const),
    })),
  ),
);
const SITE_LIST = Object.entries(SITES).map(([name, site]) => ({ name, site }));
const URL_OF_PAGE = 'https://source.example/report';

async function judged(quote: Quote, site: Site, paragraphs: readonly string[]) {
  const document = await read(site(paragraphs), 'text/html', URL_OF_PAGE);
  return judgeQuote('q', quote, {
    kind: 'text',
    url: URL_OF_PAGE,
    haystacks: haystacksOf(document),
  });
}

test('the report has 45 quotations, with sixty brackets between their words', () => {
  expect(QUOTES).toHaveLength(45);
  expect(QUOTES.flatMap(({ quote }) => bracketsOf(wordingOf(quote))).length).toBe(60);
});

describe.each(SITE_LIST)('on $name', ({ site }) => {
  test.each(QUOTES)('$id stands', async ({ quote, lang }) => {
    const { verdict, diff, why } = await judged(quote, site, printed(wordingOf(quote), lang));
    expect(verdict, JSON.stringify([why, diff.filter(({ op }) => op !== 'same')])).toBe('intact');
  });
});

/** A word that weighs at each bracket of each quotation; each of the seven on the next site. */
const WEIGHED = QUOTES.flatMap(({ id, quote, lang }) =>
  bracketsOf(wordingOf(quote)).flatMap(({ kind, at }) =>
    WEIGHTY[lang].map((word) => ({ id, quote, lang, kind, at, word })),
  ),
).map((one, i) => ({ ...one, ...(SITE_LIST[i % SITE_LIST.length] as (typeof SITE_LIST)[number]) }));

describe('with a word of weight put in', () => {
  test.each(WEIGHED.filter(({ kind }) => kind === 'insertion'))(
    '“$word” where $id has its editor’s words ($at), on $name: not intact',
    async ({ quote, lang, site, at, word }) => {
      const verdict = await judged(quote, site, printed(wordingOf(quote), lang, { at, word }));
      expect(verdict.verdict).not.toBe('intact');
    },
  );
  test.each(WEIGHED.filter(({ kind }) => kind === 'omission'))(
    '“$word” where $id leaves words out ($at), on $name: told the night it comes, and no plain verdict',
    async ({ quote, lang, site, at, word }) => {
      const before = await judged(quote, site, printed(wordingOf(quote), lang));
      const now = await judged(quote, site, printed(wordingOf(quote), lang, { at, word }));
      const change = omissionChange(before.omitted ?? [], now.omitted ?? []);
      expect(
        now.verdict !== 'intact' || change?.weighty === true,
        JSON.stringify([now.omitted, change]),
      ).toBe(true);
    },
  );
});
