import { type EditionMark, marksOf } from './issue.js';

/** A year alone is the commonest name, and is plain. */
const YEAR = /^(?:19|20)\d{2}$/u;

/** Words that a cover sets in capitals; a Roman number and an acronym are so by themselves. */
const SHOUTED = /(?<!\p{L})(?![IVXLCDM]+(?!\p{L}))\p{Lu}{4,}(?!\p{L})/gu;
/** What an edition is called, without the white space and the capitals that a cover is set in. */
const asCalled = (words: string): string =>
  inOneLine(words).replace(SHOUTED, (word) => word[0] + word.slice(1).toLowerCase());

const inOneLine = (words: string): string => words.replace(/\s+/gu, ' ').trim();

/**
 * A name as the text in which an edition was seen prints it: `Volume XIII`, `第13号`. In the program's own spelling where that
 * text does not have it: only the address told it, or it was made less precise.
 */
export const printedIn = (text: string, { words, name }: EditionMark): string =>
  text.includes(words) ? asCalled(words) : name;

/** What tells an edition from others, in the words of the text in which it was found. */
export const asPrinted = ({ words }: EditionMark): string => asCalled(words);

/**
 * An edition's name in one spelling of what tells it from others: `Volume XIII` is `volume 13`, `CPI ’25` is `CPI 2025`,
 * `Vol. 12 No. 4` is `volume 12, no. 4`.
 */
export function plainName(edition: string): string {
  if (YEAR.test(edition)) return edition;
  const marks = marksOf(edition);
  const rest = marks.reduce((left, { words }) => left.replace(words, ' '), edition);
  if (marks.length > 0 && !/[\p{L}\p{N}]/u.test(rest)) return marks.map(({ name }) => name).join(', ');
  return inOneLine(marks.reduce((all, { words, name }) => all.replace(words, () => name), edition));
}

/** A key that names of one meaning have in common, and no others. */
export const meaningOf = (edition: string): string => plainName(edition).toLowerCase();

/** True when two names mean one edition, however each spells it; nothing is the same as nothing. */
export const isSameEdition = (one: string | null, other: string | null): boolean =>
  one === other || (one !== null && other !== null && meaningOf(one) === meaningOf(other));
