import { MONTH_NAMES, mayNameMonth, monthInAnyScript } from './dates.js';
import list from './edition-words.json' with { type: 'json' };
import { NUMERAL, numberNamed, withPlainDigits } from './numbers.js';

/** What editions are counted by. */
interface EditionWords {
  /** Nouns that count an edition only behind an ordinal: `the report of 3 cases`. */
  readonly ordinals: string;
  /** Nouns of which the number names an article or a part. */
  readonly provisions: string;
  /** The nouns of each count as a regular expression, in the order in which they are read. */
  readonly nouns: Readonly<
    Record<'version' | 'edition' | 'volume' | 'round' | 'revision' | 'update' | 'number', string>
  >;
}

export const editionWords: EditionWords = list;

const words = editionWords;

type Groups = readonly (string | undefined)[];
type Reader = (groups: Groups) => Period | null;

/** No decade: `the 2020s`. */
const YEAR = '(?<!\\d)((?:19|20)\\d{2})(?!\\d|s(?!\\p{L}))';
/** Between the parts of a date, in prose and in addresses: `8 May 2025`, `8. Mai 2025`, `8 de mayo de 2025`, `may-2025`. */
const GAP = '[\\s\\-_,.]+(?:(?:of|de|del|di|do|van|ماه)[\\s\\-_]+)?';
/** Between a day and its month: in `No. 9, May 2025` a comma ends the number. */
const DAY_GAP = GAP.replace(',', '');
const DAY = '(?<!\\d|\\d\\.)(\\d{1,2})(?:st|nd|rd|th|er|º|ª)?';
const WORD = '(?<![\\p{L}\\p{M}])(\\p{L}[\\p{L}\\p{M}]{2,}(?: (?:الثاني|الأول))?)';
/** A dash or any short word: two months or days beside it make a range in every language. */
const TO = '\\.?(?:[\\s\\-_]+[\\p{L}\\p{M}]{1,7}[\\s\\-_]+|[\\s_]*[–—-][\\s_]*)';
const COUNT = `(?<![\\p{L}\\p{M}\\d])(${NUMERAL})`;
const QUARTER =
  '(?:quarter|trimestr(?:e|ul)|quartal|kvartal(?:et)?|kwarta[łl]\\p{L}{0,2}|čtvrtletí|negyedév|τρίμηνο|тримесечие|kwartaal|квартал\\p{L}*|çeyrek|triwulan|الربع)';
const HALF =
  '(?:half|semestr(?:e|ul)|halvår(?:et)?|półrocz[ea]|pololetí|félév|εξάμηνο|півріччя|halbjahr|halfjaar|полугодие|semester|yarıyıl)';
const ANNUAL =
  '(?:annual|end[\\s\\-_]of[\\s\\-_]year|year[\\s\\-_]end|bilan[\\s\\-_]annuel|jahresbilanz)';

const APART = '[\\s\\-_,:(]{0,3}';

/** Months in one language that are other words in most texts: “out 2024”, “set 2024”. */
const NO_MONTH = new Set(['out', 'set', 'mag', 'ago', 'ara']);
const monthOf = (name = ''): number =>
  NO_MONTH.has(name.toLowerCase()) ? 0 : (monthInAnyScript(name) ?? 0);
const count = (word = ''): number => numberNamed(word) ?? 0;

/** In Croatian the month before the one that it is in Polish. */
const EITHER_MONTH = /(?<!\p{L})listopada?(?!\p{L})/iu;

/** A time that can begin a month earlier, where its month is one of two. */
const eitherMonth = (issue: Issue): Issue =>
  EITHER_MONTH.test(issue.words)
    ? { ...issue, name: issue.words, from: issue.from.replace('-11-', '-10-') }
    : issue;

/** A range of years: one that begins in one year and ends in the next, or the last of many. */
function years(first: string | undefined, last = ''): Period | null {
  const [a, b] = [
    Number(first),
    last.length === 2 ? Number(`${first?.slice(0, 2)}${last}`) : Number(last),
  ];
  if (b === a + 1 || (a % 100 === 99 && last === '00')) return fiscal(a + 1);
  return last.length === 4 ? year(b) : null;
}

