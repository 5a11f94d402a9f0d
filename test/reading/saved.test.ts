import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { MAX_SAVED_BYTES, visibleText } from '../../src/model/document.js';
import { openSaved } from '../../src/reading/saved/open-saved.js';
import { page } from '../world.js';
import { pdf } from './pdf-writer.js';
import { answer, mhtml, quotedPrintable, singleFile, wacz, warc } from './saved-files.js';
import { zip } from './zip-writer.js';

const URL = 'https://www.state.gov/reports/china/';
const OTHER = 'https://www.state.gov/reports/india/';
const PASSAGE = 'The Ürümqi court heard 1,664 cases “in camera” – so the report.';
const HTML = page(PASSAGE);
const WRONG = page('Nothing of what is looked for.');

/** A page as a part of an MHTML. */
const PAGE_PART = `Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: ${URL}\r\n\r\n${quotedPrintable(HTML)}`;
const multipart = (boundary: string, all: readonly string[]): string =>
  [
    `Content-Type: multipart/related; boundary="${boundary}"\r\n`,
    ...all.flatMap((part) => [`--${boundary}`, part]),
    `--${boundary}--\r\n`,
  ].join('\r\n');
const parts = (boundary: string, ...all: readonly string[]): string =>
  `MIME-Version: 1.0\r\n${multipart(boundary, all)}`;
const linesInBase64 = (text: string): string =>
  text.replaceAll(/[\s\S]{1,50}/gu, (piece) => `${Buffer.from(piece).toString('base64')}\r\n`);

const open = (file: Uint8Array | string, url = URL) =>
  openSaved({ bytes: Buffer.from(file), addresses: [url] });

describe('the page in a saved file', () => {
  it.each<[string, Uint8Array | string, object]>([
    ['HTML', HTML, { format: 'html', saysWhere: false, dated: null }],
    [
      'HTML that Chrome saved whole',
      HTML.replace('<html', `<!-- saved from url=(0036)${URL} -->\n<html`),
      { format: 'html', saysWhere: true, dated: null },
    ],
    [
      'HTML that gives its own address',
      HTML.replace('<nav>', `<link rel="canonical" href="${URL}"><nav>`),
      { format: 'html', saysWhere: true },
    ],
    [
      'HTML that gives its home page as its own address, as some do everywhere',
      HTML.replace('<nav>', '<link rel="canonical" href="https://www.state.gov/"><nav>'),
      { format: 'html', saysWhere: false },
    ],
    [
      'one file by SingleFile, with its pictures in it',
      singleFile(URL, HTML, 3_000_000),
      { format: 'html', saysWhere: true, dated: '2026-03-03T09:30:00.000Z' },
    ],
    [
      'MHTML',
      mhtml(URL, HTML),
      { format: 'mhtml', saysWhere: true, dated: '2026-03-03T09:30:00.000Z' },
    ],
    [
      'MHTML with line feeds alone',
      mhtml(URL, HTML).toString().replaceAll('\r\n', '\n'),
      { format: 'mhtml', saysWhere: true },
    ],
    [
      'MHTML with a text beside the page, whose boundary begins with that of the whole',
      parts('=_0', multipart('=_0--1', ['Content-Type: text/plain\r\n\r\nHello.', PAGE_PART])),
      { format: 'mhtml', saysWhere: true },
    ],
    [
      'MHTML with a line that begins with the boundary',
      parts('b', PAGE_PART.replace('<main>', '<main><pre>\r\n--brick kilns\r\n</pre>')),
      { format: 'mhtml' },
    ],
    [
      'MHTML with blanks behind each boundary',
      parts('b', PAGE_PART).replaceAll(/^(--b.*)$/gmu, '$1 \t'),
      {},
    ],
    [
      'MHTML with a remark behind the name of its coding',
      parts('b', PAGE_PART.replace('quoted-printable', '"Quoted-Printable" (by hand)')),
      { format: 'mhtml' },
    ],
    [
      'MHTML whose lines got blanks at their ends on the way',
      parts('b', PAGE_PART.replaceAll('=\r\n', '= \t\r\n')),
      { format: 'mhtml' },
    ],
    [
      'MHTML in base64, each line of which is closed by itself',
      parts(
        'b',
        PAGE_PART.replace('quoted-printable', 'base64').replace(
          quotedPrintable(HTML),
          linesInBase64(HTML),
        ),
      ),
      { format: 'mhtml' },
    ],
    [
      'a WARC file',
      warc([
        { url: 'https://www.state.gov/style.css', block: answer('p{}', { type: 'text/css' }) },
        { url: URL, date: '2026-01-01T00:00:00Z', block: answer(WRONG) },
        { url: URL, block: answer(HTML) },
        { url: OTHER, block: answer(WRONG) },
      ]),
      { format: 'warc', saysWhere: true, dated: '2026-03-03T09:30:00.000Z' },
    ],
    [
      'a WARC file that is not packed',
      warc([{ url: URL, block: answer(HTML) }], false),
      { format: 'warc' },
    ],
    ['a WACZ', wacz([{ url: URL, block: answer(HTML) }]), { format: 'wacz', saysWhere: true }],
    [
      'a recording as it came over the wire, packed and in chunks',
      warc([
        {
          url: `<${URL}>`,
          block: answer(chunked(gzipSync(HTML)), {
            fields: ['Content-Encoding: gzip', 'Transfer-Encoding: chunked'],
          }),
        },
      ]),
      { format: 'warc' },
    ],
    [
      'a recording packed with brotli',
      warc([
        { url: URL, block: answer(brotliCompressSync(HTML), { fields: ['Content-Encoding: br'] }) },
      ]),
      { format: 'warc' },
    ],
    [
      'a recording whose address leads on within it',
      warc([
        {
          url: URL,
          block: answer('', { status: '301 Moved', fields: ['Location: /reports/2024-china/'] }),
        },
        { url: 'https://www.state.gov/reports/2024-china/', block: answer(HTML) },
      ]),
      { format: 'warc', saysWhere: true },
    ],
  ])('is read from %s', async (_, file, facts) => {
    const opened = await open(file);
    expect(opened).toMatchObject({ kind: 'read', ...facts });
    expect(opened.kind === 'read' && visibleText(opened.document)).toContain(PASSAGE);
  });

  it('is read from a PDF, which does not say where it is from', async () => {
    const file = pdf({ pages: [[{ x: 50, y: 50, text: 'The court heard 1,664 cases.' }]] });
    const opened = await open(file);
    expect(opened).toMatchObject({ kind: 'read', format: 'pdf', saysWhere: false, dated: null });
    expect(opened.kind === 'read' && visibleText(opened.document)).toContain('1,664 cases');
  });

  it('is the root of an MHTML, and none of its frames', async () => {
    const frame = {
      head: ['Content-Type: text/html', 'Content-Location: https://ads.example/'],
      body: page('An advert.'),
    };
    const opened = await open(mhtml(URL, HTML, { parts: [frame] }));
    expect(opened.kind === 'read' && visibleText(opened.document)).not.toContain('An advert.');
  });

  it('is decoded by the character set that its part names', async () => {
    const file = [
      'MIME-Version: 1.0',
      'Content-Type: text/html; charset=windows-1251',
      'Content-Transfer-Encoding: base64',
      `Content-Location: ${URL}`,
      '',
      Buffer.from(page('PRIVET'), 'latin1')
        .toString('latin1')
        .replace('PRIVET', '\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0')
        .replace(/^.*$/su, (text) =>
          Buffer.from(text, 'latin1').toString('base64').replace(/.{76}/gu, '$&\r\n'),
        ),
    ].join('\r\n');
    const opened = await open(file);
    expect(opened.kind === 'read' && visibleText(opened.document)).toContain('Привет, мир');
  });
});

