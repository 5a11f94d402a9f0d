import type { PDFDocumentProxy } from 'pdfjs-dist';
import {
  type Block,
  type Document,
  NORMALISER,
  type PdfReading,
  type PdfText,
  type SetParagraph,
  type UnreadReason,
} from '../../model/document.js';
import { isoDate } from '../../passage/text/dates.js';
import { collapseWhitespace, LINE_END } from '../../passage/text/sentences.js';
import { titleIn } from '../metadata.js';
import { inReadingOrder } from './columns.js';
import {
  bodySizeOf,
  footnotesOf,
  isNoteLine,
  joinPages,
  noteBegins,
  type PagedParagraph,
} from './footnotes.js';
import { mergeStretches } from './glyphs.js';
import {
  EDGE,
  edgesOf,
  linesOf,
  type PdfLine,
  prevailingSize,
  withoutLineNumbers,
  withoutRunningLines,
} from './lines.js';
import { openPdf, readPages } from './open-pdf.js';
import {
  type Begins,
  isNamed,
  moveFootnotes,
  type Paragraph,
  paragraphsOf,
  Vocabulary,
} from './paragraphs.js';
import type { Sheet } from './text-items.js';

/** Reads the text of a PDF page by page. One that cannot be read says why in `unread`. */
export async function readPdf(bytes: Uint8Array): Promise<Document> {
  const opened = await openPdf(bytes, async (file) => {
    const facts = await pdfFacts(file);
    const { sheets, failed } = await readPages(file, bytes);
    if (failed === file.numPages) return unread({ kind: 'pdf-pages-broken' }, facts);
    const blocks = blocksOf(sheets);
    if (await isDynamicForm(file, blocks)) return unread({ kind: 'pdf-form' }, facts);
    if (blocks.length > 0) return { ...document(blocks, facts), unread: null };
    return unread({ kind: 'pdf-scan', pages: file.numPages }, facts);
  });
  return opened.kind === 'read' ? opened.value : unread(opened.why);
}

/** The lines of a file's pages, and the words in them. */
function gather(sheets: readonly Sheet[], isReport: boolean) {
  const lined = withoutRunningLines(
    sheets.map(({ pieces, ...sheet }) => ({
      ...sheet,
      lines: linesOf(pieces, sheet.rtl, isReport),
    })),
    isReport ? isNoteLine : undefined,
  ).map((sheet) => ({ ...sheet, lines: withoutLineNumbers(sheet.lines) }));
  const vocabulary = new Vocabulary(isReport);
  const all = lined.flatMap((sheet) => sheet.lines);
  for (const line of all) vocabulary.learn(line.text);
  return { lined, vocabulary, all };
}

function blocksOf(sheets: readonly Sheet[]): Block[] {
  const { lined, vocabulary, all } = gather(sheets, false);
  const body = prevailingSize(all);
  const paragraphs = lined.map(({ lines }) =>
    inReadingOrder(lines).flatMap((group) => paragraphsOf(group, vocabulary)),
  );
  return lined.flatMap(({ page }, i) =>
    moveFootnotes(paragraphs[i] ?? [], paragraphs[i + 1]?.[0], body).flatMap((paragraph) =>
      blockOf(paragraph, page, body),
    ),
  );
}

/** Least size of headings 1 to 3, as a share of the body's: word processors set 1.45, 1.18 and 1.09. Chosen by eye on the PDFs of the seed report. */
const HEADING_SIZES = [1.6, 1.3, 1.12];
/** Characters of the longest heading; what is longer is a pull quote or a summary set large. Chosen by eye. */
const LONGEST_HEADING = 200;

/** A bullet of a font for signs, which has no letters. */
const ORNAMENT = /^\s*\ufffd(?=\s|$)/u;

function blockOf(paragraph: Paragraph, page: number, body: number): Block[] {
  const text = paragraph.text
    .replace(ORNAMENT, '')
    .split(LINE_END)
    .map(collapseWhitespace)
    .join(LINE_END);
  if (text === '') return [];
  const level = HEADING_SIZES.findIndex((size) => paragraph.size >= size * body) + 1;
  const block = { text, role: 'main' as const, page };
  return [level > 0 && text.length <= LONGEST_HEADING ? { ...block, heading: level } : block];
}

