import { describe, expect, test } from 'vitest';
import { extract } from '../../src/extract/extract.js';
import { haystacksOf } from '../../src/quote/haystack.js';
import { judgeQuote } from '../../src/quote/judge-quote.js';
import { MARKS } from './twins/marks.js';
import { PRACTICE } from './twins/practice.js';
import { SEAMS } from './twins/seams.js';
import { SIGNS } from './twins/signs.js';
import { STRUCK } from './twins/struck.js';
import { WORDS } from './twins/words.js';

const TWINS = [...MARKS, ...SIGNS, ...WORDS, ...SEAMS, ...PRACTICE, ...STRUCK];

const BEFORE =
  'The ministry held a press conference at its offices. Journalists were given a printed summary of the cases, and waited.';
const AFTER =
  'Another conference is planned for the spring. Little was heard of the courts or of earlier campaigns in the provinces.';
const URL = 'https://source.example/report';

async function judged(quote: string, body: string) {
  const html = `<!doctype html><meta charset="utf-8"><title>t</title><main><p>${BEFORE}</p>\n${body}\n<p>${AFTER}</p></main>`;
  const document = await extract(new TextEncoder().encode(html), { contentType: 'text/html', url: URL });
  return judgeQuote('q', { text: quote }, { kind: 'text', url: URL, haystacks: haystacksOf(document) });
}

describe.each(TWINS)('$what', ({ quote, intact, altered }) => {
  test.each(intact)('may differ: %s', async (page) => {
    const verdict = await judged(quote, page);
    expect(verdict.verdict, JSON.stringify(verdict.diff)).toBe('intact');
  });
  test.each(altered)('may not: %s', async (page) => {
    expect(await judged(quote, page)).toMatchObject({ verdict: 'altered', tier: null });
  });
});

test('every tolerance has its altered twin', () => {
  for (const { what, intact, altered } of TWINS) {
    expect(intact, what).not.toHaveLength(0);
    expect(altered, what).not.toHaveLength(0);
  }
});
