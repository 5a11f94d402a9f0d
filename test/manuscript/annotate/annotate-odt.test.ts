import { describe, expect, it } from 'vitest';
import type { Remark } from '../../../src/manuscript/annotate/annotate-word.js';
import { readOpenDocument } from '../../../src/manuscript/read/open-document.js';
import { openZip } from '../../../src/reading/zip.js';
import { note, odtOf } from '../houses/odt-report.js';
import {
  acceptedOdt,
  annotateOdt,
  commentsOfOdt,
  partOf,
  rejectedOdt,
  unbalanced,
} from './annotated.js';

const BY = { name: 'citewatch', date: '2025-10-01T02:00:00Z' };
const LINE = 'UN, “A report”, 1 May 2020, last accessed: 2 June 2024';
const NEW = 'UN, “A report”, 1 May 2020, last accessed: 1 October 2025';

const p = (text: string): string => `<text:p>${text}</text:p>`;
const italic = (text: string): string => `<text:span text:style-name="T1">${text}</text:span>`;
const link = (text: string): string =>
  `<text:a xlink:type="simple" xlink:href="https://a.test/old">${text}</text:a>`;
const frame = (text: string): string =>
  `<draw:frame><draw:text-box>${p(text)}</draw:text-box></draw:frame>`;
const mark = (name: string, text: string): string =>
  `<text:reference-mark-start text:name="${name}"/>${text}<text:reference-mark-end text:name="${name}"/>`;

const remark = (
  cited: string | null,
  after: string | null = null,
  at: number | null = 0,
): Remark => ({
  place: { page: null, paragraph: 1, ...(at === null ? {} : { from: `content:${at}` }) },
  cited,
  comment: ['It moved.', 'See https://a.test/?x=1&y=2'],
  change: after === null || cited === null ? null : { before: cited, after },
});

function annotated(text: string, remarks: readonly Remark[]) {
  const before = odtOf(text);
  const after = annotateOdt(before, remarks, BY);
  return { before, after, old: partOf(before, 'content.xml'), xml: partOf(after, 'content.xml') };
}
const xmlOf = (file: Uint8Array): string => partOf(file, 'content.xml');
const read = (file: Uint8Array) => readOpenDocument(openZip(file));

/** Ann's comment and changes. */
const ANNS = {
  comment:
    '<office:annotation office:name="a"><dc:creator>Ann</dc:creator><text:p>Why?</text:p></office:annotation>word<office:annotation-end office:name="a"/>',
  list: '<text:tracked-changes><text:changed-region xml:id="ct1" text:id="ct1"><text:insertion><office:change-info><dc:creator>Ann</dc:creator></office:change-info></text:insertion></text:changed-region><text:changed-region xml:id="ct2" text:id="ct2"><text:deletion><office:change-info><dc:creator>Ann</dc:creator></office:change-info><text:p>out</text:p></text:deletion></text:changed-region></text:tracked-changes>',
  changes:
    '<text:change-start text:change-id="ct1"/>in<text:change-end text:change-id="ct1"/><text:change text:change-id="ct2"/>',
};

describe('an annotated file of LibreOffice', () => {
  it('keeps every other part, its bytes as they were packed, and the order, its kind first', () => {
    const { before, after } = annotated(p(LINE), [remark(LINE, NEW)]);
    const [old, now] = [openZip(before), openZip(after)];
    expect(now.names).toEqual(old.names);
    expect(Buffer.from(after).toString('latin1', 30, 77)).toBe(
      'mimetypeapplication/vnd.oasis.opendocument.text',
    );
    for (const name of old.names.filter((one) => one !== 'content.xml'))
      expect(now(name)).toEqual(old(name));
  });

  it('is the same file where there is nothing to say', () => {
    const { before, after } = annotated(p(LINE), [{ ...remark(LINE), comment: null }]);
    expect(Buffer.compare(before, after)).toBe(0);
  });

  it('changes no byte of the text around what is put in, and is what it was once that is taken out', () => {
    const odd = `<!-- kept --><text:p  text:style-name="x" >one&#32;two<text:s text:c="2"/></text:p>`;
    const { after, old, xml, before } = annotated(odd + p(`a ${italic(LINE)}`), [
      remark(LINE, `The ${NEW}`, 1),
    ]);
    expect(xml).toContain(odd);
    expect(unbalanced(xml)).toBeNull();
    expect(xmlOf(annotateOdt(after, [], BY))).toBe(old);
    expect(xmlOf(annotateOdt(after, [remark(LINE, `The ${NEW}`, 1)], BY))).toBe(xml);
    expect(read(after)).toEqual(read(before));
  });

  it('names the space of creators where the file does not', () => {
    const spaces =
      'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"';
    const xml = xmlOf(annotateOdt(odtOf(p(LINE), spaces), [remark(LINE)], BY));
    expect(xml).toContain(
      '<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">citewatch</dc:creator>',
    );
  });
});