const document = (blocks: readonly Block[], facts: PdfFacts): Omit<Document, 'unread'> => ({
  type: 'pdf',
  ...facts,
  blocks,
  links: [],
  refresh: null,
  passwordForm: false,
  normaliser: NORMALISER,
});

const unread = (why: UnreadReason, facts: PdfFacts = NO_FACTS): Document => ({
  ...document([], facts),
  unread: why,
});

/** What a PDF states of itself. */
type PdfFacts = Pick<Document, 'title' | 'lang' | 'dates'>;
/** Of one that states nothing. */
const NO_FACTS: PdfFacts = { title: null, lang: null, dates: { published: null, modified: null } };

// Titles that word processors put in by themselves.
const NO_TITLE =
  /^(?:untitled|document\d*|slide 1|powerpoint presentation|.*\.(?:docx?|pdf|indd|pptx?|qxd|rtf))$/i;

/** What a PDF states of itself; nothing where that cannot be read. */
async function pdfFacts(file: PDFDocumentProxy): Promise<PdfFacts> {
  try {
    const { info, metadata } = await file.getMetadata();
    const stated = info as Readonly<Record<string, unknown>>;
    const text = (value: unknown): string =>
      typeof value === 'string' ? collapseWhitespace(value) : '';
    const title = [text(stated.Title), text(metadata?.get('dc:title'))]
      .map((name) => name.replace(/^Microsoft Word - /, ''))
      .find((name) => name !== '' && !NO_TITLE.test(name));
    return {
      title: titleIn(title),
      lang: text(stated.Language) || null,
      dates: {
        published: pdfDate(text(stated.CreationDate)),
        modified: pdfDate(text(stated.ModDate)),
      },
    };
  } catch {
    return NO_FACTS;
  }
}

/** Characters of the one page that stands for a form ("Please wait …"): Adobe's own has some 500, in one language or several. Our choice. */
const PLACEHOLDER = 1_000;

/** True for a form (XFA) whose pages are made by Adobe's program: the file has one in their place. A form with pages of its own has its text. */
async function isDynamicForm(
  file: PDFDocumentProxy,
  texts: readonly { readonly text: string }[],
): Promise<boolean> {
  if (file.numPages > 1 || texts.reduce((sum, { text }) => sum + text.length, 0) > PLACEHOLDER)
    return false;
  const { info } = await file.getMetadata().catch(() => ({ info: {} }));
  return (info as { readonly IsXFAPresent?: boolean }).IsXFAPresent === true;
}

/** A date such as `D:20240305101500+01'00'`, in ISO form. */
function pdfDate(stated: string): string | null {
  const parts =
    /^(?:D:)?(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-]\d{2})'?(\d{2})?)?/.exec(
      stated,
    );
  if (!parts) return null;
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour,
    minute = '00',
    second = '00',
    z,
    zone,
    zoneMinutes = '00',
  ] = parts;
  const time =
    hour === undefined
      ? ''
      : `T${hour}:${minute}:${second}${z ?? (zone ? `${zone}:${zoneMinutes}` : '')}`;
  return isoDate(`${year}-${month}-${day}${time}`);
}

/** Reads a PDF as its author's report: with its links, notes and layout, which the text of a source does without. */
export async function readPdfReport(bytes: Uint8Array): Promise<PdfReading> {
  const opened = await openPdf(bytes, async (file): Promise<PdfReading> => {
    const { title } = await pdfFacts(file);
    const { sheets, failed } = await readPages(file, bytes, true);
    if (failed === file.numPages) return { kind: 'unread', why: { kind: 'pdf-pages-broken' } };
    const text = { title, ...textOf(sheets), addresses: await addressesOf(file) };
    if (await isDynamicForm(file, text.paragraphs))
      return { kind: 'unread', why: { kind: 'pdf-form' } };
    if (text.paragraphs.length > 0) return { kind: 'read', text };
    return { kind: 'unread', why: { kind: 'pdf-scan', pages: file.numPages } };
  });
  return opened.kind === 'read' ? opened.value : opened;
}

