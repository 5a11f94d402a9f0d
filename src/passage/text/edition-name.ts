import { monthNamed, months } from './dates.js';
import {
  type Issue,
  issuesIn,
  month,
  type Period,
  type Unit,
  withoutProvisions,
  editionWords as words,
  year,
} from './edition-dates.js';
import { NUMERAL, numberNamed, withPlainDigits } from './numbers.js';
import { matchesIn } from './tokens.js';

/** A year alone is the commonest name, and is plain. */
const YEAR = /^(?:19|20)\d{2}$/u;

/** Words that a cover sets in capitals; a Roman number and an acronym are so by themselves. */
const SHOUTED = /(?<!\p{L})(?![IVXLCDM]+(?!\p{L}))\p{Lu}{4,}(?!\p{L})/gu;
/** What an edition is called, without the white space and the capitals that a cover is set in. */
const asCalled = (words: string): string =>
  inOneLine(words).replace(SHOUTED, (word) => word[0] + word.slice(1).toLowerCase());

const inOneLine = (words: string): string => words.replace(/\s+/gu, ' ').trim();

/** A name as the text in which an edition was seen prints it (`Volume XIII`, `第13号`); in our own spelling where it does not print it. */
export const printedIn = (text: string, { words, name }: EditionMark): string =>
  text.includes(words) ? asCalled(words) : name;

/** What tells an edition from others, in the words of the text in which it was found. */
export const asPrinted = ({ words }: EditionMark): string => asCalled(words);

/** An edition's name in one spelling: `Volume XIII` is `volume 13`, `CPI ’25` is `CPI 2025`, `Vol. 12 No. 4` is `volume 12, no. 4`. */
export function normalizeEditionName(edition: string): string {
  if (YEAR.test(edition)) return edition;
  const marks = marksOf(edition);
  const rest = marks.reduce((left, { words }) => left.replace(words, ' '), edition);
  if (marks.length > 0 && !/[\p{L}\p{N}]/u.test(rest))
    return marks.map(({ name }) => name).join(', ');
  return inOneLine(marks.reduce((all, { words, name }) => all.replace(words, () => name), edition));
}

/** A key that names of one meaning have in common, and no others. */
export const editionKey = (edition: string): string => normalizeEditionName(edition).toLowerCase();

/** True when two names mean one edition, however each spells it; nothing is the same as nothing. */
export const isSameEdition = (one: string | null, other: string | null): boolean =>
  one === other || (one !== null && other !== null && editionKey(one) === editionKey(other));

/** Something in an edition's name by which it is told from another: a time, or a place in a count. */
export type EditionMark = Issue | Counted;

/** How one edition lies to another. `unknown`: their names share no scheme, overlap, or contradict themselves. */
export type EditionOrder = 'later' | 'same' | 'earlier' | 'unknown';

export const isCounted = (mark: EditionMark): mark is Counted => 'at' in mark;

/** Everything in a text that may tell editions apart, times first. */
export const marksIn = (text: string): readonly EditionMark[] =>
  [issuesIn, countedIn, numberOfYearIn, hijriIn].flatMap((read): readonly EditionMark[] =>
    read(text),
  );

/** The marks of an edition's name, which may begin with a bare version: `2.0 October 2024`. */
export function marksOf(edition: string): readonly EditionMark[] {
  const marks = marksIn(edition);
  const version = versionLeading(edition);
  return version === null || marks.some(({ unit }) => unit === 'version')
    ? marks
    : [...marks, version];
}

/** The time that an edition's name means; null when it names none. */
export const issueOf = (edition: string): Issue | null => issuesIn(edition)[0] ?? null;

/** Times of which one contains another, or its beginning: a year to date, a quarter, a year from summer to summer. */
const PERIODS: ReadonlySet<Unit> = new Set(['quarter', 'half', 'span', 'annual', 'fiscal']);

/** From the first of January of the year in which another period begins: a series of quarters may go over to that. */
const isYearToDate = (a: Issue, b: Issue): boolean =>
  a.unit === 'span' && a.from === `${b.from.slice(0, 4)}-01-01`;

/** True when all of `a` lies after all of `b`, or goes on beyond it from no earlier a beginning, or from that of its year. */
export const isLater = (a: Issue, b: Issue): boolean =>
  a.from > b.to ||
  (PERIODS.has(a.unit) &&
    PERIODS.has(b.unit) &&
    a.to > b.to &&
    (a.from >= b.from || isYearToDate(a, b)));

