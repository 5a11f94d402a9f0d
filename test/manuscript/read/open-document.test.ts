import { describe, expect, it } from 'vitest';
import { draftOf } from '../../../src/manuscript/import/draft.js';
import type { Unreadable } from '../../../src/manuscript/manuscript.js';
import { type Manuscript, paragraphText } from '../../../src/manuscript/manuscript.js';
import { readOpenDocument } from '../../../src/manuscript/read/open-document.js';

const open = (
  body: string,
  more: Readonly<Record<string, string>> = {},
): Manuscript | Unreadable => {
  const files: Readonly<Record<string, string>> = {
    'content.xml': `<office:document-content><office:automatic-styles>
      <style:style style:name="H"><style:text-properties text:display="none"/></style:style>
      <style:style style:name="Q" style:parent-style-name="Quotations"/>
      <style:style style:name="B" style:parent-style-name="Block_20_Text"/>
      <style:style style:name="I"><style:paragraph-properties fo:margin-left="0.39in"/></style:style>
      <style:style style:name="J"><style:paragraph-properties fo:margin-left="0.9cm"/></style:style>
      <style:style style:name="N"><style:paragraph-properties fo:margin-left="1.27cm" fo:text-indent="-1.27cm"/></style:style>
      </office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ...more,
  };
  return readOpenDocument((name) =>
    Object.hasOwn(files, name) ? Buffer.from(files[name] as string) : null,
  );
};

function read(body: string, more?: Readonly<Record<string, string>>): Manuscript {
  const manuscript = open(body, more);
  if ('kind' in manuscript) throw new Error(manuscript.why);
  return manuscript;
}
const texts = (body: string) => read(body).paragraphs.map(paragraphText);

describe('a report of LibreOffice', () => {
  it('has its headings, items, quotations and cells', () => {
    const body =
      '<text:h text:outline-level="2">a</text:h><text:p>b</text:p><text:list><text:list-item><text:p>c</text:p></text:list-item></text:list>' +
      '<text:p text:style-name="Q">d</text:p><text:p text:style-name="I">e</text:p><text:p text:style-name="J">f</text:p>' +
      '<table:table><table:table-row><table:table-cell><text:p>g</text:p></table:table-cell></table:table-row></table:table>';
    expect(
      read(body).paragraphs.map((p) => [p.kind, p.level, p.indented, paragraphText(p)]),
    ).toEqual([
      ['heading', 2, false, 'a'],
      ['text', 0, false, 'b'],
      ['item', 0, false, 'c'],
      ['text', 0, true, 'd'],
      ['text', 0, true, 'e'],
      ['text', 0, false, 'f'],
      ['text', 0, false, 'g'],
    ]);
  });

  it('has a style for quotations under several names, and numbers that hang out of their paragraphs', () => {
    const shape = (style: string) =>
      read(`<text:p text:style-name="${style}">a</text:p>`).paragraphs[0]?.indented;
    expect(['B', 'Intense_20_Quote', 'N', 'Block_20_Diagram'].map(shape)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is without what was deleted, remarked on or hidden', () => {
    expect(
      texts(
        '<text:tracked-changes><text:deletion><text:p>x</text:p></text:deletion></text:tracked-changes>' +
          '<text:p>a<office:annotation><text:p>x</text:p></office:annotation><text:span text:style-name="H">x</text:span>' +
          '<text:span text:style-name="J">b</text:span></text:p><text:section text:display="none"><text:p>x</text:p></text:section>' +
          '<text:section><text:p>c</text:p></text:section>',
      ),
    ).toEqual(['ab', 'c']);
  });

  it('has its signs, its links and its text boxes', () => {
    const body =
      '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d <draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>' +
      '<text:a xlink:href="http://a.test/?x=1&amp;y=2">e</text:a></text:p>';
    expect(texts(body)).toEqual(['a b c\nd e', 'box']);
    expect(read(body).paragraphs[0]?.runs.at(-1)?.href).toBe('http://a.test/?x=1&y=2');
  });

  it('has its notes', () => {
    const body =
      '<text:p>a<text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>*</text:note-citation>' +
      '<text:note-body><text:p>n1</text:p><text:p>n2</text:p></text:note-body></text:note>b</text:p>';
    const { paragraphs, notes } = read(body);
    expect(paragraphs.map(paragraphText)).toEqual(['ab']);
    expect(paragraphs[0]?.runs.map((run) => run.notes)).toEqual([['ftn1'], []]);
    expect(notes.ftn1?.label).toBe('*');
    expect(notes.ftn1?.paragraphs.map(paragraphText)).toEqual(['n1', 'n2']);
  });

  it('has the citations of Zotero', () => {
    const mark =
      'ZOTERO_ITEM CSL_CITATION {&quot;citationItems&quot;:[{&quot;itemData&quot;:{&quot;title&quot;:&quot;T&quot;}}]} RNDx';
    const body = `<text:p>a <text:reference-mark-start text:name="${mark}"/>(B)<text:reference-mark-end text:name="${mark}"/> c</text:p>`;
    expect(read(body).paragraphs[0]?.runs.map(({ text, items }) => [text, items])).toEqual([
      ['a ', []],
      ['(B)', [{ title: 'T' }]],
      [' c', []],
    ]);
  });

  it('has the citations of Zotero with all that it knows, in a note too, and of Mendeley', () => {
    const csl = {
      citationID: 'AQwSemPs',
      properties: { formattedCitation: '(\\uc0\\u8211{}B, 2024)', noteIndex: 1 },
      citationItems: [
        {
          id: 12,
          uris: ['http://zotero.org/users/1/items/ABCD1234'],
          itemData: {
            id: 12,
            type: 'report',
            title: 'Conditions of {detention} in “Karvan” & beyond',
            URL: 'https://www.example.org/karvan?a=1&b=2',
            author: [{ literal: 'The Institute' }],
            issued: { 'date-parts': [['2024', 9, 1]] },
            accessed: { 'date-parts': [['2025', 3, 2]] },
          },
          locator: '45',
          label: 'page',
        },
      ],
      schema: 'https://github.com/citation-style-language/schema/raw/master/csl-citation.json',
    };
    const attribute = JSON.stringify(csl).replace(/&/g, '&amp;').replace(/"/g, '&quot;');
    const cited = (name: string) =>
      `“The cells were found to hold twice as many as they were built for” <text:reference-mark-start text:name="${name}"/><text:span>(The </text:span>Institute)<text:reference-mark-end text:name="${name}"/>.`;
    const note = (inner: string) =>
      `<text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>${inner}</text:p></text:note-body></text:note>`;
    for (const name of [
      `ZOTERO_ITEM CSL_CITATION ${attribute} RNDjURflxg9F1`,
      `CSL_CITATION ${attribute}`,
    ]) {
      const inNote = `“The cells were found to hold twice as many as they were built for”${note(cited(name).slice(cited(name).indexOf('<')))}`;
      for (const paragraph of [cited(name), inNote]) {
        const { citations, sources } = draftOf(read(`<text:p>It said: ${paragraph}</text:p>`));
        expect(citations).toMatchObject([
          {
            accessed: '2025-03-02',
            pinpoint: '45',
            passages: [{ text: expect.stringContaining('The cells') }],
          },
        ]);
        expect(sources).toMatchObject([
          {
            title: 'Conditions of {detention} in “Karvan” & beyond',
            url: 'https://www.example.org/karvan?a=1&b=2',
          },
        ]);
      }
    }
  });

  it('knows the list of sources of Zotero, and the index that LibreOffice makes, without its heading', () => {
    const zotero =
      '<text:section text:style-name="Sect1" text:name="ZOTERO_BIBL {&quot;uncited&quot;:[],&quot;omitted&quot;:[],&quot;custom&quot;:[]} CSL_BIBLIOGRAPHY RNDjURflxg9F1"><text:p>A. B.</text:p></text:section>';
    const index =
      '<text:bibliography text:name="Bibliography1"><text:bibliography-source><text:index-title-template>Bibliography</text:index-title-template></text:bibliography-source>' +
      '<text:index-body><text:index-title text:name="Bibliography1_Head"><text:p>Bibliography</text:p></text:index-title><text:p>C. D.</text:p></text:index-body></text:bibliography>';
    const others =
      '<text:section text:name="Annex"><text:p>e</text:p></text:section>' +
      '<text:table-of-content><text:index-body><text:index-title><text:p>Contents</text:p></text:index-title></text:index-body></text:table-of-content>';
    const body = zotero + index + others;
    expect(read(body).paragraphs.map((p) => [paragraphText(p), p.listed])).toEqual([
      ['A. B.', true],
      ['C. D.', true],
      ['e', false],
      ['Contents', false],
    ]);
  });

  it('says why it cannot be read', () => {
    expect(open('', { 'META-INF/manifest.xml': '<manifest:encryption-data/>' })).toEqual({
      kind: 'unreadable',
      why: 'encrypted',
    });
    expect(open('', { 'content.xml': '' })).toEqual({ kind: 'unreadable', why: 'broken' });
    expect(open('<text:p/>')).toEqual({ kind: 'unreadable', why: 'empty' });
  });

  it('may be nested deep', () => {
    expect(texts(`${'<text:section>'.repeat(5_000)}<text:p>a</text:p>`)).toEqual(['a']);
  });
});

describe('a file of LibreOffice', () => {
  it('has headings that only a style makes', () => {
    const body =
      '<text:p text:style-name="Heading_20_2">a</text:p><text:p text:style-name="Heading_20_Text">b</text:p><text:h text:style-name="Heading_20_2" text:outline-level="3">c</text:h>';
    expect(read(body).paragraphs.map(({ kind, level }) => `${kind}${level}`)).toEqual([
      'heading2',
      'text0',
      'heading3',
    ]);
  });
  it('has citations of its own', () => {
    const mark =
      '<text:bibliography-mark text:author="HRW" text:title="Empty" text:year="2024" text:url="https://a.example/">[H24]</text:bibliography-mark>';
    const [, run] = read(`<text:p>a ${mark}</text:p>`).paragraphs[0]?.runs ?? [];
    expect(run?.items).toMatchObject([
      { title: 'Empty', URL: 'https://a.example/', issued: { raw: '2024' } },
    ]);
  });
});