describe('a file of another page', () => {
  it.each<[string, Uint8Array | string]>([
    ['MHTML', mhtml(OTHER, HTML)],
    [
      'MHTML whose head names one page and whose root is another',
      mhtml(URL, HTML)
        .toString()
        .replace(`Content-Location: ${URL}\r\n\r\n`, `Content-Location: ${OTHER}\r\n\r\n`),
    ],
    [
      'HTML that Chrome saved',
      HTML.replace('<html', `<!-- saved from url=(0036)${OTHER} -->\n<html`),
    ],
    ['a page by SingleFile', singleFile(OTHER, HTML)],
    [
      'HTML by its own address',
      HTML.replace('<nav>', `<link rel="canonical" href="${OTHER}"><nav>`),
    ],
  ])('is not read: %s', async (_, file) => {
    expect(await open(file)).toEqual({
      kind: 'unheard',
      fault: { kind: 'other-address', says: OTHER },
    });
  });

  it('is read where the address is but another way to write it', async () => {
    expect(
      await open(
        mhtml(URL.replace('https://www.', 'http://').replace(/\/$/, '?utm_source=mail'), HTML),
      ),
    ).toMatchObject({
      kind: 'read',
    });
  });

  it('is named by the pages that a recording has instead', async () => {
    const urls = [1, 2, 3, 4, 5, 6, 7].map((n) => `https://www.state.gov/${n}`);
    const file = wacz(urls.map((url) => ({ url, block: answer(HTML) })));
    expect(await open(file)).toEqual({
      kind: 'unheard',
      fault: { kind: 'not-in-it', pages: urls.slice(0, 5), more: 2 },
    });
  });

  it.each<[string, Uint8Array]>([
    [
      'an error',
      warc([{ url: URL, block: answer('<h1>Access denied</h1>', { status: '403 Forbidden' }) }]),
    ],
    [
      'a record that was cut short',
      warc([{ url: URL, block: answer(HTML), fields: ['WARC-Truncated: length'] }]),
    ],
    [
      'a circle',
      warc([
        { url: URL, block: answer('', { status: '301 Moved', fields: [`Location: ${URL}`] }) },
      ]),
    ],
  ])('is not taken from %s of a recording', async (_, file) => {
    expect(await open(file)).toEqual({ kind: 'unheard', fault: { kind: 'not-whole' } });
  });
});

