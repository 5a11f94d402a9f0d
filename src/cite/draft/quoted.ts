import type { FilePlace } from '../../model/import.js';
import { weighs } from '../../quote/parse-quote.js';
import { paragraphText, type ReportParagraph } from '../manuscript.js';
import type { Passage } from './passages.js';
import { quotationsIn, withoutOuterMarks } from './quote-marks.js';

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

/** The quotations within a text that are long enough to be words of a source. */
export const quotedIn = (text: string) =>
  quotationsIn(text)
    .map(({ start, end }) => ({ start, end, text: withoutOuterMarks(text.slice(start, end)) }))
    .filter((quotation) => weighs(quotation.text, LEAST));

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
    : quotedIn(paragraphText(paragraph)).map(({ text }) => passageAt(text, paragraph.place));

/** A passage that a sentence quotes. */
export const passageAt = (text: string, place: FilePlace): Passage => ({
  text,
  original: null,
  translated: false,
  place,
  marked: true,
  unbalanced: false,
});
