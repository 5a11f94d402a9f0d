import type { FilePlace } from '../../model/manuscript.js';
import type { Original } from '../../model/watchlist.js';
import { tellingOf } from '../../passage/parse-quote.js';
import { isOtherLanguage } from '../../passage/text/scripts.js';
import {
  CLOSING_SIGNS,
  COLONS,
  collapseWhitespace,
  SEMICOLONS,
  SENTENCE_SIGN,
} from '../../passage/text/sentences.js';
import { wordsOf } from '../../passage/text/tokens.js';
import { headOf, isName, markedLine, SOURCE_LABEL, sliceRuns, unmarked } from '../grammar/line.js';
import { parseReference } from '../grammar/parse-reference.js';
import { saysDayFirst, takeAccess } from '../grammar/printed-date.js';
import {
  closesQuotation,
  opensQuotation,
  quotationsIn,
  withoutOuterMarks,
} from '../grammar/quote-marks.js';
import { isPinpoint, readTail } from '../grammar/reference-tail.js';
import { isAddressed, takeAddress } from '../grammar/take-address.js';
import { paragraphText, type ReportParagraph } from '../manuscript.js';
import { type Reference, referenceOf } from '../reference.js';
import {
  announcedOriginal,
  type CounterpartText,
  isCounterpartOf,
  labelledCounterpart,
  pairCounterpart,
  type SplitRemark,
  splitRemark,
} from './quotation-remarks.js';

/** A quoted passage, without the marks around it and the remarks behind it. */
export interface Passage {
  readonly text: string;
  readonly original: Original | null;
  /** True when `text` is a translation that the source does not print. */
  readonly translated: boolean;
  readonly place: FilePlace;
  /** True when quotation marks stand around it, not the indent alone. */
  readonly marked: boolean;
  /** True when one of the two marks around it is missing. */
  readonly unbalanced: boolean;
}

interface Line extends SplitRemark {
  readonly paragraph: ReportParagraph;
}

/** Passages that are set as paragraphs of their own, and what was said before each. */
export interface BlockQuotations {
  readonly passages: readonly { readonly passage: Passage; readonly introduction: string }[];
  readonly closed: boolean;
  readonly rest: string;
  readonly prose: readonly Prose[];
}

export interface Prose {
  readonly text: string;
  readonly place: FilePlace;
}

/** Block quotations in paragraphs without headings or citations: from an opening mark or indent to the paragraph that closes it, and its original. */
export function passagesOf(paragraphs: readonly ReportParagraph[]): BlockQuotations {
  const texts = paragraphs.map((paragraph) =>
    withoutPlace(unnumbered(paragraphText(paragraph).trim()), paragraph),
  );
  const lines = paragraphs.map((paragraph, i) => ({
    ...splitRemark(texts[i] ?? '', texts[i - 1] ?? ''),
    paragraph,
  }));
  const passages: { passage: Passage; introduction: string }[] = [];
  const prose: Prose[] = [];
  let introduction = '';
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as Line;
    const isGap = LEFT_OUT.test(line.text);
    if (isGap || !begins(line)) {
      if (!isGap && line.text !== '') prose.push({ text: line.text, place: line.paragraph.place });
      if (!isGap) introduction = line.text || introduction;
      at++;
      continue;
    }
    const limit = limitOf(lines, at);
    const { passage, end } = read(lines.slice(at, limit));
    passages.push({ passage, introduction });
    at += end;
    introduction = '';
  }
  return { passages, closed: introduction !== '', rest: introduction, prose };
}

/** A line that says only that something is left out between two passages. */
const LEFT_OUT = /^[[(]?(?:…|\.{3}|\. \. \.)[\])]?$/u;