describe('a comment', () => {
  it('stands around the words of its citation', () => {
    const { after } = annotated(p(`He says (${italic('UN')} 2020) so.`), [remark('UN 2020')]);
    expect(commentsOfOdt(after)).toEqual([
      {
        author: 'citewatch',
        at: 'UN 2020',
        lines: ['It moved.', 'See https://a.test/?x=1&#38;y=2'],
      },
    ]);
  });

  it.each([
    ['a link', link(LINE)],
    ['a field', `<text:bookmark-ref text:ref-name="x">${LINE}</text:bookmark-ref>`],
  ])('begins beside %s', (_, content) => {
    const { xml } = annotated(p(`See ${content}.`), [remark(LINE)]);
    expect(xml).toMatch(/>See <office:annotation /u);
    expect(xml).toContain(
      `</office:annotation>${content}<office:annotation-end office:name="citewatch-1"/>.`,
    );
  });

  it('on a note stands at the mark in the text', () => {
    const body = p(`One.${note(1, 'Ibid.')} Two.${note(2, LINE)} Three.${note(3, 'Ibid.')}`);
    const { xml } = annotated(body, [remark('Ibid.'), remark(LINE), remark('Ibid.')]);
    const order = [
      ...xml.matchAll(/<office:annotation office:name="citewatch-(\d)"|text:id="ftn(\d)"/gu),
    ];
    expect(order.map(([, comment, id]) => comment ?? `note ${id}`)).toEqual([
      '1',
      'note 1',
      '2',
      'note 2',
      '3',
      'note 3',
    ]);
  });

  it('on a drawn shape stands at the paragraph that holds it, on a frame at its words', () => {
    const shape = `<draw:custom-shape>${p(LINE)}</draw:custom-shape>`;
    const { xml } = annotated(p(`Beside.${shape}`) + p(frame(LINE)), [
      remark(LINE, NEW, 1),
      remark(LINE, null, 3),
    ]);
    expect(xml).toMatch(
      /<text:p><office:annotation .*?<\/office:annotation>Beside\.<office:annotation-end/u,
    );
    expect(xml).toContain(shape);
    expect(xml).toMatch(/<draw:text-box><text:p><office:annotation /u);
  });

  it('on words that are not there stands at the whole paragraph, and on none at the first that has text', () => {
    const { after } = annotated(p('') + p('A title') + p('A text.'), [
      remark(null, null, null),
      remark('Not there', 'New', 2),
    ]);
    expect(commentsOfOdt(after).map(({ at }) => at)).toEqual(['A title', 'A text.']);
  });

  it('is set from right to left where its words are', () => {
    const { after, old } = annotated(p(LINE), [
      { ...remark(LINE), comment: ['غير موجود', 'gone \u0001<b>'] },
    ]);
    expect(xmlOf(after)).toContain(
      '<text:p text:style-name="citewatch-rl">غير موجود</text:p><text:p>gone &#60;b&#62;</text:p>',
    );
    expect(xmlOf(after)).toMatch(
      /<style:style style:name="citewatch-rl".*<\/office:automatic-styles>/u,
    );
    expect(xmlOf(annotateOdt(after, [], BY))).toBe(old);
  });
});