/** `2025/07`: `2009/10` and `2005-08` are two years. */
const numberedAfter = (y: string | undefined, n: string | undefined): Period | null =>
  Number(n) > Number(y) % 100 ? null : numbered(Number(y), Number(n));

/** The twelve months that end with this one: `year ending June 2024`. */
const yearTo = (y: number, m: number): Period | null =>
  m === 12 ? annual(y) : months([y - 1, m + 1], [y, m]);

/** `4/2025`: by the month of that number, in its own name. */
function numbered(y: number, n: number): Period | null {
  const period = month(y, n);
  return period === null ? null : { ...period, name: `${n}/${y}` };
}

/** A range of months of one year; of two neighbours that are no quarter the last one. */
function range(
  first: string | undefined,
  last: string | undefined,
  y: string | undefined,
): Period | null {
  const [a, b] = [monthOf(first), monthOf(last)];
  return a > 0 && b > a ? months([Number(y), a], [Number(y), b]) : null;
}

/** `31.05.2017`; between other signs than points a day may be the month, and the date one of two. */
function digits([a, sign, b, y]: Groups): Period | null {
  const dates = [
    oneDay(Number(y), Number(b), Number(a)),
    sign === '.' ? null : oneDay(Number(y), Number(a), Number(b)),
  ];
  const [first, last = first] = dates
    .flatMap((date) => date ?? [])
    .sort((one, other) => (one.from < other.from ? -1 : 1));
  if (first === undefined || last === undefined) return null;
  return first.from === last.from ? first : { ...first, name: [a, b, y].join(sign), to: last.to };
}

/** `2025. március`, `2025. március 14.`; a sentence's end before another one's “May” is none. */
function yearFirst(y: string | undefined, m = '', d?: string): Period | null {
  if (!/^\p{Ll}/u.test(m)) return null;
  return d === undefined ? month(Number(y), monthOf(m)) : oneDay(Number(y), monthOf(m), Number(d));
}

const HAN_YEAR = '\\s?(元|\\d{1,3})\\s?年(?:\\s?(\\d{1,2})\\s?月)?';

/** What makes a year of the Buddhist count one of ours. */
const BUDDHIST = -543;
/** A month in Thai, beside which a year is of the Buddhist count whether it says so or not. */
const THAI_MONTH = '(?<![ก-๎])([ก-๎]+)\\s(?:พ\\.\\s?ศ\\.\\s?)?(2[45]\\d{2})(?!\\d)';

/**
 * Years of another count, which begin with those of the Gregorian calendar (those of the Hijri calendars do not): a pattern, of which
 * the groups are the year and, where it is named, the month, and what makes its year a Gregorian one. Offsets of the Japanese eras,
 * of Minguo and of the Buddhist count of Thailand: the Unicode CLDR's calendar data.
 */
const ERAS: readonly (readonly [pattern: string, add: number])[] = [
  [`令和${HAN_YEAR}`, 2018],
  [`平成${HAN_YEAR}`, 1988],
  [`昭和${HAN_YEAR}`, 1925],
  [`民[國国]${HAN_YEAR}`, 1911],
  ['(?:พ\\.\\s?ศ\\.|พุทธศักราช|ปี)\\s?(2[45]\\d{2})(?!\\d)', BUDDHIST],
];

const two = (n: number): string => String(n).padStart(2, '0');
const lastDay = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();
const isMonth = (month: number): boolean => month >= 1 && month <= 12;
const monthName = (month: number): string => MONTH_NAMES[month - 1] as string;

const between = (
  unit: Unit,
  name: string,
  from: readonly [number, number],
  to: readonly [number, number],
) => ({
  name,
  unit,
  from: `${from[0]}-${two(from[1])}-01`,
  to: `${to[0]}-${two(to[1])}-${lastDay(...to)}`,
});

export const year = (y: number): Period => between('year', String(y), [y, 1], [y, 12]);

/** Null when the calendar has no such month. */
export const month = (y: number, m: number): Period | null =>
  isMonth(m) ? between('month', `${monthName(m)} ${y}`, [y, m], [y, m]) : null;

