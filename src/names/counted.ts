import { matchesIn } from '../text/matches.js';
import { monthNamed } from '../text/months.js';
import { NUMERAL, numberNamed, withPlainDigits } from './numerals.js';

/** What editions are counted by. Numbers of different kinds cannot be compared. */
export type CountedUnit = Noun | 'hijri year' | 'hijri month';
type Noun = 'version' | 'edition' | 'volume' | 'round' | 'revision' | 'update' | 'number';

/** A place in a count that a text names: `Third edition`, `Volume XII`, `v2.10`. */
export interface Counted {
  /** In one spelling, however the text spells it. */
  readonly name: string;
  readonly unit: CountedUnit;
  /** The number, with the numbers after its points. */
  readonly at: readonly number[];
  /** The words of the text that name it. */
  readonly words: string;
}

/** The nouns of each count in the languages of our sources, as parts of an expression. */
const NOUNS: Readonly<Record<Noun, string>> = {
  version: 'version|versión|versão|versie|versi|версия|sürüm|fassung|نسخه|ver\\.',
  edition:
    'edition|édition|edición|edição|edizione|editie|edisi|auflage|ausgabe|издание|baskı|الطبعة|طبعة|چاپ|ویراست|ed\\.',
  volume: 'volume|volumen|vol|band|tome|tomo|deel|jaargang|том|cilt|المجلد|مجلد|جلد|jilid',
  round: 'round|wave|ronde|runde|ronda|rodada|vague|welle|раунд|волна',
  revision: 'revision|révision|revisión|revisão|rev\\.|rev(?=[. ]?\\d)',
  update: 'update|mise à jour|actualización|atualização|aktualisierung',
  number:
    'number|issues(?= ?\\d+ ?[–-] ?\\d)|issue|brief|briefing|paper|no\\.|no(?= ?\\d)|nr|n\\.?\\s?[º°o]\\.?|num[ée]ro|número|nummer|№|номер|выпуск|sayı|العدد|عدد|شماره|nomor|bulletin|report|session|survey|informe|rapport|bericht|relatório|отчет|доклад|التقرير',
};
/** Counts that prose has without naming an edition: `the report of 3 cases`. For them only an ordinal counts. */
const ORDINAL_ONLY =
  /^(?:bulletin|report|session|survey|informe|rapport|bericht|relatório|отчет|доклад|التقرير)$/iu;
