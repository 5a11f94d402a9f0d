import { describe, expect, it } from 'vitest';
import type { Block } from '../../src/model/document.js';
import { number, openDocument, row, xlsx } from './office-writer.js';
import { read } from './read.js';
import { zip } from './zip-writer.js';

const placed = (blocks: readonly Block[] = []): string[] =>
  blocks.map(
    ({ text, sheet, row, cell }) =>
      `${text} | ${sheet ?? '-'} ${row ?? '-'} ${cell?.join() ?? '-'}`,
  );
const sheetOf = (cells: string, parts: { before?: string; behind?: string } = {}) => ({
  name: 'T',
  cells,
  ...parts,
});
const shown = async (bytes: Uint8Array): Promise<string[]> =>
  (await read(bytes)).blocks.filter(({ row }) => row !== undefined).map(({ text }) => text);

describe('an Excel workbook', () => {
  it('has its cells as blocks, with sheet, row and column, titles and notes outside of the table', async () => {
    const cells = [
      row(1, ['Asylum in 2023']),
      row(3, ['', 'Country', 'Refugees']),
      row(4, ['', 'Syria', number(1204, 1)]),
      row(9, ['', 'Yemen', number(77, 1)]),
      row(11, ['Source: the register.']),
    ].join('');
    const { blocks, hidden, unread, type } = await read(
      xlsx({ sheets: [{ name: 'Table 2', cells }], formats: [3] }),
    );
    expect(placed(blocks)).toEqual([
      'Table 2 | - - -',
      'Asylum in 2023 | Table 2 1 -',
      'Country | Table 2 3 0,0,0',
      'Refugees | Table 2 3 0,0,1',
      'Syria | Table 2 4 0,1,0',
      '1,204 | Table 2 4 0,1,1',
      'Yemen | Table 2 9 0,2,0',
      '77 | Table 2 9 0,2,1',
      'Source: the register. | Table 2 11 -',
    ]);
    expect(blocks.filter(({ head }) => head).map(({ text }) => text)).toEqual([
      'Country',
      'Refugees',
    ]);
    expect([hidden, unread, type]).toEqual([undefined, null, 'text']);
  });

  // biome-ignore format: one case a line
  it.each<[sentence: string, format: string | number, value: number | string, text: string]>([
    ['a share', 9, 0.1237, '12%'],
    ['a share with decimals', 10, 0.1237, '12.37%'],
    ['thousands', 3, 1204, '1,204'],
    ['decimals', '0.0', 2.7128, '2.7'],
    ['thousands of thousands', '#,##0.0,', 1_234_567, '1,234.6'],
    ['a negative number in brackets', '#,##0_);[Red](#,##0)', -1204, '(1,204)'],
    ['an accountant’s number', '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', 1204, '1,204'],
    ['none as a dash', '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', 0, '-'],
    ['words in the format', '0" persons"', 12, '12 persons'],
    ['a day', 14, 45356, '3/5/2024'],
    ['a day in words', 'd mmmm yyyy', 45356, '5 March 2024'],
    ['a day that never was', 'd mmmm yyyy', 60, '29 February 1900'],
    ['no format', 0, '0.30000000000000004', '0.3'],
    ['a format that is none', 'yyyy[[[', 5, '5'],
    ['a format beyond measure', `0${'0'.repeat(300)}`, 5, '5'],
  ])('shows %s', async (_, format, value, text) => {
    const cells = row(1, [number(value, 1)]);
    expect(await shown(xlsx({ sheets: [sheetOf(cells)], formats: [format] }))).toEqual([text]);
  });

  it('counts days from 1904 where it says so', async () => {
    const parts = {
      sheets: [sheetOf(row(1, [number(43894, 1), number(43894, 2)]))],
      formats: ['d mmmm yyyy', '0'],
    };
    expect(await shown(xlsx(parts))).toEqual(['4 March 2020', '43894']);
    expect(await shown(xlsx({ ...parts, from1904: true }))).toEqual(['5 March 2024', '43894']);
  });

  it('reads strings, rich text, values of formulas, truths and errors', async () => {
    const cells = row(1, [
      '<c t="s"><v>0</v></c>',
      '<c t="s"><v>1</v></c>',
      '<c><f>SUM(A1:A9)</f><v>12</v></c>',
      '<c t="str"><f>"a"&amp;"b"</f><v>ab</v></c>',
      '<c t="b"><v>1</v></c>',
      '<c t="e"><v>#N/A</v></c>',
      '<c t="s"><v>99</v></c>',
    ]);
    const strings = [
      '<t>Line_x000D_\none &amp; two</t>',
      '<r><t>Tok</t></r><r><t>yo</t></r><rPh><t>トウキョウ</t></rPh>',
    ];
    const texts = await shown(xlsx({ sheets: [sheetOf(cells)], strings }));
    expect(texts).toEqual(['Line one & two', 'Tokyo', '12', 'ab', 'TRUE', '#N/A']);
  });

  it('holds hidden sheets, rows and columns as hidden text', async () => {
    const cells = [
      row(1, ['Country', 'Secret', 'Men']),
      row(2, ['Syria', 'behind', '5']),
      row(3, ['Yemen', 'behind too', '6'], 'hidden="1"'),
    ].join('');
    const before = '<cols><col min="2" max="2" hidden="1"/></cols>';
    const { blocks, hidden } = await read(
      xlsx({
        sheets: [
          { name: 'Shown', cells, before },
          { name: 'Kept', state: 'veryHidden', cells: row(1, ['Old figures']) },
        ],
      }),
    );
    expect(blocks.map(({ text }) => text)).toEqual(['Shown', 'Country', 'Men', 'Syria', '5']);
    expect(hidden?.map(({ text }) => text)).toEqual([
      'Secret',
      'behind',
      'Yemen',
      'behind too',
      '6',
      'Kept',
      'Old figures',
    ]);
  });

  it('has merged cells once, with what they fill, and what names their columns as headings', async () => {
    const cells = [
      row(1, ['Country', 'Men', 'covered']),
      row(2, ['', '2022', '2023']),
      row(3, ['Syria', '5', '6']),
    ].join('');
    const behind = '<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="A1:A2"/></mergeCells>';
    const { blocks } = await read(xlsx({ sheets: [sheetOf(cells, { behind })] }));
    const table = blocks
      .slice(1)
      .map(({ text, cell, head, fills }) => [text, cell?.join(), head === true, fills]);
    expect(table).toEqual([
      ['Country', '0,0,0', true, [2, 1]],
      ['Men', '0,0,1', true, [1, 2]],
      ['2022', '0,1,1', true, undefined],
      ['2023', '0,1,2', true, undefined],
      ['Syria', '0,2,0', false, undefined],
      ['5', '0,2,1', false, undefined],
      ['6', '0,2,2', false, undefined],
    ]);
  });

  it('is read whatever prefix its names have, and whatever the server calls it', async () => {
    const bytes = xlsx({ sheets: [sheetOf(row(1, ['a', 'b']))] });
    const prefixed = xlsx({
      sheets: [sheetOf('')],
      more: {
        'xl/worksheets/sheet0.xml':
          '<x:worksheet><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c t="str"><x:v>b</x:v></x:c></x:row></x:sheetData></x:worksheet>',
      },
    });
    expect((await read(prefixed)).blocks).toEqual((await read(bytes)).blocks);
    for (const type of [
      'text/html',
      'application/octet-stream',
      'application/pdf',
      'application/vnd.ms-excel',
    ])
      expect((await read(bytes, type)).blocks).toHaveLength(3);
  });

  it('has the title and the dates of its properties', async () => {
    const core =
      '<cp:coreProperties><dc:title>Asylum data</dc:title><dcterms:created>2024-01-02T03:04:05Z</dcterms:created><dcterms:modified>2024-03-05T10:00:00Z</dcterms:modified></cp:coreProperties>';
    const found = await read(
      xlsx({ sheets: [sheetOf(row(1, ['a']))], more: { 'docProps/core.xml': core } }),
    );
    expect(found).toMatchObject({
      title: 'Asylum data',
      dates: { published: '2024-01-02T03:04:05Z', modified: '2024-03-05T10:00:00Z' },
    });
  });

  it('says when there is nothing in it', async () => {
    expect((await read(xlsx({ sheets: [sheetOf('')] }))).unread).toEqual({ kind: 'empty-file' });
  });

  it('looks like none when it is a page, a presentation or a Word document', async () => {
    expect((await read('<html><table><tr><td>a</table>', 'application/vnd.ms-excel')).type).toBe(
      'html',
    );
    const rels = (target: string) =>
      `<Relationships><Relationship Id="a" Type="http://example.org/officeDocument" Target="${target}"/></Relationships>`;
    const slides = zip({
      '_rels/.rels': rels('ppt/presentation.xml'),
      'ppt/presentation.xml': '<p:presentation/>',
    });
    expect((await read(slides)).unread).toMatchObject({ kind: 'file', sort: 'archive' });
    const word = zip({
      'word/document.xml':
        '<w:document><w:body><w:p><w:r><w:t>Text</w:t></w:r></w:p></w:body></w:document>',
    });
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    expect((await read(word, type)).blocks).toEqual([{ text: 'Text', role: 'main' }]);
  });
});

