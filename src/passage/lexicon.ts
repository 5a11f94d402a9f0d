import synonyms from './synonyms.json' with { type: 'json' };
import { fold } from './text/fold.js';
import type { Word, WordRun } from './text/tokens.js';

/** End as a past form does, and are none. */
const NO_VERBS = new Set('hundred indeed exceed proceed succeed hatred sacred kindred'.split(' '));
/** A past form of a verb, of which at least three letters are its own. */
const REGULAR = /^\p{Ll}{3,}ed$/u;

function rowsByWord(rows: readonly string[], formOf = (word: string) => word): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [row, words] of rows.entries())
    for (const word of words.split(' ').map(formOf)) found.set(word, [...(found.get(word) ?? []), row]);
  return found;
}

/** American and British spellings as one: `organise`, `travelled`. */
export const normalizeSpelling = (verb: string): string =>
  verb.replace(/([iy])s(e?)$/u, '$1z$2').replace(/(.)\1$/u, '$1');

/** The synonym sets of each verb; the last two are by hand: reports of human rights use them so, WordNet’s texts too seldom. */
const VERB_SETS = rowsByWord([...synonyms.verbs, 'abduct kidnap', 'confiscate impound seize'], normalizeSpelling);
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  synonyms.irregular.flatMap((row) => {
    const [verb = '', ...forms] = row.split(' ');
    return forms.map((form) => [form, verb] as const);
  }),
);

/** The verbs of which a word may be a past form: `filed` may be one of `file`, or of `fil`. None for any other word. */
export function verbsOf({ kind, key }: Word): readonly string[] {
  if (kind !== 'word') return [];
  const irregular = IRREGULAR.get(key);
  const stem = key.slice(0, -2);
  const regular = REGULAR.test(key) && !NO_VERBS.has(key) ? [stem, `${stem}e`, stem.replace(/i$/u, 'y')] : [];
  return [...(irregular === undefined ? [] : [irregular]), ...regular].map(normalizeSpelling);
}

/** True for past forms of one verb, or of two that may stand for one another. */
function sayTheSame(one: readonly string[], other: readonly string[]): boolean {
  const setsOf = (verbs: readonly string[]): readonly number[] => verbs.flatMap((verb) => VERB_SETS.get(verb) ?? []);
  const theirs = new Set(setsOf(other));
  return one.some((verb) => other.includes(verb)) || setsOf(one).some((set) => theirs.has(set));
}

/** Words that took the place of others, with the runs before and after them. */
const replacementsIn = (runs: readonly WordRun[]) =>
  runs.flatMap(({ op, words }, i) => {
    const next = runs[i + 1];
    return op === 'same' || next === undefined || next.op === 'same' || next.op === op
      ? []
      : [{ mine: words, theirs: next.words, before: runs[i - 1], after: runs[i + 2] }];
  });

/** The keys of all words that came, or that went. */
export const keysOf = (runs: readonly WordRun[], side: WordRun['op']): ReadonlySet<string> =>
  new Set(runs.flatMap(({ op, words }) => (op === side ? words.map(({ key }) => key) : [])));

/** True where a past form replaced another verb's (`detained`, `released`) that WordNet has as no synonym: it changes what was done. English only. */
export const hasVerbChange = (runs: readonly WordRun[]): boolean =>
  replacementsIn(runs).some(({ mine, theirs }) => {
    const [ours, others] = [mine, theirs].map((side) => side.map(verbsOf).filter(({ length }) => length > 0));
    const isNew = (verb: readonly string[], among: typeof ours = []): boolean =>
      !among.some((other) => sayTheSame(verb, other));
    return ours?.some((verb) => isNew(verb, others)) && others?.some((verb) => isNew(verb, ours));
  });

const set = (words: string): ReadonlySet<string> => new Set(fold(words).text.split(' '));

/** After these English has a verb that is not in the past, or an adverb and then the verb. */
const BEFORE_VERB = set('may might must shall should can cannot could will would do does did i we they he she who');
/** After these, and adverbs in -ly, it may have a noun or an adjective as well: `to prison`, `made it clear`, `mentally ill`. */
const MAY_LEAD = set('to it');
const NEGATIONS = set('not never');
/** What an object begins with: a word before one is a verb or a preposition. */
const OBJECT = set('the a an this that these those his her its their our my your him them it us me any no some all');
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
  if (NO_PRESENT_VERBS.has(key) || BEFORE_NOUN.has(key) || BEFORE_VERB.has(key) || key.endsWith('ly')) return null;
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

const isKnown = ({ present }: Form): boolean => present.some((verb) => VERB_SETS.has(verb));

/** True where one word took another's place that both are verbs there, of different meanings. */
function turns(mine: Word, theirs: Word, before: Word | undefined, after: Word | undefined): boolean {
  const [one, other] = [formOf(mine), formOf(theirs)];
  if (one === null || other === null || sayTheSame(one.verbs, other.verbs)) return false;
  const between = verbBetween(before, after);
  if (between === 'surely') return true;
  if (one.ends !== other.ends) return false;
  if (between === 'perhaps') return one.ends === null && (isKnown(one) || isKnown(other));
  if (isBeforeNoun(before)) return false;
  // A plural looks the same: both must be known to be verbs.
  return one.ends === 'ing' || (one.ends === 's' && isKnown(one) && isKnown(other));
}

