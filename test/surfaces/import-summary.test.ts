import { describe, expect, it } from 'vitest';
import {
  type Doubt,
  EMPTY_LEDGER,
  type Imported,
  type LeftOut,
} from '../../src/model/manuscript.js';
import {
  renderFolderBeside,
  renderImport,
  renderInit,
  renderRead,
} from '../../src/surfaces/import.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';

const place = { page: null, paragraph: 7 };
const left = (
  words: string,
  cited: boolean,
  shown: boolean,
  page: number | null = null,
): LeftOut => ({
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
  filed: { closed: [], rejected: [], reopened: [], overtaken: [], pending: [] },
  uncertain:
    doubts.length === 0 ? [] : [{ citation: 'R1/2', place, cited: 'HRW, op. cit.', doubts }],
  leftOut,
  uncited: [],
  unread: [],
  open: [],
  ledger: EMPTY_LEDGER,
  cited: 0,
  bare: [],
  series: [],
  proposed: [],
  toMend: { high: 0, medium: 0, low: 0 },
});

/** The lines that `import` prints between its first and its last. */
const importLines = (read: Imported): readonly string[] =>
  renderImport(ENGLISH, read, 'sources.json', false)
    .trimEnd()
    .split('\n')
    .slice(1, -1)
    .map((line) => line.trim())
    .filter((line) => line !== '');

const initText = (read: Imported): string => renderInit(ENGLISH, read, [], 'sources.json');

describe('what was left out of an import', () => {
  const LEFT = [
    left('no longer safe', false, true),
    left('unsafe', true, true, 3),
    left('people’s courts', false, false),
  ];

  it('is told with its place, and whether a citation stands behind it; words that somebody used are counted', () => {
    expect(importLines(imported(LEFT))).toEqual([
      '3 possible quotations left out, 1 of one or two words and without a citation',
      '? paragraph 7: left out: no citation, and maybe no quotation: “no longer safe”',
      '? page 3, paragraph 7: left out, though a citation stands behind it: “unsafe”',
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
    expect(importLines(imported([left('no longer safe', false, true)]))[0]).toBe(
      '1 possible quotation left out',
    );
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
    expect(importLines(imported([], several, broken)).slice(1)).toEqual(LINES);
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

describe('the sum of what a file holds', () => {
  const ledger = { ...EMPTY_LEDGER, notes: 19, marks: 19, addresses: 8, quotations: 18 };
  const note = { kind: 'note', words: 'Rates of 9 June.', place } as const;

  it('is printed by import and init where all of it is placed, and what is cited nowhere is named', () => {
    const told = { ...imported([]), ledger: { ...ledger, told: [note] } };
    const lines = [
      '19 notes, 19 marks, 8 addresses, 18 long quotations: all placed, 1 of them not cited',
      '? paragraph 7: a note that cites nothing: “Rates of 9 June.”',
    ];
    for (const line of lines) {
      expect(importLines(told)).toContain(line);
      expect(initText(told)).toContain(line);
    }
  });

  it('is a headline where it does not come out', () => {
    const lost = {
      ...imported([]),
      ledger: { ...ledger, lost: [note, { ...note, kind: 'quotation' as const }] },
    };
    expect(renderImport(ENGLISH, lost, 'sources.json', false)).toMatch(
      /^R1: 2 things in the file could not be placed\n/,
    );
    expect(importLines(lost).slice(1)).toEqual([
      '19 notes, 19 marks, 8 addresses, 18 long quotations: 2 not placed',
      '! paragraph 7: a note without a mark: “Rates of 9 June.”',
      '! paragraph 7: a quotation that was not read: “Rates of 9 June.”',
    ]);
    expect(initText(lost)).toContain('2 things in the file could not be placed');
  });

  it('has each quotation of an unknown source beside it, with its words and its place', () => {
    const open = {
      place,
      quotes: ['Nobody came.'],
      cited: 'Ebd., S. 5',
      doubts: [{ kind: 'no-title' } as const],
    };
    const [, line] = importLines({ ...imported([]), open: [open] });
    expect(line).toBe(
      '? paragraph 7: not written, no title could be read in “Ebd., S. 5”: “Nobody came.”',
    );
  });
});

describe('what the doors have in common', () => {
  const told: Imported = {
    ...imported([]),
    cited: 34,
    bare: [{ id: 'a', publisher: 'Reuters', title: 'Court slashes rate' }],
    series: [
      { source: 'b', series: 'ti-cpi', edition: '2020' },
      { source: 'c', series: 'walkfree-gsi/china', edition: null },
    ],
    proposed: [
      { source: 'd', about: 'edition-newer', reason: 'We chose to cite the 2023 report.', place },
    ],
    toMend: { high: 0, medium: 2, low: 1 },
  };
  const doors = [renderImport(ENGLISH, told, 'sources.json', true), initText(told)];

  it('is said at the head: how many addresses are missing, also where none is', () => {
    for (const text of doors)
      expect(text.split('\n')[1]).toBe('  Addresses missing for 1 of 34 sources');
    expect(importLines({ ...told, bare: [] })[0]).toBe('Addresses missing for 0 of 34 sources');
  });

  it('is told by each: series, decisions that nobody has recorded, what there is to mend', () => {
    for (const text of doors) {
      expect(text).toContain('\n  b: ti-cpi, 2020\n  c: walkfree-gsi/china\n');
      expect(text).toMatch(
        /It is not recorded: .*\n {2}\? paragraph 7: “We chose to cite the 2023 report\.”\n/,
      );
      expect(text).toContain('citewatch ack d --about edition-newer --reason');
      expect(text).toContain('3 things to mend in the citations themselves (2 medium, 1 low)');
    }
  });
});

describe('a report that is checked without a folder', () => {
  it('is told by what was read of it, and what of it is not checked', () => {
    const open = [
      { place, quotes: ['It rose.'], cited: null, doubts: [{ kind: 'no-citation' }] as const },
    ];
    expect(renderRead(ENGLISH, { ...imported([]), open })).toBe(
      'R1: 1 citation, 1 source, 1 quotation, 0 with the original wording\n' +
        '  ? paragraph 7: not checked, a quotation without a citation: “It rose.”\n',
    );
  });

  const claims = (...quotes: readonly string[]) => ({
    sources: [],
    citations: new Set<string>(),
    quotes: new Set(quotes),
  });
  it.each([
    [claims(), claims(), 'it cites the same'],
    [
      claims('R/1#1'),
      claims(),
      'it lacks 0 citations and 1 quotation, and has 0 citations and 0 quotations besides',
    ],
  ])('is held against the folder that watches it', (lacks, has, words) => {
    expect(renderFolderBeside(ENGLISH, 'sources.json', lacks, has)).toBe(
      `note: sources.json is here too and stays as it is: ${words}\n`,
    );
  });
});
