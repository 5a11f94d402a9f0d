import type { SetNote, Stretch } from '../../model/document.js';
import { EDGE, type LinedSheet, type PdfLine, prevailingSize } from './lines.js';
import {
  type Begins,
  CONTINUES,
  ENDED,
  isDeliberateBreak,
  isListed,
  joined,
  NOTE_SIZE,
  OPENING,
  type Paragraph,
  UNFINISHED,
  type Vocabulary,
} from './paragraphs.js';

/** A paragraph and the page that it begins on, from 1. */
export interface PagedParagraph extends Paragraph {
  readonly page: number;
}

/** A note at the foot of a page; its paragraphs without the label. */
type Footnote = Omit<SetNote, 'paragraphs'> & { readonly paragraphs: readonly PagedParagraph[] };

const NUMBERED = /^\s*(\d{1,3}|[*†‡§]{1,4})[.)]?\s+(?=\S)/u;
const DASH = /^\s*[–-]\s+\S/u;
/** With a date and no full stop entries of lists of sources end. */
const DATED = /(?:1[89]|20)\d{2}\s*$/u;
/** What a mark of several notes puts between them. */
const BETWEEN_MARKS = /[\s,]+/u;

/** The number of a note in the line that it begins in: raised there, or set in one size with its text. */
const raisedIn = (stretches: readonly Stretch[] = []): string | undefined =>
  stretches.find(({ from, mark }) => from === 0 && mark !== undefined)?.mark;

/** Tells where notes of one page begin, entries of a list of sources, and items of a list that have a dash for a bullet. */
export function noteBegins(bodySize: number): Begins {
  let last = 0;
  return (row: PdfLine, above: PdfLine, right: number): boolean => {
    // Within a paragraph, a line may begin with a dash; an item's own further lines stand further in.
    if (DASH.test(row.text))
      return (
        /:\s*$/.test(above.text) ||
        Math.abs(row.x0 - above.x0) > EDGE ||
        isDeliberateBreak(above, row, right)
      );
    if (raisedIn(row.stretches) !== undefined) return true;
    if (row.size >= NOTE_SIZE * bodySize)
      return (
        DATED.test(above.text) && OPENING.test(row.text) && isDeliberateBreak(above, row, right)
      );
    const number = Number(NUMBERED.exec(row.text)?.[1]);
    const first = Number(NUMBERED.exec(above.text)?.[1] ?? raisedIn(above.stretches));
    // Within a note, a line may begin with any number.
    if (last === 0 && first > 0) last = first;
    if (number !== last + 1) return false;
    last = number;
    return true;
  };
}

/** Height of the font of the body's text: that of the lines in which marks are raised, where notes are the most of a file. */
export function bodySizeOf(lines: readonly PdfLine[]): number {
  const prevailing = prevailingSize(lines);
  const marked = prevailingSize(lines.filter((line) => marksIn([line]).size > 0));
  return marked * NOTE_SIZE > prevailing ? marked : prevailing;
}

/** The marks that are raised behind text. */
const marksIn = (
  text: readonly { readonly stretches?: readonly Stretch[] }[],
): ReadonlySet<string> =>
  new Set(
    text.flatMap(({ stretches = [] }) =>
      stretches.flatMap(({ from, mark = '' }) => (from > 0 ? mark.split(BETWEEN_MARKS) : [])),
    ),
  );

/** True for the first line of a note that is named on its page: it may say the same as one on another page. */
export const isNoteLine = ({ text, stretches }: PdfLine, { lines }: LinedSheet): boolean => {
  const label = raisedIn(stretches) ?? NUMBERED.exec(text)?.[1];
  return label !== undefined && marksIn(lines).has(label);
};

