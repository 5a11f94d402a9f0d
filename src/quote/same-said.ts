import { monthNamed } from '../text/months.js';
import type { Word } from '../text/tokens.js';
import type { WordRun } from '../text/word-diff.js';

/**
 * Of English words that weigh by themselves or beside a number, one of a row may stand for the others: none says more, nor how surely.
 * By hand, and few: a dictionary has `militant` and `activist` for synonyms too.
 */
const ROWS = [
  'say|state',
  'says|states',
  'said|stated',
  'persons|people',
  'protesters|protestors|demonstrators',
  '%|percent|per cent|pct',
  'km|kilometres|kilometers',
  'kg|kilograms|kilogrammes',
  'each|every',
  'nobody|no one',
  'rarely|seldom',
  'must|have to|has to',
  'million|mn',
  'billion|bn',
  '€|eur|euro|euros',
  'january|jan',
  'february|feb',
  'march|mar',
  'april|apr',
  'june|jun',
  'july|jul',
  'august|aug',
  'september|sept|sep',
  'october|oct',
  'november|nov',
  'december|dec',
] as const;
const IN_ONE_WORD: ReadonlyMap<string, string> = new Map(
  ROWS.flatMap((row) => {
    const [first = '', ...others] = row.split('|');
    return others.map((other) => [other, first] as const);
  }),
);
const OTHERS = new RegExp(`(?<= )(?:${[...IN_ONE_WORD.keys()].join('|')})(?= )`, 'gu');

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const COUNTED = new RegExp(
  `(?<= )(?:(${TENS.join('|')})(?: (${ONES.slice(1, 10).join('|')}))?|(${ONES.join('|')}))(?= )`,
  'gu',
);
const ORDINAL = new RegExp(`(?<= )(${ORDINALS.join('|')})(?= )`, 'gu');
const inDigits = (_: string, tens?: string, one = '', alone?: string): string =>
  String(
    alone === undefined
      ? 20 + 10 * TENS.indexOf(tens ?? '') + Math.max(0, ONES.indexOf(one))
      : ONES.indexOf(alone),
  );

/** Each magnitude as zeros. */
const ZEROS: ReadonlyMap<string, number> = new Map([
  ['thousand', 3],
  ['million', 6],
  ['billion', 9],
]);
/** `2.1 million` as digits: the fraction moves to the left. */
const asDigits = (all: string, whole: string, fraction = '', magnitude = ''): string => {
  const zeros = (ZEROS.get(magnitude) ?? 0) - fraction.length;
  return zeros < 0 ? all : `${whole}${fraction}${'0'.repeat(zeros)}`;
};

/** A month in Latin letters, short or long, beside a day: `3 Apr`, `April 3rd`. */
const DAY_FIRST = /(?<= )0?(\d{1,2})(?: (?:st|nd|rd|th))? ([a-z]{3,9})(?= )/gu;
const MONTH_FIRST = /(?<= )(?<!\d )([a-z]{3,9}) 0?(\d{1,2})(?: (?:st|nd|rd|th))?(?= )/gu;
const dated = (all: string, day: string, name: string): string => {
  const month = monthNamed(name);
  return month === null ? all : `${day}@${month}`;
};

const CONTRACTED: Readonly<Record<string, string>> = { ca: 'can', wo: 'will', sha: 'shall' };
const NEGATED = /^(\p{L}+)n['’]t$/iu;

/** A word as one says it: `didn’t` as two, `cannot` as two. */
function spelledOut({ bare, key }: Word): string {
  const stem = NEGATED.exec(bare)?.[1]?.toLowerCase();
  if (stem !== undefined) return `${CONTRACTED[stem] ?? stem} not`;
  return key === 'cannot' ? 'can not' : key;
}

/** What words say, in one form: numbers in digits, days before months, times with a colon, contractions as two words. */
const saidBy = (words: readonly Word[]): string =>
  ` ${words.map(spelledOut).join(' ')} `
    .replace(OTHERS, (other) => IN_ONE_WORD.get(other) as string)
    .replace(COUNTED, inDigits)
    .replace(ORDINAL, (word) => `${ORDINALS.indexOf(word) + 1} th`)
    .replace(MONTH_FIRST, (all, name: string, day: string) => dated(all, day, name))
    .replace(DAY_FIRST, dated)
    .replace(/(?<=\d )(?:st|nd|rd)(?= )/gu, 'th')
    .replace(/(?<= )(\d{1,9})(?:\.(\d{1,9}))? (thousand|million|billion)(?= )/gu, asDigits)
    .replace(/(?<= (?:[01]?\d|2[0-3]))\.(?=[0-5]\d )/gu, ':')
    .replace(/(?<=\d )-(?= \d)/gu, 'to');

/** Words beside a difference that are read with it: a month and its year. */
const BESIDE = 2;
/** Runs of a difference: a day on one side of its month, and on the other. */
const LONGEST = 5;

const keysOf = (words: readonly Word[]): string => words.map(({ key }) => key).join(' ');

/** Where the difference that begins at a run ends, when it says the same in other words; null when it does not. What differs though its words are equal (`US`, `us`) does not. */
function endOfSame(runs: readonly WordRun[], from: number): number | null {
  const isSame = (end: number): boolean => {
    const [mine = [], theirs = []] = (['added', 'removed'] as const).map((other) => [
      ...(runs[from - 1]?.words.slice(-BESIDE) ?? []),
      ...runs.slice(from, end).flatMap(({ op, words }) => (op === other ? [] : words)),
      ...(runs[end]?.words.slice(0, BESIDE) ?? []),
    ]);
    return keysOf(mine) !== keysOf(theirs) && saidBy(mine) === saidBy(theirs);
  };
  for (let end = from + 1; end <= Math.min(runs.length, from + LONGEST); end++)
    if (runs[end - 1]?.op !== 'same' && (runs[end]?.op ?? 'same') === 'same' && isSame(end)) return end;
  return null;
}

/** The runs without differences that say the same in other words. */
export function withoutSameSaid(runs: readonly WordRun[]): readonly WordRun[] {
  const settled: WordRun[] = [];
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i] as WordRun;
    const isStart = run.op !== 'same' && (runs[i - 1]?.op ?? 'same') === 'same';
    const end = isStart ? endOfSame(runs, i) : null;
    if (end === null) settled.push(run);
    else {
      const words = runs.slice(i, end).flatMap((one) => (one.op === 'removed' ? [] : one.words));
      settled.push({ op: 'same', words, seam: null });
      i = end - 1;
    }
  }
  return settled;
}
