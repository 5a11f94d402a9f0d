import type { PdfReading, PdfText, SetParagraph } from '../../model/pdf-text.js';
import { collapseWhitespace, LINE_END } from '../../text/whitespace.js';
import { inReadingOrder } from './columns.js';
import { runsTogether } from './dress.js';
import { pdfFacts } from './facts.js';
import { bodySizeOf, footnotesOf, isNoteLine, noteBegins, type PagedParagraph } from './footnotes.js';
import { Vocabulary } from './hyphens.js';
import { EDGE, edgesOf, linesOf, type PdfLine } from './lines.js';
import { openPdf, readPages } from './open-pdf.js';
import { acrossPages } from './over-pages.js';
import { type Begins, isNamed, type Paragraph, paragraphsOf } from './paragraphs.js';
import { withoutRunningLines } from './running.js';
import type { Sheet } from './text-items.js';

/** Reads a PDF as its author's report: with its links, notes and layout, which the text of a source does without. */
export async function readPdfReport(bytes: Uint8Array): Promise<PdfReading> {
  const opened = await openPdf(bytes, async (file): Promise<PdfReading> => {
    const { title } = await pdfFacts(file);
    const { sheets, failed } = await readPages(file, bytes, true);
    if (failed === file.numPages) return { kind: 'unread', why: { kind: 'pdf-pages-broken' } };
    const text = { title, ...textOf(sheets) };
    if (text.paragraphs.length > 0) return { kind: 'read', text };
    return { kind: 'unread', why: { kind: 'pdf-scan', pages: file.numPages } };
  });
  return opened.kind === 'read' ? opened.value : opened;
}

function textOf(sheets: readonly Sheet[]): Omit<PdfText, 'title'> {
  const lined = withoutRunningLines(
    sheets.map(({ pieces, ...sheet }) => ({ ...sheet, lines: linesOf(pieces, sheet.rtl, true) })),
    isNoteLine,
  );
  const vocabulary = new Vocabulary(true);
  const all = lined.flatMap((sheet) => sheet.lines);
  for (const line of all) vocabulary.learn(line.text);
  const bodySize = bodySizeOf(all);
  const pages = lined.map(({ page, lines }) => {
    const beginsNote = noteBegins(bodySize);
    const begins: Begins = (...lines) => beginsNote(...lines) || isNamed(...lines);
    return inReadingOrder(lines).flatMap((group) =>
      paragraphsOf(group, vocabulary, begins).map((paragraph) => ({ ...paragraph, page })),
    );
  });
  const { notes, text } = footnotesOf(pages, bodySize);
  const edge = textEdge(all);
  const set = (paragraph: PagedParagraph): readonly SetParagraph[] => setParagraph(paragraph, edge);
  return {
    bodySize,
    paragraphs: acrossPages(text, vocabulary).flatMap(set),
    notes: notes.map((note) => ({
      ...note,
      paragraphs: acrossPages([note.paragraphs], vocabulary).flatMap(set),
    })),
  };
}

/** Share of all lines that start at the edge of the text at least: what stands further left are numbers and remarks in the margin. Chosen by eye. */
const AT_EDGE = 0.1;

const textEdge = (lines: readonly PdfLine[]): number => edgesOf(lines, AT_EDGE * lines.length)[0]?.x ?? 0;

/** A bullet of a list, or its number, hangs left of the text: most lines say where that is. */
const leftOf = ({ rows }: Paragraph): number =>
  edgesOf(rows, 1).toSorted((a, b) => b.count - a.count)[0]?.x ?? 0;

function setParagraph(paragraph: PagedParagraph, edge: number): readonly SetParagraph[] {
  const raw = paragraph.text.replaceAll(LINE_END, ' ');
  const text = collapseWhitespace(raw);
  if (text === '') return [];
  const indent = leftOf(paragraph) - edge;
  const stretches = runsTogether(paragraph.stretches, raw).flatMap((stretch) => {
    const to = collapseWhitespace(raw.slice(0, stretch.to)).length;
    const from =
      stretch.mark === undefined ? text.length - collapseWhitespace(raw.slice(stretch.from)).length : to;
    return from < to || stretch.mark !== undefined ? [{ ...stretch, from, to }] : [];
  });
  return [
    { text, page: paragraph.page, size: paragraph.size, indent: indent < EDGE ? 0 : indent, stretches },
  ];
}
