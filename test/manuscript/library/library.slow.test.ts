import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LibraryKind,
  type LibraryReading,
  libraryKindOf,
  readLibrary,
} from '../../../src/manuscript/library/read-library.js';
import type { Reference } from '../../../src/manuscript/reference.js';

const read = async (
  text: string,
  kind: LibraryKind,
): Promise<Extract<LibraryReading, { kind: 'read' }>> => {
  const reading = await readLibrary(text, kind);
  if (reading.kind === 'problems') throw new Error(JSON.stringify(reading.problems));
  return reading;
};
/** What matters of the first reference. */
const first = async (text: string, kind: LibraryKind): Promise<Partial<Reference>> => {
  const reference = (await read(text, kind)).references[0]?.reference as Reference;
  const { publisher, title, published, accessed, url, addressFrom, lang } = reference;
  return { publisher, title, published, accessed, url, addressFrom, lang };
};
const TIP: Partial<Reference> = {
  publisher: 'US Department of State',
  title: '2024 Trafficking in Persons Report: China',
  published: { printed: '2024-06-24', iso: '2024-06-24' },
  accessed: { printed: '2025-03-15', iso: '2025-03-15' },
  url: 'https://www.state.gov/reports/2024-trafficking-in-persons-report/china/',
  addressFrom: 'seen',
  lang: 'en',
};

const CSL = `[
  {
    "id": "http://zotero.org/users/1/items/ABCD", "type": "report", "language": "en",
    "title": "2024 <i>Trafficking in Persons</i> Report: China", "publisher": "US Department of State",
    "URL": "https://www.state.gov/reports/2024-trafficking-in-persons-report/china/",
    "accessed": {"date-parts": [["2025", 3, 15]]}, "issued": {"date-parts": [["2024", 6, 24]]}
  },
  { "type": "article-journal", "title": "Usury Crimes", "DOI": "10.2139/ssrn.3398511",
    "author": [{"family": "Li", "given": "Dongmei"}, {"family": "Peng", "given": "Zhe"}],
    "issued": {"raw": "July 2019"}, "locator": "40" },
  { "type": "webpage", "abstract": "nothing that names it" },
  7
]`;

// Zotero 6: a note over two lines, and the day of access behind Y2.
const ZOTERO_RIS = `TY  - RPRT
TI  - 2024 Trafficking in Persons Report: China
AU  - Blinken, Antony
DA  - 2024/06/24/
PY  - 2024
PB  - US Department of State
LA  - en
UR  - https://www.state.gov/reports/2024-trafficking-in-persons-report/china/
Y2  - 2025/03/15/
ER  - 
`;
// Mendeley and EndNote: no access date, a byte order mark, old line ends.
const MENDELEY_RIS =
  '\ufeffTY  - ELEC\r\nT1  - Top court lowers maximum\r\nprivate lending rate\r\nA1  - Reuters\r\nY1  - 2020///\r\nUR  - https://reuters.com/a;https://reuters.com/b\r\nER  - \r\n\r\nstray\r\nTY  - GEN\r\nER  - \r\n';

const ZOTERO_CSV =
  '\ufeff"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Date","Access Date","Publisher","Language"\n' +
  '"A","report","2024","Blinken, Antony","2024 Trafficking in Persons Report: China","","","https://www.state.gov/reports/2024-trafficking-in-persons-report/china/","2024-06-24","2025-03-15 10:11:12","US Department of State","en"\n' +
  '"B","newspaperArticle","2019","","He said ""no"", they\nsaid","China Daily","","https://chinadaily.com.cn/a","26 February 2019","","",""\n' +
  '"C","webpage","","","","","","","","","",""\n';

const BIBTEX = String.raw`
% exported by hand
@string{dos = "US Department of State"}
@techreport{tip24,
  title = {2024 {Trafficking} in Persons Report: {China}},
  institution = dos, year = 2024, month = jun, day = 24,
  url = {https://www.state.gov/reports/2024-trafficking-in-persons-report/china/},
  urldate = {2025-03-15}, langid = {english},
}
@book{broken, title = {Never closed, year = 2020
@online{muller, author = {M{\"u}ller, J{\'o}zef and {Amnesty International}}, title = "Verschw{\"o}rung \& Schuld",
  date = {2023-11}, language = {ngerman}, doi = {10.1000/xyz_1}, note = {Accessed: 3 March 2025}}
@misc{how, title={Elsewhere}, howpublished={\url{https://b.org/x_y}}, year={n.d.}}
@misc{nothing, year = 2001}
`;

