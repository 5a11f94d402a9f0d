import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judgeContent } from '../src/judging/content/judge-content.js';
import type { QuoteVerdict } from '../src/model/quote.js';
import type { Snapshot } from '../src/model/visit.js';
import { snapshotOf } from '../src/model/visit.js';
import type { Quote } from '../src/model/watchlist.js';
import { haystacksOf } from '../src/passage/haystack.js';
import { judgeQuote } from '../src/passage/judge-quote.js';
import { type Expected, parseFixture } from './fixtures/fixture.js';
import { differences } from './judging/pages.js';
import { read } from './reading/read.js';

const FOLDER = new URL('./fixtures/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.html'));
const fixtures = files.map((name) => {
  try {
    return { name, ...parseFixture(readFileSync(new URL(name, FOLDER), 'utf8')) };
  } catch (error) {
    throw new Error(`${name}: ${String(error)}`);
  }
});

const snapshot = async (html: string): Promise<Snapshot> =>
  snapshotOf(html, await read(html, 'text/html'));

const judge = (quote: Quote, { document }: Snapshot): QuoteVerdict =>
  judgeQuote('q', quote, {
    kind: 'text',
    url: 'https://a.example/',
    haystacks: haystacksOf(document),
  });

/** A verdict as far as a fixture says something of it. */
const told = ({ verdict, tier, weighty }: QuoteVerdict, { detail }: Expected): Expected => ({
  verdict,
  detail: detail === null ? null : verdict === 'altered' ? (weighty ? 'weighty' : 'light') : tier,
});

describe('a page, and the page a night later', () => {
  test.each(fixtures)('$name: $about', async ({ page, later, cases, content }) => {
    const [before, after] = [await snapshot(page), await snapshot(later)];
    for (const { quote, atFirst, now, differs } of cases) {
      expect(told(judge(quote, before), atFirst), 'at first').toEqual(atFirst);
      const verdict = judge(quote, after);
      expect(told(verdict, now), JSON.stringify(verdict.why)).toEqual(now);
      if (differs !== null) expect(differences(verdict)).toBe(differs);
    }
    if (content !== null)
      expect(judgeContent(after, before).verdict).toMatchObject({ change: content });
  });
});

test('there are fixtures of every verdict, tier and change', () => {
  const seen = new Set(
    fixtures.flatMap(({ cases, content }) => [
      content,
      ...cases.flatMap(({ now }) => [now.verdict, now.detail]),
    ]),
  );
  for (const word of [
    'intact',
    'altered',
    'missing',
    'unverifiable',
    'exact',
    'folded',
    'letters',
    'script',
    'weighty',
    'light',
    'unchanged',
    'cosmetic',
    'edited',
    'replaced',
    'unread',
  ])
    expect(seen).toContain(word);
  expect(fixtures.length).toBeGreaterThanOrEqual(40);
});

test.each([
  [
    'a misspelt key',
    '<!--\nabout: x\nqoute: y\nnow: intact\n-->\n<p>y</p>',
    /not understood: qoute/,
  ],
  [
    'a quotation without a verdict',
    '<!--\nabout: x\nquote: y\n-->\n<p>y</p>',
    /needs "quote" and "now"/,
  ],
  ['no expectation at all', '<!--\nabout: x\n-->\n<p>y</p>', /expects nothing/],
  ['no head', '<p>y</p>', /no <!-- head -->/],
])('a fixture with %s is refused', (_, text, reason) => {
  expect(() => parseFixture(text)).toThrow(reason);
});
