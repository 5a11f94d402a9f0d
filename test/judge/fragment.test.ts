import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkToPassage } from '../../src/judge/fragment.js';

const directive = (found: string): readonly string[] =>
  (linkToPassage('https://a.example/x', found, null).split('#:~:text=')[1] ?? '')
    .split(',')
    .map(decodeURIComponent);

describe('a link that opens at the passage', () => {
  test('names a short passage whole', () => {
    expect(directive('a short passage')).toEqual(['a short passage']);
  });
  test('names the ends of a long one', () => {
    const found =
      'One two three four five six and so on for many words until the very end is reached at last.';
    expect(directive(found)).toEqual(['One two three four five', 'end is reached at last.']);
  });
  test('names ends without spaces by their characters', () => {
    const found = '隨著民間資本的充裕近年來高利貸以及衍生犯罪問題愈演愈烈'.repeat(4);
    expect(directive(found)).toEqual([found.slice(0, 10), found.slice(-10)]);
  });
  test('never names the seam between two blocks', () => {
    expect(directive('A heading\nThe passage goes on')).toEqual(['A heading', 'The passage goes on']);
  });
  test('never cuts a character in two', () => {
    expect(directive('𠮷'.repeat(99))).toEqual(['𠮷'.repeat(10), '𠮷'.repeat(10)]);
    expect(directive('broken \ud842 text')).toEqual(['broken  text']);
  });
  test('escapes what has a meaning in a directive', () => {
    const link = linkToPassage('https://a.example/x', 'then-22, & more', null);
    expect(link).toBe('https://a.example/x#:~:text=then%2D22%2C%20%26%20more');
  });
  test('takes the place of a fragment', () => {
    expect(linkToPassage('https://a.example/x#part', 'words', null)).toBe(
      'https://a.example/x#:~:text=words',
    );
  });
  test('is the number of the page in a PDF', () => {
    expect(linkToPassage('https://a.example/x.pdf#zoom=1', 'words', 12)).toBe(
      'https://a.example/x.pdf#page=12',
    );
  });
});

test('property: the passage begins and ends with what the link names, and the link is an address', () => {
  const text = fc
    .array(fc.constantFrom('word', 'a-b', 'c,d', 'e&f', '中文字', '𠮷𠮷', '“q”', '%'), {
      minLength: 1,
      maxLength: 40,
    })
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(text, (found) => {
      const named = directive(found);
      expect(found.startsWith(named[0] as string)).toBe(true);
      expect(found.endsWith(named.at(-1) as string)).toBe(true);
      expect(URL.canParse(linkToPassage('https://a.example/x', found, null))).toBe(true);
    }),
  );
});