describe('CSL-JSON', () => {
  it('is read entry by entry', async () => {
    expect(await first(CSL, 'csl-json')).toEqual(TIP);
    const { references, problems } = await read(CSL, 'csl-json');
    expect(references[1]).toMatchObject({
      line: 8,
      reference: {
        publisher: 'Dongmei Li, Zhe Peng',
        published: { printed: 'July 2019', iso: '2019-07' },
        pinpoint: '40',
        url: 'https://doi.org/10.2139/ssrn.3398511',
        addressFrom: 'worked-out',
      },
    });
    expect(problems).toEqual([
      { line: 11, kind: 'no-title-or-address' },
      { line: 12, kind: 'broken' },
    ]);
  });
  it('that is cut off tells where, and keeps what stands before', async () => {
    const { references, problems } = await read(CSL.slice(0, CSL.indexOf('"DOI"')), 'csl-json');
    expect(references.map(({ line }) => line)).toEqual([2, 8]);
    expect(problems).not.toEqual([]);
  });
});

describe('RIS', () => {
  it('of Zotero is read', async () => {
    const published = { printed: '2024/06/24', iso: '2024-06-24' };
    expect(await first(ZOTERO_RIS, 'ris')).toEqual({
      ...TIP,
      published,
      accessed: { printed: '2025/03/15', iso: '2025-03-15' },
    });
  });
  it('of Mendeley and EndNote is read, lines that go on included', async () => {
    expect(await read(MENDELEY_RIS, 'ris')).toMatchObject({
      references: [
        {
          line: 1,
          reference: {
            publisher: 'Reuters',
            title: 'Top court lowers maximum private lending rate',
            published: { printed: '2020', iso: '2020' },
            accessed: null,
            url: 'https://reuters.com/a',
          },
        },
      ],
      problems: [
        { line: 9, kind: 'broken' },
        { line: 10, kind: 'no-title-or-address' },
      ],
    });
  });
});

describe('a table of Zotero', () => {
  it('is read, with quotes, commas and ends of lines in its cells', async () => {
    const accessed = { printed: '2025-03-15 10:11:12', iso: '2025-03-15' };
    expect(await first(ZOTERO_CSV, 'zotero-csv')).toEqual({ ...TIP, accessed });
    const { references, problems } = await read(ZOTERO_CSV, 'zotero-csv');
    expect(references[1]).toMatchObject({
      line: 3,
      reference: {
        publisher: 'China Daily',
        title: 'He said "no", they said',
        published: { iso: '2019-02-26' },
      },
    });
    expect(problems).toEqual([{ line: 5, kind: 'no-title-or-address' }]);
  });
  it('keeps what stands before a cell that is never closed', async () => {
    const { references, problems } = await read(
      `${ZOTERO_CSV}"D","book","2020","never closed\n`,
      'zotero-csv',
    );
    expect(references.length).toBe(2);
    expect(problems).toContainEqual({ line: 6, kind: 'broken' });
  });
  it('of something else is none', async () => {
    expect(await readLibrary('a,b\n1,2\n', 'zotero-csv')).toEqual({
      kind: 'problems',
      problems: [{ line: 1, kind: 'no-columns' }],
    });
  });
});

describe('BibTeX', () => {
  it('is read, though one entry of it is broken', async () => {
    expect(await first(BIBTEX, 'bibtex')).toEqual(TIP);
    const { references, problems } = await read(BIBTEX, 'bibtex');
    expect(problems).toEqual([
      { line: 10, kind: 'broken' },
      { line: 14, kind: 'no-title-or-address' },
    ]);
    expect(references.slice(1)).toMatchObject([
      {
        line: 11,
        reference: {
          publisher: 'Amnesty International',
          title: 'Verschwörung & Schuld',
          published: { iso: '2023-11' },
          accessed: { printed: '3 March 2025', iso: '2025-03-03' },
          url: 'https://doi.org/10.1000/xyz_1',
          lang: 'de',
        },
      },
      {
        line: 13,
        reference: { title: 'Elsewhere', url: 'https://b.org/x_y', undated: true, published: null },
      },
    ]);
  });
});

