import { expect, test } from 'vitest';
import { linesOf } from '../../../src/reading/pdf/lines.js';

/** A line of letters, each as wide as its height of 20 points and so far from the one before. */
const lineOf = (letters: string, gaps: readonly number[]): string => {
  let x = 60;
  const pieces = [...letters].map((text, i) => {
    x += i === 0 ? 0 : 20 + (gaps[i - 1] as number);
    return { text, x0: x, x1: x + 20, y: 100, size: 20 };
  });
  return linesOf(pieces)
    .map(({ text }) => text)
    .join('|');
};

test('a letter that is not known is one of a word whose letters are set apart', () => {
  expect(lineOf('\ufffd动与法律', [7, 7, 7, 7])).toBe('\ufffd动与法律');
});
test('an ornament stands apart from the text', () => {
  expect(lineOf('\ufffd动与法律', [7, 0, 0, 0])).toBe('\ufffd 动与法律');
});
