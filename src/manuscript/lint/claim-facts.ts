import type { Overstatement } from '../../model/lint.js';
import { isWeekday, monthNamed } from '../../passage/text/dates.js';
import { hasName } from '../../passage/text/names.js';
import { isCountry } from '../grammar/line.js';
import type { Lexicon } from './claim-lexicon.js';
import type { Numeral } from './claim-numbers.js';
import {
  type ClaimSentence,
  denies,
  isOf,
  type Marker,
  markersIn,
  meet,
  nearOf,
  type QuotedWords,
  SAME,
  sharedStems,
  sharedSubject,
  stretch,
} from './claim-words.js';
import { publicationDates } from './dates.js';
import { isRounded } from './quotations.js';

/** Words of the subject behind a number in which what it counts is looked for. Chosen by eye. */
const COUNTED = 3;
/** Share of a sentence's subject that a quoted one has at least, where their places are held against each other. Our choice. */
const SAME_EVENT = 0.5;
/** Numbers of a quotation at most of which sums, differences and shares are formed: of more, anything could be. Our choice. */
const MOST_NUMBERS = 12;

/** Points by which a share in words, `a quarter`, may be off. Our choice. */
const ROUGH = 5;

/** What a number counts, as a stretch of the subject behind it. */
const counted = ({ subject }: ClaimSentence, { to }: Numeral): readonly string[] =>
  [...subject].flatMap(([i, key]) => (i > to ? [key] : [])).slice(0, COUNTED);

const isStated = (said: Numeral, value: number): boolean =>
  said.open
    ? value >= said.value
    : isRounded(said.value, value) ||
      (said.rough === true && Math.abs(said.value - value) <= ROUGH);

/** A number above another one of the same thing, where the quotation neither has it nor lets it be reckoned. */
export function numbersBeyond(
  said: ClaimSentence,
  { all, about, count }: QuotedWords,
): Overstatement | null {
  const known = all.flatMap(({ numerals }) => numerals);
  const own = said.numerals;
  const denied = isTurned(said, all);
  const values = known.length > MOST_NUMBERS ? [] : reckonedFrom(known, denied);
  const shares = known
    .filter(({ unit }) => unit === 'share')
    .reduce((sum, { value }) => sum + value, 0);
  const years = all.flatMap(({ text }) => (text.match(YEAR) ?? []).map(Number));
  const spans = years.flatMap((a) => [...years, ...yearsOf(said)].map((b) => Math.abs(a - b)));
  const isKnown = (one: Numeral): boolean =>
    one.value === count ||
    known.some(
      (q) =>
        isStated(one, q.value) || (q.open === true && q.unit === 'time' && isStated(q, one.value)),
    ) ||
    mayBeSum(one, known) ||
    (one.unit === 'share' && shares <= 100 && isStated(one, shares)) ||
    (!one.open &&
      values.some(
        ({ unit, value }) => (unit === 'share') === (one.unit === 'share') && isStated(one, value),
      )) ||
    (one.unit === 'time' && spans.some((span) => Math.abs(span * DAYS - one.value) <= DAYS));
  for (const one of own.filter((n) => !isKnown(n))) {
    const rivals = about.flatMap((sentence) =>
      sentence.numerals
        .filter((q) => q.unit === one.unit && !own.some((n) => isStated(n, q.value)))
        .map((q) => ({ q, sentence })),
    );
    const isAlike = ({ q, sentence }: (typeof rivals)[number]): boolean =>
      one.unit !== 'things' || sharedStems(counted(sentence, q), counted(said, one)).length > 0;
    const other = rivals.find(isAlike);
    if (other !== undefined)
      return {
        class: 'number',
        said: stretch(said, one.from, one.to),
        quoted: stretch(other.sentence, other.q.from, other.q.to),
      };
  }
  return null;
}

const REST = /^(?:others|rest|remainder|remaining|übrigen|rest|autres|reste)$/u;
/** True where what is left over may be meant: one of both denies, or speaks of the others. */
const isTurned = (said: ClaimSentence, all: readonly ClaimSentence[]): boolean =>
  said.words.some(denies) !== all.some(({ words }) => words.some(denies)) ||
  all.some(({ words }) => words.some(({ key }) => REST.test(key)));
/** Figures of a kind at least of which any may be summed up. Our choice. */
const SUMMED = 3;
/** True for a number above each of several, and not above all of them together: which of them it sums up, nobody can tell. */
function mayBeSum({ unit, value }: Numeral, known: readonly Numeral[]): boolean {
  const parts = known.filter((q) => q.unit === unit && unit !== 'share').map((q) => q.value);
  return (
    parts.length >= SUMMED && value > Math.max(...parts) && value <= parts.reduce((a, b) => a + b)
  );
}

