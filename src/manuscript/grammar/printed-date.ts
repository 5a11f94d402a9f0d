import type { PartialDate } from '../../model/watchlist.js';
import { monthNamed, wholeDate } from '../../passage/text/dates.js';
import { withPlainDigits } from '../../passage/text/numbers.js';
import type { PrintedDate } from '../reference.js';
import { grammarWords as words } from './words.js';

/** A date and where it stands in the text that was searched. */
export interface FoundDate extends PrintedDate {
  readonly start: number;
  readonly end: number;
}

const WORD = String.raw`\p{L}[\p{L}\p{M}]{2,11}`;
/** The months of the Levant that are counted: `تشرين الأول`. */
const MONTH = `${WORD}(?: (?:الأول|الثاني))?`;
const YEAR = String.raw`(?:1[89]|20)\d{2}`;
const DAY = String.raw`\d{1,2}(?:st|nd|rd|th|er|\.|º)?`;
const OF = '(?:(?:of|de|del|di|do) )?';
const DASH = '[ ]?[-–—/][ ]?';
const SEASON =
  /^(?:spring|summer|autumn|fall|winter|frühling|frühjahr|sommer|herbst|printemps|été|automne|hiver)$/iu;
/** How a line reads two numbers and a year: `true`: with points the day comes first; `always`: with strokes too. */
export type DayFirst = boolean | 'always';
/** Words before a date in the Romance languages, in none of which the month comes first. */
const ALWAYS_DAY_FIRST =
  /(?<!\p{L})(?:(?:consult|publi|visit|accéd|vérifi|télécharg)ée?s?|mise? (?:à jour|en ligne)|dernier accès|dernière (?:consultation|visite|mise à jour)|(?:consultad|publicad|visitad|accedid|recuperad|descargad|acedid|acessad|actualizad|atualizad)[oa]|consultato|pubblicato|aggiornato|(?:fecha|data|date) d(?:e |i |['’])(?:consult|acc?[eè]s)\p{L}{0,6}|(?:último|ultimo) acc?es+o|acesso em|disponível em|disponible (?:en|sur|à)) ?[:：]?/iu;
/** Words of German and of the Nordic languages that stand in citation lines: their dates with points begin with the day. */
const DAY_FIRST =
  /(?<!\p{L})(?:Zugriff|abgerufen|aufgerufen|eingesehen|Auskunft|Bericht|Stand|vom|und|der|für|siehe|vgl|hämtad|senast|lastet|besøkt|tilgået|besøgt|og|och|luettu|viitattu)(?!\p{L})|(?<!\p{L})S\. \d|\p{Script=Cyrillic}|\p{Script=Greek}/iu;

type Read = (
  printed: string,
  groups: Record<string, string | undefined>,
  dayFirst: DayFirst,
) => PartialDate | null | undefined;

const day: Read = (printed) => {
  const days = wholeDate(printed.replace(/ (?:of|di|do|del) /gu, ' '));
  return days === null ? undefined : new Date(days * 86_400_000).toISOString().slice(0, 10);
};
const two = (month: number | string): string => String(Number(month)).padStart(2, '0');
const areMonths = (...names: (string | undefined)[]): boolean =>
  names.every((name = '') => monthNamed(name) !== null);
const monthOfYear: Read = (_, { year, name = '', month }) => {
  const of = month ?? monthNamed(name);
  return of === null ? undefined : `${year}-${two(of)}`;
};

/** Most telling first: what an earlier form has read, a later one does not see. Undefined: no date after all. */
const FORMS: readonly (readonly [string, Read])[] = [
  [
    `(?<from>${YEAR})${DASH}(?<name>${WORD}) ${YEAR}`,
    (_, { name }) => (areMonths(name) ? null : undefined),
  ],
  // The month by both its names, as in the Levant.
  [
    `(?<date>\\d{1,2} )?(?<from>\\p{Script=Arabic}{2,10}(?: \\p{Script=Arabic}{4,6})?)/(?<name>${MONTH}) (?<year>${YEAR})`,
    (_, { date, from = '', name = '', year }, dayFirst) =>
      areMonths(name) && [null, monthNamed(name)].includes(monthNamed(from))
        ? date === undefined
          ? monthOfYear(_, { year, name }, dayFirst)
          : day(`${date}${name} ${year}`, {}, dayFirst)
        : undefined,
  ],
  [
    `(?:\\d{1,2} )?(?<from>${WORD})${DASH}(?:\\d{1,2} )?(?<name>${WORD}),? (?<year>${YEAR})`,
    (_, { from, name, year }) => (areMonths(from, name) ? year : undefined),
  ],
  // Russian newspapers.
  [
    `(?<year>${YEAR})\\. (?<date>\\d{1,2}) (?<name>${WORD})(?= ?(?:[.,;(]|$))`,
    (_, { year, date, name }, dayFirst) =>
      areMonths(name) ? day(`${date} ${name} ${year}`, {}, dayFirst) : undefined,
  ],
  [`\\d{1,2}${DASH}\\d{1,2} (?<name>${WORD}) (?<year>${YEAR})`, monthOfYear],
  [`${DAY} ${OF}${MONTH}\\.?,? ${OF}${YEAR}`, day],
  [
    `\\d{1,2}-${WORD}-${YEAR}`,
    (printed, ...others) => day(printed.replaceAll('-', ' '), ...others),
  ],
  [`${WORD}\\.? \\d{1,2}(?:st|nd|rd|th)?,? ${YEAR}`, day],
  [
    `(?<year>${YEAR}) (?<name>${WORD})\\.? (?<date>\\d{1,2})`,
    (_, { year, name, date }, dayFirst) =>
      areMonths(name) ? day(`${date} ${name} ${year}`, {}, dayFirst) : undefined,
  ],
  [`${YEAR} ?[年년] ?\\d{1,2} ?[月월] ?\\d{1,2} ?[日일号號]`, day],
  [`(?<year>${YEAR}) ?[年년] ?(?<month>\\d{1,2}) ?[月월]`, monthOfYear],
  [`${YEAR}[-/.]\\d{1,2}[-/.]\\d{1,2}`, day],
  [
    `(?<a>\\d{1,2})(?<mark>[./-]) ?(?<b>\\d{1,2})\\k<mark> ?(?<year>${YEAR})`,
    (_, { a = '', b = '', mark, year }, dayFirst) =>
      numbered(a, b, `${year}`, dayFirst === 'always' || (mark === '.' && dayFirst)),
  ],
  [
    `(?<!(?<![\\d.])\\d{1,2}[.,]? )(?<name>${MONTH})\\.?,? ${OF}(?<year>${YEAR})`,
    (printed, groups, dayFirst) =>
      monthOfYear(printed, groups, dayFirst) ??
      (SEASON.test(groups.name ?? '') ? groups.year : undefined),
  ],
  [`(?<year>${YEAR}) (?<name>${WORD})(?=\\.? ?(?:$|[,;:\\[\\]()]))`, monthOfYear],
  // By itself `4/2024` is the number of a law as well.
  [`(?<=(?:Stand|updated|as of):? )(?<month>0?[1-9]|1[0-2])[/.](?<year>${YEAR})`, monthOfYear],
  [`(?<=, )(?<month>0[1-9]|1[0-2])/(?<year>${YEAR})(?=[.,]|$)`, monthOfYear],
  [`(?<year>${YEAR})年?`, (_, { year }) => year],
];

const FINDERS = FORMS.map(
  ([form, read]) =>
    [
      new RegExp(
        `(?<![\\p{L}\\p{N}]|\\d[-–/.,])${form}[a-h]?(?![\\p{L}\\p{N}]|[-–/]\\p{N}|\\.\\d)`,
        'giu',
      ),
      read,
    ] as const,
);

/** Two numbers and a year: null where either number can be the month. */
function numbered(
  a: string,
  b: string,
  year: string,
  dayFirst: boolean,
): PartialDate | null | undefined {
  if (dayFirst || Number(a) > 12 || a === b) return day(`${year}-${two(b)}-${two(a)}`, {}, true);
  return Number(b) > 12 ? day(`${year}-${two(a)}-${two(b)}`, {}, false) : null;
}

/** Whether the words of a line say that `3.5.2024`, or also `3/5/2024`, in it is a day in May. */
export const saysDayFirst = (line: string): DayFirst =>
  ALWAYS_DAY_FIRST.test(line) ? 'always' : DAY_FIRST.test(line);

/** Every date in a text of collapsed white space, in order. `dayFirst` says how to read `3.5.2024`: by itself as the words around it do. */
export function datesIn(
  text: string,
  dayFirst: DayFirst = saysDayFirst(text),
): readonly FoundDate[] {
  const plain = withPlainDigits(text);
  const found: FoundDate[] = [];
  for (const [finder, read] of FINDERS)
    for (const match of plain.matchAll(finder)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((other) => start < other.end && other.start < end)) continue;
      // By a letter an author's documents of one year are told apart.
      const bare = match[0].replace(/(?<=\d)[a-h]$/iu, '');
      const iso = read(bare, match.groups ?? {}, dayFirst);
      if (iso !== undefined)
        found.push({ printed: text.slice(start, start + bare.length), iso, start, end });
    }
  return found.sort((a, b) => a.start - b.start);
}

/** What a stage took from a line, and the line without it. */
export interface Taken<T> {
  readonly taken: T | null;
  readonly rest: string;
}

const LAST = `(?:(?:date|(?:date|fecha|data)(?: de| di| d['’]| of)|last|most recently|zuletzt|letzter|letztmals|dernière|dernier|sist|senast|senest|laatst|ultimo|última|último) ?)?`;
const WORDS = words.accessVerbs.join('|');
const CLAUSE = new RegExp(
  String.raw`(?<!\p{L})${LAST}(?:${WORDS})(?!\p{L}) ?[:：]? ?(?:(?:on|am|le|el|il|em|in|op|den|d\.|date|في|بتاريخ|يوم)[:：]? )?`,
  'giu',
);
/** Characters in which the date after "accessed" ends: the longest that is printed, in words, and room to spare. */
const LONGEST_DATE = 60;

/** Takes the first of these clauses that a date stands directly behind, with the date. */
function takeClause(
  line: string,
  clauses: readonly RegExpExecArray[],
  dayFirst: DayFirst,
  least = 0,
): Taken<PrintedDate> {
  for (const { 0: words, index } of clauses) {
    const after = index + words.length;
    const [date] = datesIn(line.slice(after, after + LONGEST_DATE), dayFirst);
    if (date?.start !== 0 || (date.iso?.length ?? 0) < least) continue;
    const { printed, iso, end } = date;
    return { taken: { printed, iso }, rest: without(line, index, after + end) };
  }
  return { taken: null, rest: line };
}

/** Takes `last accessed: 25 March 2025`, `[accessed 20 May 2023]`, `(Zugriff 3.5.2024)` and their like. The last one counts. */
export const takeAccess = (line: string, dayFirst: DayFirst): Taken<PrintedDate> =>
  takeClause(line, [...line.matchAll(CLAUSE)].reverse(), dayFirst);

/** Words for all that a list holds; in English a name may begin with one. */
const ALL =
  /(?<!\p{L})(?:[Aa]ll(?= \p{Ll})|[Aa]lle[nr]?|[Ss]ämtliche[nr]?|[Tt]ou(?:s|tes)|[Tt]od[ao]s|[Tt]utt[ei]|[Ss]amtliga|[Aa]lla)(?!\p{L})/u;
const SAYS_ACCESS = new RegExp(String.raw`(?<!\p{L})(?:${WORDS})(?!\p{L})`, 'iu');
/** Characters of a sentence on the access date of all sources. Our choice. */
const LONGEST_STATEMENT = 150;

/** The day on which all sources were read, of a line that says so: `Zugriff auf alle am 3. Mai 2025`; null for another line. */
export function sharedAccessDate(line: string): PrintedDate | null {
  if (
    line.length > LONGEST_STATEMENT ||
    line.includes('://') ||
    !ALL.test(line) ||
    !SAYS_ACCESS.test(line)
  )
    return null;
  const [date, other] = datesIn(line);
  return date === undefined || other !== undefined
    ? null
    : { printed: date.printed, iso: date.iso };
}

/** True for a text that begins with words before the day on which a page was read or archived. */
export function opensAccess(text: string): boolean {
  const start = text.slice(0, LONGEST_DATE).replace(/^[\s([<,.;]{1,4}/u, '');
  return [CLAUSE, ARCHIVED].some((words) => {
    const clause = [...start.matchAll(words)][0];
    return clause?.index === 0 && !/^[-_./=&?%]/u.test(start.slice(clause[0].trimEnd().length));
  });
}

/** Characters of a date that names a day. */
export const WHOLE_DATE = 10;
const ARCHIVED =
  /(?<!\p{L})(?:archived|archiviert|archivée?|archivad[oa]|archiviato|arquivado|arkivert|arkiverad|gearchiveerd) ?[:：]? ?(?:(?:on|am|le|el|il|em|den|op) )?(?=[\p{L}\d])/giu;

/** A line without the day on which a copy was archived: the document is not of that day. */
export const withoutArchiving = (line: string, dayFirst: DayFirst): string =>
  takeClause(line, [...line.matchAll(ARCHIVED)], dayFirst, WHOLE_DATE).rest;

/** A line without a stretch, and without the brackets that are left empty. */
export const without = (line: string, start: number, end: number): string =>
  `${line.slice(0, start)} ${line.slice(end)}`
    .replace(/[([<（［] ?[.,;]? ?[)\]>）］]/gu, ' ')
    .replace(/ {2,}/gu, ' ')
    .trim();
