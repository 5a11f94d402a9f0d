import { expect, test } from 'vitest';
import { judged } from '../judging/pages.js';

const N = 200_000;
const WORDS = 'the police said that loan sharks had charged interest of more than ';

// Each takes a tenth of a second; a search that is not linear takes ten seconds or more.
test.each<[string, string, string]>([
  ['one letter for ever', 'a'.repeat(N), `${'a'.repeat(1000)}b`],
  ['one letter, far too often', 'a'.repeat(N), 'a'.repeat(N / 10)],
  ['the same words for ever', WORDS.repeat(N / WORDS.length), `${WORDS.repeat(20)} end`],
  [
    'parts that all but stand',
    WORDS.repeat(N / WORDS.length),
    `${`${WORDS}[...] `.repeat(20)}no end`,
  ],
  ['insertions everywhere', 'x y '.repeat(N / 4), `${'x [a] '.repeat(200)} z`],
  ['nothing but brackets', WORDS, '['.repeat(N / 10)],
  ['marks upon marks', `e${'\u0301'.repeat(N)}`, 'e is not here at all, nor is e'],
])('no page and no quotation makes the search slow: %s', (_, page, quote) => {
  const start = performance.now();
  expect(judged(quote, page).verdict).not.toBe('intact');
  expect(performance.now() - start).toBeLessThan(4_000);
});