const quarter = (y: number, q: number): Period | null =>
  q >= 1 && q <= 4 ? between('quarter', `Q${q} ${y}`, [y, 3 * q - 2], [y, 3 * q]) : null;

const half = (y: number, h: number): Period | null =>
  h === 1 || h === 2 ? between('half', `H${h} ${y}`, [y, 6 * h - 5], [y, 6 * h]) : null;

/** A summary of a year comes out when the year is over. */
const annual = (y: number): Period => ({
  ...year(y),
  name: `${y} annual`,
  unit: 'annual',
  from: `${y}-12-31`,
});

/** `2023–24`, `FY24`: known by the year in which it ends; when in a year it begins differs by country. */
const fiscal = (end: number): Period =>
  between('fiscal', `${end - 1}–${two(end % 100)}`, [end - 1, 1], [end, 12]);

/** Ways to name a time, the most precise first: what one has read is not read again. */
const READERS: readonly (readonly [string, Reader])[] = [
  [
    `(?<!\\d[./_-])${YEAR}(?:[/_-]|\\.\\s?)(\\d{1,2})(?:[/_-]|\\.\\s?)(\\d{1,2})(?![/_-]?\\d)`,
    ([y, m, d]) => oneDay(Number(y), Number(m), Number(d)),
  ],
  [`(?<!\\d[./_-]?)(\\d{1,2})([./_-])(\\d{1,2})\\2${YEAR}(?![./_-]\\d)`, digits],
  [
    `${YEAR}\\s?[年년]\\s?(\\d{1,2})\\s?[月월]\\s?(\\d{1,2})\\s?[日일号號]`,
    ([y, m, d]) => oneDay(Number(y), Number(m), Number(d)),
  ],
  [THAI_MONTH, ([m, y]) => month(Number(y) + BUDDHIST, monthOf(m))],
  ...ERAS.map(([pattern, add]): readonly [string, Reader] => [
    pattern,
    (groups) => inEra(add, groups),
  ]),
  [`${YEAR}\\.\\s${WORD}(?:\\s(\\d{1,2})\\.)?`, ([y, m, d]) => yearFirst(y, m, d)],
  [
    `${DAY} tháng (\\d{1,2})(?: năm|,)? ${YEAR}`,
    ([d, m, y]) => oneDay(Number(y), Number(m), Number(d)),
  ],
  [
    `year[\\s\\-_](?:ending|ended|to)[\\s\\-_](?:${DAY}[\\s\\-_])?${WORD}${GAP}${YEAR}`,
    ([, m, y]) => yearTo(Number(y), monthOf(m)),
  ],
  [
    `${WORD}[\\s_-]${YEAR}${TO}${WORD}[\\s_-]${YEAR}`,
    ([a, y, b, z]) => months([Number(y), monthOf(a)], [Number(z), monthOf(b)]),
  ],
  // A week by its days is known by the last.
  [
    `${DAY}${TO}${DAY}${DAY_GAP}${WORD}${GAP}${YEAR}`,
    ([, d, m, y]) => oneDay(Number(y), monthOf(m), Number(d)),
  ],
  [`${DAY}${DAY_GAP}${WORD}${GAP}${YEAR}`, ([d, m, y]) => oneDay(Number(y), monthOf(m), Number(d))],
  [`${WORD}${GAP}${DAY}${GAP}${YEAR}`, ([m, d, y]) => oneDay(Number(y), monthOf(m), Number(d))],
  [
    '(?<!\\d)(\\d{2})(\\d{2})((?:19|20)\\d{2})(?!\\d)',
    ([d, m, y]) => oneDay(Number(y), Number(m), Number(d)),
  ],
  [`${WORD}${TO}${WORD}${GAP}${YEAR}`, ([a, b, y]) => range(a, b, y)],
  [
    `(?<!\\p{L})(?:q|quarter|quartal|trimestre|t|quý|квартал)[\\s\\-_]*([1-4]|I{1,3}|IV)[\\s\\-_/,.]+(?:năm )?${YEAR}`,
    ([q, y]) => quarter(Number(y), count(q)),
  ],
  [
    `${YEAR}[\\s\\-_,.]*(?:q|quarter|t)[\\s\\-_]*([1-4])(?!\\d)`,
    ([y, q]) => quarter(Number(y), Number(q)),
  ],
  [
    `${YEAR}\\s?[年년]\\s?第?\\s?([一二三四1-4])\\s?(?:季度|季|四半期|분기)`,
    ([y, q]) => quarter(Number(y), count(q)),
  ],
  [`${COUNT}[\\s\\-_]+${QUARTER}${GAP}${YEAR}`, ([n, y]) => quarter(Number(y), count(n))],
  [`(?<!\\p{L})h([12])[\\s\\-_/]+${YEAR}`, ([h, y]) => half(Number(y), Number(h))],
  [`${YEAR}[\\s\\-_,.]*h([12])(?!\\d)`, ([y, h]) => half(Number(y), Number(h))],
  [`${YEAR}\\s?年?([上下])半[年期]`, ([y, h]) => half(Number(y), h === '上' ? 1 : 2)],
  [`${COUNT}[\\s\\-_]+${HALF}${GAP}${YEAR}`, ([n, y]) => half(Number(y), count(n))],
  [`${YEAR}\\s?[年년]\\s?(\\d{1,2})\\s?[月월]`, ([y, m]) => month(Number(y), Number(m))],
  // A journal's number of a year may be its month or not: they lie to each other alike.
  [`(?<![\\d/.-])(\\d{1,2})/${YEAR}(?![/-]\\d)`, ([n, y]) => numbered(Number(y), Number(n))],
  [
    `(?<!\\d[./_-])${YEAR}(?:/(?=\\d)|[_-](?=\\d\\d))(\\d{1,2})(?![./_-]?\\d)`,
    ([y, n]) => numberedAfter(y, n),
  ],
  [`tháng (\\d{1,2})[ /](?:năm )?${YEAR}`, ([m, y]) => month(Number(y), Number(m))],
  [`${WORD}${GAP}${YEAR}`, ([m, y]) => month(Number(y), monthOf(m))],
  [
    `${ANNUAL}(?:${APART}(?:summary|report|review|bulletin|statistics|figures|of|for))*${APART}${YEAR}(?!\\s?[–/-]\\d)`,
    ([y]) => annual(Number(y)),
  ],
  [`${YEAR}${GAP}${ANNUAL}`, ([y]) => annual(Number(y))],
  [
    '(?<!\\p{L})fy[\\s\\-_]?’?(\\d{4}|\\d{2})(?![\\d/–-])',
    ([y = '']) => fiscal(Number(y.length === 2 ? `20${y}` : y)),
  ],
  [
    `(?:(?<!\\p{L})fy[\\s\\-_]?)?${YEAR}\\s*[–/-]\\s*(\\d{4}|\\d{2})(?![\\d-])`,
    ([a, b]) => years(a, b),
  ],
  [YEAR, ([y]) => year(Number(y))],
  ["(?<![\\p{L}\\d])[’'‘](\\d{2})(?!\\d)", ([y]) => year(2000 + Number(y))],
];
/** The same as expressions, and whether each reads a month by its name: made when the first text asks. */
let patterns: readonly (readonly [RegExp, Reader, boolean])[] | null = null;
/** Hashes in file names hold digits that look like years. */
const HASH = /(?<![a-z\d])(?=[a-z]*\d)[\da-f]{16,}(?![a-z\d])/giu;

