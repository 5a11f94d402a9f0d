import { describe, expect, it } from 'vitest';
import type { Doubt, Imported, LeftOut } from '../../src/model/manuscript.js';
import { renderImport, renderInit } from '../../src/surfaces/import.js';

const place = { page: null, paragraph: 7 };
const left = (words: string, cited: boolean, shown: boolean, page: number | null = null): LeftOut => ({
  place: { ...place, page },
  words,
  cited,
  shown,
});

const imported = (leftOut: readonly LeftOut[], ...doubts: readonly Doubt[]): Imported => ({
  report: 'R1',
  sources: 1,
  citations: 1,
  quotes: 1,
  originals: 0,
  changes: [],
  uncertain: doubts.length === 0 ? [] : [{ citation: 'R1/2', place, cited: 'HRW, op. cit.', doubts }],
  leftOut,
  uncited: [],
  unread: [],
});

/** The lines that `import` prints between its first and its last. */
const importLines = (read: Imported): readonly string[] =>
  renderImport(read, 'sources.json', false).trimEnd().split('\n').slice(1, -1);

const initText = (read: Imported): string =>
  renderInit(
    {
      imported: read,
      watch: { reports: [], sources: [], series: [], decisions: [] },
      series: [],
      lints: [],
      files: [],
    },
    'sources.json',
  );

describe('what was left out of an import', () => {
  const LEFT = [
    left('no longer safe', false, true),
    left('unsafe', true, true, 3),
    left('people’s courts', false, false),
  ];

  it('is told with its place, and whether a citation stands behind it; words that somebody used are counted', () => {
    expect(importLines(imported(LEFT))).toEqual([
      '? paragraph 7: left out: no citation, and maybe no quotation: “no longer safe”',
      '? page 3, paragraph 7: left out, though a citation stands behind it: “unsafe”',
      '3 possible quotations left out, 1 of one or two words and without a citation',
    ]);
  });

  it('is told by init under how many they are', () => {
    expect(initText(imported(LEFT))).toContain(
      '3 possible quotations left out, 1 of one or two words and without a citation\n' +
        '  ? paragraph 7: left out: no citation, and maybe no quotation: “no longer safe”\n' +
        '  ? page 3, paragraph 7: left out, though a citation stands behind it: “unsafe”\n',
    );
  });

  it('is no line where nothing was', () => {
    expect(importLines(imported([]))).toEqual([]);
    expect(initText(imported([]))).not.toContain('left out');
    expect(importLines(imported([left('no longer safe', false, true)])).at(-1)).toBe('1 possible quotation left out');
  });
});

describe('what an import asks', () => {
  const several: Doubt = { kind: 'several-fit', titles: ['Law One', 'Law Two'] };
  const broken: Doubt = {
    kind: 'broken-address',
    readings: ['https://hrw.example/cut-', 'https://hrw.example/cut-here'],
  };
  const LINES = [
    '? R1/2 (paragraph 7): which is meant is not to be told: “Law One” or “Law Two” in “HRW, op. cit.”',
    '? R1/2 (paragraph 7): its address may be broken, and is left open: https://hrw.example/cut- or https://hrw.example/cut-here in “HRW, op. cit.”',
  ];

  it('names the documents of which one is meant, and the addresses of which one is right', () => {
    expect(importLines(imported([], several, broken))).toEqual(LINES);
  });

  it('is asked by init as a reading that is uncertain', () => {
    expect(initText(imported([], several, broken))).toContain(
      `1 reading is uncertain: compare with the report.\n${LINES.map((line) => `  ${line}`).join('\n')}\n`,
    );
  });

  it('shows no sign of a report that would move the terminal’s cursor', () => {
    const told = importLines(imported([left('no\u001b[2J longer\u202e safe', false, true)])).join();
    for (const sign of ['\u001b', '\u202e']) expect(told).not.toContain(sign);
  });
});
