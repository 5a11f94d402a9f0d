import type { Document } from '../../model/document.js';
import { isoDate } from '../../passage/text/dates.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import { titleIn } from '../metadata.js';
import { mediaType, plainText, unreadFile } from '../sniff.js';
import { openZip, partRelated, type Unzip } from '../zip.js';
import { readDocx } from './docx.js';
import { readOpenSheets, readOpenText } from './open-document.js';
import { sheetBlocks } from './sheet.js';
import { SizeLimit, TooLong, tooLongFile } from './size.js';
import { relationsIn, textsOf, visitTags } from './xml.js';

/** Bytes of a part in which its first element stands. */
const ROOT_WITHIN = 4096;

/** Reads a file of Word, Excel or LibreOffice; other archives are not read. */
export async function readOffice(bytes: Uint8Array, contentType: string | null): Promise<Document> {
  const type = mediaType(contentType);
  try {
    const limit = new SizeLimit();
    return (
      (await readKnown(metered(openZip(bytes), limit), limit, type)) ?? unreadFile('archive', type)
    );
  } catch (error) {
    const isTooLong =
      error instanceof TooLong || (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return isTooLong ? tooLongFile() : unreadFile('broken-archive', type);
  }
}

/** The same archive, its parts counted. */
function metered(unzip: Unzip, limit: SizeLimit): Unzip {
  const read = (name: string): Uint8Array | null => {
    const part = unzip(name);
    limit.countPart(part?.length ?? 0);
    return part;
  };
  return Object.assign(read, { names: unzip.names });
}

async function readKnown(unzip: Unzip, limit: SizeLimit, type: string): Promise<Document | null> {
  const text = (name: string): string => new TextDecoder().decode(unzip(name) ?? new Uint8Array());
  const [, open] =
    /^application\/vnd\.oasis\.opendocument\.(text|spreadsheet)\b/u.exec(text('mimetype')) ?? [];
  if (text('META-INF/manifest.xml').includes('encryption-data'))
    return unreadFile('protected-office', type);
  if (open !== undefined) return readOpenDocument(unzip, limit, open === 'text');
  const path = partRelated(relationsIn(unzip, ''), '', 'officeDocument', 'word/document.xml');
  const main = unzip(path);
  if (main === null) return null;
  const facts = (): Facts =>
    factsOf(unzip('docProps/core.xml'), 'dcterms:created', 'dcterms:modified');
  switch (rootOf(main)) {
    case 'document':
      return documentOf({ blocks: readDocx(main, path, unzip, limit) }, facts(), 'empty-word-file');
    case 'workbook': {
      const { readXlsx } = await import('./xlsx.js');
      return documentOf(sheetBlocks(readXlsx(main, path, unzip, limit)), facts());
    }
    default:
      return null;
  }
}

function readOpenDocument(unzip: Unzip, limit: SizeLimit, isText: boolean): Document | null {
  const content = unzip('content.xml');
  if (content === null) return null;
  const parts = isText ? readOpenText(content, limit) : sheetBlocks(readOpenSheets(content, limit));
  return documentOf(parts, factsOf(unzip('meta.xml'), 'meta:creation-date', 'dc:date'));
}

type Facts = Pick<Document, 'title' | 'lang' | 'dates'>;

const documentOf = (
  parts: Pick<Document, 'blocks' | 'hidden'>,
  facts: Facts,
  empty: 'empty-file' | 'empty-word-file' = 'empty-file',
): Document => ({
  ...plainText('text', [], parts.blocks.length === 0 ? { kind: empty } : null),
  ...parts,
  ...facts,
});

/** What a file's properties say of it, its dates by their names. */
function factsOf(properties: Uint8Array | null, published: string, modified: string): Facts {
  const texts = textsOf(properties, ['dc:title', 'dc:language', published, modified]);
  return {
    title: titleIn(texts.get('dc:title')),
    lang: collapseWhitespace(texts.get('dc:language') ?? '') || null,
    dates: { published: isoDate(texts.get(published)), modified: isoDate(texts.get(modified)) },
  };
}

/** The name of a part's first element; `''` for none. */
function rootOf(part: Uint8Array): string {
  let root = '';
  visitTags(part.subarray(0, ROOT_WITHIN), (name) => {
    root = root || name;
  });
  return root;
}
