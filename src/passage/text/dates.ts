import type { PartialDate } from '../../model/watchlist.js';
import { foldedLetters } from './fold.js';
import list from './months.json' with { type: 'json' };

/** Names of months. */
interface Months {
  /** Twelve months, January first; the names of each in the languages of our sources, in lower case, with commas between them, the English name first. */
  readonly gregorian: readonly string[];
  /** Twelve months of the solar calendar as Iran and Afghanistan name them, and of the lunar one. */
  readonly hijri: readonly string[];
}

export const months: Months = list;

/** The English names of the months, January first. */
export const MONTH_NAMES: readonly string[] = months.gregorian.map((names) =>
  names.replace(/,.*/u, '').replace(/^./u, (letter) => letter.toUpperCase()),
);
const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/;
const YEAR_FIRST = /^(\d{4})[/.]?(\d{1,2})[/.]?(\d{1,2})\b/;
const DAY_FIRST = /^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b/i;
const MONTH_FIRST =
  /^(?:[a-z]{6,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/i;

/** A stated date in ISO form, as precise as it was stated; null when it is none, or one that could be read two ways. */
export function isoDate(stated: string | null | undefined): string | null {
  const text = stated?.trim() ?? '';
  if (text === '') return null;
  const iso = ISO.exec(text);
  if (iso)
    return plausible(iso[1], iso[2] ?? '01', iso[3] ?? '01')
      ? text.replace(/^(.{10}) /u, '$1T').replace(/\s/u, '')
      : null;
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return plausible(yearFirst[1], yearFirst[2], yearFirst[3]);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return plausible(dayFirst[3], month(dayFirst[2]), dayFirst[1]);
  const monthFirst = MONTH_FIRST.exec(text);
  return monthFirst ? plausible(monthFirst[3], month(monthFirst[1]), monthFirst[2]) : null;
}

const month = (name = ''): string =>
  String(
    MONTH_NAMES.findIndex(
      (month) => month.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase(),
    ) + 1,
  );

function plausible(year = '', month = '', day = ''): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1900 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Languages whose names of the days of the week are known: those of our sources. */
const LANGUAGES = 'en,fr,de,es,pt,it,nl,ru,tr,ar,fa,vi,ko,ja,zh-Hans,zh-Hant,id'.split(',');

const BY_NAME = new Map(
  months.gregorian.flatMap((names, i) =>
    names.split(', ').flatMap((name) => spellingsOf(name, i + 1)),
  ),
);

/** A name as it is written, and in Arabic letters as words are folded too: `أغسطس` without the seat of its hamza. */
function spellingsOf(name: string, place: number): readonly (readonly [string, number])[] {
  const spellings = /\p{Script=Arabic}/u.test(name) ? [name, foldedLetters(name)] : [name];
  return spellings.map((spelling) => [spelling, place]);
}

/** The month that a word names, 1 to 12, in any letter case and with or without a point; null when it names none. */
export const monthNamed = (word: string): number | null =>
  BY_NAME.get(word.toLowerCase().replace(/\.$/u, '')) ?? null;

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
/** Languages of two letters that are not written in the letters of the list. */
const languagesUnlisted = (): readonly string[] =>
  Intl.DateTimeFormat.supportedLocalesOf(LETTERS.flatMap((a) => LETTERS.map((b) => a + b))).filter(
    (language) => !/Latn|Cyrl/u.test(new Intl.Locale(language).maximize().script ?? 'Latn'),
  );
let unlisted: ReadonlyMap<string, number> | null = null;

/** False for a word that names no month, as far as is known without looking one up that the list has not. */
export const mayNameMonth = (word: string): boolean =>
  monthNamed(word) !== null || !/^[\p{Script=Latin}\p{Script=Cyrillic}]/u.test(word);

/** The month that a word names in whatever script; those that the list has not are looked up when the first such word asks. */
export function monthInAnyScript(word: string): number | null {
  const listed = monthNamed(word);
  if (listed !== null || !mayNameMonth(word)) return listed;
  unlisted ??= new Map(
    namesIn(languagesUnlisted(), { month: 'long', calendar: 'gregory' }, MONTHS),
  );
  return unlisted.get(word) ?? null;
}

/** `2020年12月18日`, `2020년 12월 18일`, `18 tháng 12 năm 2020`: groups year, month and day by name. */
const NUMBERED_MONTH: readonly RegExp[] = [
  /^(?<year>\d{4})\s?[年년]\s?(?<month>\d{1,2})\s?[月월]\s?(?<day>\d{1,2})\s?[日일号號]$/u,
  /^(?:ngày )?(?<day>\d{1,2}) tháng (?<month>\d{1,2})(?: năm|,)? (?<year>\d{4})$/iu,
];

/** `2025-03-15` or an ISO instant as `15 March 2025`, `2025-03` as `March 2025`, `2025` as itself; anything else unchanged. */
export const longDate = (date: PartialDate): string => {
  const [, year, month, dayOfMonth] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$/.exec(date) ?? [];
  const name = MONTH_NAMES[Number(month) - 1];
  if (year === undefined || (month !== undefined && name === undefined)) return date;
  return [dayOfMonth === undefined ? '' : String(Number(dayOfMonth)), name ?? '', year]
    .filter(Boolean)
    .join(' ');
};

/** Characters of the longest text that may be nothing but a date: `Wednesday, 27 de septiembre de 2023`. */
const LONGEST = 48;
const WEEKDAY = /^\p{L}{2,12}\.?,?\s+(?=\p{L}*\s*\d)/u;
const WHOLE_DAY_FIRST =
  /^(?<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?(?<name>[\p{L}\p{M}]{3,12}(?: [\p{L}\p{M}]{3,7})?)\.?,?\s+(?:de\s+|del\s+)?(?<year>\d{4})$/iu;
const WHOLE_MONTH_FIRST =
  /^(?<name>\p{L}{3,12})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>\d{4})$/iu;
const WHOLE_YEAR_FIRST = /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})$/u;