describe('a list of addresses', () => {
  const LIST =
    '# sources\nhttps://a.org/1\n\n<https://b.org/2>, A title, with a comma\nwww.c.org\tThird\nnot one\n';
  it('is read, with titles where there are some', async () => {
    const { references, problems } = await read(LIST, 'address-list');
    expect(references.map(({ line, reference: { url, title } }) => [line, url, title])).toEqual([
      [2, 'https://a.org/1', null],
      [4, 'https://b.org/2', 'A title, with a comma'],
      [5, 'https://www.c.org/', 'Third'],
    ]);
    expect(problems).toEqual([{ line: 6, kind: 'no-address' }]);
  });

  it.each([
    ['export.txt', CSL, 'csl-json'],
    ['x', ZOTERO_RIS, 'ris'],
    ['x', MENDELEY_RIS, 'ris'],
    ['library.txt', BIBTEX, 'bibtex'],
    ['x', ZOTERO_CSV, 'zotero-csv'],
    ['x', LIST, 'address-list'],
    ['list.txt', `My sources\n${LIST}`, 'address-list'],
    ['report.txt', `# Law\n\nIt is so.\nThe law says it.\nNobody knows.\n${LIST}`, null],
    ['empty.bib', '', 'bibtex'],
    ['report.docx', 'PK', null],
  ])('and every other form are told by what they show, else by name: %s', (name, text, kind) => {
    expect(libraryKindOf(name, text)).toBe(kind);
  });
});

it('a date that can be read two ways is told, not guessed', async () => {
  const ris = ZOTERO_RIS.replace('Y2  - 2025/03/15/', 'Y2  - 03/04/2025');
  expect((await read(ris, 'ris')).references[0]?.reference).toMatchObject({
    accessed: { printed: '03/04/2025', iso: null },
    doubts: [{ kind: 'unread-date', printed: '03/04/2025' }],
  });
});

it('a DOI is made an address, whatever signs it has', async () => {
  const of = async (doi: string) => (await first(JSON.stringify([{ DOI: doi }]), 'csl-json')).url;
  expect(await of('doi:10.1000/a?b#c')).toBe('https://doi.org/10.1000/a%3Fb%23c');
  expect(await of('https://doi.org/10.1000/a\ud800')).toBe('https://doi.org/10.1000/a%EF%BF%BD');
});

it.each([
  ['2024/06//', '2024-06'],
  ['2024///Spring', '2024'],
  ['2024-06-24T10:11:12Z', '2024-06-24'],
  ['24 June 2024', '2024-06-24'],
  ['2024/02/31', null],
  ['2019-2020', null],
  ['2023-24', null],
  ['2025/03/15/10:11:12', '2025-03-15'],
  ['15.03.2025 10:11', '2025-03-15'],
  ['3-May-2024', '2024-05-03'],
  ['2024-05-03/2024-05-09', null],
  ['No. 7, 2024', null],
])('a date is read where it is one: %s', async (written, iso) => {
  const ris = ZOTERO_RIS.replace('2024/06/24/', written);
  expect((await first(ris, 'ris')).published?.iso).toBe(iso);
});

