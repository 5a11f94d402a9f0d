import type { FilePlace } from '../../model/import.js';
import { weightOf } from '../../quote/parse-quote.js';
import { UNSPACED } from '../../text/fold.js';
import { wordsOf } from '../../text/tokens.js';
import { paragraphText, type ReportParagraph } from '../manuscript.js';
import type { Passage } from './passages.js';
import { quotationsIn, withoutOuterMarks } from './quote-marks.js';
import { isHalfOf, labelledHalf, type OtherHalf, paired } from './remarks.js';

/** Letters of a quotation within a sentence at least: below as many, one proves something only where it stands once on its page. */
const LEAST = 25;
/** Letters and words of a shorter one that is cited for itself: fewer stand on many pages, and say nothing. Chosen by eye. */
const FINDABLE = { letters: 12, words: 3 } as const;
/** Letters that a character of writing without spaces says beyond its own, as where passages are judged. */
const MORE_OF_CHARACTER = 2;
const CHARACTER = new RegExp(UNSPACED, 'gu');

/** Letters of a text; of writing without spaces, what its characters say in letters. */
const tellingOf = (text: string): number =>
  weightOf(text) + MORE_OF_CHARACTER * (text.match(CHARACTER)?.length ?? 0);

/** True for words that are a quotation wherever they stand. */
export const isLong = (text: string): boolean => tellingOf(text) >= LEAST;

/** Letters of a quotation without a citation at least: what is shorter may be a title or a motto. */
const LEAST_UNCITED = 60;

/** True for a passage that is taken without a citation behind it; `named`: its introduction says from whom it is. */
export const isEnough = ({ text, marked }: Passage, named: boolean): boolean =>
  named ? isLong(text) : marked && tellingOf(text) >= LEAST_UNCITED;

/** True for words that may be found on a page, though only where they stand there once. */
const isFindable = (text: string): boolean =>
  tellingOf(text) >= FINDABLE.letters && wordsOf(text).length >= FINDABLE.words;

/** Signs that may stand between the end of a quotation and its citation. */
const SIGNS_BETWEEN = /^[\s.,;:!?…]$/u;

/** True where one of these citations stands directly behind a place, or behind the sign that ends the sentence there. */
export function closesAt(text: string, end: number, marks: ReadonlySet<number>): boolean {
  for (let at = end; at <= end + 2; at++) {
    if (marks.has(at)) return true;
    if (!SIGNS_BETWEEN.test(text[at] ?? '')) return false;
  }
  return false;
}

/** True where a text ends as one does that introduces the quotation behind it. */
export const leadsOn = (text: string): boolean => /[:：]\s*$/u.test(text);

/** The quotations from `first` on that begin before an offset. */
export function upTo<T extends { readonly start: number }>(
  end: number,
  quotations: readonly T[],
  first: number,
): T[] {
  const near: T[] = [];
  for (let i = first, one = quotations[i]; one !== undefined && one.start < end; one = quotations[++i])
    near.push(one);
  return near;
}

/** A quotation within a text; offsets with its marks, and with the bracket behind it that gives its other half. */
export interface Quoted {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly half: OtherHalf | null;
}

/** All that stands in quotation marks within a text. */
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

/** The quotations within a text that are words of a source: the long ones, and short ones at which a citation stands. */
export function quotedIn(text: string, marks: readonly { readonly at: number }[] = []): readonly Quoted[] {
  const ends = new Set(marks.map(({ at }) => at));
  return quotationsWithin(text).filter(
    (one) =>
      isLong(one.text) ||
      isLong(one.half?.text ?? '') ||
      (isFindable(one.text) && closesAt(text, one.end, ends)),
  );
}

/** The marked words from `start` as the other half of the quotation before them, and where their bracket ends; null for others. */
function halfAt(
  text: string,
  start: number,
  end: number,
  before: Quoted,
): Pick<Quoted, 'half' | 'end'> | null {
  const [bracket] = /^\s{0,3}[(（[]\s{0,3}/u.exec(text.slice(before.end, start)) ?? [];
  const words = text.slice(start, end);
  const half = bracket === undefined ? null : labelledHalf(text.slice(before.end + bracket.length, end));
  if (half?.text !== words || !isHalfOf(words, before.text)) return null;
  const [close = ''] = /^[.,]?\s{0,3}[)）\]]/u.exec(text.slice(end, end + 8)) ?? [];
  return { half, end: end + close.length };
}

/** Before and behind words that somebody said: a colon; nothing and a comma; a comma and the end of the sentence. */
const SAID = /[:：]\s*\|.$|(?:^|[.!?]\s+)\|[,，]$|[,，]\s*\|[.!?]$/u;
const ENDS_WORDS = /[.!?…,，。！？]$/u;

/** True for a quotation that may be the title of a work: it begins as a name does, in a sentence that goes on around it. */
export function mayBeTitle(
  text: string,
  { start, end, text: quoted }: ReturnType<typeof quotedIn>[number],
): boolean {
  const around = `${text.slice(Math.max(0, start - 8), start)}|${text[end] ?? '.'}`;
  return /^[\p{Lu}\p{N}]/u.test(quoted) && !ENDS_WORDS.test(quoted) && !SAID.test(around);
}

/** What a paragraph quotes within its sentences, when a citation line follows it and so stands at its end. */
export function passagesWithin(paragraph: ReportParagraph | undefined): readonly Passage[] {
  if (paragraph === undefined) return [];
  const text = paragraphText(paragraph).trimEnd();
  return quotedIn(text, [{ at: text.length }]).map((quoted) => passageAt(quoted, paragraph.place));
}

/** A passage that a sentence quotes. */
export const passageAt = ({ text, half }: Quoted, place: FilePlace): Passage => ({
  ...paired(text, half),
  translated: half !== null,
  place,
  marked: true,
  unbalanced: false,
});
