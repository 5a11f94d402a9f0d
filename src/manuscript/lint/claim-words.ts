import { numberNamed } from '../../passage/text/numbers.js';
import { functionWordsOf } from '../../passage/text/scripts.js';
import { segmentSentences } from '../../passage/text/sentences.js';
import { type Word, wordsOf } from '../../passage/text/tokens.js';
import { isNegation } from '../../passage/weight.js';
import { groupBy } from '../import/same-source.js';
import tables from './claims.json' with { type: 'json' };

interface Phrase {
  readonly class: string;
  /** 5 claims most; from 10 on, what excludes others of the same tens. */
  readonly level: number;
  readonly keys: readonly string[];
}

/** A phrase from one word of a sentence to another. */
interface Match extends Omit<Phrase, 'keys'> {
  readonly from: number;
  readonly to: number;
}

/** A stretch of a sentence that claims more or less of a class. */
export interface Marker extends Match {
  /** True behind a negation that turns it around. */
  readonly denied: boolean;
  /** True behind a form of “to be”. */
  readonly predicate: boolean;
  /** As written. */
  readonly words: string;
  /** Words of the subject before it and behind it, nearest first. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface ClaimSentence {
  readonly text: string;
  readonly words: readonly Word[];
  readonly markers: readonly Marker[];
  /** Words that tell what it is about, by their place among `words`. */
  readonly subject: ReadonlyMap<number, string>;
}

export interface Lexicon {
  /** By class, longest first; idioms are of the class `idiom`. */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
  readonly small: ReadonlySet<string>;
  readonly breaks: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
}

interface Table extends Readonly<Record<'small' | 'breaks' | 'places', string>> {
  readonly scales: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Words of the subject that a marker is held to govern, on either side of it. Chosen by eye. */
const GOVERNED = 3;
/** Words before a marker in which a negation turns it around: `not at all always`, `ne sont pas tous`. Chosen by eye. */
const NEGATED = 2;
/** Letters of a word of the subject at least. */
const LEAST_LETTERS = 3;
/** Letters that two forms of a word have alike at least, and that either may have beyond them. Chosen by eye. */
const [ALIKE, ENDING] = [4, 4];

/** Apostrophes of French that part two words, as a blank: places stay the same. */
const opened = (text: string): string => text.replace(/(?<=(?<!\p{L})(?:[cdjlmnst]|qu|lorsqu|puisqu))['’]/giu, ' ');
const keysOf = (phrase: string): readonly string[] =>
  phrase.split(' ').flatMap((word) => wordsOf(word).map(({ key }) => (word.endsWith('*') ? `${key}*` : key)));

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
      list.split('; ').map((phrase) => ({ class: name, level: Number(level), keys: keysOf(phrase) })),
    ),
  );
  return {
    phrases: groupBy(
      all.sort((a, b) => b.keys.length - a.keys.length),
      (one) => one.class,
    ),
    small: new Set([...functionWordsOf(lang), ...small.split(' ')].flatMap(keysOf)),
    breaks: new Set(breaks.split(' ')),
    places: new Set(places.split(' ').filter((word) => word !== '')),
  };
}

/** The full stop of what ends no sentence. */
const ABBREVIATED = /(?<=(?<!\p{L})(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Gen|Nos?|Art|St|Nr|bzw|vgl|para|cf|Mme))\.(?=\s)/gu;

/** The sentences of a text; an abbreviation ends none. */
export const claimSentences = (text: string, lexicon: Lexicon): readonly ClaimSentence[] =>
  [...segmentSentences(text.replace(ABBREVIATED, ','))]
    .filter(({ segment }) => /\p{L}/u.test(segment))
    .map(({ segment, index }) => readSentence(text.slice(index, index + segment.length).trim(), lexicon));

function readSentence(text: string, lexicon: Lexicon): ClaimSentence {
  const words = wordsOf(opened(text));
  const found = [...lexicon.phrases].flatMap(([name, phrases]) => matchesOf(words, phrases, name));
  const idiom = coveredBy(found.filter((one) => one.class === 'idiom'));
  const isRound = ({ class: name, level, to }: Match): boolean =>
    name === 'quantity' && level === 3 && words[to + 1]?.kind === 'number';
  const marked = found.filter((one) => one.class !== 'idiom' && !idiom.has(one.from) && !isRound(one));
  const taken = coveredBy(marked.filter((one) => one.class !== 'place' && one.class !== 'group'));
  const isSubject = ({ kind, key }: Word, i: number): boolean =>
    kind === 'word' && key.length >= LEAST_LETTERS && !taken.has(i) && !lexicon.small.has(key);
  const subject = new Map(words.flatMap((word, i) => (isSubject(word, i) ? [[i, word.key] as const] : [])));
  const ends = words.flatMap(({ key, raw, bare }, i) =>
    lexicon.breaks.has(key) || PARTING.test(raw.slice(bare.length)) ? [i] : [],
  );
  const near = (places: readonly number[]): readonly string[] =>
    places.flatMap((i) => subject.get(i) ?? []).slice(0, GOVERNED);
  const markers = [...marked, ...sharesIn(text, words)].flatMap(({ to, ...one }) => {
    const negated = words.slice(Math.max(0, one.from - NEGATED), one.from).findIndex(denies);
    const level = negated < 0 ? one.level : negatedLevel(one.class, one.level);
    const from = negated < 0 || level === one.level ? one.from : Math.max(0, one.from - NEGATED) + negated;
    const start = Math.max(-1, ...ends.filter((i) => i < from));
    const end = Math.min(words.length, ...ends.filter((i) => i >= to).map((i) => i + 1));
    const places = [...subject.keys()].filter((i) => i > start && i < end);
    const marker = {
      ...one,
      denied: level !== one.level,
      predicate: BE.test(words[one.from - 1]?.key ?? ''),
      words: stretch({ text, words }, from, to),
      before: near(places.filter((i) => i < from).reverse()),
      after: near(places.filter((i) => i > to)),
    };
    return level === null ? [] : [{ ...marker, level, from, to }];
  });
  return { text, words, subject, markers };
}

