import { functionWordsOf } from '../../passage/text/scripts.js';
import { type Word, wordsOf } from '../../passage/text/tokens.js';
import tables from './claims.json' with { type: 'json' };

interface Phrase {
  readonly class: string;
  /** 5 claims most; from 10 on, what excludes others of the same tens. */
  readonly level: number;
  readonly keys: readonly string[];
}

/** A phrase from one word of a sentence to another. */
export interface PhraseMatch extends Omit<Phrase, 'keys'> {
  readonly from: number;
  readonly to: number;
}

export interface Lexicon {
  /** Longest first; idioms are of the class `idiom`. */
  readonly phrases: readonly Phrase[];
  /** Those that begin with a word, as far as they were looked for. */
  readonly begun: Map<string, readonly Phrase[]>;
  readonly small: ReadonlySet<string>;
  readonly breaks: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
}

/** Words that say how much, how often, how surely or by whom something is claimed, by strength. */
interface Table {
  /** For each class, phrases by strength, with `; ` between them: 5 claims most; 6 is as strong and claims nothing by itself, 0 leaves a thing open. In classes of opposites, words from 10 on exclude others of the same tens. In idioms a word of another class says something else; topics are verbs of sentences that say what a source is about. `|` parts words of which each will do, `*` stands for any beginning or ending, `…` for words between. Quantity and frequency have one ladder. A cause of step 1 is a remark that nobody knows why. */
  readonly scales: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Words that tell nothing of the subject, beside those of `function-words.json`. */
  readonly small: string;
  /** Conjunctions behind which another clause begins. */
  readonly breaks: string;
  /** Prepositions before names of places; none where every noun has a capital. */
  readonly places: string;
}

/** Apostrophes of French that part two words, as a blank: places stay the same. */
export const opened = (text: string): string =>
  text.replace(/(?<=(?<!\p{L})(?:[cdjlmnst]|qu|lorsqu|puisqu))['’]/giu, ' ');
/** Between two words of a phrase, what stands for others: `stellte … fest`. */
const GAP = '…';
/** Words for which it is remembered with what phrases they begin. Our choice. */
const MOST_BEGUN = 20_000;
/** Words between the two at most. Chosen by eye. */
const LONGEST_GAP = 14;
const keysOf = (phrase: string): readonly string[] =>
  phrase
    .split(' ')
    .flatMap((word) =>
      word === GAP
        ? word
        : wordsOf(word.replace('*', '')).map(({ key }) => word.replace(/[^*]+/u, key)),
    );

/** The phrases that one with `|` stands for: `nearly|almost all`. */
const written = (phrase: string): readonly string[] =>
  phrase
    .split(' ')
    .map((word) => word.split('|'))
    .reduce(
      (before, words) => before.flatMap((one) => words.map((word) => `${one} ${word}`.trim())),
      [''],
    );
const isOpen = ({ keys }: Phrase): boolean => keys.some((key) => key.includes('*'));

const lexicons = new Map<string, Lexicon>();

/** The words of a language; null for one that has no table. */
export function lexiconOf(lang: string): Lexicon | null {
  const main = lang.split('-')[0] ?? lang;
  const table = (tables.languages as Readonly<Record<string, Table | undefined>>)[main];
  if (table === undefined) return null;
  const known = lexicons.get(main) ?? compile(main, table);
  lexicons.set(main, known);
  return known;
}

function compile(lang: string, { scales, small, breaks, places }: Table): Lexicon {
  const all = Object.entries(scales).flatMap(([name, levels]) =>
    Object.entries(levels).flatMap(([level, list]) =>
      list
        .split('; ')
        .flatMap(written)
        .map((phrase) => ({ class: name, level: Number(level), keys: keysOf(phrase) })),
    ),
  );
  return {
    phrases: all.sort(
      (a, b) => b.keys.length - a.keys.length || Number(isOpen(a)) - Number(isOpen(b)),
    ),
    begun: new Map(),
    small: new Set([...functionWordsOf(lang), ...small.split(' ')].flatMap(keysOf)),
    breaks: new Set(breaks.split(' ')),
    places: new Set(places.split(' ').filter((word) => word !== '')),
  };
}

/** Where phrases stand: of each class the longest at each place, none within another. */
export function phrasesIn(words: readonly Word[], lexicon: Lexicon): readonly PhraseMatch[] {
  const found: PhraseMatch[] = [];
  const free = new Map<string, number>();
  for (const [at, { key }] of words.entries()) {
    for (const { class: name, level, keys } of phrasesFrom(lexicon, key)) {
      if (at < (free.get(name) ?? 0) || !isAt(words, at, keys)) continue;
      const to = keys[1] === GAP ? at : at + keys.length - 1;
      free.set(name, to + 1);
      found.push({ class: name, level, from: at, to });
    }
  }
  return found;
}

function phrasesFrom({ phrases, begun }: Lexicon, word: string): readonly Phrase[] {
  const known = begun.get(word) ?? phrases.filter(({ keys }) => isKey(word, keys[0] ?? ''));
  if (begun.size < MOST_BEGUN) begun.set(word, known);
  return known;
}

function isAt(words: readonly Word[], at: number, keys: readonly string[]): boolean {
  if (keys[1] !== GAP) return keys.every((key, i) => isKey(words[at + i]?.key, key));
  const end = words.findIndex(
    ({ raw, bare }, i) => i >= at && /[;:]/u.test(raw.slice(bare.length)),
  );
  const behind = words.slice(at + 1, Math.min(at + LONGEST_GAP, end < 0 ? words.length : end + 1));
  return behind.some(({ key }) => isKey(key, keys[2] ?? ''));
}

function isKey(word = '', key: string): boolean {
  if (key.endsWith('*')) return word.startsWith(key.slice(0, -1));
  return key.startsWith('*') ? word.endsWith(key.slice(1)) : word === key;
}
