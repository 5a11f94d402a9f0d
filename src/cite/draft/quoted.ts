import type { FilePlace } from '../../model/import.js';
import { weighs } from '../../quote/parse-quote.js';
import { paragraphText, type ReportParagraph } from '../manuscript.js';
import type { Passage } from './passages.js';
import { quotationsIn, withoutOuterMarks } from './quote-marks.js';
import { isHalfOf, labelledHalf, type OtherHalf, paired } from './remarks.js';

/** Letters of a quotation within a sentence at least: what is shorter is a word that somebody used. */
export const LEAST = 25;

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

/** The quotations within a text that are long enough to be words of a source. */
export function quotedIn(text: string): readonly Quoted[] {
  const found: Quoted[] = [];
  for (const { start, end } of quotationsIn(text)) {
    const before = found.at(-1);
    const half = before === undefined ? null : halfAt(text, start, end, before);
    if (before !== undefined && half !== null) found[found.length - 1] = { ...before, ...half };
    else found.push({ start, end, text: withoutOuterMarks(text.slice(start, end)), half: null });
  }
  return found.filter((one) => weighs(one.text, LEAST) || weighs(one.half?.text ?? '', LEAST));
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

/** What a paragraph quotes within its sentences, when a citation line follows it. */
export const passagesWithin = (paragraph: ReportParagraph | undefined): readonly Passage[] =>
  paragraph === undefined
    ? []
    : quotedIn(paragraphText(paragraph)).map((quoted) => passageAt(quoted, paragraph.place));

/** A passage that a sentence quotes. */
export const passageAt = ({ text, half }: Quoted, place: FilePlace): Passage => ({
  ...paired(text, half),
  translated: half !== null,
  place,
  marked: true,
  unbalanced: false,
});