/** From one word to another, as written. */
export const stretch = ({ text, words }: Pick<ClaimSentence, 'text' | 'words'>, from: number, to: number): string =>
  text.slice(words[from]?.at ?? 0, (words[to]?.at ?? 0) + (words[to]?.bare.length ?? 0));

/** True for a word that denies; `un` is an article, or the United Nations. */
export const denies = (word: Word): boolean => word.key !== 'un' && isNegation(word);

/** Auxiliaries of a passive, and what leads to a predicate. */
export const BE =
  /^(?:is|are|was|were|be|been|being|remains?|remained|est|sont|été|était|étaient|être|reste|restent|ist|sind|war|waren|bleibt|bleiben|wird|werden|wurde|wurden)$/u;

/** Behind a word, what begins another clause. */
const PARTING = /[,;:()–—]/u;

/** How strong a marker is behind a negation: `not all` are most at best, `not often` is rarely; null for what is not found, said or caused. */
function negatedLevel(name: string, level: number): number | null {
  if (name === 'negation' || name === 'share' || (name === 'modality' && level < 5)) return level;
  if (name !== 'quantity' && name !== 'frequency' && name !== 'prevalence') return null;
  if (level > 2) return level === 5 ? 4 : 2;
  return level > 1 ? 4 : 1;
}

const coveredBy = (all: readonly Match[]): ReadonlySet<number> =>
  new Set(all.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)));

/** Where phrases of one class stand: the longest at each place, none within another. */
function matchesOf(words: readonly Word[], phrases: readonly Phrase[], name: string): readonly Match[] {
  const found: Match[] = [];
  for (let at = 0; at < words.length; at++) {
    const hit = phrases.find(({ keys }) => keys.every((key, i) => isKey(words[at + i]?.key, key)));
    if (hit === undefined) continue;
    found.push({ class: name, level: hit.level, from: at, to: at + hit.keys.length - 1 });
    at += hit.keys.length - 1;
  }
  return found;
}

/** A share in numbers: `43 per cent`, `12 of the 40`. */
const SHARE =
  /(?<part>[\p{L}\p{N}][\p{L}\p{N}.,]*)(?:\s?(?:%|per ?cent|pour cent|prozent)|\s(?:of|out of|in|sur|von)\s(?:the |les |den |der )?(?<whole>[\p{L}\p{N}]+))/giu;
/** From here on a number behind "of" may be a year. */
const YEARS = 1900;
/** Shares, in per cent, from which on it is all, nearly all, most, and many at best. */
const STEPS = [
  [100, 5],
  [90, 4.5],
  [50.1, 4],
  [0, 3.5],
] as const;

/** Shares in numbers, as a claim of how much. */
function sharesIn(text: string, words: readonly Word[]): readonly Match[] {
  return [...text.matchAll(SHARE)].flatMap(({ 0: said, index, groups = {} }) => {
    const [part, whole] = [groups.part, groups.whole ?? '100'].map(numberOf) as [number, number];
    if (!(part <= whole && whole < YEARS)) return [];
    const level = STEPS.find(([least]) => (100 * part) / whole >= least)?.[1] ?? 0;
    const from = words.findIndex(({ at }) => at >= index);
    const to = words.findLastIndex(({ at }) => at < index + said.length);
    return [{ class: 'share', level, from, to }];
  });
}

const numberOf = (said = ''): number =>
  /^\d/u.test(said) ? Number(said.replace(/[.,]$/u, '').replace(',', '.')) : (numberNamed(said) ?? Number.NaN);

const isKey = (word: string | undefined, key: string): boolean =>
  key.endsWith('*') ? (word ?? '').startsWith(key.slice(0, -1)) : word === key;

/** True for two forms of one word: what they begin with is alike, and their endings are short. */
function isSameStem(a: string, b: string): boolean {
  const [x, y] = [a, b].map((one) => one.replace(/men$/u, 'man')) as [string, string];
  if (x === y) return true;
  let same = 0;
  while (same < x.length && x[same] === y[same]) same++;
  const longest = Math.max(x.length, y.length) - same;
  return same >= ALIKE && longest <= Math.min(ENDING, same - 1) && (same > ALIKE || longest <= 2);
}

/** Those of some words that others have too, in whatever form. */
export const sharedStems = (some: Iterable<string>, others: Iterable<string>): readonly string[] => {
  const there = [...others];
  return [...new Set(some)].filter((one) => there.some((other) => isSameStem(one, other)));
};

/** True where the first of some words is among the first of others, or the other way round. */
export const leadAlike = (a: readonly string[], b: readonly string[]): boolean =>
  sharedStems(a.slice(0, 1), b.slice(0, 2)).length + sharedStems(b.slice(0, 1), a.slice(0, 2)).length > 0;

/** Words of the subject that two sentences share, as the first has them. */
export const sharedSubject = (a: ClaimSentence, b: ClaimSentence): readonly string[] =>
  sharedStems(a.subject.values(), b.subject.values());

/** What is quoted for a sentence. */
export interface QuotedWords {
  readonly all: readonly ClaimSentence[];
  /** Those that share enough words of its subject to speak of the same. */
  readonly relevant: readonly ClaimSentence[];
  /** Those that share the most words of its subject. */
  readonly best: readonly ClaimSentence[];
  readonly text: string;
  /** What else is known of its source: its title and its citation line. */
  readonly known: string;
}
