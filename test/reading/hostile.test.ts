import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/model/document.js';
import { unreadReason } from '../../src/surfaces/words/documents.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { number, openDocument, row, xlsx } from './office-writer.js';
import { column, pdf } from './pdf-writer.js';
import { read } from './read.js';
import { zip } from './zip-writer.js';

const TYPES = [
  null,
  'text/html',
  'text/html; charset=gbk',
  'application/pdf',
  'text/plain',
  'application/xhtml+xml',
  'text/csv',
];

const SAMPLES: readonly Uint8Array[] = [
  Buffer.from(
    '<!doctype html><html lang=en><head><title>T</title><base href="/x/"><script type="application/ld+json">{"@type":"Article","articleBody":"b"}</script></head>' +
      '<body><nav><a href="/">H</a></nav><table><tr><td>a<sup><a href="#1">1</a></sup></td></tr></table><p style="display:none">x</p><q>人\n权</q></body></html>',
  ),
  pdf({
    pages: [column(72, 100, ['One line', 'another line']), column(72, 100, ['page two'])],
    info: { Title: 'T' },
  }),
  zip({ 'word/document.xml': '<w:document><w:p><w:r><w:t>text</w:t></w:r></w:p></w:document>' }),
  xlsx({ sheets: [{ name: 'T', cells: row(1, ['a', number(1.5, 1)]) }], formats: ['0.0%'] }),
  openDocument(
    'text',
    '<text:h>A</text:h><text:p>b<text:note><text:note-body><text:p>c</text:p></text:note-body></text:note></text:p>',
  ),
  openDocument(
    'spreadsheet',
    '<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>',
  ),
  Buffer.from('Year,Country\n2023,"Congo, Dem. Rep. of the"\n2022,Syria\n'),
];

/** A sample with some bytes overwritten and its end cut off. */
const mutated = fc
  .record({
    sample: fc.constantFrom(...SAMPLES),
    edits: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 30 }),
    kept: fc.double({ min: 0.1, max: 1, noNaN: true }),
  })
  .map(({ sample, edits, kept }) => {
    const bytes = Uint8Array.from(sample);
    for (const [at, value] of edits) bytes[at % bytes.length] = value;
    return bytes.subarray(0, Math.ceil(bytes.length * kept));
  });

function expectSound(document: Document): void {
  if (document.blocks.length === 0) expect(document.unread).not.toBeNull();
  for (const { text } of document.blocks)
    expect(text).toBe(text.trim().replace(/\s+/g, ' ').normalize('NFC'));
  for (const { text } of document.blocks) expect(text).not.toBe('');
  for (const { url } of document.links) expect(url).toMatch(/^https?:/);
  if (document.unread !== null)
    expect(unreadReason(ENGLISH, document.unread)).toMatch(/^[a-z].*[^.]$/);
}

/** Far deeper than what a recursion survives (about 10,000 frames). */
const DEPTH = process.env.TESTS === 'slow' ? 100_000 : 30_000;

describe('whatever the bytes hold', () => {
  it('random bytes are answered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 600 }),
        fc.constantFrom(...TYPES),
        async (bytes, type) => {
          expectSound(await read(bytes, type));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('damaged pages, PDFs, Word documents, spreadsheets and tables are answered', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, fc.constantFrom(...TYPES), async (bytes, type) => {
        expectSound(await read(bytes, type));
      }),
      { numRuns: 300 },
    );
  });

  it('the same bytes are read the same', async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (bytes) => {
        expect(await read(bytes)).toEqual(await read(bytes));
      }),
      { numRuns: 50 },
    );
  });

  it.each(['<div>', '<b>', '<ul><li>', '<span>', '<table><tr><td>', '<sup><a>', '<blockquote><p>'])(
    `${DEPTH} times %s is read`,
    async (tag) => {
      const { blocks } = await read(`<html>${tag.repeat(DEPTH)}deep`, 'text/html');
      expect(blocks.map((b) => b.text)).toEqual(['deep']);
    },
  );

  it(`a title in a formula, ${DEPTH} levels deep, is read`, async () => {
    const { title } = await read(`<math><title>${'<path>'.repeat(DEPTH)}deep`, 'text/html');
    expect(title).toBe('deep');
  });

  it('a title, a link and a class of a megabyte are read', async () => {
    const long = 'word '.repeat(200_000);
    const { blocks } = await read(
      `<title>${long}</title><a href="/${long}" class="${long}">${long}</a><p>end</p>`,
    );
    expect(blocks.at(-1)?.text).toBe('end');
  });
});
