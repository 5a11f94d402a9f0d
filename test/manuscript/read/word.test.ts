import { describe, expect, it } from 'vitest';
import { draftOf } from '../../../src/manuscript/import/draft.js';
import { type Manuscript, paragraphText } from '../../../src/manuscript/manuscript.js';
import { readWord } from '../../../src/manuscript/read/word.js';
import { code, field, links, NUMBERING, para, run, styles, wordFile } from './word-file.js';

function read(body: string, parts?: Readonly<Record<string, string>>): Manuscript {
  const manuscript = readWord(wordFile(body, parts));
  if ('kind' in manuscript) throw new Error(manuscript.why);
  return manuscript;
}
const texts = (body: string, parts?: Readonly<Record<string, string>>) =>
  read(body, parts).paragraphs.map(paragraphText);
const hrefs = ({ paragraphs }: Pick<Manuscript, 'paragraphs'>) =>
  paragraphs.flatMap(({ runs }) => runs.flatMap(({ text, href }) => (href ? [[text, href]] : [])));
const shape = (body: string, parts?: Readonly<Record<string, string>>) =>
  read(body, parts).paragraphs.map((p) => [p.kind, p.level, p.indented, paragraphText(p)]);

const A = 'http://a.test/?x=1&amp;y=2';
const READ_A = [['a', 'http://a.test/?x=1&y=2']];

describe('the links of a Word document', () => {
  it('are read where they are hyperlinks', () => {
    const body = para(
      `<w:hyperlink r:id="r1">${run('a')}</w:hyperlink><w:hyperlink w:anchor="b">${run('b')}</w:hyperlink>`,
    );
    const parts = { 'word/_rels/document.xml.rels': links({ r1: A }) };
    expect(hrefs(read(body, parts))).toEqual(READ_A);
    expect(hrefs(read(body))).toEqual([]);
  });

  it('are read where they are simple fields', () => {
    expect(
      hrefs(read(para(`<w:fldSimple w:instr=' HYPERLINK "${A}" '>${run('a')}</w:fldSimple>`))),
    ).toEqual(READ_A);
    expect(hrefs(read(para(`<w:fldSimple w:instr=" PAGE ">${run('a')}</w:fldSimple>`)))).toEqual(
      [],
    );
  });

  it('are read where they are fields, in pieces and inside each other', () => {
    const split = code(' HYPER') + code('LINK "http://a.test/?x=1') + code('&y=2" \\t "_blank" ');
    expect(hrefs(read(para(field(split, run('a')) + run('b'))))).toEqual(READ_A);
    const nested = field(
      code(' QUOTE '),
      field(code(' HYPERLINK http://a.test/ '), run('a')) + run('b'),
    );
    expect(hrefs(read(para(nested)))).toEqual([['a', 'http://a.test/']]);
    const inCode = field(
      code(' HYPERLINK "http://') + field(code(' DOCPROPERTY x '), run('a.test')) + code('/" '),
      run('a'),
    );
    expect(hrefs(read(para(inCode)))).toEqual([['a', 'http://a.test/']]);
    expect(hrefs(read(para(field(code(' HYPERLINK \\l "b" '), run('a')))))).toEqual([]);
    expect(texts(para(field(code(' HYPERLINK "x" '), run('a'))))).toEqual(['a']);
  });

  it('go on in the next paragraph, and end with their field', () => {
    const [begin, end] = field(code(' HYPERLINK "http://a.test/" '), '|').split('|');
    expect(hrefs(read(para(begin + run('a')) + para(run('b') + end + run('c'))))).toEqual([
      ['a', 'http://a.test/'],
      ['b', 'http://a.test/'],
    ]);
  });

  it('do not swallow the text where a field is broken', () => {
    expect(texts(para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + para(run('b')))).toEqual([
      'b',
    ]);
    expect(texts(para(`<w:r><w:fldChar w:fldCharType="end"/></w:r>${run('a')}`))).toEqual(['a']);
  });
});