/** Takes out footnotes: text at a page's foot, small or behind a raised number, that begins with a mark raised in the page's text. */
export function footnotesOf(pages: readonly (readonly PagedParagraph[])[], bodySize: number) {
  const notes: Footnote[] = [];
  /** Marks of the page before whose notes did not stand there: they stand at the foot of the next. */
  let open: ReadonlySet<string> = new Set();
  const text = pages.map((paragraphs) => {
    const known = notes.length;
    const labelled = paragraphs.findIndex(({ stretches }, i) => {
      const label = raisedIn(stretches);
      return label !== undefined && (open.has(label) || marksIn(paragraphs.slice(0, i)).has(label));
    });
    const small = paragraphs.findLastIndex(({ size }) => size >= NOTE_SIZE * bodySize) + 1;
    const foot = labelled < 0 ? small : Math.min(labelled, small);
    const body = paragraphs.slice(0, foot);
    const marks = new Set([...open, ...marksIn(body)]);
    const rest = paragraphs.slice(foot).filter((paragraph) => !taken(paragraph, marks, notes));
    const found = new Set(notes.slice(known).map(({ label }) => label));
    open = new Set([...marksIn(body)].filter((mark) => !found.has(mark)));
    return [...body, ...rest];
  });
  return { text, notes };
}

/** Puts a paragraph of a page's foot with the notes; false where it is none. */
function taken(paragraph: PagedParagraph, marks: ReadonlySet<string>, notes: Footnote[]): boolean {
  const { page, text, stretches } = paragraph;
  const raised = raisedIn(stretches);
  const [printed = '', own] = raised === undefined ? (NUMBERED.exec(text) ?? []) : ['', raised];
  if (own !== undefined && marks.has(own)) {
    notes.push({ label: own, page, paragraphs: [behind(paragraph, printed.length)] });
    return true;
  }
  const last = notes.at(-1);
  // A note goes on in further paragraphs, and at the foot of the next page.
  if (
    !last ||
    (last.page !== page &&
      !(last.page === page - 1 && !ENDED.test(last.paragraphs.at(-1)?.text ?? '')))
  )
    return false;
  notes[notes.length - 1] = { ...last, paragraphs: [...last.paragraphs, paragraph] };
  return true;
}

/** A paragraph without its label: the first `length` characters, and the mark that stands before all. */
function behind(paragraph: PagedParagraph, length: number): PagedParagraph {
  const stretches = paragraph.stretches
    .filter(({ from, to, mark }) => (mark === undefined ? to > length : from > length))
    .map((s) => ({ ...s, from: Math.max(0, s.from - length), to: s.to - length }));
  return { ...paragraph, text: paragraph.text.slice(length), stretches };
}

/** Puts the paragraphs of all pages one after the other, and joins those that run on over the end of a page. */
export function joinPages(
  pages: readonly (readonly PagedParagraph[])[],
  vocabulary: Vocabulary,
): readonly PagedParagraph[] {
  const all: PagedParagraph[] = [];
  for (const paragraphs of pages)
    for (const [i, paragraph] of paragraphs.entries()) {
      const last = all.at(-1);
      if (i === 0 && last && goesOn(last, paragraph))
        all[all.length - 1] = { ...joined(last, paragraph, vocabulary), page: last.page };
      else all.push(paragraph);
    }
  return all;
}

/** Share by which the sizes of two halves of one paragraph may differ: rounding. Chosen by eye. */
const SAME_SIZE = 0.03;

/** True when a paragraph ends on the page before because the page did: in the middle of a sentence, or at a full line. */
function goesOn(last: Paragraph, next: Paragraph): boolean {
  const [end, start] = [last.rows.at(-1), next.rows[0]];
  if (!end || !start || Math.abs(last.size - next.size) > SAME_SIZE * last.size) return false;
  if (isListed(next)) return false;
  if (UNFINISHED.test(last.text) && CONTINUES.test(next.text)) return true;
  return !isDeliberateBreak(end, start, last.right) && isAligned(last, end.x0, start.x0);
}

/** True when the second half begins where lines of the first one do; the only line of an item begins with its bullet, left of them. */
const isAligned = (last: Paragraph, end: number, start: number): boolean =>
  last.rows.length === 1 && isListed(last) ? start > end + EDGE : Math.abs(start - end) < EDGE;
