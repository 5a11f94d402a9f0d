import { expect, test } from 'vitest';
import { inReadingOrder } from '../../../src/reading/pdf/columns.js';
import type { PdfLine } from '../../../src/reading/pdf/lines.js';

/** Lines of a column that are as long as it is wide, from the top down. */
const column = (name: string, x0: number, x1: number, lines: number, size = 10): PdfLine[] =>
  Array.from({ length: lines }, (_, i) => ({
    text: `the words of line ${i} of ${name}`,
    x0,
    x1,
    y: 200 + 12 * i,
    size,
  }));
const read = (...columns: readonly PdfLine[][]): readonly string[] =>
  inReadingOrder(columns.flat().toSorted((a, b) => a.y - b.y)).map(
    (group) => `${group[0]?.text.split(' ').at(-1)} ${group.length}`,
  );
const reaching = (lines: readonly PdfLine[], which: readonly number[], x1: number): PdfLine[] =>
  lines.map((line, i) => (which.includes(i) ? { ...line, x1 } : line));

test('columns are read one after the other though a long word reaches into the gutter', () => {
  const [left, right] = [column('left', 60, 280, 12), column('right', 300, 520, 12)];
  expect(read(reaching(left, [4], 298), right)).toEqual(['left 12', 'right 12']);
});
test('what reaches into a gutter in line after line is no column', () => {
  const [left, right] = [column('left', 60, 280, 12), column('right', 300, 520, 12)];
  expect(read(reaching(left, [2, 4, 6, 8], 298), right)).toEqual(['left 24']);
});
test('two lines beside a column are one in smaller letters, and a row of a table in the same', () => {
  const text = column('text', 200, 520, 9);
  expect(read(column('caption', 60, 180, 2, 8), text)).toEqual(['caption 2', 'text 9']);
  const cells = column('cell', 60, 180, 2).map((line) => ({ ...line, text: 'a short cell' }));
  expect(read(cells, text)).toEqual(['cell 11']);
});
test('the last column may have two lines of prose', () => {
  expect(read(column('left', 60, 280, 12), column('right', 300, 520, 2))).toEqual([
    'left 12',
    'right 2',
  ]);
});
test.each([
  [
    'a third column of one line stands as far off as the second',
    540,
    ['left 8', 'middle 8', 'right 1'],
  ],
  ['a line somewhere beside two columns is a part of the second', 560, ['left 8', 'middle 9']],
])('%s', (_, x0, groups) => {
  const columns = [
    column('left', 60, 280, 8),
    column('middle', 300, 520, 8),
    column('right', x0, 760, 1),
  ];
  expect(read(...columns)).toEqual(groups);
});
test('columns of wide letters have few in a line, which end where the next word has no room', () => {
  const cells = (texts: readonly string[], x0: number): PdfLine[] =>
    texts.map((text, i) => ({ text, x0, x1: x0 + 10 * text.length, y: 200 + 12 * i, size: 10 }));
  const prose = [
    'the permit cost',
    'two hundred and',
    'fifty dollars',
    'in the northern',
    'districts that',
    'the office saw',
    'and no other',
  ];
  const names = [
    'Jo An',
    'Samira Haddad',
    'Li Na',
    'Omar Sy',
    'Ana Maria Diaz',
    'Bo Yi',
    'Carl Zeiss Jr',
  ];
  const groups = (texts: readonly string[]): number =>
    inReadingOrder([...cells(texts, 60), ...cells(texts, 240)].toSorted((a, b) => a.y - b.y))
      .length;
  expect([groups(prose), groups(names)]).toEqual([2, 1]);
});
test('words of a justified line may stand as far apart as columns', () => {
  const stretched = column('left', 60, 280, 8).flatMap((line, i) =>
    i === 3
      ? [60, 120, 180, 240].map((x0) => ({ ...line, text: 'word', x0, x1: x0 + 40 }))
      : [line],
  );
  expect(read(stretched, column('right', 300, 520, 8))).toEqual(['left 11', 'right 8']);
});
test('ideographs fill a line with half as many characters', () => {
  const chinese = (x0: number, x1: number): PdfLine[] =>
    column('', x0, x1, 6).map((line) => ({ ...line, text: '地方官员随意执行这些规定' }));
  expect(
    inReadingOrder([...chinese(60, 180), ...chinese(200, 320)].toSorted((a, b) => a.y - b.y)),
  ).toHaveLength(2);
  const short = (x0: number, x1: number): PdfLine[] =>
    column('', x0, x1, 6).map((line) => ({ ...line, text: 'a short cell' }));
  expect(
    inReadingOrder([...short(60, 180), ...short(200, 320)].toSorted((a, b) => a.y - b.y)),
  ).toHaveLength(1);
});

test.each([
  ['follows at the distance of the others', 12, ['text. 6', 'box. 3']],
  ['begins after a gap', 17, ['text. 3', 'box. 3', 'text. 3']],
])(
  'text beside a box whose last line ends a sentence runs on where the next line %s',
  (_, step, groups) => {
    const at = (lines: readonly PdfLine[], y: number): PdfLine[] =>
      lines.map((line) => ({
        ...line,
        y: line.y + y,
        text: line.text.replace(/(.*) of (\w+)$/u, '$1. $2.'),
      }));
    const [beside, box] = [column('text', 60, 280, 3), at(column('box', 300, 520, 3), -4)];
    const below = at(column('text', 60, 520, 3), 24 + step);
    expect(read(at(beside, 0), box, below)).toEqual(groups);
  },
);
