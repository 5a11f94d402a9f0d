import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fold,
  foldedLetters,
  foldedText,
  isBearing,
  letterEnd,
  lettersOf,
} from '../../../src/passage/text/fold.js';

const folded = (text: string): string => fold(text).text;

describe('what means nothing is made equal', () => {
  test.each([
    ['capitals', 'The END', 'the end'],
    ['white space of all kinds', 'a\u00a0b\n\t c\u3000d', 'a b c d'],
    ['quote marks', '“a” ‘b’ «c» 「d」 „e‟ `f´', '"a" "b" "c" "d" "e" "f"'],
    ['dashes', 'a–b—c‑d−e', 'a-b-c-d-e'],
    ['soft hyphens and invisible joiners', 'exam\u00adple zero\u200bwidth', 'example zerowidth'],
    ['ligatures', 'oﬃcial ﬁnding', 'official finding'],
    ['full-width forms', 'ＡＢＣ１２％', 'abc12%'],
    ['radicals and the ideographs that they look like', '⼈⺠部⻔', '人民部门'],
    ['the ellipsis sign', 'so…', 'so...'],
    ['white space at the beginning', '  a', 'a'],
  ])('%s', (_, text, expected) => {
    expect(folded(text)).toBe(expected);
  });
  test('accents composed and decomposed are the same letter', () => {
    expect(folded('cafe\u0301')).toBe(folded('caf\u00e9'));
  });
});

test('letters and digits, currency and per cent signs are all that the last tier compares', () => {
  expect(lettersOf(fold('Rmb1.52m ($5) – 6 %!')).text).toBe('rmb152m$56%');
  expect([...'a1中€%'].every((c) => isBearing(c))).toBe(true);
  expect([...'.,-" ]'].some((c) => isBearing(c))).toBe(false);
});

test('an offset leads back to the character that was written', () => {
  const text = 'A\u00ad “ﬁ” 𝔘𠮷c';
  const { text: found, at } = fold(text);
  const back = (part: string): string => text.slice(at[found.indexOf(part)]);
  expect(back('"')).toMatch(/^“/);
  expect(back('fi')).toMatch(/^ﬁ/);
  expect(back('u')).toMatch(/^𝔘/);
  expect(back('𠮷')).toMatch(/^𠮷/);
  expect(back('c')).toBe('c');
});

const typeset = fc
  .array(
    fc.constantFrom(
      'a',
      'É',
      'e\u0301',
      'ﬃ',
      '\u00ad',
      ' ',
      '\n',
      '”',
      '中',
      '𠮷',
      '…',
      'ß',
      '㎞',
      '—',
      '１',
    ),
  )
  .map((pieces) => pieces.join(''));
const anyText = fc.oneof(fc.string({ unit: 'binary' }), typeset);

describe('property: the way back', () => {
  test('never runs backwards, and always leads into the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { text: found, at } of [fold(text), lettersOf(fold(text))]) {
          expect(at).toHaveLength(found.length);
          expect(at.every((from, i) => from < text.length && from >= (at[i - 1] ?? 0))).toBe(true);
        }
      }),
    );
  });
  test('leads to a stretch that folds to the same letters', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { text: found, at } = lettersOf(fold(text));
        for (let i = 0; i < found.length; i++) {
          const stretch = text.slice(at[i], letterEnd(text, at[i] as number));
          expect(lettersOf(fold(stretch)).text).toContain(found.charAt(i));
        }
      }),
    );
  });
  test('folding twice is folding once', () => {
    fc.assert(
      fc.property(typeset, (text) => {
        expect(folded(folded(text))).toBe(folded(text));
      }),
    );
  });
});

describe('the folded text alone', () => {
  const plainly = fc.string({
    unit: fc.constantFrom(
      ...' \t\n\r$%^~×½µ\u00a0\u000b\u0000aZ9.,-‘’“”–—\'"`´ÀéßæÆøÿ×÷…ﬁ\u0301\u00adªº²İıK',
    ),
    maxLength: 40,
  });
  test('property: is what the folding with its way back says', () => {
    fc.assert(
      fc.property(fc.oneof(plainly, fc.string({ unit: 'binary', maxLength: 40 })), (text) => {
        expect(foldedText(text)).toBe(fold(text).text);
        expect(foldedLetters(text)).toBe(lettersOf(fold(text)).text);
      }),
      { numRuns: 2_000 },
    );
  });
});
