import type { PDFDocumentProxy } from 'pdfjs-dist';
import { openPdf } from '../../reading/pdf/open-pdf.js';
import { readPlacedReport } from '../../reading/pdf/read-pdf.js';
import { groupBy } from '../import/same-source.js';
import type { Annotator, Remark } from './annotate-word.js';
import { Letters } from './wording.js';

/** What pdf.js writes as an annotation, by the beginning of its key (`AnnotationEditorPrefix`). */
const KEY = 'pdfjs_internal_editor_';
/** Yellow, as readers highlight by themselves; red, green and blue up to 255. */
const COLOUR = [255, 237, 102];
/** Share of the font's height above the line of writing that is highlighted. Chosen by eye. */
const ASCENT = 0.9;
/** The same below it. Chosen by eye. */
const DESCENT = 0.25;
/** Points of the window in which a reader shows a comment. Our choice. */
const WINDOW = { width: 200, height: 120 };

/**
 * A PDF with our remarks in it: words are highlighted, and the comment is the highlight's. It is added behind what the file is, as pdf.js does;
 * what an earlier run added goes. Throws for a file that cannot be read.
 */
export async function annotatePdf(
  file: Uint8Array,
  remarks: readonly Remark[],
  by: Annotator,
): Promise<Uint8Array> {
  const opened = await openPdf(file, async (pdf) => {
    const pages = new PlacedReport(await readPlacedReport(pdf, file));
    const added = remarks.flatMap((remark) => pages.highlight(remark, by) ?? []);
    const changes = [...(await earlier(pdf, by)), ...added];
    for (const [i, change] of changes.entries())
      pdf.annotationStorage.setValue(`${KEY}${i}`, change);
    return changes.length === 0 ? file : await pdf.saveDocument();
  });
  if (opened.kind === 'unread') throw new Error(opened.why.kind);
  return opened.value;
}

/** What goes of what an earlier run added. */
async function earlier(pdf: PDFDocumentProxy, { name }: Annotator) {
  const of = async (pageIndex: number) => {
    const all = await (await pdf.getPage(pageIndex + 1)).getAnnotations();
    const ours = all.filter(
      ({ subtype, titleObj }) => subtype === 'Highlight' && titleObj?.str === name,
    );
    return ours.map(({ id, popupRef }) => ({ id, popupRef, pageIndex, deleted: true }));
  };
  return (
    await Promise.all(Array.from({ length: pdf.numPages }, (_, i) => of(i).catch(() => [])))
  ).flat();
}

type Report = Awaited<ReturnType<typeof readPlacedReport>>;
type Paragraph = Report['text'][number];

/** A letter, and what it is a part of: shares of the width from its beginning. */
interface Letter {
  readonly text: string;
  readonly piece: Paragraph[number];
  readonly from: number;
  readonly to: number;
}

/** Letters are all that counts: line ends, hyphens and marks are not as they are printed elsewhere. */
const lettersOf = (text: string): string => text.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '');

class PlacedReport {
  readonly #read = new Map<Paragraph, { atoms: readonly Letter[]; letters: Letters }>();

  constructor(private readonly report: Report) {}

  #in(paragraph: Paragraph) {
    const known = this.#read.get(paragraph);
    if (known !== undefined) return known;
    const atoms = paragraph.flatMap((piece): readonly Letter[] =>
      [...piece.text].map((text, i, { length }) => ({
        text,
        piece,
        from: i / length,
        to: (i + 1) / length,
      })),
    );
    const texts = atoms.map(({ text }) => text);
    const read = { atoms, letters: new Letters(texts, lettersOf) };
    this.#read.set(paragraph, read);
    return read;
  }

  /** A highlight with what is said of a place; null for what says nothing there. */
  highlight({ place, cited, comment }: Remark, { name, date }: Annotator) {
    const atoms = this.#find(place, cited);
    const [first] = atoms;
    if (comment === null || first === undefined) return null;
    const { page } = first.piece;
    const quads = quadsOf(atoms.filter(({ piece }) => piece.page === page));
    const corners = quads.flat();
    const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
    const [left, bottom, right, top] = [
      Math.min(...xs),
      Math.min(...ys),
      Math.max(...xs),
      Math.max(...ys),
    ];
    return {
      annotationType: 9,
      pageIndex: page - 1,
      color: COLOUR,
      opacity: 1,
      rotation: 0,
      rect: [left, bottom, right, top],
      quadPoints: quads.flatMap(([a, b, c, d]) => [a, b, d, c].flat()),
      outlines: quads.map((quad) => quad.flat()),
      user: name,
      date,
      popup: {
        contents: comment.join('\n'),
        rect: [right, top - WINDOW.height, right + WINDOW.width, top],
      },
    };
  }

  /** The words in the paragraph, or in a note of its page or a later one; the whole paragraph where they do not stand there. */
  #find({ page, paragraph }: Remark['place'], words: string | null): readonly Letter[] {
    const { text, notes } = this.report;
    const own = [...text, ...notes][paragraph - 1] ?? [];
    const below = notes.filter(([first]) => first !== undefined && first.page >= (page ?? 0));
    for (const one of words === null ? [] : [own, ...below]) {
      const { atoms, letters } = this.#in(one);
      const stretch = letters.find(words ?? '');
      if (stretch !== null) return atoms.slice(stretch.first, stretch.last + 1);
    }
    return this.#in(own).atoms;
  }
}

type Corner = readonly [number, number];

/** The rectangles around letters, one for each line: its corners from the beginning of the line, above, and round. */
function quadsOf(
  letters: readonly Letter[],
): readonly (readonly [Corner, Corner, Corner, Corner])[] {
  const lines = groupBy(letters.map(bandOf), ({ line }) => line);
  return [...lines.values()].map((bands) => {
    const { along, up, base, height } = bands[0] as Band;
    const [from, to] = [
      Math.min(...bands.map((band) => band.from)),
      Math.max(...bands.map((band) => band.to)),
    ];
    const corner = (s: number, n: number): Corner => [
      along[0] * s + up[0] * n,
      along[1] * s + up[1] * n,
    ];
    const [top, bottom] = [base + ASCENT * height, base - DESCENT * height];
    return [corner(from, top), corner(to, top), corner(to, bottom), corner(from, bottom)] as const;
  });
}

/** Where a letter stands on its line: the line's direction, what is up from it, and how far it stands along and up from the page's corner. */
type Band = ReturnType<typeof bandOf>;

function bandOf({ piece: { transform, width, height }, from, to }: Letter) {
  const [a = 1, b = 0, , , x = 0, y = 0] = transform;
  const scale = Math.hypot(a, b) || 1;
  const along: Corner = [a / scale, b / scale];
  const up: Corner = [-along[1], along[0]];
  const [start, base] = [x * along[0] + y * along[1], x * up[0] + y * up[1]];
  const line = [...along, base].map((one) => one.toFixed(1)).join(' ');
  return { along, up, base, height, line, from: start + width * from, to: start + width * to };
}
