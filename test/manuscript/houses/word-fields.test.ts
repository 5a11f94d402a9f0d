import { describe, expect, it, test } from 'vitest';
import { code, field, para, run } from '../read/word-file.js';
import { cited } from './cited.js';
import { heading, p } from './plan.js';
import { docx, escaped } from './word-report.js';

/** What the reference manager keeps of each document. */
const ITEMS = {
  levi: {
    type: 'report',
    title: 'Tolls and Tribute in Karvan',
    author: [{ family: 'Levi', given: 'Ana' }],
    publisher: 'Chatham House',
    issued: { 'date-parts': [[2023, 5, 4]] },
    accessed: { 'date-parts': [[2024, 6, 1]] },
    URL: 'https://chathamhouse.example/tolls',
  },
  osei: {
    type: 'article-journal',
    title: 'Courts without Judges',
    author: [{ family: 'Osei', given: 'Kofi' }],
    'container-title': 'Journal of Law in Practice',
    issued: { 'date-parts': [['2022']] },
    DOI: '10.1234/jlp.2022.7',
  },
  unama: {
    type: 'report',
    title: 'Detention in Karvan: <i>An Update</i>',
    author: [{ literal: 'UNMIK Karvan' }],
    issued: { 'date-parts': [[2024, 2]] },
    URL: 'https://unmik.example/detention',
  },
} as const;
type Key = keyof typeof ITEMS;
interface Cite {
  readonly key: Key;
  readonly locator?: string;
  readonly label?: string;
}

/** A field of Zotero's, in pieces as Word cuts it. */
function zotero(shown: string, cites: readonly Cite[]): string {
  const json = JSON.stringify({
    citationID: 'a1',
    properties: { formattedCitation: shown },
    citationItems: cites.map(({ key, ...place }, i) => ({ id: i, ...place, itemData: ITEMS[key] })),
    schema: 'https://github.com/citation-style-language/schema/raw/master/csl-citation.json',
  });
  const cut = Math.floor(json.length / 2);
  return field(
    code(` ADDIN ZOTERO_ITEM CSL_CITATION ${json.slice(0, cut)}`) + code(json.slice(cut)),
    run(shown),
  );
}
const simpleLink = (words: string, address: string): string =>
  `<w:fldSimple w:instr=' HYPERLINK "${escaped(address)}" '>${run(words)}</w:fldSimple>`;
const change = (name: string, text: string): string =>
  `<w:${name} w:id="9" w:author="A" w:date="2024-06-01T00:00:00Z">${name === 'del' ? `<w:r><w:delText xml:space="preserve">${text}</w:delText></w:r>` : run(text)}</w:${name}>`;
const endnote = (id: number): string => `<w:r><w:endnoteReference w:id="${id}"/></w:r>`;
const box = (content: string): string => {
  const inner = `<w:txbxContent>${content}</w:txbxContent>`;
  return `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${inner}</w:drawing></mc:Choice><mc:Fallback><w:pict>${inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
};

const REPORT = docx({
  body: [
    heading(1, '1. Courts'),
    // Two documents in one field, each with its place.
    para(
      run(
        'Levi and Osei agree that “no judge has sat in the northern districts since the spring of 2021” ',
      ) +
        zotero('(Levi, 2023, p. 7; Osei, 2022, § 3)', [
          { key: 'levi', locator: '7', label: 'page' },
          { key: 'osei', locator: '3', label: 'section' },
        ]) +
        run('.'),
    ),
    // What was deleted or moved away is no part of the quotation; a comment and hidden words are none either.
    para(
      run('The mission wrote: “Detainees were held for ') +
        change('del', 'two') +
        change('ins', 'eleven') +
        run(' days ') +
        change('moveFrom', 'in the old barracks ') +
        run('without charge') +
        `<w:commentRangeStart w:id="1"/>` +
        run(', the guards') +
        `<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>` +
        run(' SECRET', '<w:vanish/>') +
        run(' said') +
        change('moveTo', ', in the old barracks') +
        run('.” ') +
        zotero('(UNMIK Karvan, 2024)', [{ key: 'unama' }]),
    ),
    heading(1, '2. Roads'),
    para(
      run('The road is closed at night.') +
        box(
          para(run('“We sleep at the gate until the soldiers wake,” a driver told the agency.')) +
            para(
              run('Karvan News Agency, “') +
                simpleLink('Night at the gate', 'https://kna.example/gate?a=1&b=2') +
                run('”, 2 March 2024, last accessed: 4 June 2024'),
            ),
        ),
    ),
    para(
      run('Fees doubled within a year.') +
        endnote(1) +
        run(' “Whoever paid in fuel was let through before whoever paid in cash.”') +
        endnote(2),
    ),
    p('The ministry denied it.[^1]'),
    para(
      field(
        code(' ADDIN ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY '),
        run('Levi, A. (2023). Tolls and Tribute in Karvan. Chatham House.'),
      ),
    ),
  ],
  notes: ['Ministry of Roads, [Statement on tolls](https://roads.example/tolls), 5 May 2024'],
  endnotes: [
    'World Bank, [Karvan Economic Monitor](https://worldbank.example/kem), April 2024, p. 9',
    `Karvan Today, [Fuel first](https://today.example/fuel), 6 May 2024`,
  ],
});

