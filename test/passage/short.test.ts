import { expect, it } from 'vitest';
import { Haystack } from '../../src/passage/haystack.js';
import { judgeQuote } from '../../src/passage/judge-quote.js';

const on = (...texts: readonly string[]) => ({
  kind: 'text' as const,
  url: 'https://a.example/x',
  haystacks: [new Haystack(texts.map((text) => ({ text, role: 'main' as const })))],
});

/** A page that shows enough for an absence to be believed. */
const LONG = 'The conference went on into the evening, and nothing else was said of it. '.repeat(5);

it.each([
  ['stands once', ['The rate: police 16 per cent in all.'], 'intact'],
  ['stands once, with other punctuation', ['The rate: Police — 16 per cent.'], 'intact'],
  [
    'stands at several places, so that nobody can tell which is meant',
    ['Police: 16 per cent', 'Police: 16 per cent'],
    'unverifiable',
  ],
  [
    'stands nowhere, and is not likened to what looks alike',
    ['Police: 61 per cent', LONG],
    'missing',
  ],
])('a quotation of few letters that %s', (_, page, verdict) => {
  expect(judgeQuote('q', { text: 'Police: 16 per cent' }, on(...page)).verdict).toBe(verdict);
});

it.each([
  ['Their gang must repay losses', 'missing'],
  ['These gangs must repay losses', 'altered'],
])('a quotation is likened to other words from twenty-five letters on: %s', (text, verdict) => {
  const page = on(`It said: ${text.replace('must', 'may')}.`, LONG);
  expect(judgeQuote('q', { text }, page).verdict).toBe(verdict);
});