/** True where another verb that is not in the past (`detain`, `prohibits`) took a verb's place; the words beside must show a verb, for nouns look the same. English only. */
export const hasPresentVerbChange = (runs: readonly WordRun[]): boolean =>
  replacementsIn(runs).some(
    ({ mine, theirs, before, after }) =>
      mine.length === theirs.length &&
      mine.some((word, i) => {
        const lead =
          leading(mine.slice(0, i)) ?? (i === 0 && before?.op === 'same' ? leading(before.words) : undefined);
        return turns(word, theirs[i] as Word, lead, mine[i + 1] ?? after?.words[0]);
      }),
  );

/** The last of some words that is no negation: after `is not` stands an adjective, after `do not` a verb. */
const leading = (words: readonly Word[]): Word | undefined => words.findLast(({ key }) => !NEGATIONS.has(key));

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
];
const NON_VERB_SETS = rowsByWord([...synonyms.others, ...NOUNS_BY_HAND]);

/** A word, and what it is the plural, or a form in -s, of. */
const formsOf = (key: string): readonly string[] => [
  key,
  key.replace(/s$/u, ''),
  key.replace(/es$/u, ''),
  key.replace(/ies$/u, 'y'),
];

const setsOf = (key: string): readonly number[] => formsOf(key).flatMap((form) => NON_VERB_SETS.get(form) ?? []);

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

const isContent = (word: Word): boolean =>
  /^\p{Ll}{3,}$/u.test(word.bare) && !FUNCTION_WORDS.has(word.key) && verbsOf(word).length === 0;

/** Two forms in -ing may be verbs: whether those turned is told by what stands beside them. */
const maySayTheSame = (one: string, other: string): boolean =>
  (ING.test(one) && ING.test(other)) ||
  areAkin(one, other) ||
  areOneClass(one, other) ||
  sayTheSame(formsOf(one), formsOf(other)) ||
  setsOf(one).some((set) => setsOf(other).includes(set));

/** True where a noun, an adjective or an adverb took the place of another, and WordNet has them as no synonyms. English only. */
export function hasNounChange(runs: readonly WordRun[]): boolean {
  const [removed, added] = [keysOf(runs, 'removed'), keysOf(runs, 'added')];
  const isNew = (word: Word, others: readonly Word[]): boolean =>
    isContent(word) &&
    !(removed.has(word.key) && added.has(word.key)) &&
    !others.some((other) => maySayTheSame(word.key, other.key));
  return replacementsIn(runs).some(
    ({ mine, theirs }) => mine.some((word) => isNew(word, theirs)) && theirs.some((word) => isNew(word, mine)),
  );
}

/** Turns a word of three letters or more into its contrary: `into` is none. */
const NEGATING = /^(?:un|in|im|il|ir|dis|non|mis|anti)(?=.{3})/u;

/** True for a word of which the contrary by its first or last letters (`unsafe`, `harmless`) is among others. */
function hasContrary(key: string, others: ReadonlySet<string>): boolean {
  const bare = key.replace(NEGATING, '').replace(/less$/u, 'ful');
  return bare !== key && others.has(bare);
}

/** True where a word took the place of its contrary, by its letters or as another of its class. */
export function hasAntonym(runs: readonly WordRun[]): boolean {
  const [removed, added] = [keysOf(runs, 'removed'), keysOf(runs, 'added')];
  return (
    [...removed].some((key) => hasContrary(key, added)) ||
    [...added].some((key) => hasContrary(key, removed)) ||
    replacementsIn(runs).some(({ mine, theirs }) =>
      mine.some(
        (one) =>
          !added.has(one.key) && theirs.some((other) => !removed.has(other.key) && areOpposed(one.key, other.key)),
      ),
    )
  );
}

/** Closed classes of English, a row each; words of one group may stand for one another, and those of two groups of a row may not. */
const CLASSES = [
  'to into onto toward towards inside within|from out off|outside beyond|near',
  'north northern|south southern|east eastern|west western|northeast northeastern|northwest northwestern|southeast southeastern|southwest southwestern',
  'day days daytime|morning mornings|afternoon|noon|evening|night nights overnight|dawn|dusk|midnight',
  'second seconds|minute minutes|hour hours hourly|day days daily|week weeks weekly|month months monthly|year years yearly annual annually|decade decades|century centuries',
  'he him his himself|she her hers herself',
  'male males|female females',
  'man men|boy boys|woman women|girl girls',
].map((row) => row.split('|').map((group): ReadonlySet<string> => new Set(group.split(' '))));

const areOpposed = (one: string, other: string): boolean =>
  CLASSES.some((groups) => groups.some((mine) => mine.has(one) && groups.some((g) => g !== mine && g.has(other))));

const areOneClass = (one: string, other: string): boolean =>
  CLASSES.some((groups) => groups.some((group) => group.has(one) && group.has(other)));