const cell = (text: string, attributes = '', name = 'table-cell'): string =>
  `<table:${name} ${attributes}>${text && `<text:p>${text}</text:p>`}</table:${name}>`;
const openRow = (cells: string, attributes = ''): string =>
  `<table:table-row ${attributes}>${cells}</table:table-row>`;
const openSheet = (content: string, attributes = 'table:name="Table 2"'): string =>
  `<table:table ${attributes}>${content}</table:table>`;

describe('a spreadsheet of LibreOffice', () => {
  it('has its cells as shown, with sheet, row and column', async () => {
    const sheet = openSheet(
      [
        openRow(cell('Country') + cell('', 'table:number-columns-repeated="2"') + cell('Share')),
        openRow(
          cell('', 'table:number-columns-repeated="16384"'),
          'table:number-rows-repeated="10"',
        ),
        openRow(
          cell('Syria') +
            cell('', 'table:number-columns-repeated="2"') +
            cell('12 %', 'office:value="0.1237"'),
        ),
        openRow(
          cell('', 'table:number-columns-repeated="16384"'),
          'table:number-rows-repeated="1048564"',
        ),
      ].join(''),
    );
    const found = await read(openDocument('spreadsheet', sheet));
    expect(placed(found.blocks)).toEqual([
      'Table 2 | - - -',
      'Country | Table 2 1 0,0,0',
      'Share | Table 2 1 0,0,3',
      'Syria | Table 2 12 0,1,0',
      '12 % | Table 2 12 0,1,3',
    ]);
    expect(found).toMatchObject({
      title: 'A note on asylum',
      lang: 'en-GB',
      dates: { published: '2024-03-05T10:00:00' },
    });
  });

  it('repeats what it says is repeated', async () => {
    const sheet = openSheet(
      openRow(cell('0', 'table:number-columns-repeated="2"'), 'table:number-rows-repeated="2"') +
        openRow(cell('1')),
    );
    expect(placed((await read(openDocument('spreadsheet', sheet))).blocks.slice(1))).toEqual([
      '0 | Table 2 1 0,0,0',
      '0 | Table 2 1 0,0,1',
      '0 | Table 2 2 0,1,0',
      '0 | Table 2 2 0,1,1',
      '1 | Table 2 3 -',
    ]);
  });

  it('holds hidden sheets, rows and columns as hidden text, and no remarks or deletions', async () => {
    const styles =
      '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>';
    const sheet = openSheet(
      [
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>',
        openRow(
          `${cell('Country')}${cell('Secret')}<table:table-cell><office:annotation><text:p>mine</text:p></office:annotation><text:p>Men</text:p></table:table-cell>`,
        ),
        openRow(cell('Yemen') + cell('') + cell('6'), 'table:visibility="filter"'),
      ].join(''),
      'table:name="Shown" table:style-name="ta1"',
    );
    const kept = openSheet(
      openRow(cell('Old figures')),
      'table:name="Kept" table:style-name="ta2"',
    );
    const deleted = `<table:tracked-changes><table:cell-content-change>${cell('Deleted')}</table:cell-content-change></table:tracked-changes>`;
    const { blocks, hidden } = await read(
      openDocument('spreadsheet', deleted + sheet + kept, styles),
    );
    expect(blocks.map(({ text }) => text)).toEqual(['Shown', 'Country', 'Men']);
    expect(hidden?.map(({ text }) => text)).toEqual([
      'Secret',
      'Yemen',
      '6',
      'Kept',
      'Old figures',
    ]);
  });

  it('has no name where its file gives none', async () => {
    const { blocks } = await read(
      openDocument('spreadsheet', openSheet(openRow(cell('a') + cell('b')), '')),
    );
    expect(placed(blocks)).toEqual(['a | - 1 0,0,0', 'b | - 1 0,0,1']);
  });

  it('has merged cells once', async () => {
    const sheet = openSheet(
      openRow(
        cell('Country') +
          cell('Men', 'table:number-columns-spanned="2"') +
          cell('under it', '', 'covered-table-cell'),
      ) + openRow(cell('') + cell('2022') + cell('2023')),
    );
    const { blocks } = await read(openDocument('spreadsheet', sheet));
    expect(
      blocks
        .slice(1)
        .map(({ text, cell, fills }) => `${text} ${cell?.join()} ${fills?.join() ?? ''}`),
    ).toEqual(['Country 0,0,0 ', 'Men 0,0,1 1,2', '2022 0,1,1 ', '2023 0,1,2 ']);
  });
});