describe('a tracked change', () => {
  const body = p(
    `${italic('UN')}, “${link(italic('A report'))}”, 1 May 2020, last accessed: 2 June 2024`,
  );

  it('gives the new line when it is taken, the old when it is not, and touches only the words that differ', () => {
    const { xml } = annotated(body, [remark(LINE, NEW)]);
    expect([acceptedOdt(xml), rejectedOdt(xml)]).toEqual([NEW, LINE]);
    expect(xml).toContain(
      '<text:tracked-changes text:track-changes="false"><text:changed-region xml:id="citewatch-1" text:id="citewatch-1"><text:deletion><office:change-info><dc:creator>citewatch</dc:creator><dc:date>2025-10-01T02:00:00Z</dc:date></office:change-info><text:p>2 June 2024</text:p></text:deletion></text:changed-region>',
    );
    expect(xml).toContain(
      'last accessed: <text:change text:change-id="citewatch-1"/><text:change-start text:change-id="citewatch-2"/>1 October 2025<text:change-end text:change-id="citewatch-2"/><office:annotation-end',
    );
  });

  it.each([
    ['at both ends', `The ${NEW}, archived at https://b.test/`],
    ['in the words of a link', LINE.replace('A report', 'A later report')],
    ['of all of it', 'Something else'],
    ['to nothing', ''],
  ])('may be %s, and what was there comes back as it was', (_, after) => {
    const {
      xml,
      after: file,
      old,
    } = annotated(p('Before.') + body + p('Behind.'), [remark(LINE, after, 1)]);
    expect([acceptedOdt(xml), rejectedOdt(xml)].map((text) => text.split('\n')[1])).toEqual([
      after,
      LINE,
    ]);
    expect(unbalanced(xml)).toBeNull();
    expect(xmlOf(annotateOdt(file, [], BY))).toBe(old);
  });

  it('keeps how words that go are set, and what they open', () => {
    const { xml } = annotated(body, [remark(LINE, LINE.replace('A report', 'News'))]);
    expect(xml).toContain(`<text:p>${link(italic('A report'))}</text:p></text:deletion>`);
  });

  it('puts a new address beside the link of the old one, and not into it', () => {
    const { xml } = annotated(p(`UN, ${link('https://a.test/old')}, 2020`), [
      remark('UN, https://a.test/old, 2020', 'UN, https://a.test/new, 2020'),
    ]);
    expect(xml).toMatch(
      /<text:change [^>]*\/><\/text:a><text:change-start [^>]*\/>https:\/\/a\.test\/new</u,
    );
  });

  it.each([
    ['a note', p(`One.${note(1, LINE)}`), 0],
    ['a frame', p(frame(LINE)), 1],
  ])('stands in %s, where its words stand', (_, text, at) => {
    const { xml } = annotated(text, [remark(LINE, NEW, at)]);
    expect(acceptedOdt(xml)).toContain(NEW);
    expect(rejectedOdt(xml)).toContain(LINE);
  });

  it.each([
    ['in a field of a reference manager', mark('ZOTERO_ITEM CSL_CITATION {}', LINE)],
    [
      'in a bookmark of Zotero',
      `<text:bookmark-start text:name="ZOTERO_BREF_a"/>${LINE}<text:bookmark-end text:name="ZOTERO_BREF_a"/>`,
    ],
    ['in a field of Word', `<field:fieldmark-start text:name="x"/>${LINE}<field:fieldmark-end/>`],
    ['in a field', `<text:bookmark-ref text:ref-name="x">${LINE}</text:bookmark-ref>`],
    [
      'in what a person put in',
      `<text:change-start text:change-id="c"/>${LINE}<text:change-end text:change-id="c"/>`,
    ],
    ['around the mark of a note', `${LINE.slice(0, -3)}${note(1, 'x')}${LINE.slice(-3)}`],
  ])('is left to a comment %s', (_, content) => {
    const { xml } = annotated(p(content), [remark(LINE, NEW)]);
    expect(xml).toContain('<office:annotation ');
    expect(xml).not.toContain('text:changed-region');
  });

  it('is left to a comment in a list of sources that a program writes, and in a protected section', () => {
    const sections = ['text:name="ZOTERO_BIBL {}"', 'text:protected="true"', 'text:name="mine"'];
    const text = sections
      .map((attributes) => `<text:section ${attributes}>${p(LINE)}</text:section>`)
      .join('');
    const { xml } = annotated(
      `<text:alphabetical-index><text:index-body>${p(LINE)}</text:index-body></text:alphabetical-index>${text}`,
      [0, 1, 2, 3].map((at) => remark(LINE, NEW, at)),
    );
    expect(acceptedOdt(xml).split('\n')).toEqual([LINE, LINE, LINE, NEW]);
  });

  it.each([
    ['a bookmark', `<text:bookmark-start text:name="a"/>${LINE}<text:bookmark-end text:name="a"/>`],
    [
      'a comment of a person',
      `<office:annotation office:name="a"><dc:creator>Ann</dc:creator></office:annotation>${LINE}`,
    ],
  ])('goes beside %s, which is kept', (_, content) => {
    const { xml, before, after } = annotated(p(content), [remark(LINE, 'Something else')]);
    expect(acceptedOdt(xml)).toBe('Something else');
    expect(xmlOf(annotateOdt(after, [], BY))).toBe(xmlOf(before));
  });

  it('is listed behind those of people, and behind forms', () => {
    for (const list of ['<text:tracked-changes/>', ANNS.list, '<office:forms/>']) {
      const { xml, after } = annotated(list + p(LINE), [remark(LINE, NEW)]);
      expect(xml).toContain(list.replace(/<\/text:tracked-changes>|\/>$/u, ''));
      expect(xml.match(/<text:tracked-changes/gu)).toHaveLength(1);
      expect(xml).not.toMatch(/<text:tracked-changes.*<office:forms/u);
      expect(unbalanced(xml)).toBeNull();
      expect([acceptedOdt(xml), rejectedOdt(xml)]).toEqual([NEW, LINE]);
      expect(rejectedOdt(xmlOf(annotateOdt(after, [], BY)))).toBe(LINE);
    }
  });

  it('goes whole where a comment begins or ends within it', () => {
    const { xml, after, old } = annotated(p(LINE), [
      remark(LINE, NEW),
      remark('accessed: 2 June'),
      remark('June 2024'),
    ]);
    expect([acceptedOdt(xml), rejectedOdt(xml)]).toEqual([NEW, LINE]);
    expect(unbalanced(xml)).toBeNull();
    expect(commentsOfOdt(after)).toHaveLength(3);
    expect(xmlOf(annotateOdt(after, [], BY))).toBe(old);
  });

  it('of one line twice is made once, and of two lines that overlap the first', () => {
    const { xml } = annotated(p(LINE), [remark(LINE, NEW), remark('1 May 2020', '2 May 2020')]);
    expect(acceptedOdt(xml)).toBe(NEW);
  });
});