const SAMPLES: Readonly<Record<LibraryKind, string>> = {
  'csl-json': CSL,
  ris: ZOTERO_RIS,
  bibtex: BIBTEX,
  'zotero-csv': ZOTERO_CSV,
  'address-list': 'https://a.org x\n',
};
it.each(Object.entries(SAMPLES))(
  'whatever is cut out of it or put into it, %s never throws',
  async (kind, sample) => {
    const cut = fc.tuple(
      fc.nat(sample.length),
      fc.nat(40),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(cut, async ([at, length, put]) => {
        const text = sample.slice(0, at) + put + sample.slice(at + length);
        const reading = await readLibrary(text, kind as LibraryKind);
        expect(
          reading.problems.every(({ line }) => line >= 1 && line <= text.split('\n').length + 1),
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
  },
);
it('JSON that nests without end is broken', async () => {
  const reading = await readLibrary('['.repeat(200_000), 'csl-json');
  expect(reading).toMatchObject({ kind: 'problems' });
});

it.each([
  [String.raw`url={https://a.example/x\_y.pdf}`, 'https://a.example/x_y.pdf'],
  ['url={https://a.example/a%20b_c.pdf}', 'https://a.example/a%20b_c.pdf'],
  [String.raw`url={https://a.example/{\textasciitilde}u/x\&y}`, 'https://a.example/~u/x&y'],
  [String.raw`howpublished={\url{https://a.example/a%20b_c.pdf}}`, 'https://a.example/a%20b_c.pdf'],
  [String.raw`howpublished={\url{https://a.example/~u/a\%20b\#c}}`, 'https://a.example/~u/a%20b#c'],
  ['note={See https://a.example/a%20b, accessed 3 May 2025}', 'https://a.example/a%20b'],
])('the address in %s of BibTeX is read whole', async (field, url) => {
  const { references } = await read(`@misc{a, title={A}, ${field}}`, 'bibtex');
  expect(references.map(({ reference }) => reference.url)).toEqual([url]);
});

it('a percent sign of BibTeX that is in no address is a comment still', async () => {
  const { references } = await read(
    '@misc{a, title={A}, % b\n url={https://a.example/1}}',
    'bibtex',
  );
  expect(references.map(({ reference }) => reference.url)).toEqual(['https://a.example/1']);
});

describe('an entry of BibTeX', () => {
  const titles = async (text: string) => {
    const { references, problems } = await read(text, 'bibtex');
    return [references.map(({ reference }) => reference.title), problems];
  };
  it.each([
    [
      'stands behind another one in its line',
      '@misc{a, title={A}} @misc{b, title={B}}',
      ['A', 'B'],
      [],
    ],
    [
      'is none in a comment',
      '@comment{\n@misc{old, title={Old}}\n}\n@misc{b, title={B}}',
      ['B'],
      [],
    ],
    ['is none behind a percent sign', '% @misc{old, title={Old}}\n@misc{b, title={B}}', ['B'], []],
    [
      'is none in words of another one',
      '@misc{a, abstract={On X\n@unhcr (Geneva)\n@hrw{x}}, title={A}}',
      ['A'],
      [],
    ],
    [
      'ends where a brace is not closed',
      '@misc{a, title={A\n@misc{b, title={B}}',
      ['B'],
      [{ line: 1, kind: 'broken' }],
    ],
    [
      'may be closed too early, which is told',
      '@misc{a, title={A}}, year={2024}}\n@misc{b, title={B}}',
      ['A', 'B'],
      [{ line: 1, kind: 'broken' }],
    ],
    ['may have a key with spaces', '@misc{HRW 2024, title={A}}', ['A'], []],
  ])('%s', async (_, text, found, problems) => {
    expect(await titles(text)).toEqual([found, problems]);
  });

  it('takes from the one that it refers to what it does not say', async () => {
    const proceedings = '@proceedings{p, title={P}, booktitle={P}, publisher={Press}, year={2019}}';
    expect(
      await first(
        `@inproceedings{a, crossref={p}, title={A}, year={2020}}\n${proceedings}`,
        'bibtex',
      ),
    ).toMatchObject({
      publisher: 'Press',
      title: 'A',
      published: { iso: '2020' },
    });
    expect(
      await first(`@inproceedings{a, crossref={q}, title={A}}\n${proceedings}`, 'bibtex'),
    ).toMatchObject({
      publisher: null,
    });
  });

  it('knows abbreviations over several lines, and months with the day beside them', async () => {
    const of = (fields: string) =>
      first(`@string{\n ai = {Amnesty}\n}\n@misc{a, title={A}, ${fields}}`, 'bibtex');
    expect(await of('institution = ai # { (AI)}')).toMatchObject({ publisher: 'Amnesty (AI)' });
    for (const month of ['may # "~3"', '"3~" # may', '5, day = 3', '{May}, day = {3}'])
      expect((await of(`year = 2024, month = ${month}`)).published?.iso).toBe('2024-05-03');
    expect((await of('year = 2024, month = may')).published?.iso).toBe('2024-05');
  });
});

describe('an address in a library', () => {
  const of = async (URL: string) => {
    const reference = (
      await read(JSON.stringify([{ title: 'T', publisher: 'P', URL }]), 'csl-json')
    ).references[0]?.reference;
    return [reference?.url, ...(reference?.doubts ?? [])];
  };
  it.each([
    ['<https://a.example/1>', ['https://a.example/1']],
    ['https://a.example/1?a=1&amp;b=2', ['https://a.example/1?a=1&b=2']],
    ['https://a.example/1?a=1&amp=2', ['https://a.example/1?a=1&amp=2']],
    [
      'https://a.example/1, https://a.example/2',
      ['https://a.example/1', { kind: 'left-over', text: 'https://a.example/2' }],
    ],
    ['https://a.example/1,2', ['https://a.example/1,2']],
    ['https://a.example/go?to=https://b.example/', ['https://a.example/go?to=https://b.example/']],
    [
      'https://a.example/long/ path',
      [
        null,
        {
          kind: 'broken-address',
          readings: ['https://a.example/long/', 'https://a.example/long/path'],
        },
      ],
    ],
    ['htp:/a.example/1', [null, { kind: 'left-over', text: 'htp:/a.example/1' }]],
    ['a.example/1', [null, { kind: 'left-over', text: 'a.example/1' }]],
    ['', [null]],
  ])('%s is taken or told', async (written, expected) => {
    expect(await of(written)).toEqual(expected);
  });

  it('of RIS stands behind several tags, and a file on a disk is none', async () => {
    const url = async (lines: string) => {
      const [one] = (await read(`TY  - RPRT\nTI  - T\nPB  - P\n${lines}\nER  - \n`, 'ris'))
        .references;
      return [one?.reference.url, ...(one?.reference.doubts ?? [])];
    };
    expect(await url('UR  - file:///C:/a.pdf\nL1  - https://a.example/b.pdf')).toEqual([
      'https://a.example/b.pdf',
    ]);
    expect(await url('L1  - https://a.example/b.pdf\nUR  - https://a.example/a')).toEqual([
      'https://a.example/a',
    ]);
    expect(await url('UR  - https://a.example/a\nUR  - https://a.example/b')).toEqual([
      'https://a.example/a',
      { kind: 'left-over', text: 'https://a.example/b' },
    ]);
    expect(await url('UR  - https://a.example/a/\nb.pdf')).toMatchObject([
      null,
      { kind: 'broken-address' },
    ]);
  });

  it.each([
    [String.raw`\url{https://a.example/x}`, 'https://a.example/x'],
    [String.raw`\href{https://a.example/x}{the page}`, 'https://a.example/x'],
    [String.raw`https://a.example/$\sim$u/`, 'https://a.example/~u/'],
  ])('of BibTeX is read as LaTeX prints it: %s', async (written, url) => {
    expect((await first(`@misc{a, title={A}, url={${written}}}`, 'bibtex')).url).toBe(url);
  });
});

it('RIS of EndNote parts the day from the year, and notes the day of access', async () => {
  const of = (lines: string) =>
    first(`TY  - NEWS\nTI  - T\nUR  - https://a.example/\n${lines}\nER  -\n`, 'ris');
  expect((await of('DA  - 26 February\nPY  - 2019')).published?.iso).toBe('2019-02-26');
  expect((await of('DA  - June 24\nPY  - 2019')).published?.iso).toBe('2019-06-24');
  expect((await of('DA  - 26 February 2018\nPY  - 2019')).published?.iso).toBe('2018-02-26');
  expect((await of('N1  - Accessed: 3 May 2024')).accessed?.iso).toBe('2024-05-03');
  expect((await of('N1  - Published 3 May 2024')).accessed).toBeNull();
  expect((await of('N1  - Accessed: 3 May 2024\nY2  - 2025/01/01')).accessed?.iso).toBe(
    '2025-01-01',
  );
});

it('a line of RIS begins with a tag, with or without a space behind its stroke', async () => {
  const of = async (lines: string) => (await first(`TY  - NEWS\n${lines}\nER  -\n`, 'ris')).title;
  expect(await of('TI  -Empty villages')).toBe('Empty villages');
  expect(await of('TI  - Empty villages of an\nEU -based group')).toBe(
    'Empty villages of an EU -based group',
  );
});

describe('an entry of CSL-JSON', () => {
  const of = (item: object) => first(JSON.stringify([{ title: 'T', ...item }]), 'csl-json');
  it('has dates as text, and spans, of which neither end is the date', async () => {
    expect(await of({ issued: '2024-05-03', accessed: '2025-03' })).toMatchObject({
      published: { iso: '2024-05-03' },
      accessed: { iso: '2025-03' },
    });
    const span = {
      'date-parts': [
        [2024, 5, 1],
        [2024, 5, 3],
      ],
    };
    expect((await of({ issued: span })).published).toEqual({
      printed: '2024-5-1/2024-5-3',
      iso: null,
    });
  });
  it('has names with particles', async () => {
    const author = [{ family: 'Berg', given: 'Hans', 'non-dropping-particle': 'van den' }];
    expect((await of({ author })).publisher).toBe('Hans van den Berg');
  });
  it('is not what Zotero calls JSON itself, which would lose every address', async () => {
    const own = { itemType: 'report', title: 'T', url: 'https://a.example/' };
    for (const item of [own, { key: 'A', data: own }])
      expect(await readLibrary(JSON.stringify({ items: [item] }), 'csl-json')).toEqual({
        kind: 'problems',
        problems: [{ line: 1, kind: 'own-json-of-zotero' }],
      });
  });
});

it('a table that a person made has its address and day of access under names of its own', async () => {
  const table =
    'Title,Publisher,Link,Date accessed,Notes\nT,HRW,https://a.example/1,2025-03-15,https://b.example/\n';
  expect(await first(table, 'zotero-csv')).toMatchObject({
    url: 'https://a.example/1',
    accessed: { iso: '2025-03-15' },
  });
});
