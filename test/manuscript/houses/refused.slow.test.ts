import { expect, it } from 'vitest';
import { readDraft } from '../../../src/pool/read-draft.js';
import { importFailure } from '../../../src/surfaces/import.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { pdf } from '../../reading/pdf-writer.js';
import { zip } from '../../reading/zip-writer.js';
import { p } from './plan.js';
import { docx } from './word-report.js';

const GOOD = docx({
  body: [p('HRW wrote: “Nobody came back to the villages of the north in 2024.”[^1]')],
  notes: ['HRW, [World Report](https://hrw.example/karvan), 4 February 2025'],
});
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const compound = (name: string) =>
  Buffer.concat([
    Buffer.from(COMPOUND),
    Buffer.alloc(999),
    Buffer.from(name, 'utf16le'),
    Buffer.alloc(999),
  ]);

const TORN =
  '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>HRW';
const MAIL =
  'From: ana@example.org\nSubject: the report\nMIME-Version: 1.0\nContent-Type: text/plain\n\nHRW, “World Report”, 4 February 2025';

/** What an import says of a file that it cannot read; nothing of one that it can. */
async function refusal(name: string, content: Uint8Array): Promise<readonly string[]> {
  const read = await readDraft({ bytes: content, name });
  return read.kind === 'draft'
    ? []
    : importFailure(ENGLISH, read, name).map(({ message }) => message);
}

it('a whole file is not refused', async () => {
  expect(await refusal('good.docx', GOOD)).toEqual([]);
});

it('text in UTF-8 is not refused, nor in UTF-16 with its mark', async () => {
  const line = 'HRW, “Été au Karvan”, 4 février 2025, https://hrw.example/ete';
  expect(await refusal('a.md', Buffer.from(line))).toEqual([]);
  expect(await refusal('a.md', Buffer.from(`\ufeff${line}`))).toEqual([]);
  expect(await refusal('a.md', Buffer.from(`\ufeff${line}`, 'utf16le'))).toEqual([]);
});

it('a memo is not refused, whose head looks like that of a mail, nor a library whose list is not closed', async () => {
  const memo =
    'From: the research desk\nTo: counsel\nSubject: Karvan\n\nHRW, “World Report”, 4 February 2025, https://hrw.example/wr';
  expect(await refusal('memo.txt', Buffer.from(memo))).toEqual([]);
  const open = '[{"id":"a","title":"Empty Villages","URL":"https://hrw.example/1"}';
  expect(await refusal('open.json', Buffer.from(open))).toEqual([]);
});

it('nested pages are not refused, nor an empty part that closes itself', async () => {
  const nested = `<html>${'<div>'.repeat(9_000)}<p>HRW, <a href="https://hrw.example/wr">World Report</a>, 4 February 2025</p>`;
  expect(await refusal('nested.html', Buffer.from(nested))).toEqual([]);
});

it('paragraphs of a million characters are not refused', async () => {
  const long = `${'a'.repeat(1_000_000)}\n\n`.repeat(3);
  expect(
    await refusal('a.md', Buffer.from(`${long}\nHRW, “World Report”, 4 February 2025`)),
  ).toEqual([]);
});

it.each([
  ['cut.docx', GOOD.subarray(0, GOOD.length / 2), 'is damaged'],
  ['none.docx', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(5000, 7)]), 'is damaged'],
  [
    'bomb.docx',
    zip({ 'word/document.xml': Buffer.alloc(65 * 2 ** 20, 32) }),
    'unpacks to more than 64 MB',
  ],
  ['line.md', Buffer.alloc(20 * 2 ** 20, 'a'), 'has a line of more than 2 million characters'],
  ['blank.md', Buffer.from(`${'a\n'.repeat(2_500_000)}`), 'is nested more deeply than any report'],
  ['locked.docx', compound('EncryptedPackage'), 'is protected by a password'],
  ['old.doc', compound('WordDocument'), 'is a Word file of before 2007'],
  ['old.xls', compound('Workbook'), 'is an office file of the older, binary kind'],
  ['mail.msg', compound('__substg1.0_0037001F'), 'is an e-mail'],
  ['torn.docx', zip({ 'word/document.xml': TORN }), 'is damaged'],
  [
    'torn.odt',
    zip({ 'content.xml': '<office:document-content><office:body><text:p>A report' }),
    'is damaged',
  ],
  ['sheet.xlsx', zip({ 'xl/workbook.xml': '<workbook/>' }), 'is none of DOCX'],
  ['photos.zip', zip({ 'a.jpg': Buffer.alloc(500, 3) }), 'is none of DOCX'],
  [
    'page.svg',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><text>HRW</text></svg>'),
    'is none of DOCX',
  ],
  [
    'report.rtf',
    Buffer.from('{\\rtf1\\ansi HRW, “World Report”, 4 February 2025\\par}'),
    'is a rich text file',
  ],
  ['mail.eml', Buffer.from(MAIL), 'is an e-mail'],
  [
    'box.mbox',
    Buffer.from(`From ana@example.org Thu Jan  1 00:00:00 2026\n${MAIL}`),
    'is an e-mail',
  ],
  [
    'saved.mhtml',
    Buffer.from(`From: <Saved by Blink>\n${MAIL}`),
    'is an e-mail, or a page saved as one (MHTML)',
  ],
  ['mark.md', Buffer.from('\ufeff'), 'has no text in it'],
  ['white.md', Buffer.from(' \n\t\n'.repeat(99)), 'has no text in it'],
  [
    'deep.html',
    Buffer.from(`<html>${'<div>'.repeat(200_000)}HRW`),
    'is nested more deeply than any report',
  ],
  ['none.json', Buffer.from('{"a":[1,2]}'), 'this entry has neither a title nor an address'],
  [
    'cut.json',
    Buffer.from('[{"id":"a","title":"Empty Villages","URL":"https://hrw.exa'),
    'this entry is broken',
  ],
  ['empty.docx', new Uint8Array(), 'has no text in it'],
  [
    'photo.docx',
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.alloc(2000)]),
    'is an image',
  ],
  [
    'latin.md',
    Buffer.from('HRW, “World Report”, 4 février 2025'.replace(/[“”]/gu, '"'), 'latin1'),
    'UTF-8',
  ],
  [
    'latin.bib',
    Buffer.from('@misc{a, title={Été}, url={https://a.example/}}', 'latin1'),
    'save it as UTF-8',
  ],
  ['photo.md', Buffer.from([0xff, 0xe0, 0, 16, 0xe9, 0, 9, 65]), 'is a binary file'],
  ['locked.pdf', pdf({ pages: [[]], encrypted: true }), 'is encrypted'],
])('says in one sentence why it cannot read %s', async (name, content, words) => {
  expect(await refusal(name, content)).toEqual([expect.stringContaining(words)]);
});
