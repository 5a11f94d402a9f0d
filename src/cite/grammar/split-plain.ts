import { isCountry } from './countries.js';
import { isName, withoutLead } from './names.js';
import { type DayFirst, datesIn, saysDayFirst } from './printed-date.js';
import { bareTitle, type TitleSplit } from './split-title.js';
import { isBounded, SERIES, SYMBOL, startWithWords, withoutPinpoint } from './tail.js';

/** `Smith, J. and Lee, K. (2023). Title. Journal` */
const YEAR_AFTER_NAMES =
  /^(?<head>[^()]{2,200} \((?:(?:1[89]|20)\d{2}[a-z]?(?:, [^()]{1,20})?|n\. ?d\.?)\))[.,:]? (?<rest>[^\d\s].*)$/u;
/** `Parkinson Zamora, L. and Faris, W. B. (eds)`: names with initials, up to the comma before the title. */
const PERSON = String.raw`\p{Lu}[\p{L}'’-]{1,20}(?: \p{Lu}[\p{L}'’-]{1,20}){0,2}, (?:\p{Lu}\.[ -]?){1,4}`;
const PERSONS = new RegExp(
  String.raw`^(?:${PERSON}(?:,? ?(?:and|&|und|et|y) ?|, |; )?){1,8}(?:et al\.)? ?(?:\((?:eds?|Hrsg)\.?\))?(?=[,:] ?\S|$)`,
  'u',
);
const PRESS =
  /(?<!\p{L})(?:Press|Publish\w+|Publications?|Verlag|Éditions|Editions|Editorial|Books|Routledge|Springer|Brill|Wiley)(?!\p{L})/u;
/** Verbs of telling what happened, which titles hardly have. */
const TOLD = /(?<!\p{L})(?:was|were|had|said|told|reported|stated|according)(?!\p{L})/u;
const NO_DATE = /,? (?:\(?(?:n\. ?d\.?|no date|undated|o\. ?D\.|s\. ?d\.)\)?)(?=$|[,.;])/iu;

/**
 * A line whose title is neither quoted nor linked, cut by its commas or its colon; null when it cannot be told where the title
 * begins and ends. `bracketed`: the whole stood in brackets, as in ACCORD's "(Author: Title, date)".
 */
export function splitPlain(line: string, bracketed: boolean, dayFirst: DayFirst): TitleSplit | null {
  const { head = '', rest = '' } = YEAR_AFTER_NAMES.exec(line)?.groups ?? {};
  if (isName(head)) {
    const sentence = /(?<=[^.]{3})[.?!] (?=\p{Lu})/u.exec(rest)?.index ?? rest.length;
    const end = Math.min(sentence + 1, endOfTitle(rest, dayFirst));
    return { head, title: bareTitle(rest.slice(0, end)), tail: rest.slice(end) };
  }
  const named = withoutPinpoint(line.slice(0, endOfTitle(line, dayFirst)));
  const end = named.length;
  const at = endOfName(named, bracketed);
  if (at === null) return null;
  const words = bareTitle(named.slice(at).replace(/^[,:.] ?/u, '')).replace(/(?<![\s,:(])[\s,:(]+$/u, '');
  const imprint = imprintOf(words, isPersons(named.slice(0, at)));
  const title = bareTitle(
    words
      .slice(0, words.length - imprint.length)
      .replace(IN_SERIES, '')
      .replace(/, (?<symbol>\S+)$/u, withoutSymbol),
  );
  return isSentence(title, line)
    ? null
    : { head: named.slice(0, at), title, tail: `${imprint}${line.slice(end)}` };
}

const IN_SERIES = new RegExp(`, ${SERIES}$`, 'u');

const withoutSymbol = (whole: string, symbol: string): string =>
  SYMBOL.test(symbol) && symbol.includes('/') ? '' : whole;

const isPersons = (head: string): boolean => PERSONS.exec(head)?.[0] === head;

/** The press and its place at the end of the words before a year: persons' books always have them, those of bodies where the press says so. */
function imprintOf(words: string, byPersons: boolean): string {
  const parts = words.split(', ');
  const [press = '', place = ''] = parts.slice(-2);
  if (parts.length < 3 || !isName(press) || !isName(place) || place.split(' ').length > 2) return '';
  return byPersons || PRESS.test(press) ? `, ${press}, ${place}` : '';
}

/** A sentence with a date at its end, such as one of a chronology. */
const isSentence = (title: string, line: string): boolean =>
  !/^[^\p{L}]*[\p{Lu}\p{Lo}]/u.test(title) || (line.endsWith('.') && TOLD.test(title));

/**
 * True where a line that is in no known form names a document all the same: it begins with a name, or has a date that stands
 * by itself and tells nothing. What a note explains ("The name is a pseudonym.") has neither.
 */
export function namesDocument(line: string): boolean {
  const bare = withoutLead(line);
  const [first = ''] = bare.split(/[,:;]|\.(?=\s)/u, 1);
  if (first.length < bare.length - 1 && isName(first)) return true;
  const dayFirst = saysDayFirst(bare);
  const isTold = bare.endsWith('.') && TOLD.test(bare);
  return !isTold && datesIn(bare, dayFirst).some((date) => isBounded(bare, date));
}

/** Where the last date that stands by itself begins, with the words and the mark before it. */
function endOfTitle(line: string, dayFirst: DayFirst): number {
  const undated = NO_DATE.exec(line);
  if (undated !== null) return undated.index;
  const date = datesIn(line, dayFirst)
    .filter((found) => isBounded(line, found))
    .at(-1);
  if (date === undefined) return line.length;
  const start = startWithWords(line, date.start);
  return line.slice(0, start).replace(/[,.(;:]? ?\(?$/u, '').length;
}

function endOfName(named: string, bracketed: boolean): number | null {
  const persons = PERSONS.exec(named)?.[0];
  if (persons !== undefined) return persons.length;
  const comma = named.indexOf(', ');
  const colon = named.indexOf(': ');
  const byColon = bracketed && colon > 0 && !(comma > 0 && isCountry(named.slice(comma + 2, colon)));
  const marks = byColon ? [colon, comma] : [comma > 0 ? comma : colon > 0 ? colon : named.indexOf('. ')];
  return marks.find((at) => at > 0 && isName(named.slice(0, at))) ?? null;
}