/** What is no ordinal before a noun: “12 report”, “I report”, “one edition”. */
const NO_ORDINAL = /^(?:\d+|I|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/iu;
/** Counters of Chinese and Japanese, which stand after the number; Korean's `제3판`. */
const HAN_COUNTERS: readonly (readonly [string, Noun])[] = [
  ['[版판]', 'edition'],
  ['[卷巻권]', 'volume'],
  ['[期号號호]', 'number'],
  ['[轮輪]', 'round'],
];
const NAMES: Readonly<Record<Noun, (n: string) => string>> = {
  version: (n) => `version ${n}`,
  edition: (n) => `edition ${n}`,
  volume: (n) => `volume ${n}`,
  round: (n) => `round ${n}`,
  revision: (n) => `revision ${n}`,
  update: (n) => `update ${n}`,
  number: (n) => `no. ${n}`,
};
/** From here on a number beside `edition` is a year. */
const YEAR = 1900;
const BEFORE = '(?<![\\p{L}\\p{M}\\d.])';

type Reader = readonly [pattern: string, unit: Noun, isOrdinal: boolean];
const UNITS = Object.keys(NOUNS) as readonly Noun[];
/** Readers, each few behind a gate: what they all need, so that others are neither run nor compiled. */
const READERS: readonly (readonly [gate: string, readers: readonly Reader[]])[] = [
  [`${BEFORE}v\\d`, [[`${BEFORE}()v(\\d+(?:\\.\\d+)*)(?![\\p{L}\\d])`, 'version', false]]],
  [
    '[第제]',
    HAN_COUNTERS.map(([counter, unit]) => [
      `()[第제]\\s?([一二三四五六七八九十]+|\\d+)\\s?${counter}`,
      unit,
      true,
    ]),
  ],
  ['版本|바전|バージョン', [['()(?:版本|바전|バージョン)\\s?(\\d+(?:\\.\\d+)*)', 'version', false]]],
  ...UNITS.map((unit): (typeof READERS)[number] => [NOUNS[unit], readersOf(unit)]),
];

function readersOf(unit: Noun): readonly Reader[] {
  const noun = NOUNS[unit];
  const before = `${BEFORE}(${noun})[\\s._:#-]{0,3}(?:n[or]\\.?\\s?)?(\\d+(?:\\.\\d+)*(?![\\d.]*[%\\p{L}])|[\\p{L}\\p{M}]+)`;
  const after = `${BEFORE}(${NUMERAL})[\\s_-]{1,3}(?:\\p{L}+ )?(${noun})(?![\\p{L}\\d])`;
  return [
    [before, unit, false],
    [after, unit, true],
  ];
}

/** All gates in one: most titles pass none. */
const GATE = READERS.map(([gate]) => gate).join('|');

/** Each made when the first text asks for it: some take milliseconds. */
const EXPRESSIONS = new Map<string, RegExp>();
function expression(pattern: string): RegExp {
  const made = EXPRESSIONS.get(pattern) ?? new RegExp(pattern, 'giu');
  EXPRESSIONS.set(pattern, made);
  return made;
}
const passes = (text: string, gate: string): boolean => text.search(expression(gate)) >= 0;

/** The places in counts that a text names, in the order of {@link UNITS}; each unit once, where it is named first. */
export function countedIn(text: string): readonly Counted[] {
  const plain = withPlainDigits(text);
  if (!passes(plain, GATE)) return [];
  const found = READERS.filter(([gate]) => passes(plain, gate)).flatMap(([, readers]) =>
    readers.flatMap(([pattern, unit, isOrdinal]) =>
      matchesIn(expression(pattern), plain).flatMap((match) => counted(match, unit, isOrdinal, text)),
    ),
  );
  return UNITS.flatMap((unit) => found.filter((one) => one.unit === unit).sort(byPlace)[0] ?? []).map(
    ({ place: _, ...one }) => one,
  );
}

const byPlace = (a: { readonly place: number }, b: { readonly place: number }): number => a.place - b.place;

function counted(
  match: RegExpMatchArray,
  unit: Noun,
  isOrdinal: boolean,
  text: string,
): readonly (Counted & { readonly place: number })[] {
  const [whole, one = '', other = ''] = match;
  const [noun, numeral] = isOrdinal && one !== '' ? [other, one] : [one, other];
  if (noun !== '' && isOrdinal ? NO_ORDINAL.test(numeral) : ORDINAL_ONLY.test(noun)) return [];
  const at = /^\d+(?:\.\d+)+$/u.test(numeral) ? numeral.split('.').map(Number) : [numberNamed(numeral)];
  if (!at.every((n) => n !== null) || (at[0] as number) >= YEAR) return [];
  const place = match.index as number;
  // `Update 3 October`: a day, and no count.
  if (isDay(text.slice(place + whole.length))) return [];
  const end = place + whole.length;
  const words = text.slice(place, end + (unit === 'number' ? rangeAfter(text.slice(end)) : 0));
  return [{ unit, at, name: NAMES[unit](at.join('.')), words, place }];
}

/** `Issues 1–2` is known by the first of them, and called after both. */
const rangeAfter = (after: string): number => /^ ?[–-] ?\d{1,3}(?![\p{L}\d.])/u.exec(after)?.[0].length ?? 0;

const isDay = (after: string): boolean => {
  const word = /^[\s.-]{1,2}(\p{L}+)/u.exec(after)?.[1];
  return word !== undefined && monthNamed(word) !== null;
};

/** `2.0 October 2024`: an edition's name may begin with a bare version. */
export function versionLeading(edition: string): Counted | null {
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
export function countOrder(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
