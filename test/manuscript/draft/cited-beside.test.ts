import { describe, expect, it } from 'vitest';
import { cited } from '../houses/cited.js';

const [BURNED, ROSE] = [
  'the tents were burned while the men were at the market',
  'rents rose by two thirds in a week, for tenants of one kind only',
];
const NOTES = `
[^1]: Nawaat, “A town without a name”, 9 May 2024, https://nawaat.example/amra.
[^2]: FTDES, “Living in the Margins”, December 2023, https://ftdes.example/2023.
[^3]: FTDES, “Counted at Sea”, 3 June 2022, https://ftdes.example/2022.
[^4]: The village has another name in Berber.
`;
const TEXT =
  'Nawaat saw the camp.[^1] So did FTDES, which counted the people there.[^2] It had counted before.[^3] People call it Amra.[^4]';

/** Where the quotations of a table come to, whose rows stand in a report with three documents. */
async function quoted(...rows: readonly string[]) {
  const table = ['| Place | What was said | Source |', '|---|---|---|', ...rows].join('\n');
  const { citations } = await cited(
    Buffer.from(`# Report\n\n${TEXT}\n\n${table}\n${NOTES}`),
    'a.md',
  );
  return citations.flatMap(({ url, passages }) => passages.map((text) => [url, text]));
}

describe('a quotation in a table', () => {
  it.each([
    ['the mark of a note', 'Nawaat[^1]'],
    ['a name and a day', 'Nawaat, 9 May 2024'],
    ['a name and a page', 'Nawaat, p. 38'],
    ['a note that says more', 'Nawaat (n 1), p. 38'],
  ])('is of the document that the cell beside it cites by %s', async (_, cell) => {
    expect(await quoted(`| Sfax | “${BURNED}” | ${cell} |`)).toEqual([
      ['https://nawaat.example/amra', BURNED],
    ]);
  });

  it.each([
    ['a name alone, which may be whom it is about', 'Nawaat'],
    ['another day', 'Nawaat, 9 May 2023'],
    ['another body', 'Sfax Council, p. 38'],
    ['a remark', 'Amra[^4]'],
    ['a place of the title', 'Margins, p. 38'],
  ])('is told where the cell beside it has %s', async (_, cell) => {
    const found = await quoted(`| Sfax | “${BURNED}” | ${cell} |`);
    expect(found.filter(([url]) => url !== null)).toEqual([]);
  });

  it('is told where two documents fit, and comes to the one of the year', async () => {
    expect(
      await quoted(
        `| Sfax | “${BURNED}” | FTDES, p. 3 |`,
        `| Sfax | “${ROSE}” | FTDES, 2023, p. 3 |`,
      ),
    ).toEqual([
      [null, BURNED],
      ['https://ftdes.example/2023', ROSE],
    ]);
  });

  it('is told once, and so is what a cell beside it quotes', async () => {
    const report = `# Report\n\n${TEXT}\n\n| Place | What was said |\n|---|---|\n| the “hotspot” | “${BURNED}” |\n${NOTES}`;
    const { draft } = await cited(Buffer.from(report), 'a.md');
    expect(draft.leftOut.filter(({ words }) => words === 'hotspot')).toHaveLength(1);
  });

  it('keeps its own citation', async () => {
    expect(await quoted(`| Nawaat[^1] | “${BURNED}”[^2] | p. 4 |`)).toEqual([
      ['https://ftdes.example/2023', BURNED],
    ]);
  });
});

/** What a report says by its one note, each quotation with its address. */
async function noted(note: string) {
  const report = `# Report\n\n${TEXT} See more.[^9]\n${NOTES}[^9]: ${note}\n`;
  const { citations, draft } = await cited(Buffer.from(report), 'a.md');
  const all = citations.flatMap(({ url, passages }) => passages.map((text) => [url, text]));
  return { all, left: draft.leftOut.map(({ words }) => words) };
}
const HRW = 'HRW, “No Safe Haven”, 19 July 2023, https://hrw.example/7';

describe('a sentence that a note quotes', () => {
  it.each([
    ['in brackets', `${HRW} (“${BURNED}”).`, 'https://hrw.example/7'],
    ['in a sentence behind', `${HRW}. According to HRW, “${BURNED}”.`, 'https://hrw.example/7'],
    [
      'behind the second of two',
      `${HRW}; FTDES (n 2), p. 7 (“${BURNED}”).`,
      'https://ftdes.example/2023',
    ],
    [
      'behind the first of two',
      `${HRW} (“${BURNED}”); FTDES (n 2), p. 7.`,
      'https://hrw.example/7',
    ],
  ])('is of the document that is cited before it: %s', async (_, note, url) => {
    expect((await noted(note)).all).toEqual([[url, BURNED]]);
  });

  it.each([
    [
      'a title',
      `${HRW}; Nawaat, “The Tents Were Burned While the Men Were at the Market”, 9 May 2024.`,
    ],
    ['the title of a document that was cited', `${HRW}; Nawaat, “A town without a name” (n 1).`],
    ['what no document is cited for', `A man said “${BURNED}”.`],
  ])('is none where it is %s', async (_, note) => {
    expect((await noted(note)).all.filter(([url]) => url !== null)).toEqual([]);
  });
});

describe('a bracket behind a quotation that names a document of a note in short', () => {
  const AI = 'Amnesty International, « Une épée », mars 2018, https://ai.example/1';
  const read = async (bracket: string) => {
    const report = `# R\n\nIl le dit.[^1] Un autre sait que « ${BURNED} » (${bracket}). HRW note que « ${ROSE} ».[^2]\n\n[^1]: ${AI}\n[^2]: ${HRW}\n`;
    const { citations } = await cited(Buffer.from(report), 'a.md');
    return citations.flatMap(({ url, passages }) => passages.map((text) => [url, text]));
  };

  it('is its source, by its month and its page', async () => {
    expect(await read('Amnesty International, rapport de mars 2018, p. 31')).toEqual([
      ['https://ai.example/1', BURNED],
      ['https://hrw.example/7', ROSE],
    ]);
  });

  it('leaves it to nobody where the month is another', async () => {
    expect(await read('Amnesty International, rapport de mars 2019, p. 31')).toEqual([
      [null, BURNED],
      ['https://hrw.example/7', ROSE],
    ]);
  });
});
