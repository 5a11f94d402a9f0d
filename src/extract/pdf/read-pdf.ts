import { type Block, type Document, NORMALISER } from '../../model/document.js';
import type { UnreadReason } from '../../model/unread-reason.js';
import { collapseWhitespace, LINE_END } from '../../text/whitespace.js';
import { inReadingOrder } from './columns.js';
import { NO_FACTS, type PdfFacts, pdfFacts } from './facts.js';
import { Vocabulary } from './hyphens.js';
import { linesOf, prevailingSize } from './lines.js';
import { notesAside } from './notes.js';
import { openPdf, readPages } from './open-pdf.js';
import { type Paragraph, paragraphsOf } from './paragraphs.js';
import { withoutRunningLines } from './running.js';
import type { Sheet } from './text-items.js';

/** Reads the text of a PDF page by page. One that cannot be read says why in `unread`. */
export async function readPdf(bytes: Uint8Array): Promise<Document> {
  const opened = await openPdf(bytes, async (file) => {
    const facts = await pdfFacts(file);
    const { sheets, failed } = await readPages(file, bytes);
    if (failed === file.numPages) return unread({ kind: 'pdf-pages-broken' }, facts);
    const blocks = blocksOf(sheets);
    if (blocks.length > 0) return { ...document(blocks, facts), unread: null };
    return unread({ kind: 'pdf-scan', pages: file.numPages }, facts);
  });
  return opened.kind === 'read' ? opened.value : unread(opened.why);
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
