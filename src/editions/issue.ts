/** How precisely an issue is named. `annual`: a summary that comes out beside quarterly issues. */
export type Unit = 'day' | 'month' | 'quarter' | 'annual' | 'year';

/** Which issue of a series a text names: `27 December 2024`, `August 2026`, `Q3 2026`, `2025`. */
export interface Issue {
  /** In one spelling, however the text spells it. */
  readonly name: string;
  readonly unit: Unit;
  /** First and last day that the name can mean, ISO. */
  readonly from: string;
  readonly to: string;
  /** The words of the text that name it. */
  readonly words: string;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const MONTH =
  '(?<![a-z])(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const YEAR = '(?<!\\d)((?:19|20)\\d{2})(?!\\d)';
/** Between the parts of a date, in prose and in addresses. */
const GAP = '[\\s\\-_,.]+';
const DAY = '(?<!\\d|\\d\\.)(\\d{1,2})(?:st|nd|rd|th)?';
const ANNUAL = '(?:annual|end[\\s\\-_]of[\\s\\-_]year|year[\\s\\-_]end)';
const ORDINALS = ['first', 'second', 'third', 'fourth'];

type Named = Omit<Issue, 'words'>;
type Reader = (groups: readonly string[]) => Named | null;

const two = (n: number): string => String(n).padStart(2, '0');
const monthOf = (name = ''): number =>
  MONTHS.findIndex((m) => m.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase()) + 1;
const lastDay = (year: string, month: number): number =>
  new Date(Date.UTC(Number(year), month, 0)).getUTCDate();

function day(year = '', month: number, date: number): Named | null {
  if (month < 1 || month > 12 || date < 1 || date > lastDay(year, month)) return null;
  const iso = `${year}-${two(month)}-${two(date)}`;
  return { name: `${date} ${MONTHS[month - 1]} ${year}`, unit: 'day', from: iso, to: iso };
}
const months = (year: string, first: number, last: number, unit: Unit, name: string): Named => ({
  name,
  unit,
  from: `${year}-${two(first)}-01`,
  to: `${year}-${two(last)}-${lastDay(year, last)}`,
});
const month = (year = '', n: number): Named => months(year, n, n, 'month', `${MONTHS[n - 1]} ${year}`);
const quarter = (year = '', n: number): Named => months(year, 3 * n - 2, 3 * n, 'quarter', `Q${n} ${year}`);
const year = (y = ''): Named => months(y, 1, 12, 'year', y);
/** A summary of a year comes out when the year is over. */
const annual = (y = ''): Named => ({ ...year(y), name: `${y} annual`, unit: 'annual', from: `${y}-12-31` });

function range(first: string | undefined, last: string | undefined, y: string | undefined): Named {
  const [a, b] = [monthOf(first), monthOf(last)];
  return b === a + 2 && b % 3 === 0 ? quarter(y, b / 3) : month(y, b);
}

/** Ways to name an issue, the most precise first: what one has read is not read again. */
const READERS: readonly (readonly [string, Reader])[] = [
  [`${YEAR}-(\\d{2})-(\\d{2})(?!\\d)`, ([y, m, d]) => day(y, Number(m), Number(d))],
  [`${DAY}${GAP}(?:of )?${MONTH}${GAP}${YEAR}`, ([d, m, y]) => day(y, monthOf(m), Number(d))],
  [`${MONTH}${GAP}${DAY}${GAP}${YEAR}`, ([m, d, y]) => day(y, monthOf(m), Number(d))],
  ['(?<!\\d)(\\d{2})(\\d{2})((?:19|20)\\d{2})(?!\\d)', ([d, m, y]) => day(y, Number(m), Number(d))],
  [`${MONTH}[\\s\\-_–]*(?:to|and)?[\\s\\-_–]+${MONTH}${GAP}${YEAR}`, ([a, b, y]) => range(a, b, y)],
  [`(?<![a-z])q(?:uarter)?[\\s\\-_]*([1-4])${GAP}${YEAR}`, ([q, y]) => quarter(y, Number(q))],
  [`${YEAR}${GAP}q(?:uarter)?[\\s\\-_]*([1-4])(?!\\d)`, ([y, q]) => quarter(y, Number(q))],
  [
    `(${ORDINALS.join('|')})[\\s\\-_]quarter[\\s\\-_]+(?:of[\\s\\-_]+)?${YEAR}`,
    ([n = '', y]) => quarter(y, ORDINALS.indexOf(n.toLowerCase()) + 1),
  ],
  [`${MONTH}${GAP}${YEAR}`, ([m, y]) => month(y, monthOf(m))],
  [`${ANNUAL}[^\\d\\n|]{0,20}${YEAR}`, ([y]) => annual(y)],
  [`${YEAR}${GAP}${ANNUAL}`, ([y]) => annual(y)],
  [`${YEAR}\\s*[–-]\\s*${YEAR}`, ([, y]) => year(y)],
  [YEAR, ([y]) => year(y)],
];
const PATTERNS = READERS.map(([pattern, reader]) => [new RegExp(pattern, 'giu'), reader] as const);
/** Hashes in file names hold digits that look like years. */
const HASH = /(?<![a-z\d])(?=[a-z]*\d)[\da-f]{16,}(?![a-z\d])/giu;

/** The issues that a text names, in its order. A range of years (`2013–2020`) is its last one. */
export function issuesIn(text: string): readonly Issue[] {
  const found: (Issue & { readonly at: number })[] = [];
  let rest = text.replace(HASH, (hash) => ' '.repeat(hash.length));
  for (const [pattern, reader] of PATTERNS)
    rest = rest.replace(pattern, (words: string, ...more: unknown[]) => {
      const groups = more.filter((group): group is string => typeof group === 'string').slice(0, -1);
      const named = reader(groups);
      const at = more.find((group): group is number => typeof group === 'number') as number;
      if (named !== null) found.push({ ...named, words, at });
      return named === null ? words : '|'.repeat(words.length);
    });
  return found.sort((a, b) => a.at - b.at).map(({ at: _, ...issue }) => issue);
}

/** The issue that an edition's name means; null when it names none. */
export const issueOf = (edition: string): Issue | null => issuesIn(edition)[0] ?? null;

/** True when all of `a` lies after all of `b`: what could be the same issue is not later. */
export const isLater = (a: Issue, b: Issue): boolean => a.from > b.to;

export const isSameIssue = (a: Issue, b: Issue): boolean => a.from === b.from && a.to === b.to;

/**
 * An issue as precisely as its series names issues: a yearly series' `24 June 2024` is its 2024. Null when it cannot
 * be one: a day says nothing of which quarter a quarterly series covers.
 */
export function asPreciseAs(issue: Issue, unit: Unit): Issue | null {
  const { words } = issue;
  const [y, m] = issue.from.split('-');
  switch (unit) {
    case 'day':
      return issue;
    case 'month':
      return issue.unit === 'day' ? { ...month(y, Number(m)), words } : issue;
    case 'quarter':
    case 'annual':
      return issue.unit === 'quarter' || issue.unit === 'annual' ? issue : null;
    case 'year':
      return { ...year(y), words };
  }
}
