import type { PdfText, SetNote, SetParagraph } from '../../model/document.js';
import type { Manuscript, Note, ReportParagraph, TextRun } from '../manuscript.js';

/** A bullet as word processors set it; `o` and `\ufffd` are those of fonts for signs. A dash is one only where a space follows. */
const BULLET = /^(?:[•▪◦●○■□➢✓·‣\ufffd]\s*|[o–-]\s+)(?=\S)/u;
/** Share of the font's height from which a paragraph is set in: word processors set in by 18 points and more, rounding by less than one. Chosen by eye. */
const SET_IN = 0.5;
const BETWEEN_MARKS = /[\s,]+/u;

/** Reads a PDF's text as a report: large or bold paragraphs are headings, those with a bullet list items. */
export function manuscriptOfPdf({
  title,
  bodySize,
  paragraphs,
  notes,
  addresses = [],
}: PdfText): Manuscript {
  const levels = headingsOf(paragraphs, bodySize);
  const idOf = noteIds(notes);
  let count = 0;
  const paragraphOf = (set: SetParagraph, level: number): ReportParagraph => {
    const bullet = level > 0 ? 0 : (BULLET.exec(set.text)?.[0].length ?? 0);
    return {
      kind: level > 0 ? 'heading' : bullet > 0 ? 'item' : 'text',
      level,
      indented: level === 0 && bullet === 0 && set.indent >= SET_IN * set.size,
      listed: false,
      cell: null,
      runs: runsOf(set, bullet, idOf),
      place: { page: set.page, paragraph: ++count },
    };
  };
  const text = paragraphs.map((set, i) => paragraphOf(set, levels[i] ?? 0));
  const noteOf = ({ label, paragraphs: own }: SetNote): Note => ({
    label,
    paragraphs: own.map((set) => paragraphOf(set, 0)),
  });
  return {
    title,
    paragraphs: text,
    notes: Object.fromEntries(notes.map((note) => [idOfNote(note), noteOf(note)])),
    around: addresses.filter((href) => href.startsWith('http')),
  };
}

type IdOf = (page: number, mark: string) => string | null;

const idOfNote = ({ page, label }: Pick<SetNote, 'page' | 'label'>): string => `${page}-${label}`;

/** Finds the note of a mark: on the paragraph's page or the two after; else anywhere, where labels are unique. */
function noteIds(notes: readonly SetNote[]): IdOf {
  const ids = new Set(notes.map(idOfNote));
  const byLabel = new Map(notes.map((note) => [note.label, idOfNote(note)]));
  return (page, label) =>
    [page, page + 1, page + 2].map((p) => idOfNote({ page: p, label })).find((id) => ids.has(id)) ??
    (byLabel.size === notes.length ? (byLabel.get(label) ?? null) : null);
}

/** The text from `start` on, parted where links begin and end and where marks stand. */
function runsOf(
  { text, page, stretches }: SetParagraph,
  start: number,
  idOf: IdOf,
): readonly TextRun[] {
  const links = stretches.filter(({ href }) => href !== undefined);
  const marks = stretches.filter(({ mark, from }) => mark !== undefined && from > start);
  const cuts = [...links.flatMap(({ from, to }) => [from, to]), ...marks.map(({ from }) => from)];
  const places = [...new Set([start, ...cuts.filter((at) => at > start), text.length])].sort(
    (a, b) => a - b,
  );
  return places.slice(1).map((to, i) => {
    const from = places[i] as number;
    const behind = marks
      .filter((mark) => mark.from === to)
      .flatMap(({ mark = '' }) => mark.split(BETWEEN_MARKS));
    const numbers = behind
      .filter((mark) => idOf(page, mark) === null && /^[\d–-]+$/u.test(mark))
      .join(',');
    return {
      text: text.slice(from, to),
      href: links.find((link) => link.from <= from && to <= link.to)?.href ?? null,
      notes: behind.flatMap((mark) => idOf(page, mark) ?? []),
      ...(numbers !== '' && { raised: { numbers, text: '' } }),
      items: [],
    };
  });
}

// Where no other source is named, these were chosen by eye on reports about countries of origin.

/** Least size of a heading as a share of the body text's: word processors set their smallest at 12 beside 11 points. */
const HEADING_SIZE = 1.09;
/** Characters of the longest heading; what is longer is a summary that is set large or bold. */
const LONGEST_HEADING = 200;
/** Share of a bold heading's characters that are bold: the space behind its number may not be. */
const ALL_BOLD = 0.9;
/** Levels that a manuscript tells apart. */
const DEEPEST = 6;

const SENTENCE = /[.;,:。]$/u;
const NUMBER = /^((?:\d{1,2}\.){0,4})(\d{1,2}|[a-z])[.)]?\s/u;

/** Level of each paragraph as a heading, 0 for none: by size and weight, or by a number that follows the last heading's. */
function headingsOf(paragraphs: readonly SetParagraph[], bodySize: number): readonly number[] {
  const styles = paragraphs.map((paragraph) => styleOf(paragraph, bodySize));
  const ranks = [...new Set(styles.filter((style) => style > 0))].sort((a, b) => b - a);
  /** By the number that would come next: level of the heading before it, 0 where that was none. */
  const next = new Map<string, number>();
  return paragraphs.map(({ text, indent }, i) => {
    const style = styles[i] as number;
    const own = Math.min(ranks.indexOf(style) + 1, DEEPEST);
    const [, above = '', number] = NUMBER.exec(text) ?? [];
    if (number === undefined) return own;
    const isShort = text.length <= LONGEST_HEADING && !SENTENCE.test(text) && indent === 0;
    const following = isShort ? (next.get(above + number) ?? 0) : 0;
    const level = following > 0 ? following : own;
    next.set(above + after(number), level);
    return level;
  });
}

const after = (number: string): string =>
  /\d/u.test(number) ? String(Number(number) + 1) : String.fromCharCode(number.charCodeAt(0) + 1);

function styleOf({ text, size, stretches }: SetParagraph, bodySize: number): number {
  if (text.length > LONGEST_HEADING) return 0;
  const bold =
    stretches.reduce((sum, s) => sum + (s.bold ? s.to - s.from : 0), 0) >= ALL_BOLD * text.length;
  const isLarge = size >= HEADING_SIZE * bodySize;
  if (!isLarge && !(bold && !SENTENCE.test(text) && size >= bodySize)) return 0;
  return Math.round(size * 2) * 2 + (bold ? 1 : 0);
}
