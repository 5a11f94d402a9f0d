import type { Word } from '../text/tokens.js';
import type { WordRun } from '../text/word-diff.js';
import { irregularForms, synonymSets } from './synonym-table.js';

/** End as a past form does, and are none. */
const NO_VERBS = new Set([
  'hundred',
  'indeed',
  'exceed',
  'proceed',
  'succeed',
  'hatred',
  'sacred',
  'kindred',
]);
/** A past form of a verb, of which at least three letters are its own. */
const REGULAR = /^\p{Ll}{3,}ed$/u;

/** Sets of verbs that reports of human rights use for one another and the tagged texts of the table have too seldom. By hand, and few. */
const BY_HAND = [
  ['abduct', 'kidnap'],
  ['confiscate', 'impound', 'seize'],
];

/** Past forms that do not end in -ed, and the sets of each verb: made when first needed. */
let tables: {
  readonly irregular: ReadonlyMap<string, string>;
  readonly sets: ReadonlyMap<string, readonly number[]>;
} | null = null;

function tablesMade(): NonNullable<typeof tables> {
  if (tables !== null) return tables;
  const sets = new Map<string, number[]>();
  for (const [i, row] of [...synonymSets(), ...BY_HAND].entries())
    for (const verb of row) sets.set(inOneSpelling(verb), [...(sets.get(inOneSpelling(verb)) ?? []), i]);
  tables = { irregular: irregularForms(), sets };
  return tables;
}

/** American and British spellings as one: `organise`, `travelled`. */
export const inOneSpelling = (verb: string): string =>
  verb.replace(/([iy])s(e?)$/u, '$1z$2').replace(/(.)\1$/u, '$1');

/** True for a verb of the synonym sets. */
export const isKnownVerb = (verb: string): boolean => tablesMade().sets.has(verb);

/** The verbs of which a word may be a past form: `filed` may be one of `file`, or of `fil`. None for any other word. */
export function verbsOf({ kind, key }: Word): readonly string[] {
  if (kind !== 'word') return [];
  const irregular = tablesMade().irregular.get(key);
  const stem = key.slice(0, -2);
  const regular = REGULAR.test(key) && !NO_VERBS.has(key) ? [stem, `${stem}e`, stem.replace(/i$/u, 'y')] : [];
  return [...(irregular === undefined ? [] : [irregular]), ...regular].map(inOneSpelling);
}

/** True for past forms of one verb, or of two that may stand for one another. */
export function sayTheSame(one: readonly string[], other: readonly string[]): boolean {
  const { sets } = tablesMade();
  const setsOf = (verbs: readonly string[]): readonly number[] =>
    verbs.flatMap((verb) => sets.get(verb) ?? []);
  const theirs = new Set(setsOf(other));
  return one.some((verb) => other.includes(verb)) || setsOf(one).some((set) => theirs.has(set));
}

/**
 * True where a past form or a participle came in the place of one of another verb (`detained`, `released`), unless a dictionary has
 * both as synonyms: what was done is what a passage proves. Only English is known so.
 */
export function turnsVerb(runs: readonly WordRun[]): boolean {
  return runs.some(({ op, words }, i) => {
    const next = runs[i + 1];
    if (op === 'same' || next === undefined || next.op === 'same' || next.op === op) return false;
    const verbs = [words, next.words].map((side) => side.map(verbsOf).filter((found) => found.length > 0));
    const [mine = [], theirs = []] = verbs;
    const isNew = (verb: readonly string[], others: typeof mine): boolean =>
      !others.some((other) => sayTheSame(verb, other));
    return mine.some((verb) => isNew(verb, theirs)) && theirs.some((verb) => isNew(verb, mine));
  });
}
