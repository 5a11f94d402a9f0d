import { describe, expect, it } from 'vitest';
import { cited } from '../houses/cited.js';
import { docx } from '../houses/word-report.js';
import { para, run } from '../read/word-file.js';

const [SIX, SEVEN] = [
  'HRW, “Law Six”, 4 May 2024, https://hrw.example/6',
  'AI, “Law Seven”, 5 May 2024, https://ai.example/7',
];
const [MARRY, DIE] = [
  'Nobody may marry in the country without a stamp.',
  'Nobody may die in the country without a stamp.',
];

/** What a table in HTML with these rows of cells cites. */
async function read(...rows: readonly (readonly string[])[]) {
  const cells = (row: readonly string[]) => row.map((cell) => `<td>${cell}</td>`).join('');
  const html = `<html><body><p>It was so.</p><table>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</table></body></html>`;
  const { draft, citations } = await cited(Buffer.from(html), 'a.html');
  return {
    quoted: citations.map(({ title, url, passages }) => [title, url, ...passages]),
    accessed: citations.map(({ accessed }) => accessed),
    left: draft.leftOut.map(({ words }) => words),
  };
}

describe('a row of a table', () => {
  it.each([
    ['before', [SIX, `“${MARRY}”`], [SEVEN, `“${DIE}”`]],
    ['behind', [`“${MARRY}”`, SIX], [`“${DIE}”`, SEVEN]],
    ['beside others', ['Marriage', SIX, `The law says “${MARRY}”`], ['Death', SEVEN, `“${DIE}”`]],
  ])('quotes what its other cell cites: %s', async (_, ...rows) => {
    expect(await read(['Source', 'Extract'], ...rows)).toMatchObject({
      quoted: [
        ['Law Six', 'https://hrw.example/6', MARRY],
        ['Law Seven', 'https://ai.example/7', DIE],
      ],
      left: [],
    });
  });

  it('takes the address and the day from further cells', async () => {
    const { quoted, accessed } = await read(
      ['HRW, “Law Six”, 4 May 2024', `“${MARRY}”`, 'https://hrw.example/6', 'accessed 5 June 2024'],
      [SEVEN, `“${DIE}”`, '', 'accessed 6 June 2024'],
    );
    expect(quoted[0]).toEqual(['Law Six', 'https://hrw.example/6', MARRY]);
    expect(accessed).toEqual(['2024-06-05', '2024-06-06']);
  });

  it.each([`${SIX}; ${SEVEN}`, `${SIX}<br>${SEVEN}`, `<p>${SIX}</p><p>${SEVEN}</p>`])(
    'asks where it cites several documents: %s',
    async (both) => {
      expect((await read([both, `“${MARRY}”`])).quoted).toEqual([
        ['Law Six', 'https://hrw.example/6'],
        ['Law Seven', 'https://ai.example/7'],
        [null, null, MARRY],
      ]);
    },
  );

  it('reads who published what in one cell with the day and the link in another', async () => {
    const link = '4 May 2024 <a href="https://hrw.example/6">link</a>';
    const row = ['1', `“${MARRY}”`, 'HRW, <em>Law Six</em>, p. 17', link, '4–28'];
    expect((await read(row)).quoted).toEqual([['Law Six', 'https://hrw.example/6', MARRY]]);
    // The page of a bundle is no title.
    expect((await read(['1', `“${MARRY}”`, '12', link, '4–28'])).quoted[0]?.[0]).not.toBe('12');
  });

  it('takes no title in quotation marks for what is quoted', async () => {
    const link = '4 May 2024 <a href="https://hrw.example/6">(link)</a>';
    const titled = `Ana Lazo, “Nobody may leave the country without a stamp”, <i>The Post</i>`;
    expect((await read([`“${MARRY}”`, titled, link])).quoted).toEqual([
      ['Nobody may leave the country without a stamp', 'https://hrw.example/6', MARRY],
    ]);
    // A sentence is none.
    expect((await read([`“${MARRY}”`, `HRW: “${DIE}”`, link])).quoted.flat()).toContain(DIE);
    expect((await read([`The law says “${MARRY}”`, `${link}, HRW`])).quoted[0]?.slice(1)).toEqual([
      'https://hrw.example/6',
      MARRY,
    ]);
  });

  it('cites nothing of another row, nor of the text around the table', async () => {
    const long = `${MARRY} ${DIE}`;
    expect((await read([`“${long}”`, ''], [SEVEN, 'Deaths rose.'])).quoted).toEqual([
      [null, null, long],
      ['Law Seven', 'https://ai.example/7'],
    ]);
    expect(await read(['“Nobody may marry, says the law.”', 'x'], [SEVEN, 'y'])).toMatchObject({
      left: ['Nobody may marry, says the law.'],
    });
  });

  it('leaves a cell that cites for itself to itself', async () => {
    const { quoted } = await read([
      SIX,
      `“${MARRY}” (AI, “Births”, 9 May 2024, https://ai.example/b).`,
    ]);
    expect(quoted).toEqual([
      ['Law Six', 'https://hrw.example/6'],
      ['Births', 'https://ai.example/b', MARRY],
    ]);
  });

  it('is read in a Word file as well', async () => {
    const cell = (text: string) => `<w:tc>${para(run(text))}</w:tc>`;
    const row = (...cells: readonly string[]) => `<w:tr>${cells.map(cell).join('')}</w:tr>`;
    const body = [`<w:tbl>${row(SIX, `“${MARRY}”`)}${row(SEVEN, `“${DIE}”`)}</w:tbl>`];
    const { citations } = await cited(docx({ body, notes: [] }), 'a.docx');
    expect(citations.map(({ title, passages }) => [title, ...passages])).toEqual([
      ['Law Six', MARRY],
      ['Law Seven', DIE],
    ]);
  });
});