/** The day of a text that is only a date, as days since 1970; null for anything else and for what has two readings (`03/04/2020`). */
export function wholeDate(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return null;
  for (const candidate of [trimmed, trimmed.replace(WEEKDAY, '')])
    for (const form of [WHOLE_DAY_FIRST, WHOLE_MONTH_FIRST, WHOLE_YEAR_FIRST, ...NUMBERED_MONTH]) {
      const day = dayOf(form.exec(candidate)?.groups);
      if (day !== null) return day;
    }
  return null;
}

function dayOf(groups: Record<string, string | undefined> | undefined): number | null {
  if (groups === undefined) return null;
  const { year, month, day, name } = groups;
  const of = name === undefined ? Number(month) : monthNamed(name);
  if (of === null) return null;
  const date = new Date(Date.UTC(Number(year), of - 1, Number(day)));
  // A day or a month that there is not falls into another month.
  return date.getUTCMonth() === of - 1 ? date.getTime() / 86_400_000 : null;
}

const WEEK = Array.from({ length: 7 }, (_, i) => Date.UTC(2024, 0, 7 + i, 12));
const MONTHS = MONTH_NAMES.map((_, i) => Date.UTC(2024, i, 15));
let known: ReadonlySet<string> | null = null;

/** What languages call these days, by the Unicode CLDR that comes with Node, each with its place. */
const namesIn = (
  languages: readonly string[],
  as: Intl.DateTimeFormatOptions,
  days: readonly number[],
) =>
  languages.flatMap((language) => {
    const format = new Intl.DateTimeFormat(language, { ...as, timeZone: 'UTC' });
    return days.flatMap((day, i) => spellingsOf(format.format(day).toLowerCase(), i + 1));
  });

/** True for a word that names a day of the week, or is a part of such a name, in lower case. */
export const isWeekday = (word: string): boolean => {
  known ??= new Set(
    (['long', 'short'] as const)
      .flatMap((weekday) => namesIn(LANGUAGES, { weekday }, WEEK))
      .flatMap(([name]) => name.split(/[\s.-]+/u).filter((part) => part !== '')),
  );
  return known.has(word);
};
