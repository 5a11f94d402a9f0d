import { type Document, LONGEST_NAME } from '../model/document.js';
import { undoDoubleEncoding, undoDoubleEscaping } from '../passage/text/double-encoding.js';
import { collapseWhitespace } from '../passage/text/sentences.js';
import { readHtml, stated } from './html.js';
import { readFacts } from './metadata.js';
import { readPdf } from './pdf/read-pdf.js';
import { type ByteHint, decode, isCalledCsv, readText, sniff, unreadFile } from './sniff.js';
import { parse } from './tree.js';

/**
 * Reads a document's text from the bytes that a server sent. Whatever the bytes hold, it answers:
 * a document without readable text says why in `unread`.
 */
export const extract = async (bytes: Uint8Array, hint: ByteHint): Promise<Document> =>
  withNamesCut(await readAny(bytes, hint));

/** What is called a heading and is longer than a name is text; of other names the beginning is kept. */
function withNamesCut(document: Document): Document {
  const { title, site, blocks, links } = document;
  const isLong = (name: string | null | undefined): boolean => (name ?? '').length > LONGEST_NAME;
  return {
    ...document,
    title: title && cut(title),
    ...(site !== undefined && { site: cut(site) }),
    blocks: blocks.map((block) =>
      block.heading !== undefined && isLong(block.text) ? { ...block, heading: undefined } : block,
    ),
    links: links.map((link) => (isLong(link.text) ? { ...link, text: cut(link.text) } : link)),
  };
}

const cut = (name: string): string => name.slice(0, LONGEST_NAME).toWellFormed();

async function readAny(bytes: Uint8Array, hint: ByteHint): Promise<Document> {
  const found = sniff(bytes, hint.contentType);
  switch (found.kind) {
    case 'html':
      return readHtml(undoDoubleEscaping(undoDoubleEncoding(decode(bytes, hint))), hint.url);
    case 'pdf':
      return readPdf(bytes);
    case 'zip': {
      const { readOffice } = await import('./office/read-office.js');
      return readOffice(bytes, hint.contentType);
    }
    case 'text':
      return (await readTable(bytes, hint)) ?? readText(undoDoubleEncoding(decode(bytes, hint)));
    case 'other': {
      // Servers that do not know a table's type call it any file.
      const table = found.sort === 'other' ? await readTable(bytes, hint) : null;
      return table ?? unreadFile(found.sort, found.type);
    }
  }
}

/** Where server or address call a text one, a table of comma-separated values; else null. */
async function readTable(bytes: Uint8Array, hint: ByteHint): Promise<Document | null> {
  if (!isCalledCsv(hint)) return null;
  const { readCsv } = await import('./office/csv.js');
  return readCsv(undoDoubleEncoding(decode(bytes, hint)));
}

/** Where pages name their publisher, the plainest first. */
const NAMES = [
  'citation_publisher',
  'dcterms.publisher',
  'dc.publisher',
  'og:site_name',
  'application-name',
];

/**
 * Who an HTML page says publishes it; null where it says nothing, or more than a name has characters, and for all
 * other documents.
 */
export function publisherOf(bytes: Uint8Array, hint: ByteHint): string | null {
  if (sniff(bytes, hint.contentType).kind !== 'html') return null;
  const name = stated(readFacts(parse(decode(bytes, hint))), NAMES, /./u);
  return name === undefined ? null : collapseWhitespace(name);
}