/** The times by which a text names issues, in its order. A range of many years (`2013–2020`) is its last one. */
export function issuesIn(text: string): readonly Issue[] {
  // Every pattern reads a digit, or the first year of an era.
  if (!/\p{Nd}|元/u.test(text)) return [];
  const found: (Issue & { readonly at: number })[] = [];
  const plain = withoutProvisions(text);
  let rest = plain.replace(HASH, (hash) => ' '.repeat(hash.length));
  patterns ??= READERS.map(([pattern, reader]) => [
    new RegExp(pattern, 'giu'),
    reader,
    pattern.includes(WORD),
  ]);
  const hasMonth = plain.match(/[\p{L}\p{M}]+/gu)?.some(mayNameMonth) === true;
  for (const [pattern, reader, ofMonth] of patterns) {
    // Where it would read none: V8 takes a tenth of a second over its first use of these.
    if (ofMonth && !hasMonth) continue;
    rest = rest.replace(pattern, (words: string, ...more: unknown[]) => {
      const place = more.findIndex((group) => typeof group === 'number');
      const at = more[place] as number;
      const named = reader(more.slice(0, place) as Groups);
      if (named !== null)
        found.push({ ...eitherMonth({ ...named, words: text.slice(at, at + words.length) }), at });
      return named === null ? words : '|'.repeat(words.length);
    });
  }
  const inOrder = found.sort((a, b) => a.at - b.at);
  return inOrder
    .filter((issue, i) => !isBeginning(issue, inOrder[i + 1], plain))
    .map(({ at: _, ...issue }) => issue);
}

