import { describe, expect, it } from 'vitest';
import { refusedBytes } from '../../../src/manuscript/manuscript.js';
import { readDraft } from '../../../src/pool/read-draft.js';
import { importFailure } from '../../../src/surfaces/import.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';

const compound = (stream: string) =>
  Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), Buffer.from(stream, 'utf16le')]);

describe('the bytes of a file', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a protected document', compound('EncryptedPackage'), 'encrypted'],
    ['a document of before 2007', compound('WordDocument'), 'old-word'],
    ['a mail that Outlook saved', compound('__substg1.0_0037001F'), 'mail'],
    ['a workbook', compound('Workbook'), undefined],
    ['an archive', Buffer.from('PK\x03\x04EncryptedPackage'), undefined],
  ])('say that it is %s', (_, bytes, why) => {
    expect(refusedBytes(bytes)?.why).toBe(why);
  });
});

describe('a file of another kind', () => {
  const kindOf = async (text: string) =>
    (await readDraft({ bytes: Buffer.from(text), name: 'x' })).kind;
  const REPORT =
    '<p>HRW said: “Nobody came back to the villages of the north.” (HRW, <a href="https://hrw.example/1">Empty Villages</a>, 4 May 2024)</p>';
  it.each([
    ['EndNote', '<?xml version="1.0"?><xml><records><record></record></records></xml>'],
    ['Zotero’s RDF', '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'],
    ['EndNote’s lines', '%0 Report\n%T Empty Villages\n%U https://hrw.example/1\n'],
    ['PubMed', 'PMID- 123\nTI  - Empty Villages\n'],
  ])('of %s is called so, and not a report that cites nothing', async (_, text) => {
    expect(await kindOf(text)).toBe('unknown-format');
  });
  it.each([
    [
      'behind a line of XML',
      `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html><html><body>${REPORT}</body></html>`,
    ],
    ['behind a remark', `<?xml version="1.0"?><!-- saved --><html><body>${REPORT}</body></html>`],
    [
      'that begins with a figure',
      `%0 of them came back, and HRW said so.\n\nHRW, [Empty Villages](https://hrw.example/1), 4 May 2024\n`.replace(
        '%0',
        '0 %',
      ),
    ],
  ])('is no report %s', async (_, text) => {
    expect(await kindOf(text)).toBe('draft');
  });
});

describe('a text that is longer than any report', () => {
  const line = Buffer.from('A line of a report, https://example.org/a, accessed 1 May 2024.\n');
  const ofLength = (bytes: number, head = '') =>
    Buffer.concat([Buffer.from(head), Buffer.alloc(bytes, line)]);
  const told = async (bytes: Uint8Array, name: string) => readDraft({ bytes, name });

  it.each([
    ['report.md', ''],
    ['report.html', '<!doctype html><html>'],
    ['library.ris', 'TY  - JOUR\n'],
    ['library.json', '[{"title":"'],
    ['utf-16.txt', '\ufeff'],
  ])('%s is refused before anything is made of it', async (name, head) => {
    const long = ofLength(50 * 1024 * 1024, head);
    expect(await told(long, name)).toEqual({ kind: 'unreadable', why: 'too-long' });
    // Neither does an archive or a PDF pass for a text by its length.
    const packed = await told(Buffer.concat([Buffer.from('PK\u0003\u0004'), long]), name);
    expect(packed).toEqual({ kind: 'unreadable', why: 'broken' });
  });

  it('is read where it is long as reports are', async () => {
    expect((await told(ofLength(64 * 1024), 'report.md')).kind).not.toBe('unreadable');
  });
});

describe('a file that is not what its name says', () => {
  const CITING =
    '<p>HRW said: “Nobody came back to the villages of the north.” (HRW, <a href="https://hrw.example/1">Empty Villages</a>, 4 May 2024)</p>';
  const PAGE = `<!doctype html><html><body>${CITING}</body></html>`;
  const TEXT = 'HRW said so.[^1]\n\n[^1]: HRW, Empty Villages, 4 May 2024, https://hrw.example/1\n';
  const utf16 = (text: string, big = false): Buffer => {
    const bytes = Buffer.from(text, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };
  const read = (name: string, bytes: Buffer) => readDraft({ name, bytes });

  it.each([
    ['report.pdf', Buffer.from(PAGE)],
    ['report.docx', Buffer.from(PAGE)],
    ['long-remark.txt', Buffer.from(`<!-- ${'licence '.repeat(200)}-->\n<!-- saved -->\n${PAGE}`)],
    ['marked.md', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(TEXT)])],
    ['little.md', utf16(TEXT)],
    ['big.md', utf16(TEXT, true)],
    ['big.html', utf16(PAGE, true)],
    ['sound.md', Buffer.from(`ID3 is the name of a tag.\n\n${TEXT}`)],
    ['about.md', Buffer.from(`Files begin with %PDF-1.7 or not.\n\n${TEXT}`)],
    ['memo.md', Buffer.from(`From: the desk\nTo: the court\nDate: 4 May 2024\n\n${TEXT}`)],
    [
      'other.json',
      Buffer.from('[{"type":"report","title":"Empty Villages","URL":"https://hrw.example/1"}]'),
    ],
  ])('%s is read as what it is', async (name, bytes) => {
    const told = await read(name, bytes);
    expect(told.kind === 'draft' ? told.draft.sources.map(({ url }) => url) : told).toEqual([
      'https://hrw.example/1',
    ]);
  });

  it.each([
    [
      'picture.docx',
      Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'),
      { kind: 'other-file', sort: 'image' },
    ],
    ['table.doc', compound('Workbook'), { kind: 'other-file', sort: 'old-office' }],
    ['rich.docx', Buffer.from('{\\rtf1 HRW said so.}'), { kind: 'other-file', sort: 'rich-text' }],
    [
      'mail.eml',
      Buffer.from(`From: a\nDate: Sat, 4 May 2024 10:00:00 +0200\n\n${TEXT}`),
      { kind: 'unreadable', why: 'mail' },
    ],
    [
      'list.json',
      Buffer.from('{"reports":[],"sources":[]}'),
      { kind: 'unreadable', why: 'watchlist' },
    ],
    [
      'login.pdf',
      Buffer.from('<!doctype html><html><body>Log in</body></html>'),
      { kind: 'misnamed', named: 'PDF', is: 'html' },
    ],
    ['error.docx', Buffer.from('Not found'), { kind: 'misnamed', named: 'DOCX', is: 'text' }],
    ['plain.md', Buffer.from('Not found'), { kind: 'nothing-cited' }],
  ])('%s is called what it is', async (name, bytes, failure) => {
    expect(await read(name, bytes)).toEqual(failure);
  });

  it('is a PDF where its mark comes late', async () => {
    const late = Buffer.from(`\n${'x'.repeat(100)}\n%PDF-1.4\nbroken`);
    expect((await read('late.pdf', late)).kind).toBe('unread-pdf');
  });

  it('is told in words', () => {
    const said = (failure: Parameters<typeof importFailure>[1]) =>
      importFailure(ENGLISH, failure, 'x')[0]?.message;
    expect(said({ kind: 'other-file', sort: 'image' })).toBe(
      'is an image, and no report: save the report itself as DOCX, ODT, PDF or HTML',
    );
    expect(said({ kind: 'misnamed', named: 'PDF', is: 'html' })).toContain(
      'is an HTML page, and no PDF as its name says',
    );
  });
});
