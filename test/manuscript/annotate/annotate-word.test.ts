import { zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import { readWord } from '../../../src/manuscript/read/word.js';
import { openZip } from '../../../src/reading/zip.js';
import { code, field, para, run } from '../read/word-file.js';
import { accepted, annotateWord, partOf, rejected, unbalanced } from './annotated.js';
import {
  annotated,
  BY,
  fileOf,
  HEAD,
  LATER,
  LINE,
  mark,
  NEW,
  notes,
  RELATIONS,
  remark,
  SPACES,
} from './word-package.js';

const control = (properties: string, tag = '') =>
  `<w:sdt><w:sdtPr>${tag}${properties}</w:sdtPr><w:sdtContent>${run(LINE)}</w:sdtContent></w:sdt>`;

describe('an annotated Word file', () => {
  it('keeps every other part, its bytes as they were packed, and the order', () => {
    const { before, after } = annotated(para(run(LINE)), [remark(LINE, NEW)]);
    const [old, now] = [openZip(before), openZip(after)];
    expect(now.names).toEqual([...old.names, 'word/comments.xml']);
    const written = ['[Content_Types].xml', 'word/document.xml', 'word/_rels/document.xml.rels'];
    for (const name of old.names.filter((one) => !written.includes(one))) {
      expect(now(name)).toEqual(old(name));
      expect(Buffer.from(after).includes(Buffer.from(old(name) as Uint8Array))).toBe(
        Buffer.from(before).includes(Buffer.from(old(name) as Uint8Array)),
      );
    }
  });

  it('names new comments among its types and relationships, once', () => {
    const { after } = annotated(para(run(LINE)), [remark(LINE)]);
    const twice = annotateWord(after, [remark(LINE)], BY);
    for (const file of [after, twice]) {
      expect(
        partOf(file, '[Content_Types].xml').match(/PartName="\/word\/comments\.xml"/gu),
      ).toHaveLength(1);
      expect(partOf(file, 'word/_rels/document.xml.rels')).toContain(
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>',
      );
    }
    expect(partOf(after, 'word/comments.xml')).toContain(
      '<w:comment w:id="1" w:author="citewatch" w:date="2025-10-01T02:00:00Z" w:initials="cw"><w:p>',
    );
  });

  it('has them in the parts that its relationships name, be they called otherwise', () => {
    const { before } = annotated(para(run('a') + mark(1)), [], {
      'word/footnotes.xml': notes(run(LINE)),
    });
    const relations = `${HEAD}<Relationships>${['footnotes', 'settings']
      .map(
        (kind, i) =>
          `<Relationship Id="r${i}" Type="x/relationships/${kind}" Target="${kind}2.xml"/>`,
      )
      .join('')}</Relationships>`;
    const renamed = zipSync(
      Object.fromEntries([
        [
          '_rels/.rels',
          Buffer.from(
            '<Relationships><Relationship Type="x/officeDocument" Target="/word/document2.xml"/></Relationships>',
          ),
        ],
        ['word/_rels/document2.xml.rels', Buffer.from(relations)],
        ...openZip(before)
          .names.filter((name) => !name.endsWith('.rels'))
          .map((name) => [
            name.replace(/(document|footnotes)\.xml$/u, '$12.xml'),
            openZip(before)(name) as Uint8Array,
          ]),
      ]),
    );
    const after = annotateWord(renamed, [remark(LINE, NEW)], BY);
    expect(accepted(partOf(after, 'word/footnotes2.xml'))).toBe(NEW);
    expect(rejected(partOf(after, 'word/footnotes2.xml'))).toBe(LINE);
    expect(partOf(after, 'word/document2.xml')).toContain('<w:commentReference w:id=');
    expect(partOf(after, 'word/_rels/document2.xml.rels')).toContain('Target="comments.xml"');
    expect(partOf(after, 'word/comments.xml')).toContain('It moved.');
    expect(rejected(partOf(annotateWord(after, [], BY), 'word/footnotes2.xml'))).toBe(LINE);
  });

  it('is the same file where there is nothing to say', () => {
    const { before, after } = annotated(para(run(LINE)), []);
    expect(Buffer.compare(before, after)).toBe(0);
  });

  it('keeps its protection, its macros, and the strict form of its names', () => {
    const strict = 'http://purl.oclc.org/ooxml/wordprocessingml/main';
    const macros = 'application/vnd.ms-word.document.macroEnabled.main+xml';
    const parts = {
      '[Content_Types].xml': `${HEAD}<Types><Override PartName="/word/document.xml" ContentType="${macros}"/></Types>`,
      'word/settings.xml': `${HEAD}<w:settings xmlns:w="${strict}"><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>`,
      'word/document.xml': `${HEAD}<w:document xmlns:w="${strict}"><w:body>${para(run(LINE))}</w:body></w:document>`,
      'word/_rels/document.xml.rels': `${HEAD}<Relationships><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/settings" Target="settings.xml"/></Relationships>`,
    };
    const { before, after, xml } = annotated('', [remark(LINE, NEW)], parts);
    expect([accepted(xml), rejected(xml)]).toEqual([NEW, LINE]);
    for (const name of ['word/settings.xml', 'word/vbaProject.bin'])
      expect(openZip(after)(name)).toEqual(openZip(before)(name));
    expect(partOf(after, '[Content_Types].xml')).toContain(macros);
    expect(partOf(after, 'word/comments.xml')).toContain(`<w:comments xmlns:w="${strict}">`);
    expect(partOf(after, 'word/_rels/document.xml.rels')).toContain(
      'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/comments"',
    );
  });

  it('changes no byte of the text around what is put in', () => {
    const odd =
      '<!-- kept --><w:bookmarkStart w:id="7"  w:name="a" /><w:p w:rsidR="00A"><w:r><w:t>one&#32;two</w:t></w:r></w:p>';
    const { xml } = annotated(odd + para(run(LINE)), [remark(LINE, null, 'document:1')]);
    expect(xml).toContain(odd);
    expect(
      xml.replace(
        /<w:commentRange(?:Start|End) w:id="1"\/>|<w:r><w:commentReference w:id="1"\/><\/w:r>/gu,
        '',
      ),
    ).toBe(partOf(fileOf(odd + para(run(LINE)))));
  });
});

describe('a comment', () => {
  it('stands around the words of its citation, which are cut out of their runs with what formats them', () => {
    const body = para(`${run('He says (UN', '<w:i/>')}${run(' 2020) so.')}`);
    const { comments, xml } = annotated(body, [remark('UN 2020')]);
    expect(comments.map(({ at, author, lines }) => [at, author, ...lines])).toEqual([
      ['UN 2020', 'citewatch', 'It moved.', 'See https://a.test/?x=1&#38;y=2'],
    ]);
    expect(xml).toContain('<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">UN</w:t></w:r>');
    expect(rejected(xml)).toBe('He says (UN 2020) so.');
  });

  it.each([
    ['begins beside a link', `<w:hyperlink r:id="r1">${run(LINE)}</w:hyperlink>`],
    ['begins beside a field', field(code(' ADDIN ZOTERO_ITEM CSL_CITATION {} '), run(LINE))],
    ['begins beside what a person put in', `<w:ins w:id="3" w:author="Ann">${run(LINE)}</w:ins>`],
  ])('%s', (_, content) => {
    const { xml, comments } = annotated(para(run('See ') + content + run('.')), [remark(LINE)]);
    expect(xml).toContain(
      `${run('See ')}<w:commentRangeStart w:id="1"/>${content}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>${run('.')}`,
    );
    expect(comments[0]?.at).toContain(LINE);
  });

  it('on a note stands at the mark in the text', () => {
    const parts = { 'word/footnotes.xml': notes(run('Ibid.'), run(LINE), run('Ibid.')) };
    const body = para(run('One.') + mark(1) + run(' Two.') + mark(2) + run(' Three.') + mark(3));
    const { xml, after } = annotated(body, [remark('Ibid.'), remark(LINE), remark('Ibid.')], parts);
    const order = [
      ...xml.matchAll(/commentRangeStart w:id="(\d)"|footnoteReference w:id="(\d)"/gu),
    ];
    expect(order.map(([, comment, note]) => comment ?? `note ${note}`)).toEqual([
      '4',
      'note 1',
      '5',
      'note 2',
      '6',
      'note 3',
    ]);
    expect(partOf(after, 'word/footnotes.xml')).toBe(parts['word/footnotes.xml']);
  });

  it('on a text box stands at the paragraph that holds it', () => {
    const box = `<w:r><w:pict><w:txbxContent>${para(run(LINE))}</w:txbxContent></w:pict></w:r>`;
    const { xml } = annotated(para(run('Beside.') + box), [remark(LINE, null, 'document:1')]);
    expect(xml).toContain(
      `<w:commentRangeStart w:id="1"/>${run('Beside.')}${box}<w:commentRangeEnd w:id="1"/>`,
    );
  });

  it('on words that are not there stands at the whole paragraph, and on none at the first that has text', () => {
    const body = para('') + para(run('A title')) + para(run('A text.'));
    const { comments } = annotated(body, [
      remark(null, null, ''),
      remark('Not there', 'New', 'document:2'),
    ]);
    expect(comments.map(({ at }) => at)).toEqual(['A title', 'A text.']);
  });

  it('takes no id of another, joins the comments that are there, and leaves those of people as they are', () => {
    const theirs =
      '<w:comment w:id="1" w:author="Ann" w:initials="A"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment>';
    const parts = {
      'word/comments.xml': `${HEAD}<w:comments ${SPACES}>${theirs}</w:comments>`,
      'word/_rels/document.xml.rels': RELATIONS.replace(
        '</Rel',
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Rel',
      ),
    };
    const own =
      '<w:commentRangeStart w:id="1"/>' +
      run('Words.') +
      '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>';
    const change = `<w:ins w:id="2" w:author="Ann" w:date="2025-01-01T00:00:00Z">${run('new')}</w:ins><w:del w:id="4" w:author="Ann"><w:r><w:delText>old</w:delText></w:r></w:del>`;
    const { before, after, xml } = annotated(
      para(own + change) + para(run(LINE)),
      [remark(LINE, NEW, 'document:1')],
      parts,
    );
    expect(xml).toContain(own + change);
    expect(partOf(after, 'word/comments.xml')).toContain(`${theirs}<w:comment w:id="`);
    const ids = [...xml.matchAll(/<w:(?:ins|del|commentReference) w:id="(\d+)"/gu)].map(
      ([, id]) => id,
    );
    expect(new Set(ids).size).toBe(ids.length);
    for (const name of ['[Content_Types].xml', 'word/_rels/document.xml.rels'])
      expect(partOf(after, name)).toBe(partOf(before, name));
    const none = annotateWord(after, [], LATER);
    expect(partOf(none, 'word/comments.xml')).toBe(parts['word/comments.xml']);
    expect(partOf(none)).toContain(own + change);
  });

  it('opens an empty list of comments, and is set from right to left where its words are', () => {
    const parts = { 'word/comments.xml': `${HEAD}<w:comments ${SPACES} />` };
    const given = { ...remark(LINE), comment: ['غير موجود', 'gone \u0001<b>'] };
    const { after } = annotated(para(run(LINE)), [given], parts);
    const xml = partOf(after, 'word/comments.xml');
    expect(unbalanced(xml)).toBeNull();
    expect(xml).toContain('<w:pPr><w:bidi/></w:pPr>');
    expect(xml).toContain('>gone &#60;b&#62;</w:t>');
  });
});

describe('a tracked change', () => {
  const body = para(
    `${run('UN, “', '<w:b/>')}<w:hyperlink r:id="r1">${run('A report')}</w:hyperlink>${run('”, 1 May 2020, last accessed: 2 June 2024')}`,
  );

  it('gives the new line when it is taken, the old when it is not, and touches only the words that differ', () => {
    const { xml } = annotated(body, [remark(LINE, NEW)]);
    expect([accepted(xml), rejected(xml)]).toEqual([NEW, LINE]);
    expect(unbalanced(xml)).toBeNull();
    expect(xml).toContain(
      '<w:del w:id="3" w:author="citewatch" w:date="2025-10-01T02:00:00Z"><w:r><w:delText xml:space="preserve">2 June 2024</w:delText></w:r></w:del>' +
        '<w:ins w:id="1" w:author="citewatch" w:date="2025-10-01T02:00:00Z"><w:r><w:t xml:space="preserve">1 October 2025</w:t></w:r></w:ins>',
    );
    expect(xml).toContain(`<w:hyperlink r:id="r1">${run('A report')}</w:hyperlink>`);
  });

  it.each([
    ['at both ends', `The ${NEW}, archived at https://b.test/`],
    ['in the words of a link', LINE.replace('A report', 'A later report')],
    ['of all of it', 'Something else'],
    ['to nothing', ''],
  ])('may be %s', (_, after) => {
    const { xml } = annotated(para(run('Before. ')) + body + para(run('Behind.')), [
      remark(LINE, after, 'document:1'),
    ]);
    expect([accepted(xml), rejected(xml)].map((text) => text.split('\n')[1])).toEqual([
      after,
      LINE,
    ]);
    expect(unbalanced(xml)).toBeNull();
  });

  it('puts a new address beside the link of the old one, and not into it', () => {
    const old = `<w:hyperlink r:id="r1">${run('https://a.test/old', '<w:rStyle w:val="Hyperlink"/>')}</w:hyperlink>`;
    const { xml } = annotated(para(run('UN, ') + old + run(', 2020')), [
      remark('UN, https://a.test/old, 2020', 'UN, https://a.test/new, 2020'),
    ]);
    expect(xml).toMatch(
      /<w:hyperlink r:id="r1"><w:del [^>]*>.*<\/w:del><\/w:hyperlink><w:ins [^>]*><w:r><w:t[^>]*>https:\/\/a\.test\/new</u,
    );
    expect(accepted(xml)).toBe('UN, https://a.test/new, 2020');
  });

  it('stands in a note, where its words stand', () => {
    const parts = { 'word/footnotes.xml': notes(run(LINE)) };
    const { after, xml } = annotated(para(run('One.') + mark(1)), [remark(LINE, NEW)], parts);
    const note = partOf(after, 'word/footnotes.xml');
    expect([accepted(note), rejected(note)]).toEqual([NEW, LINE]);
    expect(xml).not.toContain('<w:ins');
  });

  it.each([
    ['a field', field(code(' ADDIN ZOTERO_ITEM CSL_CITATION {} '), run(LINE))],
    ['a field in a field', field(code(' ADDIN x '), field(code(' ADDIN y '), run(LINE)))],
    ['a simple field', `<w:fldSimple w:instr=" ADDIN x ">${run(LINE)}</w:fldSimple>`],
    ['a content control', control('<w:lock w:val="sdtLocked"/>')],
  ])('stands inside %s, which stays around it', (_, content) => {
    const { xml } = annotated(para(run('A ') + content + run(' z')), [remark(LINE, NEW)]);
    expect([accepted(xml), rejected(xml)]).toEqual([`A ${NEW} z`, `A ${LINE} z`]);
    expect(unbalanced(xml)).toBeNull();
    const plain = xml.replace(/<w:(ins|del) .*?<\/w:\1>|<w:comment.*?>/gsu, '');
    const end = content.slice(content.indexOf('</w:r>', content.indexOf(LINE)) + '</w:r>'.length);
    expect(plain).toContain(
      `${content.slice(0, content.indexOf(LINE))}${LINE.slice(0, -'2 June 2024'.length)}</w:t></w:r>${end}`,
    );
  });

  it.each([
    ['in a control whose content is locked', control('<w:lock w:val="sdtContentLocked"/>')],
    ['in a control that is filled from elsewhere', control('<w:dataBinding w:xpath="/a"/>')],
    ['in a control that is chosen from a list', control('<w:dropDownList/>')],
    ['in a field that Word computes', field(code(' REF x '), run(LINE))],
    [
      'in a simple field that Word computes',
      `<w:fldSimple w:instr=" REF x ">${run(LINE)}</w:fldSimple>`,
    ],
    [
      'that begins before a field',
      `${run(LINE.slice(0, -8))}${field(code(' ADDIN x '), run(LINE.slice(-8)))}`,
    ],
    ['in what a person put in', `<w:ins w:id="9" w:author="Ann">${run(LINE)}</w:ins>`],
    ['around the mark of a note', `${run(LINE.slice(0, -3))}${mark(1)}${run(LINE.slice(-3))}`],
  ])('is left to a comment %s', (_, content) => {
    const { xml, comments } = annotated(para(content), [remark(LINE, NEW)]);
    expect(comments).toHaveLength(1);
    expect(xml).not.toMatch(/<w:(?:ins|del) [^>]*citewatch/u);
    expect(xml).toContain(content);
  });

  it('stands in a field that an earlier paragraph opens, and behind its end', () => {
    const [begin = '', end = ''] = field(code(' ADDIN ZOTERO_BIBL {} '), '|').split('|');
    const open = para(begin + run('A')) + para(run(LINE)) + para(run('B') + end) + para(run(LINE));
    const { xml } = annotated(open, [
      remark(LINE, NEW, 'document:1'),
      remark(LINE, NEW, 'document:3'),
    ]);
    expect(accepted(xml).split('\n')).toEqual(['A', NEW, 'B', NEW]);
  });

  it('is as it should be where the text has other spaces than its line', () => {
    const { xml } = annotated(
      para(run('UN,  “A  report”,   1 May 2020, last accessed: 2 June 2024. End')),
      [remark(LINE, `${NEW}, x`)],
    );
    expect(accepted(xml)).toBe(
      'UN,  “A  report”,   1 May 2020, last accessed: 1 October 2025, x. End',
    );
    expect(rejected(xml)).toBe('UN,  “A  report”,   1 May 2020, last accessed: 2 June 2024. End');
  });

  it('puts words behind a letter, and not behind the mark of a note that stands there', () => {
    const { xml } = annotated(para(run('UN, A') + mark(1) + run(', 2020')), [
      remark('UN, A, 2020', 'UN, A new, 2020'),
    ]);
    expect(accepted(xml)).toBe('UN, A new, 2020');
    expect(xml).toMatch(
      /<w:t xml:space="preserve"> new<\/w:t><\/w:r><\/w:ins><w:r><w:rPr><w:vertAlign/u,
    );
  });

  it('finds words that are spaced otherwise, with signs that are written as entities', () => {
    const { xml } = annotated(
      para(`${run('UN,\u00a0“A &amp; B”,')}<w:r><w:tab/></w:r>${run('2020')}`),
      [remark('UN, “A & B”, 2020', 'UN, “A & C”, 2021')],
    );
    expect(accepted(xml)).toBe('UN,\u00a0“A &amp; C”,2021');
    expect(rejected(xml)).toBe('UN,\u00a0“A &amp; B”,2020');
  });
});

describe('a later run', () => {
  const body = para(run(LINE)) + para(run('A text.'));
  const remarks = [remark(LINE, NEW), remark(null, null, 'document:1')];
  const { after } = annotated(body, remarks);

  it('gives the same file but for its dates', () => {
    const again = annotateWord(after, remarks, LATER);
    expect(partOf(again).replaceAll(LATER.date, BY.date)).toBe(partOf(after));
    expect(partOf(again, 'word/comments.xml').replaceAll(LATER.date, BY.date)).toBe(
      partOf(after, 'word/comments.xml'),
    );
    expect(Buffer.compare(annotateWord(after, remarks, BY), after)).toBe(0);
  });

  it('leaves nothing of ours where there is nothing to say any more', () => {
    const xml = partOf(annotateWord(after, [], LATER));
    expect(xml).not.toMatch(/citewatch|comment/u);
    expect(accepted(xml)).toBe(`${LINE}\nA text.`);
  });
});

test('what a reader reads of an annotated file is what its authors wrote, and what people changed', () => {
  const theirs = `<w:ins w:id="9" w:author="Ann">${run('in')}</w:ins><w:del w:id="8" w:author="Ann"><w:r><w:delText>out</w:delText></w:r></w:del>`;
  const { before, after } = annotated(para(run(LINE)) + para(theirs), [remark(LINE, NEW)]);
  expect(readWord(openZip(after))).toEqual(readWord(openZip(before)));
  expect(JSON.stringify(readWord(openZip(after)))).toContain('"in"');
  expect(JSON.stringify(readWord(openZip(after)))).not.toContain('out');
});

test('a file in UTF-16 stays one', () => {
  const xml = `\ufeff<w:document ${SPACES}><w:body>${para(run('Текст'))}</w:body></w:document>`;
  const before = zipSync({ 'word/document.xml': new Uint8Array(Buffer.from(xml, 'utf16le')) });
  const after = openZip(annotateWord(before, [remark('Текст')], BY))(
    'word/document.xml',
  ) as Uint8Array;
  expect(Buffer.from(after).toString('utf16le')).toContain('\ufeff<w:document');
  expect(Buffer.from(after).toString('utf16le')).toContain('commentReference');
});
