import { fold } from '../text/fold.js';
import type { Word } from '../text/tokens.js';
import type { WordRun } from '../text/word-diff.js';
import { areOneClass } from './classes.js';
import { otherSynonyms } from './synonym-table.js';
import { sayTheSame, verbsOf } from './verbs.js';

/** Articles, pronouns, prepositions, conjunctions and adverbs of English that lead through a text. What changes a claim among them weighs by itself. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  fold(
    'the this that these those his her hers its their theirs our your you him them she they who whom whose which what when where why how ' +
      'and but nor yet for with from into onto upon about among amongst between through throughout during within against along around ' +
      'toward towards via per off out than then thus hence while whilst whereas whilst because since though although however moreover furthermore ' +
      'also too very quite rather just even still already again soon now here there therefore additionally consequently subsequently ' +
      'accordingly finally meanwhile further are was were been being has had have does did done having such same other another own like',
  ).text.split(' '),
);

/** Words that reports of human rights use for one another and the tagged texts of the table have too seldom. By hand, and few. */
const BY_HAND = [
  'police policeman policemen',
  'army military soldier troop',
  'militia militiaman militiamen paramilitary paramilitaries',
  'insurgent rebel',
  'court judge magistrate tribunal',
  'journalist media press reporter',
  'detainee inmate prisoner',
  'family kin relative',
  'child children minor',
  'jail prison',
  'licence license permit',
  'demonstration protest rally',
  'complaint grievance',
  'city town',
  'education schooling',
  'home house',
].map((row) => row.split(' '));

/** Synonyms by word: made when first needed. */
let sets: ReadonlyMap<string, readonly number[]> | null = null;

/** A word, and what it is the plural, or a form in -s, of. */
const formsOf = (key: string): readonly string[] => [
  key,
  key.replace(/s$/u, ''),
  key.replace(/es$/u, ''),
  key.replace(/ies$/u, 'y'),
];

function setsOf(key: string): readonly number[] {
  if (sets === null) {
    const made = new Map<string, number[]>();
    for (const [i, row] of [...otherSynonyms(), ...BY_HAND].entries())
      for (const word of row) made.set(word, [...(made.get(word) ?? []), i]);
    sets = made;
  }
  return formsOf(key).flatMap((form) => sets?.get(form) ?? []);
}

/** Letters that two words begin with, and that either has behind them at most, for them to be forms of one, our choice: `centre`, `center`; `official`, `officially`. */
const STEMS = [
  [3, 1],
  [4, 2],
  [5, 4],
] as const;

function areAkin(one: string, other: string): boolean {
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared++;
  const rest = Math.max(one.length, other.length) - shared;
  return STEMS.some(([stem, ending]) => shared >= stem && rest <= ending);
}

/** True for a word in small letters that says something and is no form of a verb that is known by its ending. */
const isContent = (word: Word): boolean =>
  /^\p{Ll}{3,}$/u.test(word.bare) && !FUNCTION_WORDS.has(word.key) && verbsOf(word).length === 0;

const ING = /^\p{Ll}{3,}ing$/u;

/** Two forms in -ing may be verbs: whether those turned is told by what stands beside them. */
const maySayTheSame = (one: string, other: string): boolean =>
  (ING.test(one) && ING.test(other)) ||
  areAkin(one, other) ||
  areOneClass(one, other) ||
  sayTheSame(formsOf(one), formsOf(other)) ||
  setsOf(one).some((set) => setsOf(other).includes(set));

const keysOf = (runs: readonly WordRun[], side: WordRun['op']): ReadonlySet<string> =>
  new Set(runs.flatMap(({ op, words }) => (op === side ? words.map(({ key }) => key) : [])));

/** True where a noun, an adjective or an adverb came in the place of another, unless a dictionary has both as synonyms. Only English is known so. */
export function turnsNoun(runs: readonly WordRun[]): boolean {
  const [removed, added] = (['removed', 'added'] as const).map((side) => keysOf(runs, side));
  return runs.some(({ op, words }, i) => {
    const next = runs[i + 1];
    if (op === 'same' || next === undefined || next.op === 'same' || next.op === op) return false;
    const isNew = (word: Word, others: readonly Word[]): boolean =>
      isContent(word) &&
      !(removed?.has(word.key) && added?.has(word.key)) &&
      !others.some((other) => maySayTheSame(word.key, other.key));
    return words.some((word) => isNew(word, next.words)) && next.words.some((word) => isNew(word, words));
  });
}
