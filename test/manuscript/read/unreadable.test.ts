import { describe, expect, it } from 'vitest';
import { refusedBytes } from '../../../src/manuscript/manuscript.js';
import { readDraft } from '../../../src/night/pool/read-draft.js';

const compound = (stream: string) =>
  Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), Buffer.from(stream, 'utf16le')]);

describe('the bytes of a file', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a protected document', compound('EncryptedPackage'), 'encrypted'],
    ['a document of before 2007', compound('WordDocument'), 'old-word'],
    ['an archive', Buffer.from('PK\x03\x04EncryptedPackage'), undefined],
  ])('say that it is %s', (_, bytes, why) => {
    expect(refusedBytes(bytes)?.why).toBe(why);
  });
});

describe('a file of another kind', () => {
  const kindOf = async (text: string) => (await readDraft({ bytes: Buffer.from(text), name: 'x' })).kind;
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
  const ofLength = (bytes: number, head = '') => Buffer.concat([Buffer.from(head), Buffer.alloc(bytes, line)]);
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
