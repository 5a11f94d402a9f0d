import { createHash } from 'node:crypto';
import { deflateRawSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { packCapture } from '../../src/evidence/capture.js';
import { openZip } from '../../src/reading/zip.js';
import { odt, odtOf } from '../manuscript/houses/odt-report.js';
import { pdfReport } from '../manuscript/houses/pdf-report.js';
import { heading, p } from '../manuscript/houses/plan.js';
import { docx } from '../manuscript/houses/word-report.js';
import { openDocument, xlsx } from '../reading/office-writer.js';
import { packedNothing, pdfAround } from '../reading/pdf-bomb.js';
import { FONT, pdfOf, stream, xfa } from '../reading/pdf-objects.js';

/** The passage that every file's reader looks for. */
export const PASSAGE =
  'Nobody came back to the villages of the north in 2024, the survey of 1,204 households found.';
/** How a file comes to us: handed to a command, or cited by a report. */
export type Door = 'import' | 'annotate' | 'file-check' | 'replay' | 'witness' | 'verify' | 'night';

/** A file that somebody made so that reading it costs all there is. */
export interface HostileFile {
  readonly name: string;
  readonly door: Door;
  /** The media type that a server names. */
  readonly type?: string;
  /** Of one that is cited, the encoding in which a server sends it: what packs well has few bytes on the wire. */
  readonly packed?: true;
  /** What is said of it. */
  readonly says: RegExp;
  /** `site`: where a plain page is served that it may cite. */
  make(site: string): Uint8Array | Promise<Uint8Array>;
}

const MEGA = 1024 * 1024;
/** Packs parts as well as they can be. */
function zip(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const rows: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = deflateRawSync(content, { level: 9 });
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, Buffer.from(name));
    rows.push(local, Buffer.from(name), data);
    at += local.length + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(directory.length / 2, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...rows, ...directory, end]);
}

/** The parts of an archive. */
function partsOf(archive: Uint8Array): Record<string, Uint8Array> {
  const unzip = openZip(archive);
  return Object.fromEntries(unzip.names.map((name) => [name, unzip(name) ?? new Uint8Array()]));
}

/** Empty tags, of which a thousand bytes are packed into one. */
const tags = (bytes: number): string => '<a/>'.repeat(bytes / 4);

/** A report that cites one page. */
const plan = (site: string) => ({
  body: [heading(1, 'A report'), p(`HRW wrote: “${PASSAGE}”[^1]`)],
  notes: [`HRW, “[World Report](${site}/plain)”, 4 February 2025, last accessed: 5 March 2025`],
});

/** A Word file with parts in the place of its own; a function is given what stands there. */
function word(
  site: string,
  parts: Readonly<Record<string, (before: string) => string>>,
): Uint8Array {
  const own = partsOf(docx(plan(site)));
  const made = Object.entries(parts).map(([name, make]) => [
    name,
    make(Buffer.from(own[name] ?? []).toString()),
  ]);
  return zip({ ...own, ...Object.fromEntries(made) });
}
const inBody =
  (xml: string) =>
  (before: string): string =>
    before.replace('<w:sectPr/>', () => `${xml}<w:sectPr/>`);
