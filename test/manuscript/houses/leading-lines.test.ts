import { describe, expect, it } from 'vitest';
import { parseReference } from '../../../src/manuscript/grammar/parse-reference.js';
import { isIbid } from '../../../src/manuscript/grammar/reference-tail.js';
import { plainRun } from '../../../src/manuscript/manuscript.js';
import { cited } from './cited.js';

const [A, B, C] = [
  'At least 134 people were arrested in that year, of whom 61 were held for longer than one day.',
  'Converts remain the most exposed of all, but they are seldom charged with apostasy as such.',
  'The Special Rapporteur received information on the arrest of members of churches in three cities.',
];
const HRW = 'Source: HRW, World Report: Iran, 12 January 2023, https://hrw.example/iran';
const UN = 'Source: UN Council, Human rights in Iran, 7 February 2023, https://un.example/iran';

async function quotedBy(lines: readonly string[]) {
  const { citations } = await cited(
    Buffer.from(`# Iran\n\n## 1. Arrests\n\n${lines.join('\n\n')}\n`),
    'a.md',
  );
  return citations.map(({ url, passages }) => [
    url?.replace('https://', '').replace('.example/iran', '') ?? null,
    passages,
  ]);
}

describe('excerpts below the line that cites them', () => {
  it('are of that line, also behind the page from which the next one is', async () => {
    expect(await quotedBy([HRW, `> ${A}`, 'p. 11', `> ${B}`, UN, `> ${C}`])).toEqual([
      ['hrw', [A, B]],
      ['un', [C]],
    ]);
  });

  it('are of no other line where prose stands between, nor of the line above an interview', async () => {
    const AI = 'Source: AI, Prisons, 3 May 2023, https://ai.example/iran';
    const talk = 'Source: Interview with a lawyer, Tehran, by telephone on 4 July 2023';
    const D =
      'Nobody of the family was told where he had been taken on the day on which the court met.';
    expect(
      await quotedBy([
        'They found this:',
        HRW,
        `> ${A}`,
        '[…]',
        `> ${B}`,
        '## 2. Courts',
        UN,
        `“${C}” (p. 4)`,
        'And this:',
        `“${D}”`,
        '## 3. Law',
        AI,
        `> ${A}`,
        talk,
        `> ${D}`,
      ]),
    ).toEqual([
      ['hrw', [A, B]],
      ['un', [C]],
      [null, [D]],
      ['ai', [A]],
      [null, [D]],
    ]);
  });

  it('are so where two lines stand below headings, and one repeats the document above', async () => {
    const again = 'Source: ibid., p. 24';
    expect(await quotedBy([HRW, `“${A}”`, again, `“${B}”`, '## 2. Courts', UN, `“${C}”`])).toEqual([
      ['hrw', [A]],
      ['hrw', [B]],
      ['un', [C]],
    ]);
  });

  it('are so whatever list of sources stands at the end', async () => {
    const list = ['a', 'b', 'c'].map(
      (one) =>
        `${one.toUpperCase()} Office, Report ${one}, 3 May 2023, https://${one}.example/iran`,
    );
    const talk = 'Source: Interview with a lawyer, Tehran, by telephone on 4 July 2023';
    const chapter = [
      UN,
      `“${B}”`,
      HRW,
      `“${C}”`,
      UN,
      `“${A}”`,
      talk,
      'The lawyer was asked in writing.',
    ];
    const all = await quotedBy([
      HRW,
      `“${A}”`,
      '## 2. Courts',
      ...chapter,
      '## References',
      ...list,
    ]);
    expect(all.filter(([, passages]) => passages?.length)).toEqual([
      ['hrw', [A]],
      ['un', [B]],
      ['hrw', [C]],
      ['un', [A]],
    ]);
  });

  it('are so behind the name of a chapter, and behind the mark that something is left out', async () => {
    const lines = [
      HRW,
      'Section 1. Respect for the Person',
      `“${A}”`,
      `[…] “${B}”`,
      '## 2. Courts',
      UN,
      'B1 […]',
      `“${C}”`,
    ];
    expect(await quotedBy(lines)).toEqual([
      ['hrw', [A, B]],
      ['un', [C]],
    ]);
  });

  it.each(['A lawyer in Tehran was asked about it:', 'A lawyer said so of his own.', 'UN Council'])(
    'but not behind a line that may speak of another source: %s',
    async (between) => {
      const all = await quotedBy([
        HRW,
        `“${A}”`,
        '## 2. Courts',
        UN,
        `“${C}”`,
        '## 3. Law',
        HRW,
        between,
        `“${B}”`,
      ]);
      expect(all.filter(([url, passages]) => url === 'hrw' && passages?.includes(B))).toEqual([]);
    },
  );

  it('but of the line below where an excerpt stands first', async () => {
    expect(await quotedBy([`> ${A}`, HRW, `> ${C}`, UN])).toEqual([
      ['hrw', [A]],
      ['un', [C]],
    ]);
  });
});

it.each([
  ['Ibid., s. 46. Uttrycket är en lärares.', true],
  ['A.a., s. 103', true],
  ['Ibid., § 35.', true],
  ['Ivi, p. 34.', true],
  ['Ivi si legge di altri, p. 34.', false],
  ['Id. § 1.A', true],
  ['Id. ¶ 12', true],
  ['Ibid. § Article on prisons', false],
  ['HRW, World Report, s. 46. Uttrycket är en lärares.', false],
])('a note that says the same source, and a sentence more: %s', (note, is) => {
  expect(isIbid(note)).toBe(is);
});

it.each([
  ['(verfügbar auf ecoi.net)', []],
  ['(Luz Foundation)', [{ kind: 'left-over', text: 'Luz Foundation' }]],
])(
  'where a document lies besides is no part of it, but what else a bracket says is told: %s',
  (bracket, doubts) => {
    const line = `UN Council: Final report, 15 January 2024 ${bracket} https://un.example/iran`;
    const read = parseReference([plainRun(line)]);
    expect([read?.title, read?.publisher, read?.doubts]).toEqual([
      'Final report',
      'UN Council',
      doubts,
    ]);
  },
);

it.each([
  [
    'Ana Lazo, “Land in Puno”, 53 J. Latin Am. Stud. 611, 623 (2021), https://j.example/1',
    'J. Latin Am. Stud',
    '2021',
  ],
  [
    'Ana Lazo, “Land in Puno”, 15 January 2024 (PDF), https://j.example/1',
    'Ana Lazo',
    '2024-01-15',
  ],
  [
    'Ana Lazo, “Land in Puno”, Africa Briefing 185, 3 May 2024, https://j.example/1',
    'Ana Lazo',
    '2024-05-03',
  ],
  [
    'Ana Lazo, “Land in Puno”, World Report 2024, https://j.example/1',
    'World Report 2024',
    undefined,
  ],
])(
  'a journal and a series have numbers, a day and a yearbook have a year: %s',
  (line, publisher, published) => {
    const read = parseReference([plainRun(line)]);
    expect([read?.publisher, read?.published?.iso]).toEqual([publisher, published]);
  },
);
