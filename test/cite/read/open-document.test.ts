import { describe, expect, it } from 'vitest';
import { type Manuscript, paragraphText } from '../../../src/cite/manuscript.js';
import { readOpenDocument } from '../../../src/cite/read/open-document.js';
import type { Unreadable } from '../../../src/cite/read/unreadable.js';

const open = (body: string, more: Readonly<Record<string, string>> = {}): Manuscript | Unreadable => {
  const files: Readonly<Record<string, string>> = {
    'content.xml': `<office:document-content><office:automatic-styles>
      <style:style style:name="H"><style:text-properties text:display="none"/></style:style>
      <style:style style:name="Q" style:parent-style-name="Quotations"/>
      <style:style style:name="I"><style:paragraph-properties fo:margin-left="1.27cm"/></style:style>
      <style:style style:name="J"><style:paragraph-properties fo:margin-left="1.26cm"/></style:style>
      </office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ...more,
  };
  return readOpenDocument((name) => (Object.hasOwn(files, name) ? Buffer.from(files[name] as string) : null));
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
    expect(read(body).paragraphs.map((p) => [p.kind, p.level, p.indented, paragraphText(p)])).toEqual([
      ['heading', 2, false, 'a'],
      ['text', 0, false, 'b'],
      ['item', 0, false, 'c'],
      ['text', 0, true, 'd'],
      ['text', 0, true, 'e'],
      ['text', 0, false, 'f'],
      ['text', 0, false, 'g'],
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
