import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type Block, type Document, NORMALISER } from '../../model/document.js';
import type { UnreadReason } from '../../model/unread-reason.js';
import { isoDate } from '../../text/dates.js';
import { collapseWhitespace, LINE_END } from '../../text/whitespace.js';
import { titleIn } from '../title.js';
import { ActualTexts } from './actual-text.js';
import { isBomb, LARGEST_STREAM } from './bomb.js';
import { inReadingOrder } from './columns.js';
import { Vocabulary } from './hyphens.js';
import { linesOf, prevailingSize } from './lines.js';
import { notesAside } from './notes.js';
import { type Paragraph, paragraphsOf } from './paragraphs.js';
import { withoutRunningLines } from './running.js';
import { readSheets, type Sheet } from './text-items.js';

/** Pages from which a PDF is not read: longer than any report that was met. */
const MOST_PAGES = 2000;
// Tables of Chinese, Japanese and Korean encodings, and metrics of the standard fonts, which pdf.js reads when needed.
const RESOURCES = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

type Facts = Pick<Document, 'title' | 'lang' | 'dates'>;
const NO_FACTS: Facts = { title: null, lang: null, dates: { published: null, modified: null } };

/** Reads the text of a PDF page by page. One that cannot be read says why in `unread`. */
export async function readPdf(bytes: Uint8Array): Promise<Document> {
  if (isBomb(bytes)) return unread({ kind: 'pdf-bomb', megabytes: LARGEST_STREAM / 2 ** 20 });
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const loading = pdfjs.getDocument({
    // pdf.js takes the bytes for itself, so it gets a copy.
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    // Nobody looks at them: a page's glyphs are asked for without unpacking its pictures.
    maxImageSize: 1,
    useSystemFonts: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    cMapUrl: `${RESOURCES}/cmaps/`,
    standardFontDataUrl: `${RESOURCES}/standard_fonts/`,
  });
  try {
    const file = await loading.promise;
    if (file.numPages > MOST_PAGES)
      return unread({ kind: 'pdf-too-long', pages: file.numPages, most: MOST_PAGES });
    if (file.numPages === 0) return unread({ kind: 'pdf-without-pages' });
    const facts = await readFacts(file);
    const { sheets, failed } = await readPages(file, new ActualTexts(bytes));
    if (failed === file.numPages) return unread({ kind: 'pdf-pages-broken' }, facts);
    const blocks = blocksOf(sheets);
    if (blocks.length > 0) return { ...document(blocks, facts), unread: null };
    return unread({ kind: 'pdf-scan', pages: file.numPages }, facts);
  } catch (error) {
    return unread(whyUnread(error));
  } finally {
    await loading.destroy();
  }
}

async function readPages(
  file: PDFDocumentProxy,
  actual: ActualTexts,
): Promise<{ sheets: Sheet[]; failed: number }> {
  const sheets: Sheet[] = [];
  let failed = 0;
  for (let number = 1; number <= file.numPages; number++) {
    try {
      const page = await file.getPage(number);
      sheets.push(...(await readSheets(page, actual)));
      page.cleanup();
    } catch {
      failed++;
    }
  }
  return { sheets, failed };
}

function blocksOf(sheets: readonly Sheet[]): Block[] {
  const lined = withoutRunningLines(
    sheets.map(({ pieces, ...sheet }) => ({ ...sheet, lines: linesOf(pieces, sheet.rtl) })),
  );
  const vocabulary = new Vocabulary();
  const all = lined.flatMap((sheet) => sheet.lines);
  for (const line of all) vocabulary.learn(line.text);
  const body = prevailingSize(all);
  const paragraphs = lined.map(({ lines }) =>
    inReadingOrder(lines).flatMap((group) => paragraphsOf(group, vocabulary)),
  );
  return lined.flatMap(({ page }, i) =>
    notesAside(paragraphs[i] ?? [], paragraphs[i + 1]?.[0], body).flatMap((paragraph) =>
      blockOf(paragraph, page, body),
    ),
  );
}

/**
 * Least size of headings of the first, the second and the third level, as a share of the body text's. Word processors set
 * 16, 13 and 12 beside 11 points (1.45, 1.18, 1.09), publishers more. Chosen by eye on the PDFs that the seed report cites.
 */
const HEADING_SIZES = [1.6, 1.3, 1.12];
/** Characters of the longest heading; what is longer is a pull quote or a summary set large. Chosen by eye. */
const LONGEST_HEADING = 200;

/** A bullet of a font for signs, which has no letters. */
const ORNAMENT = /^\s*\ufffd(?=\s|$)/u;

function blockOf(paragraph: Paragraph, page: number, body: number): Block[] {
  const text = paragraph.text.replace(ORNAMENT, '').split(LINE_END).map(collapseWhitespace).join(LINE_END);
  if (text === '') return [];
  const level = HEADING_SIZES.findIndex((size) => paragraph.size >= size * body) + 1;
  const block = { text, role: 'main' as const, page };
  return [level > 0 && text.length <= LONGEST_HEADING ? { ...block, heading: level } : block];
}

// Titles that word processors put in by themselves.
const NO_TITLE =
  /^(?:untitled|document\d*|slide 1|powerpoint presentation|.*\.(?:docx?|pdf|indd|pptx?|qxd|rtf))$/i;

async function readFacts(file: PDFDocumentProxy): Promise<Facts> {
  try {
    const { info, metadata } = await file.getMetadata();
    const stated = info as Readonly<Record<string, unknown>>;
    const text = (value: unknown): string => (typeof value === 'string' ? collapseWhitespace(value) : '');
    const title = [text(stated.Title), text(metadata?.get('dc:title'))]
      .map((name) => name.replace(/^Microsoft Word - /, ''))
      .find((name) => name !== '' && !NO_TITLE.test(name));
    return {
      title: titleIn(title),
      lang: text(stated.Language) || null,
      dates: { published: pdfDate(text(stated.CreationDate)), modified: pdfDate(text(stated.ModDate)) },
    };
  } catch {
    return NO_FACTS;
  }
}

/** A date such as `D:20240305101500+01'00'`, in ISO form. */
function pdfDate(stated: string): string | null {
  const parts = /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-]\d{2})'?(\d{2})?)?/.exec(
    stated,
  );
  if (!parts) return null;
  const [, year, month = '01', day = '01', hour, minute = '00', second = '00', z, zone, zoneMinutes = '00'] =
    parts;
  const time =
    hour === undefined ? '' : `T${hour}:${minute}:${second}${z ?? (zone ? `${zone}:${zoneMinutes}` : '')}`;
  return isoDate(`${year}-${month}-${day}${time}`);
}

const whyUnread = (error: unknown): UnreadReason => ({
  kind: error instanceof Error && error.name === 'PasswordException' ? 'pdf-encrypted' : 'pdf-broken',
});

const document = (blocks: readonly Block[], facts: Facts): Omit<Document, 'unread'> => ({
  type: 'pdf',
  ...facts,
  blocks,
  links: [],
  refresh: null,
  passwordForm: false,
  normaliser: NORMALISER,
});

const unread = (why: UnreadReason, facts: Facts = NO_FACTS): Document => ({
  ...document([], facts),
  unread: why,
});