/** True for the first day of a range of days, which is known by its last. */
function isBeginning(
  day: Issue & { readonly at: number },
  next: (Issue & { readonly at: number }) | undefined,
  text: string,
): boolean {
  const between = text.slice(day.at + day.words.length, next?.at);
  return day.unit === 'day' && next?.unit === 'day' && next.from > day.to && RANGE.test(between);
}
const RANGE = new RegExp(`^${TO}$`, 'u');

const PROVISION = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${words.provisions})(?![\\p{L}\\p{M}])[\\s._-]{0,2}(?:\\p{L}{1,3}[.°º]{1,2}\\s?|[#№]\\s?|\\([\\p{L}]{2,3}\\)\\s?)?(?:\\d+|[IVXL]+(?!\\p{L}))(?:[./]\\d+)*(?:\\s?\\(\\d{4}\\))?`,
  'giu',
);

/** A text with plain digits, and blanks where it numbers a provision or a part (`Article 7`, `resolution 2231 (2015)`): that is no time, and no edition. */
export const withoutProvisions = (text: string): string =>
  withPlainDigits(text).replace(PROVISION, (provision) => ' '.repeat(provision.length));

/** The time that a match of an era's pattern names; null when its year has no such month. */
function inEra(add: number, [first, m]: readonly (string | undefined)[]): Period | null {
  const y = (first === '元' ? 1 : Number(first)) + add;
  return m === undefined ? year(y) : month(y, Number(m));
}

/** `annual`: a summary beside quarterly issues. `fiscal`: a year from one into the next. `span`: from one month to another, as a year to date. */
export type Unit = 'day' | 'month' | 'quarter' | 'half' | 'span' | 'annual' | 'fiscal' | 'year';

/** The time by which a text names an issue of a series: `27 December 2024`, `August 2026`, `Q3 2026`, `2025`. */
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

/** A time, whatever words name it. */
export type Period = Omit<Issue, 'words'>;

/** A day; null when the calendar has none such. */
function oneDay(year: number, month: number, date: number): Period | null {
  if (!isMonth(month) || date < 1 || date > lastDay(year, month)) return null;
  const iso = `${year}-${two(month)}-${two(date)}`;
  return { name: `${date} ${monthName(month)} ${year}`, unit: 'day', from: iso, to: iso };
}

/** The months from one to another: a quarter or a half where they are one. Null when they run backwards. */
function months(
  [y1, m1]: readonly [number, number],
  [y2, m2]: readonly [number, number],
): Period | null {
  const length = (y2 - y1) * 12 + m2 - m1 + 1;
  if (!isMonth(m1) || !isMonth(m2) || length < 2) return null;
  if (y1 === y2 && length === 3 && m2 % 3 === 0) return quarter(y2, m2 / 3);
  if (y1 === y2 && length === 6 && m2 % 6 === 0) return half(y2, m2 / 6);
  const start = y1 === y2 ? monthName(m1) : `${monthName(m1)} ${y1}`;
  return between('span', `${start} to ${monthName(m2)} ${y2}`, [y1, m1], [y2, m2]);
}