/** Days of a year. */
const DAYS = 365;
const yearsOf = ({ text }: ClaimSentence): readonly number[] =>
  (text.match(YEAR) ?? []).map(Number);

/** Sums and differences, and shares in others; where something is denied, the rest of a share. */
function reckonedFrom(
  known: readonly Numeral[],
  denied: boolean,
): readonly Pick<Numeral, 'unit' | 'value'>[] {
  const both = (part: number): readonly number[] => (denied ? [part, 100 - part] : [part]);
  return known.flatMap((a, i) => [
    ...(a.unit === 'share' ? both(a.value) : []).map((value) => ({ unit: a.unit, value })),
    ...known
      .filter(({ unit }, at) => at !== i && unit === a.unit)
      .flatMap((b) => [
        ...[a.value + b.value, a.value - b.value].map((value) => ({ unit: a.unit, value })),
        ...(a.unit === 'share' ? [] : both((100 * a.value) / b.value)).map((value) => ({
          unit: 'share' as const,
          value,
        })),
        { unit: 'things' as const, value: a.value / b.value },
      ]),
  ]);
}

const YEAR = /(?<![\p{N}.,/(–-]|années\s)(?:19|20)\d{2}(?![\p{N}%)–]|[.,/]\p{N}|s\b|er\b)/gu;
/** A year that belongs to a work: `the USDOS 2023 report`. */
const WORK =
  /^\d{4}\s(?:\p{L}+\s){0,3}?(?:report|survey|study|article|index|note|edition|Bericht|rapport)/iu;
/** By these a year may be the one beside that which is printed. */
const BESIDE =
  /\b(?:previous|prior|last|next|following|earlier|later|ago|Vorjahr|Folgejahr|vorigen|letzten|folgenden|précédente?|dernière?|suivante?)/iu;
/** Words between a year and a verb of saying at most, where it is the year in which it was said. Chosen by eye. */
const BY_SAYING = 6;
/** Before the year up to which it happened at some time. */
const BEFORE = /\b(?:before|avant|vor)\s$/iu;
const SINCE = /\b(?:since|depuis|seit|from|ab|dès)\s(?:\p{L}+\s)?(?=\d{4})/iu;
/** From one year to another, or up to one. */
const SPAN =
  /\b(?:between|from|entre|zwischen|von|de|in)\s(?<from>\d{4})\s(?:and|to|until|et|à|und|bis)\s[^.;]{0,40}?(?:19|20)\d{2}/iu;

/** A year above another one, where none of the two is that of a source. */
export function yearsBeyond(
  said: ClaimSentence,
  { all, about, text, known }: QuotedWords,
): Overstatement | null {
  const there = (text.match(YEAR) ?? []).map(Number);
  if (there.length === 0) return null;
  const beside = BESIDE.test(text) ? 1 : 0;
  const [least, most] = [Math.min(...there) - beside, Math.max(...there) + beside];
  const times = all.flatMap(({ numerals }) => numerals.filter(({ unit }) => unit === 'time'));
  const isReckoned = (year: number): boolean =>
    there.some((one) =>
      times.some((time) => Math.round(time.value / DAYS) === Math.abs(year - one)),
    );
  for (const { 0: year, index } of said.text.matchAll(YEAR)) {
    const value = Number(year);
    const span = SINCE.test(said.text) && !SINCE.test(text) ? SPAN.exec(text) : null;
    if (span?.groups?.from === year)
      return { class: 'year', said: since(said.text), quoted: span[0] };
    const isBefore = value > most && BEFORE.test(said.text.slice(0, index));
    if (
      isBefore ||
      isOfSource(said, year, index) ||
      known.includes(year) ||
      (value >= least && value <= most) ||
      isReckoned(value)
    )
      continue;
    const [other = ''] = text.match(YEAR) ?? [];
    if (about.length > 0 && !said.text.includes(other))
      return { class: 'year', said: year, quoted: other };
  }
  return null;
}

const since = (text: string): string => {
  const [words = ''] = SINCE.exec(text) ?? [];
  return text.slice(text.indexOf(words), text.indexOf(words) + words.length + 4);
};

/** True for a year that is a source's, or that in which something was said. */
function isOfSource({ text, words, markers }: ClaimSentence, year: string, index: number): boolean {
  if (
    publicationDates({ printed: null }, text).some(
      ({ start, end }) => index >= start && index < end,
    )
  )
    return true;
  const at = words.findIndex((word) => word.at === index);
  const isSaying = ({ class: name, from }: Marker): boolean =>
    name === 'attribution' &&
    Math.abs(from - at) <= BY_SAYING &&
    !/[,;]/u.test(between(words, at, from));
  const opens = /^\W*(?:in|im|en|since|seit)\s+(?:\p{L}+\s+)?$/iu.test(text.slice(0, index));
  return (
    WORK.test(text.slice(index)) ||
    markers.some(isSaying) ||
    (opens && isReported(text.slice(index + year.length)))
  );
}

