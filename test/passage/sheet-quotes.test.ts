import { describe, expect, it } from 'vitest';
import { haystacksOf } from '../../src/passage/haystack.js';
import { judgeQuote } from '../../src/passage/judge-quote.js';
import { number, openDocument, row, xlsx } from '../reading/office-writer.js';
import { read } from '../reading/read.js';

/** Rows of a table of decisions; the first one names its columns. */
type Table = readonly (readonly [
  country: string,
  refugees: number | string,
  share: number | string,
])[];

const TABLE: Table = [
  ['Country', 'Refugees', 'Recognised'],
  ['Syria', 1204, 0.1237],
  ['Yemen', 8529, 0.881],
  ['Democratic Republic of the Congo', 2110, 0.034],
];
const SHARE = 2;

const asText = (value: number | string, column: number): string => {
  if (typeof value === 'string') return value;
  return column === SHARE ? `${(value * 100).toFixed(1)}%` : value.toLocaleString('en');
};
const NOTES = '<row r="1"><c t="inlineStr"><is><t>Asylum decisions by country</t></is></c></row>';

const FILES: Readonly<Record<string, (table: Table) => Uint8Array>> = {
  xlsx: (table) =>
    xlsx({
      formats: ['#,##0', '0.0%'],
      sheets: [
        { name: 'Notes', cells: NOTES },
        {
          name: 'Table 2',
          cells: table
            .map((cells, i) =>
              row(
                i + 3,
                cells.map((value, column) =>
                  typeof value === 'string' ? value : number(value, column),
                ),
              ),
            )
            .join(''),
        },
      ],
    }),
  ods: (table) =>
    openDocument(
      'spreadsheet',
      `<table:table table:name="Table 2"><table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>${table
        .map(
          (cells) =>
            `<table:table-row>${cells.map((value, column) => `<table:table-cell><text:p>${asText(value, column)}</text:p></table:table-cell>`).join('')}</table:table-row>`,
        )
        .join('')}</table:table>`,
    ),
  csv: (table) =>
    Buffer.from(
      `\n\n${table.map((cells) => cells.map((value, i) => `"${asText(value, i)}"`).join(';')).join('\n')}`,
    ),
};

async function judged(kind: string, table: Table, text: string) {
  const url = `https://example.org/decisions.${kind}`;
  const document = await read((FILES[kind] as (table: Table) => Uint8Array)(table), null, url);
  return judgeQuote('q', { text }, { kind: 'text', url, haystacks: haystacksOf(document) });
}

const changed = (at: number, cells: Table[number]): Table =>
  TABLE.map((one, i) => (i === at ? cells : one));

describe.each(Object.keys(FILES))(
  'a row of a table that is quoted from a file of the kind %s',
  (kind) => {
    const place = kind === 'csv' ? { row: 4 } : { sheet: 'Table 2', row: 4 };

    it.each([
      ['as it stands', 'Syria 1,204 12.4%'],
      ['with its headings', 'Country: Syria; refugees: 1,204; recognised: 12.4 %'],
      ['by bars', 'Syria | 1204 | 12.4%'],
    ])('stands in its sheet and row: %s', async (_, quote) => {
      const verdict = await judged(kind, TABLE, quote);
      expect(verdict).toMatchObject({ verdict: 'intact', page: null, ...place });
      if (kind === 'csv') expect(verdict).not.toHaveProperty('sheet');
    });

    it('stands where a figure of another row has changed', async () => {
      const other = changed(2, ['Yemen', 8530, 0.882]);
      expect(await judged(kind, other, 'Syria 1,204 12.4%')).toMatchObject({
        verdict: 'intact',
        ...place,
      });
    });

    it.each<[sentence: string, table: Table]>([
      ['a figure', changed(1, ['Syria', 1240, 0.1237])],
      ['a share, by a tenth', changed(1, ['Syria', 1204, 0.1247])],
      ['the country', changed(1, ['Sudan', 1204, 0.1237])],
      [
        'the figures with those of another row',
        [TABLE[0], ['Syria', 8529, 0.881], ['Yemen', 1204, 0.1237]] as Table,
      ],
    ])('does not stand where one has changed: %s', async (_, table) => {
      for (const quote of [
        'Syria 1,204 12.4%',
        'Country: Syria; refugees: 1,204; recognised: 12.4 %',
      ])
        expect((await judged(kind, table, quote)).verdict).not.toBe('intact');
    });
  },
);

it.each(Object.keys(FILES))(
  'a row with another figure is altered, and its words are shown: %s',
  async (kind) => {
    const table = changed(3, ['Democratic Republic of the Congo', 2101, 0.034]);
    const quote = 'Democratic Republic of the Congo 2,110 3.4%';
    expect(await judged(kind, TABLE, quote)).toMatchObject({ verdict: 'intact', row: 6 });
    const verdict = await judged(kind, table, quote);
    expect(verdict).toMatchObject({ verdict: 'altered', weighty: true, row: 6 });
    expect(verdict.diff.filter(({ op }) => op !== 'same').map(({ text }) => text.trim())).toEqual([
      '2,110',
      '2,101',
    ]);
  },
);

it('what stands in a page or a text has no sheet and no row', async () => {
  for (const content of ['<table><tr><td>Syria<td>1,204</table>', 'Syria 1,204']) {
    const haystacks = haystacksOf(await read(content));
    const verdict = judgeQuote(
      'q',
      { text: 'Syria 1,204' },
      { kind: 'text', url: 'https://example.org/', haystacks },
    );
    expect(verdict.verdict).toBe('intact');
    expect(verdict).not.toHaveProperty('row');
  }
});