describe('a table of comma-separated values', () => {
  const CSV =
    'Year,Country,Refugees\r\n2023,"Congo, Dem. Rep. of the","1,204"\r\n2022,Syria,77\r\n';
  const URL = 'https://example.org/data/refugees.csv';

  // biome-ignore format: one case a line
  it.each<[sentence: string, content: string | Uint8Array, type: string | null, url?: string]>([
    ['by its type', CSV, 'text/csv; charset=utf-8'],
    ['by its address', CSV, 'text/plain', URL],
    ['as any file', CSV, 'application/octet-stream', URL],
    ['as Excel’s', CSV, 'application/vnd.ms-excel', URL],
    ['without a type', CSV, null, URL],
    ['with a byte order mark', `\ufeff${CSV}`, 'text/csv'],
    ['with semicolons', 'Year;Country;Refugees\n2023;Congo, Dem. Rep. of the;1,204\n2022;Syria;77', 'text/csv'],
    ['with tabs', 'Year\tCountry\tRefugees\n2023\tCongo, Dem. Rep. of the\t1,204\n2022\tSyria\t77', 'text/tab-separated-values'],
    ['in UTF-16', Buffer.from(`\ufeff${CSV}`, 'utf16le'), 'text/csv'],
  ])('is one %s', async (_, content, type, url) => {
    const { blocks } = await read(content, type, url);
    expect(placed(blocks)).toEqual([
      'Year | - 1 0,0,0', 'Country | - 1 0,0,1', 'Refugees | - 1 0,0,2',
      '2023 | - 2 0,1,0', 'Congo, Dem. Rep. of the | - 2 0,1,1', '1,204 | - 2 0,1,2',
      '2022 | - 3 0,2,0', 'Syria | - 3 0,2,1', '77 | - 3 0,2,2',
    ]);
  });

  it('may have quotation marks within a cell, and lines within those around one', async () => {
    const { blocks } = await read(
      'Name,Note\nThe "Black" day,"two\nlines; ""so"""\n5" pipe,none\n',
      'text/csv',
    );
    expect(placed(blocks).slice(2)).toEqual([
      'The "Black" day | - 2 0,1,0',
      'two lines; "so" | - 2 0,1,1',
      '5" pipe | - 3 0,2,0',
      'none | - 3 0,2,1',
    ]);
  });

  it('is read in windows-1252 where it is no UTF-8', async () => {
    const { blocks } = await read(
      Buffer.from('Land;Zahl\nTürkei;5\nÄgypten;6\n', 'latin1'),
      'text/csv',
    );
    expect(blocks.map(({ text }) => text)).toEqual(['Land', 'Zahl', 'Türkei', '5', 'Ägypten', '6']);
  });

  // biome-ignore format: one case a line
  it.each<[sentence: string, content: string, type: string, url?: string]>([
    ['prose with commas', 'They came, they saw, and they left.\nNobody, it seems, was told.\n\nIn May, at last, three, four or five, of them, came.', 'text/csv'],
    ['a list of lines', 'One\nTwo\nThree\n', 'text/csv'],
    ['a single line', 'In May, they left.', 'text/plain', URL],
    ['a text that nobody calls a table', CSV, 'text/plain'],
    ['a table that breaks off in quotation marks', 'a,b\n1,"2\n3,4', 'text/csv'],
  ])('is none: %s', async (_, content, type, url) => {
    const { blocks } = await read(content, type, url);
    expect([blocks.length > 0, blocks.filter(({ cell }) => cell)]).toEqual([true, []]);
  });

  it('is a page where the bytes are one', async () => {
    expect((await read('<!doctype html><p>Not found, sorry', 'text/csv', URL)).type).toBe('html');
  });
});

