import type { PdfText, SetNote, SetParagraph } from '../../model/pdf-text.js';
import type { Manuscript, Note, ReportParagraph, TextRun } from '../manuscript.js';
import { headingsOf } from './pdf-headings.js';

/** A bullet as word processors set it; `o` and `\ufffd` are those of fonts for signs. A dash is one only where a space follows. */
const BULLET = /^(?:[•▪◦●○■□➢✓·‣\ufffd]\s*|[o–-]\s+)(?=\S)/u;
/** Share of the font's height from which a paragraph is set in: word processors set in by 18 points and more, rounding by less than one. Chosen by eye. */
const SET_IN = 0.5;
/** Signs between the marks of several notes. */
const BETWEEN_MARKS = /[\s,]+/u;

/** Takes a PDF's text as a report: what stands large or bold is a heading, what has a bullet an item of a list. */
export function manuscriptOfPdf({ title, bodySize, paragraphs, notes }: PdfText): Manuscript {
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
  };
}

type IdOf = (page: number, mark: string) => string | null;

/** Numbers may begin again on each page. */
const idOfNote = ({ page, label }: Pick<SetNote, 'page' | 'label'>): string => `${page}-${label}`;

/** Finds the note that a mark names: a paragraph that begins on a page may have its marks on the next; notes at the end stand on any later page. */
function noteIds(notes: readonly SetNote[]): IdOf {
  const ids = new Set(notes.map(idOfNote));
  const byLabel = new Map(notes.map((note) => [note.label, idOfNote(note)]));
  return (page, label) =>
    [page, page + 1, page + 2].map((p) => idOfNote({ page: p, label })).find((id) => ids.has(id)) ??
    (byLabel.size === notes.length ? (byLabel.get(label) ?? null) : null);
}

/** The text from `start` on, parted where links begin and end and where marks stand. */
function runsOf({ text, page, stretches }: SetParagraph, start: number, idOf: IdOf): readonly TextRun[] {
  const links = stretches.filter(({ href }) => href !== undefined);
  const marks = stretches.filter(({ mark, from }) => mark !== undefined && from > start);
  const cuts = [...links.flatMap(({ from, to }) => [from, to]), ...marks.map(({ from }) => from)];
  const places = [...new Set([start, ...cuts.filter((at) => at > start), text.length])].sort((a, b) => a - b);
  return places.slice(1).map((to, i) => {
    const from = places[i] as number;
    const behind = marks.filter((mark) => mark.from === to);
    return {
      text: text.slice(from, to),
      href: links.find((link) => link.from <= from && to <= link.to)?.href ?? null,
      notes: behind.flatMap(({ mark = '' }) => mark.split(BETWEEN_MARKS)).flatMap((m) => idOf(page, m) ?? []),
      items: [],
    };
  });
}
