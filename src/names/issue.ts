import { type Counted, type CountedUnit, countedIn, countOrder, versionLeading } from './counted.js';
import { issuesIn } from './dated.js';
import { hijriIn } from './hijri.js';
import { type Issue, month, type Period, type Unit, year } from './period.js';

/** Something in an edition's name by which it is told from another: a time, or a place in a count. */
export type EditionMark = Issue | Counted;

/** How one edition lies to another. `unknown`: their names share no scheme, overlap, or contradict themselves. */
export type EditionOrder = 'later' | 'same' | 'earlier' | 'unknown';

export const isCounted = (mark: EditionMark): mark is Counted => 'at' in mark;

/** Everything in a text that may tell editions apart, times first. */
export const marksIn = (text: string): readonly EditionMark[] => [
  ...issuesIn(text),
  ...countedIn(text),
  ...hijriIn(text),
];

/** The marks of an edition's name, which may begin with a bare version: `2.0 October 2024`. */
export function marksOf(edition: string): readonly EditionMark[] {
  const marks = marksIn(edition);
  const version = versionLeading(edition);
  return version === null || marks.some(({ unit }) => unit === 'version') ? marks : [...marks, version];
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
  (PERIODS.has(a.unit) && PERIODS.has(b.unit) && a.to > b.to && (a.from >= b.from || isYearToDate(a, b)));

const isSameIssue = (a: Issue, b: Issue): boolean => a.from === b.from && a.to === b.to;

/** True when two marks say the same place of one scheme. */
export const isSameMark = (a: EditionMark, b: EditionMark): boolean => orderOf(a, b) === 'same';

/** How two marks lie to each other; `unknown` when they are of different schemes. */
export function orderOf(a: EditionMark, b: EditionMark): EditionOrder {
  if (isCounted(a) || isCounted(b)) {
    if (!isCounted(a) || !isCounted(b) || a.unit !== b.unit) return 'unknown';
    const order = countOrder(a.at, b.at);
    return order > 0 ? 'later' : order < 0 ? 'earlier' : 'same';
  }
  if (isSameIssue(a, b)) return 'same';
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

/**
 * Compares two editions by all that their names say. A count that contradicts the date (a later “version 1.0”) leaves it
 * open, and so do names without a scheme in common. A volume counts before a date, and a number after it: numbers begin
 * anew every year.
 */
export function compareMarks(a: readonly EditionMark[], b: readonly EditionMark[]): Compared {
  const date = orderBy(a, b, (mark) => !isCounted(mark));
  const own = OWN.map((unit) => orderBy(a, b, (mark) => mark.unit === unit)).find(({ by }) => by !== null);
  if (own !== undefined) {
    const opposed = own.order === 'later' ? 'earlier' : 'later';
    return own.order !== 'same' && date.order === opposed ? NOT_COMPARED : own;
  }
  const nested = [
    orderBy(a, b, ({ unit }) => unit === 'volume'),
    date,
    orderBy(a, b, ({ unit }) => unit === 'hijri year'),
    orderBy(a, b, ({ unit }) => unit === 'hijri month'),
    orderBy(a, b, ({ unit }) => unit === 'number'),
  ].filter(({ by }) => by !== null);
  return nested.find(({ order }) => order !== 'same') ?? nested.at(-1) ?? NOT_COMPARED;
}

/** Compares by the first mark of one kind that each has. */
function orderBy(
  a: readonly EditionMark[],
  b: readonly EditionMark[],
  isKind: (mark: EditionMark) => boolean,
): Compared {
  const [one, other] = [a.find(isKind), b.find(isKind)];
  return one === undefined || other === undefined ? NOT_COMPARED : { order: orderOf(one, other), by: one };
}

const inOwnWords = (period: Period | null): Issue | null => period && { ...period, words: period.name };

/**
 * An issue as precisely as its series names issues: a yearly series' `24 June 2024` is its 2024. Null when it cannot
 * be one: a day says nothing of which quarter a quarterly series covers.
 */
export function asPreciseAs(issue: Issue, unit: Unit): Issue | null {
  const [y = 0, m = 0] = issue.to.split('-').map(Number);
  switch (unit) {
    case 'day':
      return issue;
    case 'month':
      return issue.unit === 'day' || issue.unit === 'span' ? inOwnWords(month(y, m)) : issue;
    case 'quarter':
    case 'half':
    case 'span':
    case 'annual':
      return PERIODS.has(issue.unit) ? issue : null;
    case 'fiscal':
      return issue.unit === 'fiscal' || issue.unit === 'year' ? issue : inOwnWords(year(y));
    case 'year':
      return issue.unit === 'year' ? issue : inOwnWords(year(y));
  }
}
