import { isName, sliceRuns } from '../grammar/line.js';
import { parseReferences, unreadReference } from '../grammar/parse-reference.js';
import { datesIn } from '../grammar/printed-date.js';
import { quotationsIn } from '../grammar/quote-marks.js';
import { paragraphText, type ReportParagraph, type TextRun } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { type NoteReader, type NoteReading, referencesOfRun } from './note-reader.js';
import { isQuotationRemark } from './quotation-remarks.js';

/** A citation in a paragraph's text: a note mark, a bracket, or what a reference manager put there. */
export interface CitationMark {
  /** Offset in the text without its citations; what stands before it is cited. */
  readonly at: number;
  readonly references: readonly Reference[];
  /** True for `Smith (2023)` and `the Commission (UNHRC 2023: 7) held`, which stand before what they are cited for. */
  readonly leads?: boolean;
  readonly quoted?: NoteReading['quoted'];
  /** What its note was read as; a citation in the text itself is always `cited` or `unread`. */
  readonly kind: NoteReading['kind'];
}

export interface TextLink {
  readonly at: number;
  readonly run: TextRun;
}

/** A paragraph's text without its citations, and the places where they stood. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly CitationMark[];
  /** Marks of notes that are remarks; they cite only what no other mark does. */
  readonly remarks: readonly CitationMark[];
  /** Marks of notes that are empty, missing or ambiguous: what they stand at has a citation that cannot be read. */
  readonly blanks?: readonly Pick<CitationMark, 'at'>[];
  readonly links: readonly TextLink[];
}

export interface Bracket {
  readonly open: string;
  readonly words: string;
  readonly before: string;
  readonly quoted: boolean;
}

/** Reads the citations in brackets that say in short what stands elsewhere. */
export interface ShortCitationReader {
  read(bracket: Bracket): readonly Reference[] | null;
  /** Records what a bracket cites in full, for a later "ibid.". */
  cites(references: readonly Reference[]): void;
}

/** Characters of a citation in brackets at most: a title and an address fit. */
const LONGEST = 600;
const BRACKET = /\s?[(（[]/gu;
/** Nothing between a quotation and its citation, or a remark in brackets. */
const REMARK = /^(?: ?\[[^[\]]{1,30}\])?$/u;
/** A year alone, whose name stands before its bracket. */
const BARE_YEAR = /^(?:19|20)\d{2}[a-z]?(?=[,:)])/u;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '（': '）', '[': ']' };

/** Takes a paragraph's note marks, the citations of a reference manager and those in brackets out of its text. */
export function extractCitationMarks(
  paragraph: ReportParagraph,
  notes: NoteReader,
  short: ShortCitationReader,
): MarkedText {
  let text = '';
  const all: CitationMark[] = [];
  const blanks: Pick<CitationMark, 'at'>[] = [];
  const links: TextLink[] = [];
  for (const run of paragraph.runs) {
    if (run.href !== null && run.items.length === 0) links.push({ at: text.length, run });
    text += run.text;
    if (run.items.length > 0) {
      // What the reference manager printed, such as "(Smith, 2023)", is the citation and no part of the text.
      text = text.slice(0, text.length - run.text.length).trimEnd();
      all.push({ at: text.length, references: referencesOfRun(run), kind: 'cited' });
    }
    for (const id of run.notes) {
      const reading = notes.read(id);
      if (reading.references.length > 0) all.push({ at: text.length, ...reading });
      else blanks.push({ at: text.length });
    }
  }
  const marks = all.filter(({ kind }) => kind !== 'remark');
  const remarks = all.filter(({ kind }) => kind === 'remark');
  if (paragraph.runs.some(({ items }) => items.length > 0)) {
    for (const { references } of marks) short.cites(references);
    return { text, marks, remarks, blanks, links };
  }
  const bare = extractBracketCitations(paragraph.runs, short, marks);
  return {
    text: bare.text,
    marks: [...moved(marks, bare.cuts), ...bare.marks].sort((a, b) => a.at - b.at),
    remarks: moved(remarks, bare.cuts),
    blanks: moved(blanks, bare.cuts),
    links: moved(links, bare.cuts),
  };
}

/** The same places in the text without these stretches; what stands within one stands where it began. */
const moved = <T extends { readonly at: number }>(
  all: readonly T[],
  cuts: Bracketed['cuts'],
): readonly T[] =>
  all.map((one) => ({
    ...one,
    at:
      one.at -
      cuts.reduce((gone, [from, to]) => gone + Math.max(0, Math.min(one.at, to) - from), 0),
  }));