/** True when two marks say the same place of one scheme. */
export const isSameMark = (a: EditionMark, b: EditionMark): boolean => orderOf(a, b) === 'same';

/** How two marks lie to each other; `unknown` when they are of different schemes. */
export function orderOf(a: EditionMark, b: EditionMark): EditionOrder {
  if (isCounted(a) || isCounted(b)) {
    if (!isCounted(a) || !isCounted(b) || a.unit !== b.unit) return 'unknown';
    const order = countOrder(a.at, b.at);
    return order > 0 ? 'later' : order < 0 ? 'earlier' : 'same';
  }
  // One of two days may be the other one: `05/06/2024`, `06/05/2024`.
  if (a.from === b.from && a.to === b.to)
    return a.unit === 'day' && a.name !== b.name ? 'unknown' : 'same';
  return isLater(a, b) ? 'later' : isLater(b, a) ? 'earlier' : 'unknown';
}

/** How the editions of two names lie to each other, and by which mark of the first. */
export interface Compared {
  readonly order: EditionOrder;
  readonly by: EditionMark | null;
}

/** Counts that name an edition by themselves: a reprint with a later date is the same one. */
const OWN: readonly CountedUnit[] = ['edition', 'version', 'round', 'revision', 'update'];
const NOT_COMPARED: Compared = { order: 'unknown', by: null };

/** Compares all marks of two names: a volume counts before a date, a number after it, for numbers begin anew every year. `unknown` where count and date contradict. */
export function compareMarks(a: readonly EditionMark[], b: readonly EditionMark[]): Compared {
  const date = orderBy(a, b, (mark) => !isCounted(mark));
  const byUnit = (unit: CountedUnit): Compared => orderBy(a, b, (mark) => mark.unit === unit);
  const own = OWN.map(byUnit).find(({ by }) => by !== null);
  if (own !== undefined) {
    const opposed = own.order === 'later' ? 'earlier' : 'later';
    return own.order !== 'same' && date.order === opposed ? NOT_COMPARED : own;
  }
  const after = (['hijri year', 'hijri month', 'number'] as const).map(byUnit);
  const nested = [byUnit('volume'), byUnit('number of year'), date, ...after].filter(
    ({ by }) => by !== null,
  );
  return nested.find(({ order }) => order !== 'same') ?? nested.at(-1) ?? NOT_COMPARED;
}

function orderBy(
  a: readonly EditionMark[],
  b: readonly EditionMark[],
  isKind: (mark: EditionMark) => boolean,
): Compared {
  const [one, other] = [a.find(isKind), b.find(isKind)];
  return one === undefined || other === undefined
    ? NOT_COMPARED
    : { order: orderOf(one, other), by: one };
}

const inOwnWords = (period: Period | null): Issue | null =>
  period && { ...period, words: period.name };

/** An issue as precisely as its series names issues: a yearly series' `24 June 2024` is its 2024. Null when a day names no such issue. */
export function asPreciseAs(issue: Issue, unit: Unit): Issue | null {
  const [y = 0, m = 0] = issue.to.split('-').map(Number);
  switch (unit) {
    case 'day':
      return issue;
    case 'month':
      return issue.unit === 'day' || issue.unit === 'span' ? inOwnWords(month(y, m)) : issue;
    case 'span':
      return PERIODS.has(issue.unit) || issue.unit === 'year' ? issue : inOwnWords(month(y, m));
    case 'quarter':
    case 'half':
    case 'annual':
      return PERIODS.has(issue.unit) ? issue : null;
    case 'fiscal':
    case 'year':
      return issue.unit === unit || issue.unit === 'year' ? issue : inOwnWords(year(y));
  }
}

/** What editions are counted by. Numbers of different kinds cannot be compared. */
type CountedUnit = Noun | 'number of year' | 'hijri year' | 'hijri month';
type Noun = keyof typeof words.nouns;

/** A place in a count that a text names: `Third edition`, `Volume XII`, `v2.10`. */
interface Counted {
  readonly name: string;
  readonly unit: CountedUnit;
  /** The number, with the numbers after its points. */
  readonly at: readonly number[];
  readonly words: string;
}

/** True for what a publication is called: a number beside it is its own. */
export const isPublication = (word: string): boolean => KIND.test(word);
const KIND = new RegExp(`^(?:${words.ordinals})$`, 'iu');

