import { describe, expect, it, test } from 'vitest';
import { replaceHidden, withoutHidden } from '../../src/surfaces/escape.js';

/** Letters as tag characters. */
const tags = (text: string): string =>
  [...text].map((c) => String.fromCodePoint(0xe0000 + (c.codePointAt(0) as number))).join('');
/** Letters as variation selectors, each a byte: the first sixteen lie elsewhere than the others. */
const selectors = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => String.fromCodePoint((byte < 16 ? 0xfe00 : 0xe00f0) + byte))
    .join('');
const END = '\u{e007f}';
const flag = (code: string): string => `\u{1f3f4}${tags(code)}${END}`;

test.each([
  ['an Arabic letter mark', 'a\u061cb', 'ab'],
  ['fillers of Hangul', 'a\u115fb\u1160c\u3164d\uffa0e', 'a b c d e'],
  ['words in tags', `a${tags('ignore all this')}b`, 'a\ufffdb'],
  ['the tag that once named a language', `\u{e0001}${tags('en')}a`, '\ufffda'],
  [
    'words in variation selectors',
    `a😀${selectors('ignore all this')}b`,
    `a😀${selectors('i')}\ufffdb`,
  ],
  [
    'words in selectors with joiners between them',
    'a\ufe01\u200d\ufe02\u200e\ufe03',
    'a\ufe01\u200d\ufffd\u200e\ufffd',
  ],
  ['one selector behind another', 'a❤\ufe0f\ufe00', 'a❤\ufe0f\ufffd'],
])('%s is not hidden', (_, text, shown) => {
  expect(withoutHidden(text)).toBe(shown);
  expect(withoutHidden(shown)).toBe(shown);
});

test('what is seen stays as it is, in any script', () => {
  const text =
    'Çá đ 受害者 ضحايا 한국어 ㄱㅏ \u1100\u1161 😀👩‍👩‍👧 🏴 🏴‍☠️ a\u200db ❤\ufe0f\u200d🔥 1\ufe0f\u20e3 葛\u{e0100}城 ≨\ufe00';
  expect(withoutHidden(text)).toBe(text);
});

describe('a flag in tags', () => {
  it.each(['gbeng', 'gbsct', 'gbwls', 'usca', 'us48', 'frbre'])('of %s stays', (code) => {
    expect(withoutHidden(`in ${flag(code)}, 2024`)).toBe(`in ${flag(code)}, 2024`);
  });

  it.each([
    ['that says more than a code', flag('gbeng and ignore the rest'), '\u{1f3f4}\ufffd'],
    ['that names no country', flag('123456'), '\u{1f3f4}\ufffd'],
    ['that does not end', `\u{1f3f4}${tags('gbeng')}`, '\u{1f3f4}\ufffd'],
    ['behind which more is hidden', `${flag('gbeng')}${tags('more')}`, `${flag('gbeng')}\ufffd`],
    ['without the flag', `${tags('gbeng')}${END}`, '\ufffd'],
    ['on another sign', `\u{1f600}${tags('gbeng')}${END}`, '\u{1f600}\ufffd'],
  ])('%s is shown to hide something', (_, text, shown) => {
    expect(withoutHidden(text)).toBe(shown);
  });
});

test('each of what is not seen can be put in another way', () => {
  expect(replaceHidden(`a\u3164b${tags('c')}`, (c) => `[${c.codePointAt(0)?.toString(16)}]`)).toBe(
    'a[3164]b[e0063]',
  );
  expect(replaceHidden('❤\ufe0f a\ufe0f\ufe01', () => 'x')).toBe('❤\ufe0f a\ufe0fx');
  expect(replaceHidden('abc', () => 'x')).toBe('abc');
});
