import { isName } from './names.js';
import { datesIn } from './printed-date.js';
import { bareTitle, type TitleSplit } from './split-title.js';
import { isBounded } from './tail.js';

/** `Smith, J. and Lee, K. (2023). Title. Journal` */
const YEAR_AFTER_NAMES =
  /^(?<head>[^()]{2,200} \((?:[^()]{0,20}\b(?:1[89]|20)\d{2}[^()]{0,10}|n\. ?d\.?)\))[.,:]? (?<rest>\S.*)$/u;
/** `Parkinson Zamora, L. and Faris, W. B. (eds)`: names with initials, up to the comma before the title. */
const PERSON = String.raw`\p{Lu}[\p{L}'’-]{1,20}(?: \p{Lu}[\p{L}'’-]{1,20}){0,2}, (?:\p{Lu}\.[ -]?){1,4}`;
const PERSONS = new RegExp(
  String.raw`^(?:${PERSON}(?:,? ?(?:and|&|und|et|y) ?|, |; )?){1,8}(?:et al\.)? ?(?:\((?:eds?|Hrsg)\.?\))?(?=[,:] ?\S|$)`,
  'u',
);
const NO_DATE = /,? (?:\(?(?:n\. ?d\.?|no date|undated|o\. ?D\.|s\. ?d\.)\)?)(?=$|[,.;])/iu;

/**
 * A line whose title is neither quoted nor linked, cut by its commas or its colon; null when it cannot be told where the title
 * begins and ends. `bracketed`: the whole stood in brackets, as in ACCORD's "(Author: Title, date)".
 */
export function splitPlain(line: string, bracketed: boolean, dayFirst: boolean): TitleSplit | null {
  const harvard = YEAR_AFTER_NAMES.exec(line)?.groups;
  if (harvard !== undefined && isName(harvard.head as string)) {
    const rest = harvard.rest as string;
    const end = /(?<=[^.]{3})[.?!] (?=\p{Lu})/u.exec(rest)?.index ?? rest.length;
    return {
      head: harvard.head as string,
      title: bareTitle(rest.slice(0, end + 1)),
      tail: rest.slice(end + 1),
    };
  }
  const end = endOfTitle(line, dayFirst);
  const named = line.slice(0, end);
  const at = endOfName(named, bracketed);
  if (at === null) return null;
  const title = bareTitle(named.slice(at).replace(/^[,:.] ?/u, '')).replace(/[\s,:(]+$/u, '');
  return { head: named.slice(0, at), title, tail: line.slice(end) };
}

/** Where the last date that stands by itself begins, with the words and the mark before it. */
function endOfTitle(line: string, dayFirst: boolean): number {
  const undated = NO_DATE.exec(line);
  if (undated !== null) return undated.index;
  const date = datesIn(line, dayFirst)
    .filter((found) => isBounded(line, found))
    .at(-1);
  if (date === undefined) return line.length;
  const before = /[,.(;:]? ?(?:[\p{L}]+ ){0,2}\(?$/u.exec(line.slice(0, date.start))?.[0] ?? '';
  return /^[,.(;:]/u.test(before) ? date.start - before.length : date.start;
}

function endOfName(named: string, bracketed: boolean): number | null {
  const persons = PERSONS.exec(named)?.[0];
  if (persons !== undefined) return persons.length;
  const comma = named.indexOf(', ');
  const colon = named.indexOf(': ');
  const marks = bracketed && colon > 0 ? [colon, comma] : comma > 0 ? [comma] : [colon];
  return marks.find((at) => at > 0 && isName(named.slice(0, at))) ?? null;
}
