import { type DayFirst, datesIn } from './printed-date.js';

/** The name that later notes use: `(‘DFAT Report’)` (AGLC 4, 1.4.4). */
const SHORT_TITLE =
  / \((?:“[^“”()]{2,60}”|‘[^‘’()]{2,60}’|"[^"()]{2,60}"|'[^'()]{2,60}')\)(?=[.,;]?$)/u;
const NUMBER = String.raw`\d{1,4}(?:\.\d{1,3})*`;
/** Behind a title: `(Report, 9 May 2024) 17`, `(2 May 2024) [5.34]` (AGLC 4, 7.1), `(Version 6.0, May 2024) para 3.1` (OSCOLA 4, 3.4.8), `(London: Hurst, 2019), 112–13` (Chicago 17, 14.23). */
const IMPRINT = new RegExp(
  String.raw`,? \((?:(?<kind>[^()]{2,80}?)[,:] )??(?<date>\p{L}{3,9}\.? \d{1,2}, \d{4}|[^(),]{4,20})(?:, \d{1,2}:\d{2} ?[AaPp]\.?[Mm]\.?)?\)(?:,? (?:(?<word>\p{L}{1,10}\.? )|(?<paragraph>\[))?(?<number>${NUMBER})\]?(?<last>[-–]\[?${NUMBER}\]?)?)?[.,;\s]*$`,
  'u',
);
/** Kinds of documents. What else stands behind words in quotation marks is the newspaper: `‘Title’ (The Guardian, 3 May 2024)` (OSCOLA 4, 3.4.9). */
const KIND =
  /(?:^|\s)(?:report|page|release|paper|post|note|brief(?:ing)?|speech|online)(?: (?:No )?[\d/]{1,9})?$/iu;
/** Behind a year in the place of the date: `UN News (2024) ‘Libya’, 22 March` (Harvard). */
const YEAR_BEFORE =
  /^[^()]{2,200} \((?<year>(?:19|20)\d{2})[a-z]?\) .*, (?<day>\d{1,2} \p{L}{3,9})(?=[.,;\s]*$)/u;

/** A line in the form with commas where its house sets a bracket behind the title, or the day apart from the year. */
export function commaForm(line: string, dayFirst: DayFirst): string {
  const isDate = (text: string): boolean => datesIn(text, dayFirst)[0]?.printed === text;
  const named = datesIn(line, dayFirst).length > 0 ? line.replace(SHORT_TITLE, '') : line;
  const { year = '', day = '' } = YEAR_BEFORE.exec(named)?.groups ?? {};
  if (day !== '' && isDate(`${day} ${year}`)) return named.replace(/[.,;\s]*$/u, ` ${year}`);
  const at = named.search(IMPRINT);
  return named.replace(IMPRINT, (whole, ...matched) => {
    const {
      kind,
      date = '',
      word,
      paragraph,
      number,
      last = '',
    } = matched.at(-1) as Record<string, string | undefined>;
    const isBare = kind === undefined && (number === undefined || (word ?? '') !== '');
    const isNewspaper =
      kind !== undefined && !KIND.test(kind) && /[”’"'»]$/u.test(named.slice(0, at));
    if (isBare || isNewspaper || !isDate(date)) return whole;
    const [, press] = /^[^:]{2,40}: (.+)$/u.exec(kind ?? '') ?? [];
    const place = word ?? (paragraph === undefined ? 'p. ' : 'para ');
    return [
      `, ${date}`,
      ...(press === undefined ? [] : [press]),
      ...(number === undefined ? [] : [`${place}${number}${last.replace(/[[\]]/gu, '')}`]),
    ].join(', ');
  });
}