/** What the links of a file open; a page that is broken has none. */
async function addressesOf(file: PDFDocumentProxy): Promise<readonly string[]> {
  const of = async (page: number): Promise<readonly { readonly url?: unknown }[]> =>
    (await file.getPage(page)).getAnnotations().catch(() => []);
  const all = await Promise.all(
    Array.from({ length: file.numPages }, (_, i) => of(i + 1).catch(() => [])),
  );
  return all.flat().flatMap(({ url }) => (typeof url === 'string' ? url : []));
}

/** The paragraphs of a report and of its notes, with their lines. */
function pagedText(sheets: readonly Sheet[]) {
  const { lined, vocabulary, all } = gather(sheets, true);
  const bodySize = bodySizeOf(all);
  const pages = lined.map(({ page, lines }) => {
    const beginsNote = noteBegins(bodySize);
    const begins: Begins = (...lines) => beginsNote(...lines) || isNamed(...lines);
    return inReadingOrder(lines).flatMap((group) =>
      paragraphsOf(group, vocabulary, begins).map((paragraph) => ({ ...paragraph, page })),
    );
  });
  const { notes, text } = footnotesOf(pages, bodySize);
  const read = (pages: readonly (readonly PagedParagraph[])[]) =>
    joinPages(pages, vocabulary).filter(({ text }) => collapseWhitespace(text) !== '');
  const joined = notes.map((note) => ({ ...note, paragraphs: read([note.paragraphs]) }));
  return { bodySize, edge: textEdge(all), text: read(text), notes: joined };
}

function textOf(sheets: readonly Sheet[]): Omit<PdfText, 'title'> {
  const { bodySize, edge, text, notes } = pagedText(sheets);
  const set = (paragraph: PagedParagraph): SetParagraph => setParagraph(paragraph, edge);
  return {
    bodySize,
    paragraphs: text.map(set),
    notes: notes.map((note) => ({ ...note, paragraphs: note.paragraphs.map(set) })),
  };
}

/** What the paragraphs of {@link readPdfReport} are written of, in their order, and those of its notes. */
export async function readPlacedReport(file: PDFDocumentProxy, bytes: Uint8Array) {
  const { text, notes } = pagedText((await readPages(file, bytes, true)).sheets);
  const piecesOf = ({ rows }: PagedParagraph) =>
    rows.flatMap(({ pieces = [] }) =>
      pieces.flatMap((piece) => (piece.drawn ? { ...piece.drawn, ...piece } : [])),
    );
  return {
    text: text.map(piecesOf),
    notes: notes.flatMap(({ paragraphs }) => paragraphs.map(piecesOf)),
  };
}

/** Share of all lines that start at the edge of the text at least: what stands further left are numbers and remarks in the margin. Chosen by eye. */
const AT_EDGE = 0.1;

const textEdge = (lines: readonly PdfLine[]): number =>
  edgesOf(lines, AT_EDGE * lines.length)[0]?.x ?? 0;

/** A bullet of a list, or its number, hangs left of the text: most lines say where that is. */
const leftOf = ({ rows }: Paragraph): number =>
  edgesOf(rows, 1).toSorted((a, b) => b.count - a.count)[0]?.x ?? 0;

/** The number of a paragraph, which hangs out of it: `7.1.2 HRW reported`. */
const HANGING = /^(?:\d{1,3}\.?|\d{1,3}(?:\.\d{1,3}){1,4}|[(]?(?:\d{1,3}|\p{Ll})[.)])\s/u;

function setParagraph(paragraph: PagedParagraph, edge: number): SetParagraph {
  const raw = paragraph.text.replaceAll(LINE_END, ' ');
  const text = collapseWhitespace(raw);
  const first = HANGING.test(text) ? (paragraph.rows[0]?.x0 ?? 0) : Number.POSITIVE_INFINITY;
  const indent = Math.min(first, leftOf(paragraph)) - edge;
  const stretches = mergeStretches(paragraph.stretches, raw).flatMap((stretch) => {
    const to = collapseWhitespace(raw.slice(0, stretch.to)).length;
    const from =
      stretch.mark === undefined
        ? text.length - collapseWhitespace(raw.slice(stretch.from)).length
        : to;
    return from < to || stretch.mark !== undefined ? [{ ...stretch, from, to }] : [];
  });
  return {
    text,
    page: paragraph.page,
    size: paragraph.size,
    indent: indent < EDGE ? 0 : indent,
    stretches,
  };
}
