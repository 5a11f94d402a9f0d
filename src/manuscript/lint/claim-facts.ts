import type { Overstatement } from '../../model/lint.js';
import { isWeekday, monthNamed } from '../../passage/text/dates.js';
import { hasName } from '../../passage/text/names.js';
import { isCountry } from '../grammar/line.js';
import {
  type ClaimSentence,
  denies,
  type Lexicon,
  leadAlike,
  type QuotedWords,
  sharedStems,
  sharedSubject,
} from './claim-words.js';
import { publicationDates } from './dates.js';
import { figuresIn, isRounded, valuesIn } from './quotations.js';

/** Words of the subject behind a number in which what it counts is looked for. Chosen by eye. */
const COUNTED = 2;
/** Share of a sentence's subject that a quoted one has at least, where their places are held against each other. Our choice. */
const SAME_EVENT = 0.5;
/** Numbers of a quotation at most of which sums, differences and shares are formed: of more, anything could be. Our choice. */
const MOST_NUMBERS = 12;

const PER_CENT = /^[\s-]?(?:%|per ?cent|pour cent|prozent)/iu;

/** The numbers of a sentence with what they count; those of a ratio count nothing. */
function countedIn({ text, words, subject, markers }: ClaimSentence) {
  const ratios = markers.filter((one) => one.class === 'share' && !/cent|%|prozent/iu.test(one.words));
  const isRatio = (at: number): boolean =>
    ratios.some(({ from, to }) => at >= (words[from]?.at ?? 0) && at <= (words[to]?.at ?? 0));
  return figuresIn(text)
    .filter(({ at }) => !isRatio(at))
    .map(({ words: said, at, value }) => {
      const end = at + (/^(?:\p{L}+|.*\p{N})/u.exec(said)?.[0].length ?? 0);
      const [share = ''] = PER_CENT.exec(text.slice(end)) ?? [];
      const behind = [...subject].filter(([i]) => (words[i]?.at ?? 0) >= end).slice(0, COUNTED);
      const percent = share !== '' || /^(?:half|thirds?|quarters?)$/iu.test(said);
      return { words: text.slice(at, end) + share, value, percent, counts: behind.map(([, key]) => key) };
    });
}

/** A number above another one of the same thing, where the quotation neither has it nor lets it be reckoned. */
export function numbersBeyond(said: ClaimSentence, { relevant, text }: QuotedWords): Overstatement | null {
  const known = valuesIn(text).map(({ value }) => value);
  const reckoned = [...known, ...(known.length > MOST_NUMBERS ? [] : reckonedFrom(known, said.words.some(denies)))];
  const there = relevant.flatMap(countedIn);
  for (const one of countedIn(said)) {
    if (reckoned.some((value) => isRounded(one.value, value))) continue;
    const other = there.find(({ percent, counts }) => percent === one.percent && leadAlike(counts, one.counts));
    if (other !== undefined) return { class: 'number', said: one.words, quoted: other.words };
  }
  return null;
}

/** Sums, differences and shares; of what is denied, the rest of a share. */
const reckonedFrom = (known: readonly number[], denied: boolean): readonly number[] =>
  known.flatMap((a, i) => [
    ...(denied ? [100 - a] : []),
    ...known.filter((_, at) => at !== i).flatMap((b) => [a + b, a - b, (100 * a) / b, a / b]),
  ]);

const YEAR = /(?<![\p{N}.,/(–-])(?:19|20)\d{2}(?![\p{N}%)–]|[.,/]\p{N})/gu;
/** The beginning of a sentence that goes on with who reported, or when a source came out. */
const REPORTED =
  /^\W*(?:in|im|en|since|seit)\s+(?:\p{L}+\s+)?\d{4},?\s[^,;]{0,80}?\b(?:report|said|stated|noted|found|wrote|published|observed|berichte|stellte|rapport|indiqu|déclar|constat|affirm)/iu;
/** A year that belongs to a work: `the USDOS 2023 report`. */
const WORK = /^\d{4}\s(?:\p{L}+\s){0,3}?(?:report|survey|study|article|index|note|edition|Bericht|rapport)/iu;
/** By these a year may be the one beside that which is printed. */
const BESIDE =
  /\b(?:previous|prior|last|next|following|earlier|later|ago|Vorjahr|vorigen|letzten|folgenden|précédente?|dernière?|suivante?)/iu;

/** A year above another one, where none of the two is that of a source. */
export function yearsBeyond(said: ClaimSentence, { best, text, known }: QuotedWords): Overstatement | null {
  const ofSource = publicationDates({ printed: null }, said.text);
  const there = (text.match(YEAR) ?? []).map(Number);
  if (there.length === 0 || REPORTED.test(said.text) || BESIDE.test(text)) return null;
  const [least, most] = [Math.min(...there), Math.max(...there)];
  for (const { 0: year, index } of said.text.matchAll(YEAR)) {
    const value = Number(year);
    const isSource = ofSource.some(({ start, end }) => index >= start && index < end) || known.includes(year);
    if (isSource || WORK.test(said.text.slice(index)) || there.includes(value) || (value > least && value < most))
      continue;
    const other = best.flatMap((one) => one.text.match(YEAR) ?? [])[0];
    if (other !== undefined && !said.text.includes(other)) return { class: 'year', said: year, quoted: other };
  }
  return null;
}

const NAMES = /\p{Lu}[\p{L}’'-]+(?:[ -]\p{Lu}[\p{L}’'-]+)*/gu;

/** Names behind a preposition of place, and countries wherever they stand. */
const placesIn = ({ text }: ClaimSentence, { places }: Lexicon) =>
  [...text.matchAll(NAMES)].flatMap(({ 0: found, index }) => {
    const [first = '', ...rest] = found.split(' ');
    const isFirst = places.has(first.toLowerCase());
    const name = isFirst ? rest.join(' ') : found;
    const before = isFirst ? first : (/(\p{L}+)\s$/u.exec(text.slice(0, index))?.[1] ?? '');
    const isTime = name.split(' ').some((word) => monthNamed(word) !== null || isWeekday(word.toLowerCase()));
    const isPlace = name !== '' && !isTime && places.has(before.toLowerCase());
    return isCountry(name) || isPlace ? [{ name, isCountry: isCountry(name) }] : [];
  });

/** A place above another one, of what is otherwise the same: both countries, or neither, as a city lies in its country. */
export function placesBeyond(said: ClaimSentence, quoted: QuotedWords, lexicon: Lexicon): Overstatement | null {
  const { best, text, known } = quoted;
  const own = placesIn(said, lexicon);
  const isThere = ({ name }: (typeof own)[number]): boolean =>
    name.split(/[\s-]/u).some((word) => hasName(`${text} ${known}`, word));
  if (own.length === 0 || own.some(isThere)) return null;
  const least = SAME_EVENT * said.subject.size - own.length;
  const isOther = (mine: (typeof own)[number], other: typeof mine): boolean =>
    mine.isCountry === other.isCountry &&
    sharedStems(mine.name.split(' '), other.name.split(' ')).length === 0 &&
    !hasName(said.text, other.name);
  const there = best.filter((one) => sharedSubject(said, one).length >= least).flatMap((one) => placesIn(one, lexicon));
  const found = own.map((mine) => [mine, there.find((other) => isOther(mine, other))] as const);
  const [mine, other] = found.find((pair) => pair[1] !== undefined) ?? [];
  return mine && other ? { class: 'place', said: mine.name, quoted: other.name } : null;
}
