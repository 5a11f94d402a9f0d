import { irregularForms, nonVerbSynonymSets, verbSynonymSets } from './synonym-table.js';
import { fold } from './text/fold.js';
import type { Word, WordRun } from './text/tokens.js';

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
  for (const [i, row] of [...verbSynonymSets(), ...BY_HAND].entries())
    for (const verb of row)
      sets.set(normalizeSpelling(verb), [...(sets.get(normalizeSpelling(verb)) ?? []), i]);
  tables = { irregular: irregularForms(), sets };
  return tables;
}

/** American and British spellings as one: `organise`, `travelled`. */
export const normalizeSpelling = (verb: string): string =>
  verb.replace(/([iy])s(e?)$/u, '$1z$2').replace(/(.)\1$/u, '$1');

/** True for a verb of the synonym sets. */
const isKnownVerb = (verb: string): boolean => tablesMade().sets.has(verb);

/** The verbs of which a word may be a past form: `filed` may be one of `file`, or of `fil`. None for any other word. */
export function verbsOf({ kind, key }: Word): readonly string[] {
  if (kind !== 'word') return [];
  const irregular = tablesMade().irregular.get(key);
  const stem = key.slice(0, -2);
  const regular = REGULAR.test(key) && !NO_VERBS.has(key) ? [stem, `${stem}e`, stem.replace(/i$/u, 'y')] : [];
  return [...(irregular === undefined ? [] : [irregular]), ...regular].map(normalizeSpelling);
}