describe('a hostile file', () => {
  const bomb = gzipSync(Buffer.alloc(MAX_SAVED_BYTES + 1));
  const nested = (depth: number): string =>
    depth === 0
      ? `Content-Type: text/html\r\n\r\n${HTML}`
      : `Content-Type: multipart/related; boundary=b${depth}\r\n\r\n--b${depth}\r\n${nested(depth - 1)}\r\n--b${depth}--\r\n`;

  it.each<[string, Uint8Array | string, object]>([
    ['an empty one', '', { kind: 'empty' }],
    [
      'one that is longer than any page',
      Buffer.alloc(MAX_SAVED_BYTES + 1, 'a'),
      { kind: 'too-long' },
    ],
    ['NULs', Buffer.alloc(10_000), { kind: 'other-format' }],
    ['NULs in what begins as a page', `<html>${'\0'.repeat(100)}`, { kind: 'other-format' }],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), { kind: 'other-format' }],
    ['a ZIP of something else', zip({ 'word/document.xml': '<a/>' }), { kind: 'other-format' }],
    [
      'a ZIP without its directory',
      Buffer.from('PK\x03\x04datapackage.json'),
      { kind: 'broken', format: 'wacz' },
    ],
    [
      'a WACZ without records',
      zip({ 'datapackage.json': '{}' }),
      { kind: 'no-page', format: 'wacz' },
    ],
    [
      'a WACZ whose records would lie outside of it',
      wacz([{ url: URL, block: answer(HTML) }], 'archive/../../../etc/data.warc.gz'),
      { kind: 'no-page', format: 'wacz' },
    ],
    [
      'a WACZ that unpacks to more than is taken',
      zip({ 'datapackage.json': '{}', 'archive/a.warc.gz': bomb }),
      { kind: 'too-long' },
    ],
    [
      'a WACZ of many files that do so together',
      zip({
        'datapackage.json': '{}',
        ...Object.fromEntries(
          [1, 2, 3].map((n) => [
            `archive/${n}.warc.gz`,
            warc([{ url: OTHER, block: Buffer.alloc(MAX_SAVED_BYTES / 2) }]),
          ]),
        ),
      }),
      { kind: 'too-long' },
    ],
    [
      'a packed WARC file that breaks off',
      warc([{ url: URL, block: answer(HTML) }]).subarray(0, 300),
      { kind: 'broken' },
    ],
    [
      'a record that claims 100 MB',
      warc([{ url: URL, block: answer(HTML), claims: 100_000_000 }], false),
      { kind: 'broken', format: 'warc' },
    ],
    [
      'a record that claims less than nothing',
      warc([{ url: URL, block: 'a', claims: -100 }], false),
      { kind: 'broken' },
    ],
    [
      'an answer that unpacks to more than is taken',
      warc([{ url: URL, block: answer(bomb, { fields: ['Content-Encoding: gzip'] }) }]),
      { kind: 'not-whole' },
    ],
    [
      'an MHTML that breaks off',
      mhtml(URL, HTML).subarray(0, 2_000),
      { kind: 'broken', format: 'mhtml' },
    ],
    [
      'an MHTML of pictures',
      `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: image/png\r\n\r\nabc\r\n--b--`,
      { kind: 'no-page' },
    ],
    [
      'parts within parts within parts',
      `MIME-Version: 1.0\r\n${nested(100)}`,
      { kind: 'no-page', format: 'mhtml' },
    ],
  ])('is refused in a word: %s', async (_, file, fault) => {
    expect(await open(file)).toEqual({ kind: 'unheard', fault: expect.objectContaining(fault) });
  });

  it('of a few parts within parts is read all the same', async () => {
    expect(await open(`MIME-Version: 1.0\r\n${nested(2)}`)).toMatchObject({ kind: 'read' });
  });

  it('says nothing by its scripts', async () => {
    const file = mhtml(
      URL,
      HTML.replace(
        '<main>',
        '<main><script>document.body.textContent = "owned by the page"</script>',
      ),
    );
    const opened = await open(file);
    expect(opened.kind === 'read' && visibleText(opened.document)).not.toContain(
      'owned by the page',
    );
  });

  it('with a million marks of the same kind is read in a straight line', async () => {
    const marks = `<!-- saved from url=(0001)${'<!-- saved from url=(0001)'.repeat(20_000)}`;
    expect(
      await open(`<html>${marks}${'='.repeat(1_000_000)}${quotedPrintable(HTML)}`),
    ).toMatchObject({
      kind: 'read',
    });
  });
});

function chunked(bytes: Uint8Array): Buffer {
  const half = Math.floor(bytes.length / 2);
  return Buffer.concat(
    [bytes.subarray(0, half), bytes.subarray(half), new Uint8Array()].flatMap((chunk) => [
      Buffer.from(`${chunk.length.toString(16)}\r\n`),
      chunk,
      Buffer.from('\r\n'),
    ]),
  );
}