describe('a hostile spreadsheet', () => {
  const tooLong = {
    kind: 'office-too-long',
    blocks: 100_000,
    characters: 4_000_000,
    megabytes: 32,
  };
  const broken = { kind: 'file', sort: 'broken-archive' };
  const everyRow = openSheet(
    openRow(
      cell('0', 'table:number-columns-repeated="16384"'),
      'table:number-rows-repeated="1048576"',
    ),
  );
  const shared = xlsx({
    sheets: [
      sheetOf(
        Array.from({ length: 20_000 }, (_, i) => row(i + 1, ['<c t="s"><v>0</v></c>'])).join(''),
      ),
    ],
    strings: [`<t>${'x'.repeat(100_000)}</t>`],
  });
  const nested = (depth: number): string => `${'<table:g>'.repeat(depth)}${cell('deep')}`;
  const sheets = Array.from({ length: 200 }, (_, i) => `<sheet name="${i}" r:id="s0"/>`).join('');
  const again = xlsx({
    sheets: [sheetOf(' '.repeat(1_000_000))],
    more: { 'xl/workbook.xml': `<workbook>${sheets}</workbook>` },
  });
  const entities =
    '<!DOCTYPE l [<!ENTITY a "lol lol lol lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>';

  // biome-ignore format: one case a line
  it.each<[sentence: string, bytes: Uint8Array, unread: object]>([
    ['a cell in each row and column', openDocument('spreadsheet', everyRow), tooLong],
    ['a long string in each row', shared, tooLong],
    ['a sheet that unpacks beyond measure', xlsx({ sheets: [sheetOf(' '.repeat(33 * 1024 * 1024))] }), tooLong],
    ['one that unpacks beyond any', xlsx({ sheets: [sheetOf(' '.repeat(65 * 1024 * 1024))] }), tooLong],
    ['one sheet that is named 200 times', again, tooLong],
    ['a thousand sheets and one', openDocument('spreadsheet', openSheet('').repeat(1_001)), tooLong],
    ['as many of Excel', xlsx({ sheets: Array.from({ length: 1_001 }, () => sheetOf('')) }), tooLong],
    ['more relationships than a file has', xlsx({ sheets: [], more: { 'xl/_rels/workbook.xml.rels': '<Relationship/>'.repeat(50_001) } }), tooLong],
    ['deep nesting', openDocument('spreadsheet', nested(100_000)), broken],
    ['deep nesting in Word', zip({ 'word/document.xml': `<w:document>${'<w:p>'.repeat(100_000)}` }), broken],
    ['many paragraphs in Word', zip({ 'word/document.xml': `<w:document>${'<w:p><w:r><w:t>a</w:t></w:r></w:p>'.repeat(100_001)}</w:document>` }), tooLong],
    ['many paragraphs', openDocument('text', '<text:p>a</text:p>'.repeat(100_001)), tooLong],
    ['hidden words beyond measure', openDocument('text', `<text:section text:display="none"><text:p>${'word '.repeat(800_001)}</text:p></text:section>`), tooLong],
  ])('has no text: %s', async (_, bytes, unread) => {
    const { blocks, unread: why } = await read(bytes);
    expect([blocks, why]).toEqual([[], expect.objectContaining(unread)]);
  });

  // biome-ignore format: one case a line
  it.each<[sentence: string, csv: string]>([
    ['many cells', 'a,b\n1,2\n'.repeat(30_000)],
    ['many empty cells', `${'a,b\n'.repeat(60)}${','.repeat(100_000)}\n`],
    ['a cell beyond measure', `a,b\n1,"${'word '.repeat(800_001)}"\n`],
  ])('has no text: a table of comma-separated values with %s', async (_, csv) => {
    expect(await read(csv, 'text/csv')).toMatchObject({ blocks: [], unread: tooLong });
  });

  it('is no other for a sheet that is long, a thousand empty rows, or a level of nesting more', async () => {
    const sheet = openSheet(openRow(cell('0'), 'table:number-rows-repeated="20000"'));
    expect((await read(openDocument('spreadsheet', sheet))).blocks).toHaveLength(20_001);
    const deep = openSheet(openRow(`<table:g>${cell('deep')}</table:g>`));
    expect((await read(openDocument('spreadsheet', deep))).blocks).toHaveLength(2);
  });

  it('has no entities of its own expanded', async () => {
    const bytes = xlsx({
      sheets: [sheetOf('')],
      more: {
        'xl/worksheets/sheet0.xml': `${entities}<worksheet><sheetData>${row(1, ['&b;&amp;'])}</sheetData></worksheet>`,
      },
    });
    expect(await shown(bytes)).toEqual(['&b;&']);
  });

  it('cannot fill memory with a merged cell, a column or a row beyond its sheet', async () => {
    const behind =
      '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A2:A1048576"/></mergeCells>';
    const before =
      '<cols><col min="1" max="99999999999" hidden="1"/><col min="-5" max="x" hidden="1"/></cols>';
    const cells = '<row r="1e12"><c r="ZZZ9999999"><v>1</v></c><c r="B0"><v>2</v></c></row>';
    const { hidden, unread } = await read(xlsx({ sheets: [sheetOf(cells, { behind, before })] }));
    expect([hidden?.length, unread]).toEqual([2, null]);
  });
});

describe('a file that a password protects', () => {
  const entry = Buffer.alloc(128);
  entry.write('EncryptedPackage', 'utf16le');
  entry.writeUInt16LE(34, 64);
  const ole = (rest: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(504),
      rest,
      Buffer.alloc(512),
    ]);

  it('is told as that, of Excel and of LibreOffice', async () => {
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const protectedFile = { kind: 'file', sort: 'protected-office', type };
    expect((await read(ole(entry), type)).unread).toEqual(protectedFile);
    const manifest = '<manifest:manifest><manifest:encryption-data/></manifest:manifest>';
    const open = openDocument('spreadsheet', '', '', { 'META-INF/manifest.xml': manifest });
    expect((await read(open, type)).unread).toEqual(protectedFile);
  });

  it('is not one that only speaks of it', async () => {
    const text = Buffer.from('the EncryptedPackage of Word', 'utf16le');
    expect((await read(ole(text))).unread).toMatchObject({ kind: 'file', sort: 'old-office' });
  });
});