describe('the citations of reference managers in a Word document', () => {
  const items = (content: string) =>
    read(para(content)).paragraphs.flatMap(({ runs }) => runs.flatMap((r) => r.items));
  const CSL =
    '{"citationItems":[{"itemData":{"title":"T & <U>","URL":"http://a.test/"},"locator":"45","label":"page"},{}]}';
  const RECORD =
    '<EndNote><Cite><Author>B</Author><Year>2020</Year><record><contributors><authors><author><style>B, A</style></author></authors></contributors>' +
    '<titles><title><style>T</style></title></titles><dates><year>2020</year></dates><urls><related-urls><url>http://a.test/</url></related-urls></urls></record></Cite></EndNote>';

  it.each([' ADDIN ZOTERO_ITEM CSL_CITATION ', 'ADDIN CSL_CITATION '])(
    'are read from%s',
    (name) => {
      const content = field(code(name + CSL.slice(0, 30)) + code(CSL.slice(30)), run('(B 2020)'));
      expect(items(content)).toEqual([
        { title: 'T & <U>', URL: 'http://a.test/', locator: '45', label: 'page' },
      ]);
      expect(texts(para(content))).toEqual(['(B 2020)']);
    },
  );

  it.each([
    ['its code', field(code(` ADDIN EN.CITE ${RECORD}`), run('(B 2020)'))],
    [
      'its data',
      field(code(' ADDIN EN.CITE '), run('(B 2020)'), Buffer.from(RECORD).toString('base64')),
    ],
  ])('are read from EndNote, in %s', (_, content) => {
    expect(items(content)).toMatchObject([
      { title: 'T', author: [{ literal: 'B, A' }], issued: { raw: '2020' }, URL: 'http://a.test/' },
    ]);
    expect(texts(para(content))).toEqual(['(B 2020)']);
  });

  it('are none in a bibliography, or where they are damaged', () => {
    expect(items(field(code(' ADDIN ZOTERO_BIBL {"a":1} CSL_BIBLIOGRAPHY '), run('a')))).toEqual(
      [],
    );
    expect(
      items(field(code(' ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":'), run('a'))),
    ).toEqual([]);
    expect(texts(para(field(code(' ADDIN ZOTERO_BIBL {"a":1} '), run('a'))))).toEqual(['a']);
  });
});

