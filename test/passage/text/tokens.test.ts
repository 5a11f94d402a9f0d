import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffTexts, diffWords, wordsOf } from '../../../src/passage/text/tokens.js';

const text = fc
  .array(
    fc.constantFrom(
      'police',
      'The',
      '1,664',
      '3.53',
      'don’t',
      '中',
      '贷款',
      '$',
      '—',
      'exam\u00adple',
      ',',
      ' ',
      '\n',
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(' '));
const words = (s: string): readonly string[] => wordsOf(s).map((w) => w.bare);

test('numbers, contractions, currency and Chinese characters are words', () => {
  expect(words('Rmb1.52m: don’t pay $3,500 or 35% 贷款')).toEqual([
    'Rmb',
    '1.52',
    'm',
    'don’t',
    'pay',
    '$',
    '3,500',
    'or',
    '35',
    '%',
    '贷',
    '款',
  ]);
});
test('a sign that ends a sentence is no word, in scripts without spaces either', () => {
  expect(words('သည်။ ခဲ့၊')).toEqual(['သ', 'ည်', 'ခဲ့']);
  expect(words('បុណ្យ។ ល្អ៕ ថា៖')).toEqual(['បុ', 'ណ្', 'យ', 'ល្', 'អ', 'ថា']);
  expect(words('他走了。')).toEqual(['他', '走', '了']);
});
test('four marks of Burmese stand for words', () => {
  expect(words('၎င်း၏၌')).toEqual(['၎', 'င်း', '၏', '၌']);
});
test.each([
  ['1,250,000', '1250000'],
  ['12,50,000', '1250000'],
  ['1.250.000', '1250000'],
  ['1 250 000', '1250000'],
  ['12,50', '12,50'],
  ['12,500,00', '12,500,00'],
])('a number is one however it is grouped: %s', (written, key) => {
  expect(wordsOf(written).map((word) => word.key)).toEqual([key]);
});

test('a soft hyphen does not divide a word', () => {
  expect(wordsOf('exam\u00adple').map((w) => w.key)).toEqual(['example']);
});
test('an edit that a repeated word cuts in two is told as one', () => {
  expect(
    diffTexts('one two. three four two. five', 'one two. five').filter((p) => p.op === 'removed'),
  ).toHaveLength(1);
});
test('texts with nothing in common are told whole', () => {
  const [a, b] = [0, 1].map((from) =>
    Array.from({ length: 3000 }, (_, i) => `w${2 * i + from}x`).join(' '),
  );
  expect(diffTexts(a as string, b as string).map((p) => p.op)).toEqual(['removed', 'added']);
});
test('property: nothing of a text is lost between its words', () => {
  fc.assert(
    fc.property(text, (s) => {
      const all = wordsOf(s)
        .map((w) => w.raw)
        .join('');
      expect(s.endsWith(all)).toBe(true);
      expect(s.slice(0, s.length - all.length)).not.toMatch(/[\p{L}\p{N}]/u);
    }),
  );
});
test('property: a difference applied to the earlier text gives the later one', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const runs = diffWords(wordsOf(before), wordsOf(after)) ?? [];
      const keys = (without: string): readonly string[] =>
        runs.filter((run) => run.op !== without).flatMap((run) => run.words.map((w) => w.key));
      expect(keys('added')).toEqual(wordsOf(before).map((w) => w.key));
      expect(keys('removed')).toEqual(wordsOf(after).map((w) => w.key));
    }),
  );
});

describe('a letter that is not known', () => {
  test.each([
    ['\ufffd동부는 왔다', ['\ufffd동부는', '왔다']],
    ['접\ufffd했다', ['접\ufffd했다']],
    ['\ufffdages and wa\ufffdes', ['\ufffdages', 'and', 'wa\ufffdes']],
    ['Columbia\ufffd Потвърден', ['Columbia\ufffd', 'Потвърден']],
  ])('belongs to the word that it stands in: %s', (text, words) => {
    expect(wordsOf(text).map(({ bare }) => bare)).toEqual(words);
  });
});