/** A passage without the page or the section that stands in brackets behind it. */
function withoutPlace(text: string, { indented }: ReportParagraph): string {
  const { index, groups } = /(?<=[.!?…”"»’'«“\]]) ?\((?<place>[^()]{1,60})\)\.?$/u.exec(text) ?? {};
  const isPassage = indented || opensQuotation(text);
  return isPassage && index !== undefined && isPinpoint(groups?.place ?? '')
    ? text.slice(0, index)
    : text;
}

/** A passage without its number, or the mark that something is left out before it. */
const unnumbered = (text: string): string =>
  text.replace(/^(?:\d{1,3}[.)]|[[(](?:…|\.{3}|\. \. \.)[\])])\s+(?=["“„«「『‘'])/u, '');

/** True for the first paragraph of a block quotation: quoted from end to end, opened and not closed, or indented. */
function begins({ text, paragraph }: Line): boolean {
  if (text === '' || announcedOriginal(text) !== null) return false;
  if (!opensQuotation(text))
    return paragraph.indented || (paragraph.kind === 'item' && isUnopened(text));
  const [first] = quotationsIn(text);
  return first === undefined || !first.closed || first.end === text.length || closesQuotation(text);
}

/** True for a quotation without an opening mark: it ends with a mark that closes nothing. */
const isUnopened = (text: string): boolean =>
  closesQuotation(text) && withoutOuterMarks(text) !== text;

/** Paragraphs of a passage at most, so that an unclosed one does not swallow the report. Our choice. */
export const MOST_PARAGRAPHS = 100;

/** The index where the next passage begins, at most that of the longest; an announced original begins none. */
function limitOf(lines: readonly Line[], start: number): number {
  let open = !isClosed(lines[start] as Line);
  const setIn =
    (lines[start] as Line).paragraph.indented && !opensQuotation((lines[start] as Line).text);
  const end = Math.min(lines.length, start + MOST_PARAGRAPHS);
  for (let at = start + 1; at < end; at++) {
    const line = lines[at] as Line;
    const original = announcedOriginal(line.text);
    if (original !== null) {
      if (original === '') at++;
      open = false;
    } else if (setIn && !line.paragraph.indented) return at;
    else if (!open && opensQuotation(line.text) && begins(line)) return at;
    else if (closesQuotation(line.text)) open = false;
  }
  return end;
}

const isClosed = ({ text }: Line): boolean => {
  const [first] = quotationsIn(text);
  return first?.closed === true || !opensQuotation(text);
};

function read(lines: readonly Line[]): { readonly passage: Passage; readonly end: number } {
  const first = lines[0] as Line;
  const announced = lines.findIndex(({ text }) => announcedOriginal(text) !== null);
  const own = announced < 0 ? lines : lines.slice(0, announced);
  const end = announced < 0 ? endOf(own) : announced;
  let behind = end;
  // The remarks behind a passage leave paragraphs without text.
  if (announced < 0) while (lines[behind]?.text === '') behind++;
  const originals = announced < 0 ? { lines: [], taken: 0 } : originalIn(lines.slice(announced));
  const half = lines.slice(0, behind).find((line) => line.half !== null)?.half ?? null;
  const words = pairCounterpart(joined(own.slice(0, end)), half, joined(originals.lines));
  const translation = lines.find((line) => line.translation !== null)?.translation ?? null;
  return {
    passage: {
      ...words,
      translated: translation === 'own' || (words.original !== null && translation !== 'printed'),
      place: first.paragraph.place,
      ...marksOf(own.slice(0, end)),
    },
    end: behind + originals.taken,
  };
}

/** A passage in another language than the report's own text is not the report's translation. */
export const clearFalseTranslation = (own: string, passage: Passage): Passage =>
  passage.translated && passage.original === null && isOtherLanguage(passage.text, own)
    ? { ...passage, translated: false }
    : passage;

function endOf(lines: readonly Line[]): number {
  const [first] = lines as readonly [Line];
  if (first.paragraph.indented && !opensQuotation(first.text)) return lines.length;
  let open = !isClosed(first);
  let last = open ? -1 : 0;
  for (const [i, { text }] of lines.entries())
    if (i > 0 && (isUnopened(text) || (open && closesQuotation(text)))) [last, open] = [i, false];
  // What nothing closes ends with its first paragraph that ends a sentence.
  const end = last < 0 ? lines.findIndex(({ text }) => ENDS_LINE.test(text)) : last;
  return end < 0 ? lines.length : end + 1;
}

/** The original behind its announcement, or in the paragraphs that follow, and how many lines both take. */
function originalIn(lines: readonly Line[]): {
  readonly lines: readonly Line[];
  readonly taken: number;
} {
  const [announcement, ...behind] = lines as readonly [Line, ...Line[]];
  const said = announcedOriginal(announcement.text) ?? '';
  const all = said === '' ? behind : [{ ...announcement, text: said }, ...behind];
  const head = all[0]?.text ?? '';
  const own = all.slice(0, opensQuotation(head) ? endOf(all) : 1);
  return { lines: own, taken: own.length + (said === '' ? 1 : 0) };
}

const ENDS_LINE = new RegExp(
  `(?:[…${SEMICOLONS}${COLONS}${CLOSING_SIGNS}]|${SENTENCE_SIGN})$`,
  'u',
);

function joined(lines: readonly Line[]): string {
  let text = '';
  for (const [i, { text: line }] of lines.entries()) {
    const piece = pieceOf(line, i === 0);
    if (piece === '') continue;
    text = text === '' ? piece : `${text}${ENDS_LINE.test(text) ? '\n\n' : ' '}${piece}`;
  }
  return text;
}

function pieceOf(text: string, first: boolean): string {
  const [inner] = quotationsIn(text);
  const own = opensQuotation(text) && !first && inner?.closed === true && inner.end < text.length;
  return own ? `${text[0]}${withoutOuterMarks(text)}` : withoutOuterMarks(text);
}

function marksOf(lines: readonly Line[]): Pick<Passage, 'marked' | 'unbalanced'> {
  const opens = opensQuotation(lines[0]?.text ?? '');
  const closes = closesQuotation(lines.findLast(({ text }) => text !== '')?.text ?? '');
  return { marked: opens || closes, unbalanced: opens !== closes };
}

/** Letters of a quotation within a sentence at least: below as many, one proves something only where it stands once on its page. */
const LEAST = 25;
/** Letters and words of a shorter one that is cited for itself: fewer stand on many pages, and say nothing. Chosen by eye. */
const FINDABLE = { letters: 12, words: 3 } as const;
/** True for words that are a quotation wherever they stand. */
export const isLong = (text: string): boolean => tellingOf(text) >= LEAST;

/** Letters of a quotation without a citation at least: what is shorter may be a title or a motto. */
const LEAST_UNCITED = 60;

/** True for a passage that is long enough to be kept without a citation; `named`: its introduction names who said it. */
export const isEnough = ({ text, marked }: Passage, named: boolean): boolean =>
  named ? isLong(text) : marked && tellingOf(text) >= LEAST_UNCITED;

const SIGNS_BETWEEN = /^[\s.,;:!?…]$/u;

/** True where a citation stands directly behind a place, or behind the punctuation there. */
export function closesAt(text: string, end: number, marks: ReadonlySet<number>): boolean {
  for (let at = end; at <= end + 2; at++) {
    if (marks.has(at)) return true;
    if (!SIGNS_BETWEEN.test(text[at] ?? '')) return false;
  }
  return false;
}

/** True where a text ends as one does that introduces the quotation behind it. */
export const endsWithColon = (text: string): boolean => /[:：]\s*$/u.test(text);

/** A quotation within a text; offsets with its marks, and with the bracket behind it that gives its other half. */
export interface Quoted {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly half: CounterpartText | null;
}

export function quotationsWithin(text: string): readonly Quoted[] {
  const found: Quoted[] = [];
  for (const { start, end } of quotationsIn(text)) {
    const before = found.at(-1);
    const half = before === undefined ? null : halfAt(text, start, end, before);
    if (before !== undefined && half !== null) found[found.length - 1] = { ...before, ...half };
    else found.push({ start, end, text: withoutOuterMarks(text.slice(start, end)), half: null });
  }
  return found;
}

/** Quotations that are a source's words: long ones, and short ones directly before a citation. */
export function quotedIn(
  text: string,
  marks: readonly { readonly at: number }[] = [],
): readonly Quoted[] {
  const ends = new Set(marks.map(({ at }) => at));
  const isFindable = (words: string): boolean =>
    tellingOf(words) >= FINDABLE.letters && wordsOf(words).length >= FINDABLE.words;
  return quotationsWithin(text).filter(
    (one) =>
      isLong(one.text) ||
      isLong(one.half?.text ?? '') ||
      (isFindable(one.text) && closesAt(text, one.end, ends)),
  );
}

/** The quotation from `start` as the translation or original of the one before, with the end of its bracket; else null. */
function halfAt(
  text: string,
  start: number,
  end: number,
  before: Quoted,
): Pick<Quoted, 'half' | 'end'> | null {
  const [bracket] = /^\s{0,3}[(（[]\s{0,3}/u.exec(text.slice(before.end, start)) ?? [];
  const words = text.slice(start, end);
  const half =
    bracket === undefined
      ? null
      : labelledCounterpart(text.slice(before.end + bracket.length, end));
  if (half?.text !== words || !isCounterpartOf(words, before.text)) return null;
  const [close = ''] = /^[.,]?\s{0,3}[)）\]]/u.exec(text.slice(end, end + 8)) ?? [];
  return { half, end: end + close.length };
}

/** Before and behind words that somebody said: a colon; nothing and a comma; a comma and the end of the sentence. */
const SAID = /[:：]\s*\|.$|(?:^|[.!?]\s+)\|[,，]$|[,，]\s*\|[.!?]$/u;
const ENDS_WORDS = /[.!?…,，。！？]$/u;

/** True for a quotation that may be the title of a work: it begins as a name does, in a sentence that goes on around it. */
export function mayBeTitle(text: string, { start, end, text: quoted }: Quoted): boolean {
  const around = `${text.slice(Math.max(0, start - 8), start)}|${text[end] ?? '.'}`;
  return /^[\p{Lu}\p{N}]/u.test(quoted) && !ENDS_WORDS.test(quoted) && !SAID.test(around);
}

/** Quotations within a paragraph that a citation line follows. */
export function inlineQuotations(paragraph: ReportParagraph | undefined): readonly Passage[] {
  if (paragraph === undefined) return [];
  const text = paragraphText(paragraph).trimEnd();
  return quotedIn(text, [{ at: text.length }]).map((quoted) => passageAt(quoted, paragraph.place));
}

export const passageAt = ({ text, half }: Quoted, place: FilePlace): Passage => ({
  ...pairCounterpart(text, half),
  translated: half !== null,
  place,
  marked: true,
  unbalanced: false,
});

export interface QuotedLine {
  readonly reference: Reference;
  readonly passage: Passage;
}

/** True for a reference that says no day and does not say that there is none. */
export const isUndated = ({ published, accessed, undated }: Reference): boolean =>
  published === null && accessed === null && !undated;

const DASH = /^\s{0,3}(?:[—–―]|--?(?=\s))\s{0,3}|^\s{0,3}\n\s{0,3}/u;
const COLON = /[:：]\s{0,3}$/u;
const NOTHING_BEHIND = /^[\s.]{0,3}$/u;

/** Reads `“Nobody came back.” — HRW, Empty Villages, 4 May 2024` and `HRW, Empty Villages, 4 May 2024: “Nobody came back.”`; else null. */
export function quotedLine(paragraph: ReportParagraph): QuotedLine | null {
  const { runs, place } = paragraph;
  const text = paragraphText(paragraph);
  const quotations = quotationsWithin(text);
  const [first, last] = [quotations[0], quotations.at(-1)];
  // Where a note stands in it, that says where it is from.
  if (first === undefined || last === undefined || runs.some(({ notes }) => notes.length > 0))
    return null;
  const of = (start: number, end: number, quoted: Quoted): QuotedLine | null => {
    const reference = parseReference(sliceRuns(runs, start, end));
    const isWhole =
      reference?.title != null && reference.publisher !== null && !isUndated(reference);
    return isWhole && isLong(quoted.text) ? { reference, passage: passageAt(quoted, place) } : null;
  };
  const dash = DASH.exec(text.slice(first.end, first.end + 8))?.[0];
  if (text.slice(0, first.start).trim() === '' && dash !== undefined)
    return of(first.end + dash.length, text.length, first);
  const behind = text.slice(first.end).trim();
  if (first === last && SOURCE_LABEL.test(behind)) return of(first.end, text.length, first);
  const colon = COLON.exec(text.slice(Math.max(0, last.start - 4), last.start))?.[0];
  if (colon === undefined) return null;
  if (NOTHING_BEHIND.test(text.slice(last.end))) return of(0, last.start - colon.length, last);
  const reference = addressedBehind(paragraph, last);
  return reference === null ? null : { reference, passage: passageAt(last, place) };
}

/** True for words that no title is made of: they begin small, or end a sentence and have not the capitals of a name. */
export const isSentence = (words: string): boolean =>
  /^\p{Ll}/u.test(words) || (/[.!?…。！？]$/u.test(words) && !isName(words));

/** What stands behind a quotation: a bracket, maybe before the full stop that ends the line. */
const BRACKETED = /^\s?[([].*[)\]]\.?$/u;

/** Reads `HRW: “Guards beat detainees.” (3 May 2024, https://…)`, which names no title; null for another line. */
function addressedBehind({ runs }: ReportParagraph, quoted: Quoted): Reference | null {
  const text = paragraphText({ runs });
  if (!isLong(quoted.text) || !isSentence(quoted.text)) return null;
  const dayFirst = saysDayFirst(text);
  const address = takeAddress(markedLine(sliceRuns(runs, quoted.end, text.length)), dayFirst);
  const { taken: accessed, rest } = takeAccess(address.rest, dayFirst);
  const { published, pinpoint, publisher: other, over } = readTail(unmarked(rest), dayFirst);
  if (!isAddressed(address) || other !== null || over.length > 0) return null;
  // With a day and without a bracket it is the line of a document.
  if (published !== null && !BRACKETED.test(text.slice(quoted.end))) return null;
  const before = text.slice(0, quoted.start);
  const head = headOf(before, dayFirst);
  const publisher = isName(head.name) ? head.name : null;
  const { url, addressFrom, doubts } = address;
  return referenceOf({
    cited: collapseWhitespace(`${before}${text.slice(quoted.end)}`),
    publisher,
    published: published ?? head.published,
    accessed,
    pinpoint,
    url,
    addressFrom,
    doubts: [
      ...(publisher === null ? [{ kind: 'left-over', text: head.name } as const] : []),
      ...doubts,
    ],
  });
}