describe('a Word file with the fields of a reference manager, changes, a text box and endnotes', async () => {
  const { citations } = await cited(REPORT, 'roads.docx');
  const of = (
    section: string,
    publisher: string,
    title: string,
    published: string | null,
    accessed: string | null,
    pinpoint: string | null,
    url: string,
    passages: readonly string[] = [],
  ) => ({ section, publisher, title, published, accessed, pinpoint, url, passages });

  it('has each item of a field with its place, in order with the notes', () => {
    expect(citations).toEqual([
      of(
        '1',
        'Chatham House',
        'Tolls and Tribute in Karvan',
        '2023-05-04',
        '2024-06-01',
        '7',
        'https://chathamhouse.example/tolls',
        ['no judge has sat in the northern districts since the spring of 2021'],
      ),
      of(
        '1',
        'Journal of Law in Practice',
        'Courts without Judges',
        '2022',
        null,
        'section 3',
        'https://doi.org/10.1234/jlp.2022.7',
      ),
      of(
        '1',
        'UNMIK Karvan',
        'Detention in Karvan: An Update',
        '2024-02',
        null,
        null,
        'https://unmik.example/detention',
        [
          'Detainees were held for eleven days without charge, the guards said, in the old barracks.',
        ],
      ),
      of(
        '2',
        'Karvan News Agency',
        'Night at the gate',
        '2024-03-02',
        '2024-06-04',
        null,
        'https://kna.example/gate?a=1&b=2',
        ['We sleep at the gate until the soldiers wake,'],
      ),
      of(
        '2',
        'World Bank',
        'Karvan Economic Monitor',
        '2024-04',
        null,
        '9',
        'https://worldbank.example/kem',
      ),
      of(
        '2',
        'Karvan Today',
        'Fuel first',
        '2024-05-06',
        null,
        null,
        'https://today.example/fuel',
        ['Whoever paid in fuel was let through before whoever paid in cash.'],
      ),
      of(
        '2',
        'Ministry of Roads',
        'Statement on tolls',
        '2024-05-05',
        null,
        null,
        'https://roads.example/tolls',
      ),
    ]);
  });
});

/** A report whose last two paragraphs are one field, with prose behind it. */
const withList = (instruction: string): Uint8Array => {
  const [begin, end] = field(code(instruction), '|').split('|') as [string, string];
  return docx({
    body: [
      heading(1, '1. Roads'),
      p('The ministry denied it.[^1]'),
      para(begin + run('Karvan Today, “Fuel first”, 6 May 2024')),
      para(run('World Bank, “Karvan Economic Monitor”, 7 April 2024') + end),
      p('Karvan Radio, “Night at the gate”, 8 June 2024'),
    ],
    notes: ['Ministry of Roads, “Statement on tolls”, 5 May 2024'],
  });
};

test.each([
  [' ADDIN ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY '],
  [' ADDIN Mendeley Bibliography CSL_BIBLIOGRAPHY '],
  [' ADDIN EN.REFLIST '],
  [' BIBLIOGRAPHY  \\l 1033 '],
])(
  'the entries of a list without a heading are no citations, what stands behind it is: %s',
  async (instruction) => {
    const { citations, draft } = await cited(withList(instruction), 'a.docx');
    expect(citations.map(({ title }) => title)).toEqual([
      'Statement on tolls',
      'Night at the gate',
    ]);
    expect(draft.uncited.map(({ reference: { title } }) => title)).toEqual([
      'Fuel first',
      'Karvan Economic Monitor',
    ]);
  },
);

test('the paragraphs of another field are citations', async () => {
  const { citations } = await cited(withList(' ADDIN ZOTERO_TEMP '), 'a.docx');
  expect(citations).toHaveLength(4);
});