const between = (words: ClaimSentence['words'], a: number, b: number): string =>
  words
    .slice(Math.min(a, b), Math.max(a, b))
    .map(({ raw }) => raw)
    .join('');
/** The beginning of a sentence that goes on with who reported. */
const isReported = (behind: string): boolean =>
  /^,?\s[^,;]{0,80}?\b(?:report|said|stated|noted|found|wrote|published|observed|berichte|stellte|rapport|indiqu|déclar|constat|affirm)/iu.test(
    behind,
  );

const NAMES = /\p{Lu}[\p{L}’'-]+(?:[ -]\p{Lu}[\p{L}’'-]+)*/gu;
/** Before a name, what makes it part of another: `the Board of Canada`. */
const PART_OF = /\p{Lu}[\p{L}’'-]+\s(?:of|de|du|für)\s(?:the\s)?$/u;

const isTime = (name: string): boolean =>
  name.split(' ').some((word) => monthNamed(word) !== null || isWeekday(word.toLowerCase()));
/** True for a place of which a word is quoted, or is in the title or the citation line. */
const isKnown = ({ name }: { readonly name: string }, { text, known }: QuotedWords): boolean =>
  name.split(/[\s-]/u).some((word) => hasName(`${text} ${known}`, word) || isRootIn(text, word));
/** `Tigray` in “the Tigrayan forces”, `Namibie` in « la frontière namibienne ». */
const isRootIn = (text: string, name: string): boolean =>
  name.length > ROOT && new RegExp(`(?<!\\p{L})${name.slice(0, -1)}`, 'iu').test(text);
/** Letters of a name, above which its first ones are no other country’s: `Nige` begins “Nigerian”, `Cong` “Congress”. Chosen by eye. */
const ROOT = 5;

/** Names behind a preposition of place, and countries wherever they stand. */
const placesIn = ({ text }: ClaimSentence, { places }: Lexicon) =>
  [...text.matchAll(NAMES)].flatMap(({ 0: found, index }) => {
    const [first = '', ...rest] = found.split(' ');
    const isFirst = places.has(first.toLowerCase());
    const name = isFirst ? rest.join(' ') : found;
    const before = isFirst ? first : (/(\p{L}+)\s$/u.exec(text.slice(0, index))?.[1] ?? '');
    const isPlace = name !== '' && !isTime(name) && places.has(before.toLowerCase());
    if (PART_OF.test(text.slice(0, index))) return [];
    return isCountry(name) || isPlace ? [{ name, isCountry: isCountry(name), isIn: isPlace }] : [];
  });

/** A place above another one, of what is otherwise the same: both countries, or neither, as a city lies in its country. */
export function placesBeyond(
  said: ClaimSentence,
  quoted: QuotedWords,
  lexicon: Lexicon,
): Overstatement | null {
  const { best } = quoted;
  const own = placesIn(said, lexicon).filter(({ isIn }) => isIn);
  if (own.length === 0 || own.some((one) => isKnown(one, quoted))) return null;
  const least = SAME_EVENT * said.subject.size - own.length;
  const isOther = (mine: (typeof own)[number], other: typeof mine): boolean =>
    mine.isCountry === other.isCountry &&
    // Niger and Nigeria are no forms of one name.
    (mine.isCountry
      ? mine.name !== other.name
      : !meet(mine.name.split(' '), other.name.split(' '))) &&
    !hasName(said.text, other.name);
  const there = best
    .filter((one) => sharedSubject(said, one).length >= least)
    .flatMap((one) => placesIn(one, lexicon));
  const found = own.map((mine) => [mine, there.find((other) => isOther(mine, other))] as const);
  const [mine, other] = found.find((pair) => pair[1] !== undefined) ?? [];
  return mine && other ? { class: 'place', said: mine.name, quoted: other.name } : null;
}

/** A name that may be that of a part of a country. */
const PART =
  /(?<!\p{L})(?:[Ii]n|[Aa]t|near|of|from|around|à|en|de|von|bei)\s(?:the\s|la\s|der\s)?(?<name>\p{Lu}[\p{L}’'-]+(?:[ -]\p{Lu}[\p{L}’'-]+)*)/gu;

/** The whole of a country above a part of it: `throughout Colombia` above "In Buenaventura". */
export function everywhere(
  said: ClaimSentence,
  { near, about }: QuotedWords,
): Overstatement | null {
  const m = said.markers.find(
    (one) => one.class === 'reach' && one.level === 5 && !one.denied && isOfPlace(said, one),
  );
  const isWide = (q: Marker): boolean =>
    (q.class === 'reach' || q.class === 'quantity') && q.level >= 4.5;
  if (m === undefined || near.some(({ markers }) => markers.some(isWide))) return null;
  const [part] = about.flatMap((one) => [
    ...one.markers.filter((q) => q.class === 'reach' && q.level < 5).map(({ words }) => words),
    ...[...one.text.matchAll(PART)].flatMap(({ groups: { name = '' } = {} }) =>
      isCountry(name) || hasName(said.text, name) ? [] : [name],
    ),
  ]);
  return part === undefined ? null : { class: 'place', said: m.words, quoted: part };
}