describe('the content controls of Mendeley Cite in a Word document', () => {
  /** As Mendeley Cite 1.x writes it: JSON in Base64, in the tag of a content control around the printed citation. */
  const MENDELEY = {
    citationID: 'MENDELEY_CITATION_1de18c13-0c8d-4a3b-9e70-96407afdc71e',
    properties: { noteIndex: 0 },
    isEdited: false,
    manualOverride: {
      isManuallyOverridden: false,
      citeprocText: '(Müller, 2024)',
      manualOverrideText: '',
    },
    citationItems: [
      {
        id: 'e219b34e-d397-37b4-818e-80ca578eae74',
        itemData: {
          type: 'webpage',
          id: 'e219b34e-d397-37b4-818e-80ca578eae74',
          title: 'Conditions of detention in Karvan',
          author: [{ family: 'Müller', given: 'A.', 'parse-names': false }],
          URL: 'https://www.example.org/karvan',
          issued: { 'date-parts': [[2024, 9, 1]] },
          accessed: { 'date-parts': [[2025, 3, 2]] },
          'container-title-short': '',
        },
        isTemporary: false,
        'suppress-author': false,
        locator: '45',
        label: 'page',
      },
    ],
  };
  const tagOf = (citation: object) =>
    `MENDELEY_CITATION_v3_${Buffer.from(JSON.stringify(citation)).toString('base64')}`;
  const control = (tag: string, content: string) =>
    `<w:sdt><w:sdtPr><w:rPr><w:color w:val="000000"/></w:rPr><w:tag w:val="${tag}"/><w:id w:val="-1410928299"/><w:placeholder><w:docPart w:val="DefaultPlaceholder_-1854013440"/></w:placeholder></w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
  const runsIn = (body: string) =>
    read(body).paragraphs.flatMap(({ runs }) =>
      runs.map(({ text, items }) => [text, items[0]?.title ?? null]),
    );

  it('are citations with all that Mendeley knows, whether they stand in a paragraph or around one', () => {
    const inline = para(
      run('a ') + control(tagOf(MENDELEY), run('(Müller, ') + run('2024)')) + run(' b'),
    );
    expect(runsIn(inline)).toEqual([
      ['a ', null],
      ['(Müller, 2024)', 'Conditions of detention in Karvan'],
      [' b', null],
    ]);
    const around = control(tagOf(MENDELEY), para(run('(Müller, 2024)'))) + para(run('b'));
    expect(runsIn(around)).toEqual([
      ['(Müller, 2024)', 'Conditions of detention in Karvan'],
      ['b', null],
    ]);
  });

  it('lead to a source with its address, its dates and the page', () => {
    const quotation = run(
      'It said: “The cells were found to hold twice as many as they were built for” ',
    );
    const { citations, sources } = draftOf(
      read(para(quotation + control(tagOf(MENDELEY), run('(Müller, 2024)')))),
    );
    expect(citations).toMatchObject([
      {
        accessed: '2025-03-02',
        pinpoint: '45',
        passages: [{ text: expect.stringContaining('The cells') }],
      },
    ]);
    expect(sources).toMatchObject([
      {
        title: 'Conditions of detention in Karvan',
        url: 'https://www.example.org/karvan',
        published: '2024-09-01',
      },
    ]);
  });

  it('are the list of sources where they say so', () => {
    const list =
      control('MENDELEY_BIBLIOGRAPHY', para(run('A. B.')) + para(run('C. D.'))) + para(run('e'));
    expect(read(list).paragraphs.map((p) => [paragraphText(p), p.listed])).toEqual([
      ['A. B.', true],
      ['C. D.', true],
      ['e', false],
    ]);
  });

  it.each([
    ['another program’s', 'MY_TAG'],
    ['damaged', 'MENDELEY_CITATION_v3_eyJjaXRhdGlvbklE'],
    ['without a word', 'MENDELEY_CITATION_v3_'],
    ['without entries', tagOf({ citationItems: null })],
  ])('are text where they are %s', (_, tag) => {
    expect(runsIn(para(control(tag, run('(B 2020)')) + run(' c')))).toEqual([['(B 2020) c', null]]);
  });

  it('leave a field that stands in them, or around them, as it is', () => {
    const link = field(code(' HYPERLINK "http://a.test/"'), run('x'));
    expect(runsIn(para(control(tagOf(MENDELEY), link) + run(' y')))).toEqual([
      ['x', 'Conditions of detention in Karvan'],
      [' y', null],
    ]);
  });
});

describe('the text of a Word document', () => {
  it('is what stands after all changes', () => {
    const change = (name: string) =>
      texts(para(`${run('a')}<w:${name}>${run('b')}</w:${name}>`)).join();
    expect(['ins', 'moveTo'].map(change)).toEqual(['ab', 'ab']);
    expect(['del', 'moveFrom'].map(change)).toEqual(['a', 'a']);
    expect(texts(para(run('a'), '<w:rPr><w:del/></w:rPr>') + para(run('b')))).toEqual(['ab']);
    expect(texts(para(run('a'), '<w:rPr><w:ins/></w:rPr>') + para(run('b')))).toEqual(['a', 'b']);
  });

  it('is as the last is set of paragraphs whose marks are deleted, and goes into no cell', () => {
    const gone = (content: string) => para(content, '<w:rPr><w:del/></w:rPr>');
    const heading = para(run('b'), '<w:outlineLvl w:val="0"/>');
    expect(shape(gone(`<w:del>${run('a')}</w:del>`) + gone('') + heading)).toEqual([
      ['heading', 1, false, 'b'],
    ]);
    expect(shape(gone(run('a ')) + para(run('b'), '<w:ind w:left="720"/>'))).toEqual([
      ['text', 0, true, 'a b'],
    ]);
    const [joined] = read(gone('') + heading).paragraphs;
    expect(joined?.place.from).toBe('document:1');
    const cell = (content: string) => `<w:tc>${content}</w:tc>`;
    const table = `<w:tbl><w:tr>${cell(gone(run('b')))}${cell(para(run('c')))}</w:tr></w:tbl>`;
    expect(texts(gone(run('a')) + table + heading)).toEqual(['a', 'b', 'c', 'b']);
  });

  it('has no number for what is deleted', () => {
    const number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
    const body = para('', `${number}<w:rPr><w:del/></w:rPr>`) + para(run('a'), number);
    expect(texts(body, { 'word/numbering.xml': NUMBERING })).toEqual(['1. a']);
  });

  it('stands with its notes and styles in the parts that its relationships name, be they called otherwise', () => {
    const kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const relations = (all: Readonly<Record<string, string>>) =>
      `<Relationships>${Object.entries(all)
        .map(([name, to]) => `<Relationship Type="${kind}/${name}" Target="${to}"/>`)
        .join('')}</Relationships>`;
    const body = para(
      `${run('a')}<w:r><w:footnoteReference w:id="2"/></w:r>`,
      '<w:pStyle w:val="H"/>',
    );
    const parts: Readonly<Record<string, string>> = {
      '_rels/.rels': relations({ officeDocument: '/word/document2.xml' }),
      'word/document2.xml': `<w:document><w:body>${body}</w:body></w:document>`,
      'word/_rels/document2.xml.rels': relations({
        footnotes: 'footnotes2.xml',
        styles: '/word/styles2.xml',
      }),
      'word/footnotes2.xml': `<w:footnotes><w:footnote w:id="2">${para(run('b'))}</w:footnote></w:footnotes>`,
      'word/styles2.xml': styles({ H: '<w:name w:val="heading 2"/>' }),
      'word/footnotes.xml': `<w:footnotes><w:footnote w:id="2">${para(run('not this'))}</w:footnote></w:footnotes>`,
    };
    const read = readWord((name) =>
      Object.hasOwn(parts, name) ? Buffer.from(parts[name] as string) : null,
    );
    if ('kind' in read) throw new Error(read.why);
    expect(read.paragraphs.map(({ level, place }) => [level, place.from])).toEqual([
      [2, 'document:0'],
    ]);
    expect(
      Object.values(read.notes).map(({ paragraphs }) => paragraphs.map(paragraphText)),
    ).toEqual([['b']]);
  });

  it('is without comments, and without what is hidden', () => {
    const parts = {
      'word/styles.xml': styles({ H: '<w:rPr><w:vanish/></w:rPr>', I: '<w:basedOn w:val="H"/>' }),
    };
    expect(
      texts(para(`${run('a')}<w:r><w:commentReference w:id="1"/></w:r>`), {
        'word/comments.xml': '<w:comments>b</w:comments>',
      }),
    ).toEqual(['a']);
    expect(
      texts(para(run('a') + run('b', '<w:vanish/>') + run('c', '<w:vanish w:val="0"/>'))),
    ).toEqual(['ac']);
    expect(
      texts(
        para(
          run('a') +
            run('b', '<w:rStyle w:val="I"/>') +
            run('c', '<w:rStyle w:val="I"/><w:vanish w:val="false"/>'),
        ),
        parts,
      ),
    ).toEqual(['ac']);
    expect(texts(para(run('a'), '<w:pStyle w:val="H"/>') + para(run('b')), parts)).toEqual(['b']);
  });

  it('has its text boxes behind the paragraph that holds them, once', () => {
    const box = `<w:txbxContent>${para(run('b'))}${para(run('c'))}</w:txbxContent>`;
    const both = `<w:r><mc:AlternateContent><mc:Choice><w:drawing>${box}</w:drawing></mc:Choice><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
    expect(texts(para(run('a1') + both + run(' a2')) + para(run('d')))).toEqual([
      'a1 a2',
      'b',
      'c',
      'd',
    ]);
    expect(texts(para(`<w:r><w:pict>${box}</w:pict></w:r>`))).toEqual(['b', 'c']);
    expect(
      texts(
        para(
          `<w:r><mc:AlternateContent><mc:Fallback><w:pict>${box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
        ),
      ),
    ).toEqual(['b', 'c']);
  });

  it('has its signs: tabs, breaks, hyphens', () => {
    const signs =
      '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t></w:r>';
    expect(texts(para(signs))).toEqual(['a b\ncd\u2011e']);
  });

  it('has its cells, and what stands in content controls', () => {
    const cell = (text: string) => `<w:tc><w:tcPr/>${para(run(text))}</w:tc>`;
    expect(texts(`<w:tbl><w:tr>${cell('a')}${cell('b')}</w:tr></w:tbl>`)).toEqual(['a', 'b']);
    expect(
      texts(
        `<w:sdt><w:sdtPr><w:t>x</w:t></w:sdtPr><w:sdtContent>${para(`<w:sdt><w:sdtContent>${run('a')}</w:sdtContent></w:sdt>`)}</w:sdtContent></w:sdt>`,
      ),
    ).toEqual(['a']);
  });

  it('has its pages counted, by the marks of its last print or by its own breaks', () => {
    const pages = (content: string) => read(content).paragraphs.map(({ place }) => place.page);
    const own = '<w:r><w:br w:type="page"/></w:r>';
    const seen = '<w:r><w:lastRenderedPageBreak/></w:r>';
    expect(pages(para(run('a')) + para(own + run('b')))).toEqual([1, 2]);
    expect(pages(para(run('a')) + para(own) + para(seen + run('b')))).toEqual([1, 2]);
    expect(pages(para(run('a')))).toEqual([null]);
  });
});

describe('the paragraphs of a Word document', () => {
  const parts = {
    'word/numbering.xml': NUMBERING,
    'word/styles.xml': styles({
      berschrift2: '<w:name w:val="heading 2"/>',
      Own: '<w:name w:val="Kapitel"/><w:basedOn w:val="berschrift2"/>',
      Numbered:
        '<w:name w:val="heading 3"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>',
      Outlined: '<w:name w:val="x"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr>',
      Zitat: '<w:name w:val="Quote"/>',
      Set: '<w:name w:val="y"/><w:pPr><w:ind w:left="720"/></w:pPr>',
    }),
  };
  const styled = (style: string) => para(run('a'), `<w:pStyle w:val="${style}"/>`);
  const numbered = (text: string, level: number, list = 1, more = '') =>
    para(
      run(text),
      `${more}<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`,
    );

  it('are headings by their style, by what it is based on, by their level in the outline', () => {
    expect(
      ['berschrift2', 'Own', 'Outlined', 'None'].map((style) =>
        shape(styled(style), parts)[0]?.slice(0, 2),
      ),
    ).toEqual([
      ['heading', 2],
      ['heading', 2],
      ['heading', 4],
      ['text', 0],
    ]);
    expect(
      shape(
        para(run('a'), '<w:outlineLvl w:val="0"/>') + para(run('b'), '<w:outlineLvl w:val="9"/>'),
      ),
    ).toEqual([
      ['heading', 1, false, 'a'],
      ['text', 0, false, 'b'],
    ]);
  });

  it('have the numbers of their headings, and are items of lists', () => {
    const body =
      numbered('One', 0, 1, '<w:outlineLvl w:val="0"/>') +
      styled('Numbered') +
      styled('Numbered') +
      numbered('Two', 0, 1, '<w:outlineLvl w:val="0"/>') +
      styled('Numbered') +
      numbered('item', 0, 2) +
      numbered('none', 0, 0);
    expect(shape(body, parts)).toEqual([
      ['heading', 1, false, '1. One'],
      ['heading', 3, false, '1a a'],
      ['heading', 3, false, '1b a'],
      ['heading', 1, false, '2. Two'],
      ['heading', 3, false, '2a a'],
      ['item', 0, false, 'item'],
      ['text', 0, false, 'none'],
    ]);
  });

  it('are set in by their style or by half an inch', () => {
    const indented = (content: string) => shape(content, parts)[0]?.[2];
    expect(['Zitat', 'Set', 'None'].map((style) => indented(styled(style)))).toEqual([
      true,
      true,
      false,
    ]);
    expect(
      ['567', '566'].map((left) => indented(para(run('a'), `<w:ind w:left="${left}"/>`))),
    ).toEqual([true, false]);
    expect(indented(para(run('a'), '<w:ind w:left="720" w:hanging="720"/>'))).toBe(false);
  });
});

describe('the notes of a Word document', () => {
  const note = (kind: string, id: number, content: string) =>
    `<w:${kind} w:id="${id}">${content}</w:${kind}>`;
  const mark = (kind: string, id: number) => `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`;
  const parts = {
    'word/footnotes.xml': `<w:footnotes>${note('footnote', -1, para('<w:r><w:separator/></w:r>'))}${note('footnote', 2, para(`<w:r><w:footnoteRef/></w:r><w:hyperlink r:id="r1">${run('a')}</w:hyperlink>`) + para(run('b')))}${note('footnote', 3, para(run('unmarked')))}</w:footnotes>`,
    'word/endnotes.xml': `<w:endnotes>${note('endnote', 2, para(run('c')))}</w:endnotes>`,
    'word/_rels/footnotes.xml.rels': links({ r1: A }),
    'word/_rels/document.xml.rels': links({ r1: 'http://other.test/' }),
  };

  it('are kept with their marks and with links of their own', () => {
    const { paragraphs, notes } = read(
      para(run('x') + mark('footnote', 2) + run('y') + mark('endnote', 2)),
      parts,
    );
    expect(paragraphs.map(paragraphText)).toEqual(['xy']);
    expect(paragraphs[0]?.runs.map((r) => r.notes)).toEqual([['footnote-2'], ['endnote-2']]);
    expect(
      Object.values(notes).map(({ label, paragraphs }) => [
        label,
        ...paragraphs.map(paragraphText),
      ]),
    ).toEqual([
      ['1', 'a', 'b'],
      ['i', 'c'],
    ]);
    expect(hrefs(notes['footnote-2'] ?? { paragraphs: [] })).toEqual(READ_A);
  });

  it('have the signs that their author gave them', () => {
    const own = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>';
    const { paragraphs, notes } = read(para(run('x') + own), parts);
    expect(paragraphs.map(paragraphText)).toEqual(['x']);
    expect(notes['footnote-2']?.label).toBe('*');
  });
});

describe('a Word document that cannot be read', () => {
  it('says why', () => {
    const broken = { kind: 'unreadable', why: 'broken' };
    expect(readWord(() => null)).toEqual(broken);
    expect(readWord(wordFile('', { 'word/document.xml': '<html></html>' }))).toEqual(broken);
    expect(() => readWord(wordFile('', { 'word/document.xml': '<w:document><w:body>' }))).toThrow(
      'before its root',
    );
    expect(readWord(wordFile(para('')))).toEqual({ kind: 'unreadable', why: 'empty' });
  });

  it('is not one that is nested deep, or declares entities', () => {
    expect(texts(`${'<w:sdt><w:sdtContent>'.repeat(3_000)}${para(run('a'))}`)).toEqual(['a']);
    expect(texts('<w:tbl><w:tr><w:tc>'.repeat(3_000) + para(run('a')))).toEqual(['a']);
    const document =
      '<!DOCTYPE w [<!ENTITY e "expanded">]><w:document><w:body><w:p><w:r><w:t>a&e;</w:t></w:r></w:p></w:body></w:document>';
    expect(texts('', { 'word/document.xml': document })[0]).not.toContain('expanded');
  });
});