/** A text without its citations in brackets, their marks, and from where to where each stood in the whole. */
interface Bracketed extends Pick<MarkedText, 'text' | 'marks'> {
  readonly cuts: readonly (readonly [number, number])[];
}

/** The same for citations in brackets. `short` reads short forms; `noted`: marks between them, in order. */
export function extractBracketCitations(
  runs: readonly TextRun[],
  short: ShortCitationReader | null = null,
  noted: readonly CitationMark[] = [],
): Bracketed {
  const whole = paragraphText({ runs });
  const quotations = short === null ? [] : quotationsIn(whole);
  let [text, taken] = ['', 0];
  const marks: CitationMark[] = [];
  const cuts: [number, number][] = [];
  let passed = 0;
  const citeUpTo = (end: number): void => {
    for (let mark = noted[passed]; mark !== undefined && mark.at <= end; mark = noted[++passed])
      short?.cites(mark.references);
  };
  for (const { index, 0: opening } of whole.matchAll(BRACKET)) {
    if (index < taken) continue;
    citeUpTo(index);
    const start = index + opening.length;
    const end = endOfBracket(whole, start);
    // What a source says in brackets within its own words is no citation of the report's.
    const isOwn = !quotations.some((one) => one.start < index && one.end > end);
    const before = whole.slice(0, index);
    const quoted = quotations.some(
      (one) => one.end <= index && REMARK.test(whole.slice(one.end, index)),
    );
    const open = opening.trim();
    const named =
      end < 0 || !isOwn
        ? null
        : (short?.read({ open, words: whole.slice(start, end), before, quoted }) ?? null);
    const references = end < 0 ? [] : (named ?? fullIn(sliceRuns(runs, start, end), quoted));
    // An address alone in brackets is one to write to, unless words are quoted before it.
    const isAddress = quoted && references.some(({ url }) => url !== null);
    const isRead = references.some(
      (one) => one.title !== null || (quoted && isUnread(one) && one.accessed === null),
    );
    if (named === null && !isAddress && !isRead) continue;
    if (named === null) short?.cites(references);
    text += whole.slice(taken, index);
    marks.push({
      at: text.length,
      references,
      kind: references.every(isUnread) ? 'unread' : 'cited',
      leads:
        named !== null &&
        !quoted &&
        (BARE_YEAR.test(whole.slice(start)) || /^ \p{Ll}/u.test(whole.slice(end + 1))),
    });
    taken = end + 1;
    cuts.push([index, taken]);
  }
  citeUpTo(whole.length);
  return { text: text + whole.slice(taken), marks, cuts };
}

/** What a bracket cites. Behind a quotation, a bracket in no known form is kept as printed: the quotation may not go to another source. */
function fullIn(runs: readonly TextRun[], quoted: boolean): readonly Reference[] {
  const references = parseReferences(runs);
  return references.length === 0 && quoted && datesDocument(runs)
    ? [unreadReference(runs)]
    : references;
}

const isUnread = ({ publisher, url, doubts }: Reference): boolean =>
  publisher === null && url === null && doubts.some(({ kind }) => kind === 'no-title');

/** True for words with a name and a date behind it that are no remark on the quotation. */
function datesDocument(runs: readonly TextRun[]): boolean {
  const text = paragraphText({ runs }).trim();
  const [date] = datesIn(text);
  const before = text.slice(0, date?.start);
  const [name = ''] = before.split(',', 1);
  return (
    date !== undefined &&
    (isName(before) || (name !== before && isName(name))) &&
    !isQuotationRemark(text)
  );
}

/** Where the bracket closes that was opened before `start`; -1 when it does not, or not soon enough. */
function endOfBracket(text: string, start: number): number {
  const open = text[start - 1] as string;
  const close = CLOSING[open] as string;
  for (let at = start, depth = 1; at < Math.min(text.length, start + LONGEST); at++) {
    if (text[at] === open) depth++;
    if (text[at] === close && --depth === 0) return at;
  }
  return -1;
}

/** True for a mark at the end of a paragraph, be it before the last sign. */
export const endsText = ({ text }: MarkedText, { at }: CitationMark): boolean =>
  at >= text.trimEnd().length - 1;