/** `Across` a country, and not across a border. */
const isOfPlace = ({ words }: ClaimSentence, { words: said, to }: Marker): boolean =>
  !/^across$/iu.test(said) || words.slice(to + 1, to + 3).some(({ bare }) => /^\p{Lu}/u.test(bare));

/** True for two words that exclude each other: those of one ten, and what stays as it was and any other of its class. */
const exclude = (a: Marker, b: Marker): boolean =>
  a.class === b.class &&
  Math.floor(a.level) !== Math.floor(b.level) &&
  (Math.floor(a.level / 10) === Math.floor(b.level / 10) ||
    (a.class === 'direction' && [a, b].some(({ level }) => level === SAME)));

/** True for a word with a capital beside another: `South Sudan`. */
const isPartOfName = ({ words }: ClaimSentence, { from: at, words: said }: Marker): boolean =>
  /^\p{Lu}/u.test(said) && [at - 1, at + 1].some((i) => /^\p{Lu}/u.test(words[i]?.bare ?? ''));

/** A word above one that excludes it, of the same thing: `rose` above "fell", `women` above "men". */
export function opposite(
  said: ClaimSentence,
  { near, best, about }: QuotedWords,
  name: string,
): Overstatement | null {
  const of = (one: ClaimSentence): readonly Marker[] =>
    one.markers.filter((m) => m.class === name && !isPartOfName(one, m));
  const isDirection = name === 'direction';
  if (name === 'group' && [said, ...about].some(({ words }) => words.some(denies))) return null;
  for (const m of of(said).filter(({ denied }) => !denied)) {
    if (
      of(said).some((q) => exclude(m, q)) ||
      markersIn(near, name).some(({ level }) => level === m.level)
    )
      continue;
    const others = (isDirection ? about : best).flatMap(of).filter((q) => exclude(m, q));
    // What moves is in the clause of the word, who it is beside it.
    const q = others.find((one) =>
      isDirection ? meet(m.clause, one.clause) : meet(nearOf(m), nearOf(one)),
    );
    if (q !== undefined) return { class: name, said: m.words, quoted: q.words };
  }
  return null;
}

/** The step of what rises, of the words in `claims.json`. */
const UP = 10;
/** The step of what falls, of the same. */
const DOWN = 11;
/** Between two figures, what sets the earlier one behind the later. */
const COMPARED =
  /(?:compared (?:with|to)|\bagainst|\bcontre|gegenüber|verglichen mit|im Vergleich zu|down from|up from)\P{N}*$/iu;

/** A rise above figures that fell: `fewer` above "119 in 2020, 148 in 2021". */
export function trend(said: ClaimSentence, { all }: QuotedWords): Overstatement | null {
  const [m, ...others] = said.markers.filter(isOf('direction'));
  if (m === undefined || m.denied || others.length > 0 || ![UP, DOWN].includes(m.level))
    return null;
  if (markersIn(all, 'direction').some(({ level }) => level === m.level)) return null;
  const [first, ...later] = all.flatMap(datedFigures).sort((a, b) => a.year - b.year);
  const last = later.at(-1);
  if (
    first === undefined ||
    last === undefined ||
    first.year === last.year ||
    first.unit !== last.unit
  )
    return null;
  if (first.value === last.value || last.value > first.value === (m.level === UP)) return null;
  return { class: 'direction', said: m.words, quoted: last.words };
}

/** The figures of a sentence by their years, in order: `119 in 2020, 148 in 2021`; of two that are compared, the second is the earlier. */
function datedFigures({ text, words, numerals }: ClaimSentence) {
  const years = [...text.matchAll(YEAR)].map(([year]) => Number(year));
  const figures = numerals.filter(({ unit }) => unit === numerals[0]?.unit);
  const [one, two] = figures;
  if (one === undefined || figures.length < numerals.length) return [];
  const at = (i: number): number => words[i]?.at ?? 0;
  const isCompared =
    two !== undefined &&
    figures.length === 2 &&
    COMPARED.test(text.slice(at(one.to + 1), at(two.from)));
  if (!isCompared && years.length !== figures.length) return [];
  return figures.map(({ value, unit }, i) => ({
    year: isCompared ? -i : (years[i] ?? 0),
    value,
    unit,
    words: stretch({ text, words }, one.from, figures.at(-1)?.to ?? one.to),
  }));
}
