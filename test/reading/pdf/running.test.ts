import { describe, expect, test } from 'vitest';
import type { PdfLine } from '../../../src/reading/pdf/lines.js';
import { type LinedSheet, withoutRunningLines } from '../../../src/reading/pdf/lines.js';

const line = (text: string, y: number, x0 = 60): PdfLine => ({
  text,
  x0,
  x1: x0 + 5 * text.length,
  y,
  size: 10,
});
const sheet = (page: number, ...lines: readonly PdfLine[]): LinedSheet => ({
  page,
  height: 842,
  lines: [...lines, line(`The text of page ${page}.`, 400)].toSorted((a, b) => a.y - b.y),
});
/** The texts of the lines that are left, page by page, without the text itself. */
const left = (...sheets: readonly LinedSheet[]): readonly (readonly string[])[] =>
  withoutRunningLines(sheets).map(({ lines }) =>
    lines.map(({ text }) => text).filter((text) => !text.startsWith('The text')),
  );
/** A document of so many pages, on some of which a line stands at the top. */
const topped = (
  pages: number,
  on: readonly number[],
  text: (page: number) => string = () => 'Summary',
) =>
  left(
    ...Array.from({ length: pages }, (_, i) =>
      on.includes(i + 1) ? sheet(i + 1, line(text(i + 1), 60)) : sheet(i + 1),
    ),
  ).flat();

describe('a line at the head of pages runs', () => {
  test('when it comes on three pages of a long document', () => {
    expect(topped(6, [2, 4, 6])).toEqual([]);
  });
  test('but not when it comes on two: a heading may stand at the top twice', () => {
    expect(topped(6, [2, 5])).toEqual(['Summary', 'Summary']);
    expect(topped(5, [1, 2])).toEqual(['Summary', 'Summary']);
  });
  test('when it comes on two pages of a short document', () => {
    expect(topped(4, [1, 2])).toEqual([]);
    expect(topped(4, [1])).toEqual(['Summary']);
  });
  test('also when only its number changes from page to page', () => {
    expect(topped(6, [1, 2, 3], (page) => `Country report ${page}`)).toEqual([]);
    expect(
      topped(6, [1, 2, 3], (page) => `${['A', 'B', 'C'][page - 1]} country report`),
    ).toHaveLength(3);
  });
  test('only where it stands at the same height', () => {
    const at = (...heights: readonly number[]) =>
      left(...heights.map((y, i) => sheet(i + 1, line('Summary', y)))).flat();
    expect(at(60, 63, 58, 60, 61)).toEqual([]);
    expect(at(40, 60, 80, 100, 120)).toHaveLength(5);
  });
  test('never in the middle of the page', () => {
    expect(left(...[1, 2, 3, 4, 5].map((n) => sheet(n, line('Summary', 200)))).flat()).toHaveLength(
      5,
    );
  });
});

describe('a page number', () => {
  test.each(['7', '- 7 -', 'Page 7 of 12', 'xii', 'Seite 7', '第7页', '7 | Page'])(
    'is taken off: %s',
    (text) => {
      expect(left(sheet(1, line(text, 810)))).toEqual([[]]);
    },
  );
  test.each(['2023', '7 people', 'Chapter'])('is not every short line: %s', (text) => {
    expect(left(sheet(1, line(text, 810)))).toEqual([[text]]);
  });
  test('is the outermost line, or stands next to a running one', () => {
    const [notes, number] = [line('12', 780), line('7', 810)];
    expect(left(sheet(1, notes, line('a source', 800), number))).toEqual([['12', 'a source']]);
  });
});
