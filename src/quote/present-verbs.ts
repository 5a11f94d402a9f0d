import { fold } from '../text/fold.js';
import type { Word } from '../text/tokens.js';
import type { WordRun } from '../text/word-diff.js';
import { inOneSpelling, isKnownVerb, sayTheSame, verbsOf } from './verbs.js';

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
const NO_VERBS = set(
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
  if (NO_VERBS.has(key) || BEFORE_NOUN.has(key) || BEFORE_VERB.has(key) || key.endsWith('ly')) return null;
  const past = verbsOf(word);
  const of = (ends: Form['ends'], ...verbs: readonly string[]): Form => {
    const present = verbs.map(inOneSpelling);
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
export function turnsPresentVerb(runs: readonly WordRun[]): boolean {
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