const inText = (site: string, xml: string): Uint8Array => {
  const own = partsOf(odt(plan(site)));
  const content = Buffer.from(own['content.xml'] ?? []).toString();
  return zip({
    ...own,
    'content.xml': content.replace('</office:text>', () => `${xml}</office:text>`),
  });
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** An exported archive with one capture of this body, all fingerprints right. */
async function wacz(
  body: string | Uint8Array,
  url = 'https://example.org/report',
): Promise<Uint8Array> {
  const bytes = Buffer.from(body);
  const outcome = {
    kind: 'answered' as const,
    url,
    finalUrl: url,
    hops: [],
    requests: 1,
    received: bytes.length,
    at: '2025-03-01T02:00:00.000Z',
    elapsed: 1,
    http: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: { bytes, sha256: sha256(bytes), truncated: false },
  };
  const capture = { subject: 'a', run: 1, outcome, accepted: true, userAgent: 'citewatch/1' };
  const packed = await packCapture(capture, outcome.body, sha256(bytes), null, 'a.warc.gz');
  return waczAround(gzipSync(gunzipSync(packed.bytes), { level: 9 }));
}

function waczAround(warc: Uint8Array): Uint8Array {
  const resources = [{ path: 'archive/data.warc.gz', hash: `sha256:${sha256(warc)}` }];
  const manifest = JSON.stringify({ resources });
  const digest = { path: 'datapackage.json', hash: `sha256:${sha256(Buffer.from(manifest))}` };
  return zip({
    'archive/data.warc.gz': warc,
    'datapackage.json': manifest,
    'datapackage-digest.json': JSON.stringify(digest),
  });
}

const html = (body: string): string =>
  `<!doctype html><html lang="en"><title>World Report</title><main><p>${PASSAGE}</p>${body}</main>`;
/** The passage over and over with other words in the middle: it resembles the quotation everywhere, and stands nowhere. */
const nearMisses = (bytes: number): string => {
  const lines: string[] = [];
  for (let i = 0, length = 0; length < bytes; i++) {
    const line = `<p>${PASSAGE.replace('villages', `towns${i % 7}`).replace('survey', 'count')}`;
    lines.push(line);
    length += line.length;
  }
  return `<!doctype html><html lang="en"><title>World Report</title><main>${lines.join('')}</main>`;
};

/** Forms that draw forms that draw forms: a few bytes of each, and `fan ** depth` in all. */
function nestedForms(drawn: string, fan = 12, depth = 8): Buffer {
  const first = 5;
  const forms = Array.from({ length: depth }, (_, i) => {
    const isLast = i === depth - 1;
    const resources = isLast ? FONT : `${FONT} /XObject << /X ${first + i + 1} 0 R >>`;
    const content = isLast ? drawn : '/X Do '.repeat(fan);
    return stream(
      `/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Resources << ${resources} >>`,
      content,
    );
  });
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << ${FONT} /XObject << /X 5 0 R >> >> >>`,
    stream('', '/X Do '.repeat(fan)),
    ...forms,
  ]);
}

/** One page, listed a thousand times, of a hundred thousand blanks. */
function slowPages(): Buffer {
  const packed = deflateSync('BT /F1 9 Tf ( ) Tj ET '.repeat(100_000), { level: 9 }).toString(
    'latin1',
  );
  const pages = (kid: number, count: number): string =>
    `<< /Type /Pages /Count ${count} /Kids [${`${kid} 0 R `.repeat(10)}] >>`;
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    pages(3, 1000),
    pages(4, 100),
    pages(5, 10),
    `<< /Type /Page /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << ${FONT} >> >>`,
    stream('/Filter /FlateDecode', packed),
  ]);
}

const SHEET = `<sheetData><row>${'<c/>'.repeat(15 * MEGA)}</row></sheetData>`;
/** A string that stands in a hundred rows. */
const STRINGS = '<row><c t="s"><v>0</v></c></row>'.repeat(100);
const ENTITIES = `<!DOCTYPE a [<!ENTITY a "word word word">]><sheetData><row><c t="inlineStr"><is><t>${'&a;'.repeat(5 * MEGA)}</t></is></c></row></sheetData>`;
const cell = (text: string, attributes = ''): string =>
  `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`;
const REPEATED = cell('0', 'table:number-columns-repeated="16384"');
const sheetRow = (cells: string, attributes = ''): string =>
  `<table:table table:name="a"><table:table-row ${attributes}>${cells}</table:table-row></table:table>`;
const workbook = (sheet: string, more: Readonly<Record<string, string>> = {}): Uint8Array =>
  xlsx({
    sheets: [{ name: 'a', cells: '' }],
    more: { 'xl/worksheets/sheet0.xml': `<worksheet>${sheet}</worksheet>`, ...more },
  });
const wordText = (body: string): Uint8Array =>
  zip({ 'word/document.xml': `<w:document><w:body>${body}</w:body></w:document>` });

/** What is said of an office file that is longer than what is read. */
const LONG = /is longer than what is read/u;
/** Office files that a report cites, all of them too long. */
const office = (files: Readonly<Record<string, () => Uint8Array>>): readonly HostileFile[] =>
  Object.entries(files).map(([name, make]) => ({ name, door: 'night', says: LONG, make }));

/** One word, drawn. */
const WORD = 'BT /F1 9 Tf 72 700 Td (Nothing.) Tj ET';

/** What the watchdog of memory says. */
const MEMORY = /it took more than \d+ MB of memory/u;

/** Some forty files of at most 100 kB each. */
export const HOSTILE_FILES: readonly HostileFile[] = [
  {
    name: 'paragraphs.wacz',
    door: 'replay',
    says: MEMORY,
    make: () => wacz(html('<p>a</p>'.repeat(7 * MEGA))),
  },
  {
    name: 'near-misses.wacz',
    door: 'replay',
    says: MEMORY,
    make: () => wacz(nearMisses(20 * MEGA)),
  },
  {
    name: 'twice-packed.wacz',
    door: 'replay',
    says: MEMORY,
    make: () => waczAround(gzipSync(Buffer.alloc(700 * MEGA, 'WARC/1.1 '), { level: 9 })),
  },
  {
    name: 'paragraphs-saved.wacz',
    door: 'witness',
    says: MEMORY,
    make: (site) => wacz(html('<p>a</p>'.repeat(7 * MEGA)), `${site}/plain`),
  },
  {
    name: 'leftovers.warc.gz',
    door: 'verify',
    says: /bytes that citewatch did not write/u,
    make: () => gzipSync(Buffer.alloc(90 * MEGA, ' '), { level: 9 }),
  },
  {
    name: 'types.docx',
    door: 'annotate',
    says: MEMORY,
    make: (site) =>
      word(site, { '[Content_Types].xml': () => `<Types>${tags(60 * MEGA)}</Types>` }),
  },
  {
    name: 'types-checked.docx',
    door: 'file-check',
    says: MEMORY,
    make: (site) =>
      word(site, { '[Content_Types].xml': () => `<Types>${tags(60 * MEGA)}</Types>` }),
  },
  {
    name: 'fields.docx',
    door: 'file-check',
    says: /2\/2 +alive/u,
    make: (site) =>
      word(site, {
        'word/document.xml': inBody(
          `<w:p>${'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'.repeat(100_000)}</w:p>`,
        ),
      }),
  },
  {
    name: 'paragraphs.docx',
    door: 'import',
    says: MEMORY,
    make: (site) => word(site, { 'word/document.xml': inBody('<w:p/>'.repeat(8 * MEGA)) }),
  },
  {
    name: 'one-word.docx',
    door: 'import',
    says: /has a line of more than 2 million characters/u,
    make: (site) =>
      word(site, {
        'word/document.xml': inBody(`<w:p><w:r><w:t>“${'a'.repeat(20 * MEGA)}”</w:t></w:r></w:p>`),
      }),
  },
  {
    name: 'nested.odt',
    door: 'import',
    says: /is nested more deeply than any report/u,
    make: (site) =>
      inText(site, '<text:section>'.repeat(400_000) + '</text:section>'.repeat(400_000)),
  },
  {
    name: 'one-word.odt',
    door: 'annotate',
    says: /has a line of more than 2 million characters/u,
    make: (site) => inText(site, `<text:p>“${'a'.repeat(20 * MEGA)}”</text:p>`),
  },
  {
    name: 'headings.odt',
    door: 'file-check',
    says: /2\/2 +alive/u,
    make: (site) =>
      inText(
        site,
        `<text:h text:outline-level="1">${'long heading '.repeat(23_000)}</text:h>`.repeat(20),
      ),
  },
  {
    name: 'forms.pdf',
    door: 'night',
    says: MEMORY,
    type: 'application/pdf',
    make: () => nestedForms(WORD),
  },
  {
    name: 'forms-of-nothing.pdf',
    door: 'night',
    says: /has no text on its one page/u,
    type: 'application/pdf',
    make: () => nestedForms('n'),
  },
  { name: 'forms-handed-in.pdf', door: 'import', says: MEMORY, make: () => nestedForms('n') },
  {
    name: 'pages.pdf',
    door: 'night',
    says: /it took more than 30 s of processor time/u,
    type: 'application/pdf',
    make: slowPages,
  },
  {
    name: 'xfa.pdf',
    door: 'night',
    says: /is a form \(XFA\)/u,
    type: 'application/pdf',
    make: () => xfa(60_000),
  },
  {
    name: 'hidden-bomb.pdf',
    door: 'night',
    says: /does not stand on the page/u,
    type: 'application/pdf',
    make: () => pdfAround(Buffer.from(packedNothing(44 * MEGA)), { text: 'A line.' }),
  },
  ...office({
    'paragraphs-cited.docx': () => wordText('<w:p/>'.repeat(9 * MEGA)),
    'one-text-cited.docx': () =>
      wordText(`<w:p><w:r><w:t>${'word '.repeat(6 * MEGA)}</w:t></w:r></w:p>`),
    'paragraphs-cited.odt': () => openDocument('text', '<text:p>a</text:p>'.repeat(100_001)),
    'repeated.ods': () =>
      openDocument('spreadsheet', sheetRow(REPEATED, 'table:number-rows-repeated="1048576"')),
    'one-cell.ods': () => openDocument('spreadsheet', sheetRow(cell('word '.repeat(6 * MEGA)))),
    'sheets.ods': () => openDocument('spreadsheet', '<table:table/>'.repeat(2 * MEGA)),
    'cells.xlsx': () => workbook(SHEET),
    'one-string.xlsx': () =>
      xlsx({
        sheets: [{ name: 'a', cells: STRINGS }],
        strings: [`<t>${'word '.repeat(9_000)}</t>`],
      }),
    'sheets.xlsx': () =>
      workbook('', {
        'xl/workbook.xml': `<workbook>${'<sheet r:id="s0"/>'.repeat(MEGA)}</workbook>`,
      }),
    'relationships.xlsx': () =>
      workbook('', { 'xl/_rels/workbook.xml.rels': '<Relationship Id="a"/>'.repeat(MEGA) }),
    'entities.xlsx': () => workbook(ENTITIES),
  }),
  {
    name: 'nested-cited.docx',
    door: 'night',
    says: /broken archive/u,
    make: () => wordText('<w:p>'.repeat(500_000)),
  },
  {
    name: 'empty-cells.xlsx',
    door: 'night',
    says: /the file is empty/u,
    make: () => workbook(`<sheetData><row>${'<c s="1"/>'.repeat(3 * MEGA)}</row></sheetData>`),
  },
  {
    name: 'full.ods',
    door: 'night',
    says: /nothing similar was found/u,
    make: () =>
      openDocument('spreadsheet', sheetRow(cell('1,204'), 'table:number-rows-repeated="99999"')),
  },
  {
    name: 'cells.csv',
    door: 'night',
    type: 'text/csv',
    packed: true,
    says: LONG,
    make: () => Buffer.from('1,2,3,4\n'.repeat(MEGA)),
  },
  {
    name: 'sheet.ods',
    door: 'import',
    says: MEMORY,
    make: () =>
      odtOfZip(
        `<table:table><table:table-row><table:table-cell>${'<a/>'.repeat(12 * MEGA)}</table:table-cell></table:table-row></table:table>`,
      ),
  },
  {
    name: 'heading.html',
    door: 'night',
    says: /stands word for word/u,
    type: 'text/html; charset=utf-8',
    packed: true,
    make: () => Buffer.from(html(`<h1>${'long heading '.repeat(23_000)}</h1>`.repeat(4))),
  },
  {
    name: 'near-misses.html',
    door: 'night',
    says: /nothing similar was found/u,
    type: 'text/html; charset=utf-8',
    packed: true,
    make: () => Buffer.from(nearMisses(3 * MEGA)),
  },
];

function odtOfZip(text: string): Uint8Array {
  return zip(partsOf(odtOf(text)));
}

/** The plain report of the same kind, which is read beside them. */
export const plainReport = (site: string, kind: 'docx' | 'odt' | 'pdf'): Uint8Array =>
  ({
    docx: () => docx(plan(site)),
    odt: () => odt(plan(site)),
    pdf: () => pdfReport(plan(site), 'Asylos'),
  })[kind]();
