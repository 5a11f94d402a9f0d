import { describe, expect, it } from 'vitest';
import { read } from './read.js';
import { zip } from './zip-writer.js';

describe('the kind of a file', () => {
  // biome-ignore format: one case a line
  const kinds: readonly [sentence: string, content: string | Uint8Array, type: string | null, found: string][] = [
    ['a PDF served as a page', '%PDF-1.4', 'text/html', 'pdf'],
    ['a PDF after some stray bytes', '\n\n%PDF-1.4', null, 'pdf'],
    ['an error page served as a PDF', '<!DOCTYPE html><p>Not found', 'application/pdf', 'html'],
    ['a page without a type', '<!-- made by us --> <html><p>x', null, 'html'],
    ['a page served as text', '<html><body>x', 'text/plain', 'html'],
    ['a fragment served as a page', 'Hello <b>you</b>', 'text/html', 'html'],
    ['text that mentions HTML', 'Use <html> with care', 'text/plain', 'text'],
    ['text without a type', 'Hello', null, 'text'],
    ['JSON', '{"a": 1}', 'application/problem+json', 'text'],
    ['XML', '<rss><title>x</title></rss>', 'application/rss+xml; charset=utf-8', 'text'],
    ['an image', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), null, 'other'],
    ['bytes served as a page', Buffer.from([1, 0, 2, 0, 0, 0, 3]), 'text/html', 'other'],
    ['a spreadsheet', zip({ 'xl/workbook.xml': '<x/>' }), 'application/vnd.ms-excel', 'other'],
    ['a broken archive', Buffer.from('PK\x03\x04 and then nothing'), null, 'other'],
  ];
  it.each(kinds)('%s', async (_, content, type, found) => {
    expect((await read(content, type)).type).toBe(found);
  });

  it('is named where its text is not read', async () => {
    const { unread, blocks } = await read(Buffer.from('GIF89a', 'latin1'), 'image/gif');
    expect([unread, blocks]).toEqual([{ kind: 'file', sort: 'image', type: 'image/gif' }, []]);
  });
});

describe('plain text', () => {
  it('has its paragraphs as blocks', async () => {
    const { blocks, unread } = await read('One\nline.\r\n\r\nTwo.\n \n\n\nThree.\n', 'text/plain');
    expect([blocks.map((b) => b.text), unread]).toEqual([['One line.', 'Two.', 'Three.'], null]);
  });

  it('says when there is none', async () => {
    expect((await read(' \n', 'text/plain')).unread).toEqual({ kind: 'empty-file' });
    expect((await read('')).unread).toEqual({ kind: 'empty-file' });
  });
});

describe('a Word document', () => {
  const paragraph = (content: string, style = ''): string =>
    `<w:p><w:pPr>${style && `<w:pStyle w:val="${style}"/>`}</w:pPr>${content}</w:p>`;
  const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const document = [
    paragraph(run('Lage'), 'berschrift2'),
    paragraph(
      `${run('They did')}<w:del><w:r><w:delText>n’t</w:delText></w:r></w:del>${run(' not release ')}<w:r><w:tab/></w:r>${run('anyone.')}`,
    ),
    `<w:tbl><w:tr><w:tc>${paragraph(run('Cell &amp; text'))}</w:tc></w:tr></w:tbl>`,
    paragraph(
      `${run('Around ')}<w:txbxContent>${paragraph(run('In a box'))}</w:txbxContent>${run('it')}`,
    ),
    paragraph(''),
  ].join('');
  // biome-ignore format: XML on one line
  const files = {
    'word/document.xml': `<?xml version="1.0"?><w:document><w:body>${document}</w:body></w:document>`,
    'word/styles.xml': '<w:styles><w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style></w:styles>',
    'docProps/core.xml': '<cp:coreProperties><dc:title>A note</dc:title><dcterms:modified>2024-03-05T10:00:00Z</dcterms:modified></cp:coreProperties>',
  };

  it('has its paragraphs as blocks, with title and dates', async () => {
    const found = await read(
      zip(files),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    );
    expect(found.blocks).toEqual([
      { text: 'Lage', role: 'main', heading: 2 },
      { text: 'They did not release anyone.', role: 'main' },
      { text: 'Cell & text', role: 'main', cell: [0, 0, 0] },
      { text: 'In a box', role: 'main' },
      { text: 'Around it', role: 'main' },
    ]);
    expect(found).toMatchObject({
      title: 'A note',
      dates: { published: null, modified: '2024-03-05T10:00:00Z' },
      unread: null,
    });
  });

  it('has its parts by whatever names its relationships give them', async () => {
    const relation = (kind: string, target: string) =>
      `<Relationships><Relationship Id="a" Type="http://example.org/${kind}" Target="${target}"/></Relationships>`;
    const renamed = {
      '_rels/.rels': relation('officeDocument', '/word/document2.xml'),
      'word/_rels/document2.xml.rels': relation('styles', 'styles3.xml'),
      'word/document2.xml': files['word/document.xml'],
      'word/styles3.xml': files['word/styles.xml'],
      'docProps/core.xml': files['docProps/core.xml'],
    };
    expect(await read(zip(renamed))).toEqual(await read(zip(files)));
    const { '_rels/.rels': _, ...unnamed } = renamed;
    expect((await read(zip(unnamed))).unread).toMatchObject({ kind: 'file', sort: 'archive' });
  });

  it('has its notes behind its text', async () => {
    const [footnotes, endnotes] = ['foot', 'end'].map(
      (kind) => `<w:${kind}notes>${paragraph(run(`A ${kind}note.`))}</w:${kind}notes>`,
    );
    const noted = {
      ...files,
      'word/footnotes.xml': footnotes as string,
      'word/endnotes.xml': endnotes as string,
    };
    const texts = (await read(zip(noted))).blocks.map(({ text }) => text);
    expect(texts.slice(-3)).toEqual(['Around it', 'A footnote.', 'A endnote.']);
  });

  it('has its cells in their columns, those behind a merged one too', async () => {
    const cell = (text: string, span = '1') =>
      `<w:tc><w:tcPr><w:gridSpan w:val="${span}"/></w:tcPr>${paragraph(run(text))}</w:tc>`;
    const rows = [
      cell('Place') + cell('Men', '2') + cell('Women'),
      cell('Makala') + cell('61') + cell('4') + cell('17'),
    ];
    const table = `<w:tbl>${rows.map((row) => `<w:tr>${row}</w:tr>`).join('')}</w:tbl>`;
    const { blocks } = await read(
      zip({ 'word/document.xml': `<w:document><w:body>${table}</w:body></w:document>` }),
    );
    expect(blocks.map(({ text, cell }) => `${text} ${cell?.[2]}`)).toEqual([
      'Place 0',
      'Men 1',
      'Women 3',
      'Makala 0',
      '61 1',
      '4 2',
      '17 3',
    ]);
  });

  it('has what was moved where it went, and not where it was', async () => {
    const moved = `<w:moveFrom>${run('They were released. ')}</w:moveFrom>${run('In May. ')}<w:moveTo>${run('They were not.')}</w:moveTo>`;
    const body = `<w:document><w:body>${paragraph(moved)}</w:body></w:document>`;
    expect((await read(zip({ 'word/document.xml': body }))).blocks[0]?.text).toBe(
      'In May. They were not.',
    );
  });

  it('is not read when it unpacks beyond measure', async () => {
    const bomb = zip({ 'word/document.xml': Buffer.alloc(65 * 1024 * 1024) });
    expect((await read(bomb)).unread).toMatchObject({ kind: 'office-too-long', megabytes: 32 });
  });
});
