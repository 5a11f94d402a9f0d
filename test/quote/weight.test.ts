import { describe, expect, test } from 'vitest';
import { isWeighty } from '../../src/quote/weight.js';
import { wordsOf } from '../../src/text/tokens.js';
import { diffWords, type WordRun } from '../../src/text/word-diff.js';

const runs = (before: string, after: string): readonly WordRun[] =>
  diffWords(wordsOf(before), wordsOf(after)) ?? [];
const weighs = (before: string, after: string): boolean => isWeighty(runs(before, after));

describe('a difference weighs when it can change what a passage proves', () => {
  test.each([
    ['a number', 'some 41 men', 'some 47 men'],
    ['a decimal point', 'some 3.53 men', 'some 353 men'],
    ['a currency', 'paid $5 then', 'paid €5 then'],
    ['a negation', 'he did not pay', 'he did pay'],
    ['a contracted negation', 'he did pay', 'he didn’t pay'],
    ['a modal verb', 'they may pay', 'they must pay'],
    ['a degree', 'most men paid', 'some men paid'],
    ['a day', 'paid on Monday', 'paid on Sunday'],
    ['a month in small letters', 'paid in may', 'paid in june'],
    ['a name', 'he met Deng', 'he met Du'],
    ['a Chinese negation', '官方不願意介入', '官方願意介入'],
    ['a clause', 'he paid', 'he paid and then went home to see his mother'],
  ])('%s', (_, before, after) => {
    expect(weighs(before, after)).toBe(true);
  });
  test.each([
    ['a spelling', 'they organise it', 'they organize it'],
    ['an article', 'in the county', 'in a county'],
    ['a plural', 'the report said', 'the reports said'],
    ['punctuation', 'in June, he left', 'in June he left'],
    ['capitals', 'The Ministry said', 'the ministry said'],
  ])('but not %s', (_, before, after) => {
    expect(weighs(before, after)).toBe(false);
  });
});