/** True for past forms of one verb, or of two that may stand for one another. */
function sayTheSame(one: readonly string[], other: readonly string[]): boolean {
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
export function hasVerbChange(runs: readonly WordRun[]): boolean {
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

const set = (words: string): ReadonlySet<string> => new Set(fold(words).text.split(' '));

/** After these English has a verb that is not in the past, or an adverb and then the verb. */
const BEFORE_VERB = set(
  'may might must shall should can cannot could will would do does did i we they he she who',
);
/** After these, and adverbs in -ly, it may have a noun or an adjective as well: `to prison`, `made it clear`, `mentally ill`. */
const MAY_LEAD = set('to it');
const NEGATIONS = set('not never');
/** What an object begins with: a word before one is a verb or a preposition. */
const OBJECT = set(
  'the a an this that these those his her its their our my your him them it us me any no some all',
);
/** After these a word is a noun, or the adjective of one. */
const BEFORE_NOUN = set(
  'the a an this that these those his her its their our my your any no some all every each another of in on at by for with from into ' +
    'about against between among through during under over after before without such many most few several',
);
/** Stand where verbs do, and say when, how, or nothing of what is done. */
const NO_PRESENT_VERBS = set(
  'am is are was were be been being have has had having do does did doing also still then now soon again even just once thus rather ' +
    'here there both often ever yet so too only never not always nothing anything something everything during morning evening ' +
    'meanwhile furthermore nevertheless',
);
/** A form in -ing, of which at least three letters are its own. */
const ING = /^\p{Ll}{3,}ing$/u;

/** How a word may be a form of a verb: the verbs, in one spelling, and whether it ends in -s or in -ing. */
interface Form {
  readonly verbs: readonly string[];
  /** Those of which it is a form in the present. */
  readonly present: readonly string[];
  readonly ends: 's' | 'ing' | null;
}

function formOf(word: Word): Form | null {
  const { kind, bare, key } = word;
  if (kind !== 'word' || bare.length < 3 || !/^\p{Ll}+$/u.test(bare)) return null;
  if (NO_PRESENT_VERBS.has(key) || BEFORE_NOUN.has(key) || BEFORE_VERB.has(key) || key.endsWith('ly'))
    return null;
  const past = verbsOf(word);
  const of = (ends: Form['ends'], ...verbs: readonly string[]): Form => {
    const present = verbs.map(normalizeSpelling);
    return { ends, present, verbs: [...present, ...past] };
  };
  if (ING.test(key)) {
    const stem = key.slice(0, -3);
    return of('ing', stem, `${stem}e`);
  }
  if (!/[^s]s$/u.test(key)) return of(null, key);
  const stem = key.slice(0, -1);
  return of('s', stem, stem.replace(/ie$/u, 'y'), stem.replace(/e$/u, ''));
}

const isBeforeNoun = (word: Word | undefined): boolean => word !== undefined && BEFORE_NOUN.has(word.key);

/** How plainly the words on either side show that a verb stands between them. */
function verbBetween(before: Word | undefined, after: Word | undefined): 'surely' | 'perhaps' | 'no' {
  if (before !== undefined && BEFORE_VERB.has(before.key)) return 'surely';
  const mayLead = before !== undefined && (MAY_LEAD.has(before.key) || before.key.endsWith('ly'));
  if (after !== undefined && OBJECT.has(after.key) && (mayLead || !isBeforeNoun(before))) return 'surely';
  return mayLead ? 'perhaps' : 'no';
}

const isKnown = ({ present }: Form): boolean => present.some(isKnownVerb);

/** True where one word took another's place that both are verbs there, of different meanings. */
function turns(mine: Word, theirs: Word, before: Word | undefined, after: Word | undefined): boolean {
  const [one, other] = [formOf(mine), formOf(theirs)];
  if (one === null || other === null || sayTheSame(one.verbs, other.verbs)) return false;
  const between = verbBetween(before, after);
  if (between === 'surely') return true;
  if (one.ends !== other.ends) return false;
  if (between === 'perhaps') return one.ends === null && (isKnown(one) || isKnown(other));
  if (isBeforeNoun(before)) return false;
  if (one.ends === 'ing') return true;
  // A plural looks the same: both must be known to be verbs.
  return one.ends === 's' && isKnown(one) && isKnown(other);
}

/**
 * True where another verb came in the place of one that is not in the past (`detain`, `prohibits`, `threatening`), unless a dictionary has
 * both as synonyms. Such forms look as nouns do, so the words beside them must show what they are: `routinely detain`, `seize their …`.
 * Only English is known so.
 */
export function hasPresentVerbChange(runs: readonly WordRun[]): boolean {
  return runs.some(({ op, words }, i) => {
    const next = runs[i + 1];
    if (op === 'same' || next === undefined || next.op === 'same' || next.op === op) return false;
    if (words.length !== next.words.length) return false;
    return words.some((word, at) => {
      const before = leading(words.slice(0, at)) ?? (at === 0 ? sharedBefore(runs[i - 1]) : undefined);
      const after = words[at + 1] ?? runs[i + 2]?.words[0];
      return turns(word, next.words[at] as Word, before, after);
    });
  });
}

const sharedBefore = (run: WordRun | undefined): Word | undefined =>
  run?.op === 'same' ? leading(run.words) : undefined;

/** The last of some words that is no negation: after `is not` stands an adjective, after `do not` a verb. */
const leading = (words: readonly Word[]): Word | undefined =>
  words.findLast(({ key }) => !NEGATIONS.has(key));

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
const NOUNS_BY_HAND = [
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
    for (const [i, row] of [...nonVerbSynonymSets(), ...NOUNS_BY_HAND].entries())
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
export function hasNounChange(runs: readonly WordRun[]): boolean {
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

/** What turns a word of three letters or more: `into` is none. */
const NEGATING = /^(?:un|in|im|il|ir|dis|non|mis|anti)(?=.{3})/u;
/** The word of which another is the contrary by its first or last letters (`unsafe`, `harmless`); null for one that is none's. */
function contrariedBy(key: string): string | null {
  const bare = key.replace(NEGATING, '').replace(/less$/u, 'ful');
  return bare === key ? null : bare;
}

/** True where a word came in the place of its contrary, by its letters or as another of its class. */
export function hasAntonym(runs: readonly WordRun[]): boolean {
  const keys = (op: WordRun['op']) =>
    new Set(runs.flatMap((run) => (run.op === op ? run.words.map(({ key }) => key) : [])));
  const [removed, added] = [keys('removed'), keys('added')];
  const isContrary = (key: string, others: ReadonlySet<string>) => others.has(contrariedBy(key) ?? '');
  return (
    [...removed].some((key) => isContrary(key, added)) ||
    [...added].some((key) => isContrary(key, removed)) ||
    runs.some(({ op, words }, i) => {
      const next = runs[i + 1];
      if (op === 'same' || next === undefined || next.op === 'same' || next.op === op) return false;
      return words.some(
        (one) =>
          !added.has(one.key) &&
          next.words.some((other) => !removed.has(other.key) && areOpposed(one.key, other.key)),
      );
    })
  );
}

/**
 * Closed classes of English, a row each: directions, points of the compass, times of day, spans of time, the sexes, the ages. Words of one
 * group may stand for one another; one of another group in its place says something else.
 */
const CLASSES = [
  'to into onto toward towards inside within|from out off|outside beyond|near',
  'north northern|south southern|east eastern|west western|northeast northeastern|northwest northwestern|southeast southeastern|southwest southwestern',
  'day days daytime|morning mornings|afternoon|noon|evening|night nights overnight|dawn|dusk|midnight',
  'second seconds|minute minutes|hour hours hourly|day days daily|week weeks weekly|month months monthly|year years yearly annual annually|decade decades|century centuries',
  'he him his himself|she her hers herself',
  'male males|female females',
  'man men|boy boys|woman women|girl girls',
].map((row) => row.split('|').map((group): ReadonlySet<string> => new Set(group.split(' '))));

/** The groups in which two words are, class by class; -1 for none. */
const groupsOf = (one: string, other: string): readonly (readonly [number, number])[] =>
  CLASSES.map((groups) => {
    const groupOf = (key: string): number => groups.findIndex((group) => group.has(key));
    return [groupOf(one), groupOf(other)];
  });

/** True for words of one class that may not stand for one another. */
const areOpposed = (one: string, other: string): boolean =>
  groupsOf(one, other).some(([mine, theirs]) => mine !== theirs && mine >= 0 && theirs >= 0);

/** True for words of one group. */
const areOneClass = (one: string, other: string): boolean =>
  groupsOf(one, other).some(([mine, theirs]) => mine === theirs && mine >= 0);