/** `S/2025/901`, `34/2025`: a year and a number in it, which may be its month's. */
const NUMBER_OF_YEAR =
  /(?<!\d|\d[./-])(?:(?:\p{Lu}{1,4}\/){0,3}((?:19|20)\d{2})\/(\d{1,4})|(\d{1,4})\/((?:19|20)\d{2}))(?!\d|[./-]\d)/u;

function numberOfYearIn(text: string): readonly Counted[] {
  const match = text.includes('/') ? NUMBER_OF_YEAR.exec(withoutProvisions(text)) : null;
  const [year, n] = [match?.[1] ?? match?.[4], match?.[2] ?? match?.[3]].map(Number);
  if (
    match === null ||
    year === undefined ||
    n === undefined ||
    n === (year + 1) % 100 ||
    n >= COUNTED_YEAR
  )
    return [];
  const words = text.slice(match.index, match.index + match[0].length);
  return [{ unit: 'number of year', at: [year, n], name: `${n}/${year}`, words }];
}

/** What is no ordinal before a noun: “12 report”, “I report”, “one edition”. */
const NO_ORDINAL = /^(?:\d+|I|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/iu;
/** Counters of Chinese and Japanese, which stand after the number; Korean's `제3판`. */
const HAN_COUNTERS: readonly (readonly [string, Noun])[] = [
  ['[版판]', 'edition'],
  ['[卷巻권]', 'volume'],
  ['[期号號호]', 'number'],
  ['[轮輪]', 'round'],
];
/** From here on a number beside `edition` is a year. */
const COUNTED_YEAR = 1900;
const BEFORE = '(?<![\\p{L}\\p{M}\\d.])';

type Reader = readonly [gate: string, pattern: string, unit: Noun, isOrdinal: boolean];
const UNITS = Object.keys(words.nouns) as readonly Noun[];
const READERS: readonly Reader[] = [
  ['v\\d', `${BEFORE}()v(\\d+(?:\\.\\d+)*)(?![\\p{L}\\d])`, 'version', false],
  ...HAN_COUNTERS.map(
    ([counter, unit]): Reader => [
      '[第제]',
      `()[第제]\\s?([一二三四五六七八九十]+|\\d+)\\s?${counter}`,
      unit,
      true,
    ],
  ),
  ['版本|바전|バージョン', '()(?:版本|바전|バージョン)\\s?(\\d+(?:\\.\\d+)*)', 'version', false],
  ...UNITS.flatMap(readersOf),
];

function readersOf(unit: Noun): readonly Reader[] {
  const noun = words.nouns[unit];
  const before = `${BEFORE}(${noun})[\\s._:#-]{0,3}(?:n[or]\\.?\\s?)?(\\d+(?:\\.\\d+)*(?![\\d.]*[%\\p{L}])|[\\p{L}\\p{M}]+)`;
  const all = unit === 'number' ? `${noun}|${words.ordinals}` : noun;
  const after = `${BEFORE}(${NUMERAL})[\\s_-]{1,3}(?:\\p{L}+ )?(${all})(?![\\p{L}\\d])`;
  return [
    [noun, before, unit, false],
    [all, after, unit, true],
  ];
}

/** One of these stands in every name that counts: most titles have none, and some readers take milliseconds to compile. */
const GATE = [...new Set(READERS.map(([gate]) => gate))].join('|');

/** Expressions by their source, compiled when a text first asks. */
const EXPRESSIONS = new Map<string, RegExp>();

function expression(pattern: string, flags: 'iu' | 'giu'): RegExp {
  const key = `${flags} ${pattern}`;
  const compiled = EXPRESSIONS.get(key) ?? new RegExp(pattern, flags);
  EXPRESSIONS.set(key, compiled);
  return compiled;
}

/** The places in counts that a text names, in the order of {@link UNITS}; each unit once, where it is named first. */
export function countedIn(text: string): readonly Counted[] {
  const plain = withoutProvisions(text);
  const passes = (gate: string): boolean => expression(gate, 'iu').test(plain);
  if (!passes(GATE)) return [];
  const found = READERS.filter(([gate]) => passes(gate)).flatMap(([, pattern, unit, isOrdinal]) =>
    matchesIn(expression(pattern, 'giu'), plain).flatMap((match) =>
      counted(match, unit, isOrdinal, text),
    ),
  );
  return UNITS.flatMap(
    (unit) => found.filter((one) => one.unit === unit).sort((a, b) => a.place - b.place)[0] ?? [],
  ).map(({ place: _, ...one }) => one);
}

function counted(
  match: RegExpMatchArray,
  unit: Noun,
  isOrdinal: boolean,
  text: string,
): readonly (Counted & { readonly place: number })[] {
  const [whole, one = '', other = ''] = match;
  const [noun, numeral] = isOrdinal && one !== '' ? [other, one] : [one, other];
  if (noun !== '' && isOrdinal && NO_ORDINAL.test(numeral)) return [];
  const at = /^\d+(?:\.\d+)+$/u.test(numeral)
    ? numeral.split('.').map(Number)
    : [numberNamed(numeral)];
  if (!at.every((n) => n !== null) || (at[0] as number) >= COUNTED_YEAR) return [];
  const place = match.index as number;
  // `Update 3 October`: a day, and no count.
  if (isDay(text.slice(place + whole.length))) return [];
  const end = place + whole.length;
  const named = text.slice(place, end + (unit === 'number' ? rangeAfter(text.slice(end)) : 0));
  return [
    { unit, at, name: `${unit === 'number' ? 'no.' : unit} ${at.join('.')}`, words: named, place },
  ];
}

/** `Issues 1–2` is known by the first of them, and called after both. */
const rangeAfter = (after: string): number =>
  /^ ?[–-] ?\d{1,3}(?![\p{L}\d.])/u.exec(after)?.[0].length ?? 0;

const isDay = (after: string): boolean =>
  monthNamed(/^[\s.-]{1,2}(\p{L}+)/u.exec(after)?.[1] ?? '') !== null;

/** `2.0 October 2024`: an edition's name may begin with a bare version. */
function versionLeading(edition: string): Counted | null {
  const match = /^\s*(\d{1,3}(?:\.\d{1,3})+)(?![\d.])/u.exec(edition);
  if (match?.[1] === undefined) return null;
  return {
    unit: 'version',
    at: match[1].split('.').map(Number),
    name: `version ${match[1]}`,
    words: match[0],
  };
}

/** Negative when `a` is counted before `b`: 2.1 before 2.10, and 3 is 3.0. */
function countOrder(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** One spelling of letters that Arabic and Persian keyboards give differently, sign for sign. */
const oneSpelling = (text: string): string =>
  text.replace(/[یى]/gu, 'ي').replace(/[أإ]/gu, 'ا').replaceAll('ک', 'ك');

const BY_NAME = new Map(
  months.hijri.flatMap((names, i) =>
    names.split(', ').map((name) => [oneSpelling(name), i + 1] as const),
  ),
);
/** The years 1300 to 1499 of either calendar; a number of four digits is one among Arabic letters, or where it says so. */
const HIJRI_YEAR = '(?<!\\d)(1[34]\\d{2})(?!\\d)';
const AMONG_LETTERS = new RegExp(
  `(?:(?<!\\p{L})(${[...BY_NAME.keys()].join('|')})(?: ?ماه)?(?: (?:لعام|من عام|لسنة|سال))?[ ،,]+)?${HIJRI_YEAR}(?: ?(?:هـ|ه|هجرية|هجري|شمسي|ق|ش)(?!\\p{L}))?`,
  'u',
);
const SAID = new RegExp(`()${HIJRI_YEAR} ?(?:AH|A\\.H\\.|SH|S\\.H\\.)(?!\\p{L})`, 'u');
/** Letters or digits of Arabic and Persian, or nothing else: the name of an edition. */
const AMONG = /(?=\p{L})\p{Script=Arabic}|[٠-٩۰-۹]|^1[34]\d{2}$/u;

/** A Hijri year or month. It is not converted: solar and lunar years of one number are forty years apart, and no series has both. */
function hijriIn(text: string): readonly Counted[] {
  const plain = withPlainDigits(text);
  // Both expressions are long, and most titles have no year.
  if (!/\d{4}/u.test(plain)) return [];
  const match = (AMONG.test(text) ? AMONG_LETTERS : SAID).exec(oneSpelling(plain));
  if (match === null) return [];
  const [whole, name = '', year] = match;
  const month = BY_NAME.get(name);
  const at = [Number(year), month ?? []].flat();
  const words = text.slice(match.index, match.index + whole.length);
  return [
    { unit: month === undefined ? 'hijri year' : 'hijri month', at, name: at.join('/'), words },
  ];
}
