import type { PrintedDate } from '../reference.js';
import { type DayFirst, datesIn, saysDayFirst } from './printed-date.js';
import words from './words.json' with { type: 'json' };

/** What a stage took from a line, and the line without it. */
export interface Taken<T> {
  readonly taken: T | null;
  readonly rest: string;
}

const LAST = `(?:(?:date|(?:date|fecha|data)(?: de| di| d['’]| of)|last|most recently|zuletzt|letzter|letztmals|dernière|dernier|sist|senast|senest|laatst|ultimo|última|último) ?)?`;
const WORDS = words.accessVerbs.join('|');
const CLAUSE = new RegExp(
  String.raw`(?<!\p{L})${LAST}(?:${WORDS})(?!\p{L}) ?[:：]? ?(?:(?:on|am|le|el|il|em|in|op|den|d\.|date)[:：]? )?`,
  'giu',
);
/** Characters in which the date after "accessed" ends: the longest that is printed, in words, and room to spare. */
const LONGEST_DATE = 60;

/** Takes `last accessed: 25 March 2025`, `[accessed 20 May 2023]`, `(Zugriff 3.5.2024)` and their like. The last one counts. */
export function takeAccess(line: string, dayFirst: DayFirst): Taken<PrintedDate> {
  for (const clause of [...line.matchAll(CLAUSE)].reverse()) {
    const after = clause.index + clause[0].length;
    const date = datesIn(line.slice(after, after + LONGEST_DATE), dayFirst)[0];
    if (date?.start === 0)
      return {
        taken: { printed: date.printed, iso: date.iso },
        rest: without(line, clause.index, after + date.end),
      };
  }
  return { taken: null, rest: line };
}

/** Words for all that a list holds; in English a name may begin with one. */
const ALL =
  /(?<!\p{L})(?:[Aa]ll(?= \p{Ll})|[Aa]lle[nr]?|[Ss]ämtliche[nr]?|[Tt]ou(?:s|tes)|[Tt]od[ao]s|[Tt]utt[ei]|[Ss]amtliga|[Aa]lla)(?!\p{L})/u;
const SAYS_ACCESS = new RegExp(String.raw`(?<!\p{L})(?:${WORDS})(?!\p{L})`, 'iu');
/** Characters of a sentence on the access date of all sources. Our choice. */
const LONGEST_STATEMENT = 150;

/** The day on which all sources were read, of a line that says so: `Zugriff auf alle am 3. Mai 2025`; null for another line. */
export function sharedAccessDate(line: string): PrintedDate | null {
  if (line.length > LONGEST_STATEMENT || line.includes('://') || !ALL.test(line) || !SAYS_ACCESS.test(line))
    return null;
  const [date, other] = datesIn(line, saysDayFirst(line));
  return date === undefined || other !== undefined ? null : { printed: date.printed, iso: date.iso };
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
const WHOLE_DATE = 10;
const ARCHIVED =
  /(?<!\p{L})(?:archived|archiviert|archivée?|archivad[oa]|archiviato|arquivado|arkivert|arkiverad|gearchiveerd) ?[:：]? ?(?:(?:on|am|le|el|il|em|den|op) )?(?=[\p{L}\d])/giu;

/** A line without the day on which a copy was archived: the document is not of that day. */
export function withoutArchiving(line: string, dayFirst: DayFirst): string {
  for (const clause of line.matchAll(ARCHIVED)) {
    const after = clause.index + clause[0].length;
    const date = datesIn(line.slice(after, after + LONGEST_DATE), dayFirst)[0];
    if (date?.start === 0 && date.iso?.length === WHOLE_DATE) return without(line, clause.index, after + date.end);
  }
  return line;
}

/** A line without a stretch, and without the brackets that are left empty. */
export const without = (line: string, start: number, end: number): string =>
  `${line.slice(0, start)} ${line.slice(end)}`
    .replace(/[([<（［] ?[.,;]? ?[)\]>）］]/gu, ' ')
    .replace(/ {2,}/gu, ' ')
    .trim();