describe('what people did', () => {
  it('stays as it is, and is read: what they put in is text, and what they took out is none', () => {
    const { before, after, xml } = annotated(ANNS.list + p(ANNS.comment + ANNS.changes) + p(LINE), [
      remark(LINE, NEW, 1),
    ]);
    expect(xml).toContain(ANNS.comment + ANNS.changes);
    expect(xmlOf(annotateOdt(after, [], BY))).toBe(xmlOf(before));
    expect(read(after)).toEqual(read(before));
    expect(JSON.stringify(read(after))).toContain('"wordin"');
  });

  it('within words of ours outlasts them', () => {
    const { after } = annotated(p(LINE), [remark(LINE, NEW)]);
    const theirs =
      '<office:annotation office:name="a"><dc:creator>Ann</dc:creator><text:p>No!</text:p></office:annotation>';
    const saved = odtOf(
      xmlOf(after)
        .replace(/^.*<office:text>|<\/office:text>.*$/gsu, '')
        .replace('1 October', `1 ${theirs}<text:span text:style-name="T1">Oct</text:span>ober`),
    );
    const text = xmlOf(annotateOdt(saved, [], BY));
    expect(text).toContain(
      `last accessed: 2 June 2024${theirs}<text:span text:style-name="T1"></text:span></text:p>`,
    );
    expect(JSON.stringify(read(saved))).not.toContain('October');
  });

  it('to words of ours is theirs: a deletion of what we put in is not ours to refuse', () => {
    const { after } = annotated(p(LINE), [remark(LINE, NEW)]);
    const saved = odtOf(
      xmlOf(after)
        .replace(/^.*<office:text>|<\/office:text>.*$/gsu, '')
        .replaceAll('>citewatch<', '>Ann<'),
    );
    expect(xmlOf(annotateOdt(saved, [], BY))).toBe(xmlOf(saved));
    expect(JSON.stringify(read(saved))).toContain('1 October 2025');
  });
});
