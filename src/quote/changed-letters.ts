import { type Word, wordsOf } from '../text/tokens.js';
import { isGrave } from './weight.js';

/** Letters of a word that its editor put in brackets, in its own units: none where some were taken away (`officer[]`). */
export interface ChangedLetters {
  readonly at: number;
  readonly length: number;
}

/** Endings that an editor gives to a word so that it fits the new sentence. Each stands for any other of its row. */
const ENDINGS: readonly (readonly string[])[] = [
  ['', 's', 'es', 'd', 'ed'],
  ['y', 'ies', 'ied'],
  ['z', 's', 'c'],
];
/** Endings that may have been taken away where the brackets are empty. */
const TAKEN: readonly string[] = ['s', 'es', 'd', 'ed', 'e', 'n', 'en', 'er', 'r'];
/** A consonant doubled before an ending: `control[led]`. */
const DOUBLED = /^\p{L}ed$/u;
const VOWELS: readonly string[] = [...'aeiouyаеиоуыяюіїє'];
/** German articles and their like, which show case by their last letter. */
const ARTICLE = /^(?:d|[kmds]?ein|ihr|unser|dies|jen)e$/iu;
const CASES: readonly string[] = ['', 'm', 'n', 'r', 's'];
/** Forms of a word that share their first letters, where more than an ending differs. */
const FORMS: readonly (readonly string[])[] = [
  ['has', 'have', 'had'],
  ['was', 'were'],
  ['say', 'says', 'said'],
  ['do', 'does', 'did'],
  ['this', 'that', 'these', 'those'],
  ['the', 'they', 'their', 'them'],
];
/** Changes of one word that are looked at: with more, nobody can tell what it was. */
const MOST = 2;

/** What may stand on the page in place of the letters; `stem` is the word before them. */
function insteadOf(letters: string, stem: string, isEnd: boolean): readonly string[] {
  if (letters === '') return ['', ...TAKEN];
  if (VOWELS.includes(letters)) return [letters, '', ...VOWELS];
  const like = ENDINGS.filter((row) => row.includes(letters)).flat();
  if (!isEnd) return [letters, '', ...like.filter((other) => other.length === 1)];
  const german = CASES.includes(letters) && ARTICLE.test(stem) ? CASES : [];
  return [
    letters,
    '',
    ...like,
    ...(DOUBLED.test(letters) ? (ENDINGS[0] as readonly string[]) : []),
    ...german,
  ];
}

/**
 * The keys of the words that the page may have where a quotation shows changed letters: the word without them, or with
 * others that only fit it into another sentence. Letters before a word stay: `[un]just` is not “just”. None of these says
 * something of weight that the quoted word does not.
 */
export function otherForms(word: Word, changes: readonly ChangedLetters[]): readonly string[] {
  if (changes.length > MOST) return [];
  let spelled: readonly string[] = [''];
  let from = 0;
  for (const { at, length } of changes) {
    const stem = word.bare.slice(from, at);
    const letters = word.bare.slice(at, at + length).toLowerCase();
    const end = at + length;
    const choices =
      at === 0 ? [letters] : insteadOf(letters, word.bare.slice(0, at), end >= word.bare.length);
    spelled = spelled.flatMap((begun) => choices.map((choice) => begun + stem + choice));
    from = end;
  }
  const rest = word.bare.slice(from);
  const forms = FORMS.filter((row) => row.includes(word.key)).flat();
  const others = new Set([...spelled.map((begun) => begun + rest), ...forms]);
  return [...others].flatMap((other) => {
    const [first, second] = wordsOf(other);
    return first === undefined || second !== undefined || (isGrave(first) && !isGrave(word))
      ? []
      : [first.key];
  });
}
