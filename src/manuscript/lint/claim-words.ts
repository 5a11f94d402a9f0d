import { isWeekday } from '../../passage/text/dates.js';
import { segmentSentences } from '../../passage/text/sentences.js';
import { type Word, wordsOf } from '../../passage/text/tokens.js';
import { isNegation } from '../../passage/weight.js';
import { type Lexicon, opened, type PhraseMatch, phrasesIn } from './claim-lexicon.js';
import { type Numeral, numeralsIn } from './claim-numbers.js';

/** A stretch of a sentence that claims more or less of a class. */
export interface Marker extends PhraseMatch {
  /** True behind a negation that turns it around. */
  readonly denied: boolean;
  /** As written. */
  readonly words: string;
  /** Words of the subject before it and behind it, nearest first. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Words of the subject in its clause, as far as a semicolon or a conjunction such as `while`. */
  readonly clause: readonly string[];
}

export interface ClaimSentence {
  readonly text: string;
  readonly words: readonly Word[];
  readonly markers: readonly Marker[];
  /** Words that tell what it is about, by their place among `words`. */
  readonly subject: ReadonlyMap<number, string>;
  /** The same with those that leave something open, as verbs do that also hedge: `threatened`. */
  readonly content: ReadonlyMap<number, string>;
  readonly numerals: readonly Numeral[];
}

/** Words of the subject that a marker is held to govern, on either side of it. Chosen by eye. */
const GOVERNED = 3;
/** Words before a marker in which a negation turns it around: `not at all always`, `ne sont pas tous`. Chosen by eye. */
const NEGATED = 2;
/** The same before a verb of finding: `was not in a position to verify`. Chosen by eye. */
const UNPROVED = 6;
/** Letters of a word of the subject at least. */
const LEAST_LETTERS = 3;
/** Letters that two forms of a word have alike at least. Chosen by eye. */
const MIN_SHARED_LETTERS = 4;
/** Letters that either form may have beyond those alike. Chosen by eye. */
const MAX_ENDING_LENGTH = 4;
/** Letters at least of a word with which a longer one is put together: `Spitäler`, `Regionalspitäler`. Chosen by eye. */
const COMPOUND = 7;

/** The full stop of what ends no sentence. */
const ABBREVIATED =
  /(?<=(?<!\p{L})(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Gen|Nos?|Art|St|Nr|bzw|vgl|para|cf|Mme))\.(?=\s)/gu;

/** The sentences of a text; an abbreviation ends none. */
export const claimSentences = (text: string, lexicon: Lexicon): readonly ClaimSentence[] =>
  [...segmentSentences(text.replace(ABBREVIATED, ','))]
    .filter(({ segment }) => /\p{L}/u.test(segment))
    .map(({ segment, index }) =>
      readSentence(text.slice(index, index + segment.length).trim(), lexicon),
    );

/** Classes whose words tell as well what a sentence is about. */
const OF_SUBJECT = ['place', 'group', 'reach', 'link'];

function readSentence(text: string, lexicon: Lexicon): ClaimSentence {
  const words = wordsOf(opened(text));
  const numerals = numeralsIn(words);
  const marked = marksIn(words, numerals, lexicon);
  const taken = coveredBy(marked.filter((one) => !OF_SUBJECT.includes(one.class)));
  const open = coveredBy(
    marked.filter(
      (one) => (one.level === 0 && one.class !== 'topic') || isOf('cause', 'direction')(one),
    ),
  );
  const isContent = ({ kind, key }: Word, i: number): boolean =>
    kind === 'word' &&
    key.length >= LEAST_LETTERS &&
    (!taken.has(i) || open.has(i)) &&
    !lexicon.small.has(key) &&
    !isWeekday(key.replace(/s$/u, ''));
  const content = new Map(
    words.flatMap((word, i) => (isContent(word, i) ? [[i, word.key] as const] : [])),
  );
  const subject = new Map([...content].filter(([i]) => !taken.has(i)));
  const endsAt = (parting: RegExp): readonly number[] =>
    words.flatMap(({ key, raw, bare }, i) =>
      lexicon.breaks.has(key) || parting.test(raw.slice(bare.length)) ? [i] : [],
    );
  const parts = { text, words, subject, stops: endsAt(PARTING), clauses: endsAt(/;/u) };
  const markers = [...marked, ...sharesIn(words, numerals)].flatMap(
    (one) => markerAt(one, parts) ?? [],
  );
  return { text, words, subject, content, markers, numerals };
}

/** The words of a sentence that claim more or less, but for those of idioms, names, shares and longer phrases. */
function marksIn(
  words: readonly Word[],
  numerals: readonly Numeral[],
  lexicon: Lexicon,
): readonly PhraseMatch[] {
  const found = phrasesIn(words, lexicon);
  const idiom = coveredBy(found.filter((one) => one.class === 'idiom'));
  const shares = coveredBy(numerals.filter(({ unit, from, to }) => unit === 'share' && to > from));
  const isRound = ({ class: name, level, to }: PhraseMatch): boolean =>
    name === 'quantity' && level === 3 && words[to + 1]?.kind === 'number';
  // In German every noun has a capital, and there is no list of prepositions.
  const isName = ({ from, class: name }: PhraseMatch): boolean =>
    lexicon.places.size > 0 &&
    from > 0 &&
    !OF_SUBJECT.includes(name) &&
    /^\p{Lu}/u.test(words[from]?.bare ?? '') &&
    !/[.:!?“"«]/u.test(words[from - 1]?.raw ?? '');
  const isInside = (one: PhraseMatch): boolean =>
    found.some(({ from, to }) => from <= one.from && to >= one.to && to - from > one.to - one.from);
  const isPart = ({ from, to, class: name }: PhraseMatch): boolean =>
    name !== 'share' && (shares.has(from) || shares.has(to));
  const isWider = ({ from, to }: PhraseMatch): boolean =>
    found.some(
      (other) =>
        other.class === 'idiom' &&
        other.from >= from &&
        other.to <= to &&
        to - from > other.to - other.from,
    );
  const isNone = (one: PhraseMatch): boolean =>
    one.class === 'idiom' ||
    (idiom.has(one.from) && !isWider(one)) ||
    [isRound, isName, isInside, isPart].some((is) => is(one));
  return found.filter((one) => !isNone(one));
}

interface Parts extends Pick<ClaimSentence, 'text' | 'words' | 'subject'> {
  /** Words behind which there is a comma or the like; those behind which another clause begins. */
  readonly stops: readonly number[];
  readonly clauses: readonly number[];
}

/** A marker with what is around it; null behind a negation after which it claims nothing. */
function markerAt(
  { to, ...one }: PhraseMatch,
  { text, words, subject, stops, clauses }: Parts,
): Marker | null {
  const start = Math.max(0, one.from - (one.class === 'attribution' ? UNPROVED : NEGATED));
  const negated = words
    .slice(start, one.from)
    .findIndex((word) => denies(word) && !WITHOUT.test(word.key) && !isExpletive(word, one));
  const isOpen =
    one.class === 'direction' && words.slice(0, one.from).some(({ key }) => WHETHER.test(key));
  const level = negated < 0 && !isOpen ? one.level : negatedLevel(one.class, one.level);
  if (level === null) return null;
  const from = negated < 0 || level === one.level ? one.from : start + negated;
  const within = (all: readonly number[]): readonly number[] => {
    const first = Math.max(-1, ...all.filter((i) => i < from));
    const last = Math.min(words.length, ...all.filter((i) => i >= to).map((i) => i + 1));
    return [...subject.keys()].filter((i) => i > first && i < last);
  };
  const keys = (places: readonly number[]): readonly string[] =>
    places.flatMap((i) => subject.get(i) ?? []);
  const places = within(stops);
  const isDoubled =
    level <= 2 &&
    isOf('quantity', 'frequency')(one) &&
    words.slice(to).some(({ key }) => WITHOUT.test(key));
  return {
    class: one.class,
    level: isDoubled ? (level < 2 ? 5 : NEARLY) : level,
    from,
    to,
    denied: level !== one.level,
    words: stretch({ text, words }, from, to),
    before: keys(places.filter((i) => i < from).reverse()).slice(0, GOVERNED),
    after: keys(places.filter((i) => i > to)).slice(0, GOVERNED),
    clause: keys(within(clauses)),
  };
}

/** Before what nobody knows to move. */
const WHETHER = /^(?:whether|ob)$/u;

/** `Ne` before `jamais` and the like, which denies once. */
const isExpletive = ({ key }: Word, { level }: Pick<PhraseMatch, 'level'>): boolean =>
  level <= 2 && /^ne?$/u.test(key);

/** From one word to another, as written. */
export const stretch = (
  { text, words }: Pick<ClaimSentence, 'text' | 'words'>,
  from: number,
  to: number,
): string => text.slice(words[from]?.at ?? 0, (words[to]?.at ?? 0) + (words[to]?.bare.length ?? 0));

/** True for a word that denies; `un` is an article, or the United Nations. */
export const denies = (word: Word): boolean => word.key !== 'un' && isNegation(word);

/** True for `nowhere may women travel without a guardian`. */
export const isDuty = ({ words }: ClaimSentence): boolean =>
  words.some((word) => denies(word) || word.key === 'nowhere') &&
  words.some(({ key }) => WITHOUT.test(key));

/** The step of `nearly all`. */
const NEARLY = 4.5;
/** Behind `hardly any`, what makes it nearly all. */
export const WITHOUT = /^(?:without|sans|ohne)$/u;

/** Behind a word, what begins another clause. */
export const PARTING = /[,;:()–—]/u;

/** True for a word behind which another clause may begin. */
export const isStop = (words: readonly Word[], i: number): boolean =>
  PARTING.test(words[i]?.raw.slice(words[i].bare.length) ?? '');

/** The last word of the clause in which a word stands. */
export function clauseEnd(words: readonly Word[], from: number): number {
  const stop = words.findIndex((_, i) => i >= from && isStop(words, i));
  return stop < 0 ? words.length - 1 : stop;
}

/** The step of what moves neither way. */
export const SAME = 12;

/** How strong a marker is behind a negation: `not all` are most at best, `not often` is rarely; null for what is not found, said or caused. */
function negatedLevel(name: string, level: number): number | null {
  if (name === 'negation' || name === 'share' || (name === 'modality' && level < 5)) return level;
  if (name === 'attribution' && level === 5) return 2;
  if (name === 'direction') return SAME;
  if (name !== 'quantity' && name !== 'frequency' && name !== 'prevalence') return null;
  if (level > 2) return level === 5 ? 4 : 2;
  return level > 1 ? 4 : 1;
}

const coveredBy = (all: readonly Pick<PhraseMatch, 'from' | 'to'>[]): ReadonlySet<number> =>
  new Set(all.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i)));

/** Shares, in per cent, from which on it is all, nearly all, most, many at best, some, and few. */
const STEPS = [
  [100, 5],
  [90, 4.5],
  [50.1, 4],
  [20, 3.5],
  [10, 3],
  [0, 2],
] as const;

/** Before a share, what makes the rest of it the point. */
const ONLY = /^(?:only|just|than|nur|lediglich|seulement|que)$/u;

/** Shares in numbers, as a claim of how much. */
const sharesIn = (words: readonly Word[], numerals: readonly Numeral[]): readonly PhraseMatch[] =>
  numerals
    .filter(({ unit, from }) => unit === 'share' && !ONLY.test(words[from - 1]?.key ?? ''))
    .map(({ from, to, value }) => ({
      class: 'share',
      level: STEPS.find(([least]) => value >= least)?.[1] ?? 0,
      from,
      to,
    }));

/** True for two forms of one word: what they begin with is alike, and their endings are short. */
function isSameStem(a: string, b: string): boolean {
  const [x, y] = [a, b].map((one) => one.replace(/(?<!^exa)men$/u, 'man')) as [string, string];
  if (x === y) return true;
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  if (short.length >= COMPOUND && (long.startsWith(short) || long.endsWith(short))) return true;
  let same = 0;
  while (same < x.length && x[same] === y[same]) same++;
  const longest = Math.max(x.length, y.length) - same;
  return (
    same >= MIN_SHARED_LETTERS &&
    longest <= Math.min(MAX_ENDING_LENGTH, same - 1) &&
    (same > MIN_SHARED_LETTERS || longest <= 2)
  );
}

/** Those of some words that others have too, in whatever form. */
export const sharedStems = (
  some: Iterable<string>,
  others: Iterable<string>,
): readonly string[] => {
  const there = [...others];
  return [...new Set(some)].filter((one) => there.some((other) => isSameStem(one, other)));
};

/** True where the first of some words is among the first of others, or the other way round. */
export const leadAlike = (a: readonly string[], b: readonly string[]): boolean =>
  sharedStems(a.slice(0, 1), b.slice(0, 2)).length +
    sharedStems(b.slice(0, 1), a.slice(0, 2)).length >
  0;

/** Words of the subject that two sentences share, as the first has them. */
export const sharedSubject = (a: ClaimSentence, b: ClaimSentence): readonly string[] =>
  sharedStems(a.subject.values(), b.subject.values());

export const meet = (a: Iterable<string>, b: Iterable<string>): boolean =>
  sharedStems(a, b).length > 0;
export const nearOf = ({ before, after }: Marker): readonly string[] => [...before, ...after];
export const isOf =
  (...names: readonly string[]) =>
  ({ class: name }: Pick<PhraseMatch, 'class'>): boolean =>
    names.includes(name);
export const markersIn = (
  sentences: readonly ClaimSentence[],
  ...names: readonly string[]
): readonly Marker[] => sentences.flatMap(({ markers }) => markers.filter(isOf(...names)));

/** The French mood of what others say. */
const CONDITIONAL = /^(?:au|se)rai(?:t|ent)$/iu;
/** True for that mood where both sentences name whose word it is. */
export function isOfVoice({ words }: Marker, one: ClaimSentence, other: ClaimSentence): boolean {
  const [mine, theirs] = [one, other].map((of) =>
    markersIn([of], 'attribution').filter(({ level }) => level === 3),
  );
  return (
    CONDITIONAL.test(words) && meet(mine?.flatMap(nearOf) ?? [], theirs?.flatMap(nearOf) ?? [])
  );
}

/** What is quoted for a sentence. */
export interface QuotedWords {
  readonly all: readonly ClaimSentence[];
  /** Those that share nearly as many words of its subject as any does: only these back how much it says. */
  readonly near: readonly ClaimSentence[];
  /** Those that share a word of its subject: by its place it is about them. */
  readonly about: readonly ClaimSentence[];
  /** Those that share the most words of its subject. */
  readonly best: readonly ClaimSentence[];
  readonly text: string;
  /** How many quotations. */
  readonly count: number;
  /** What else is known of its source: its title and its citation line. */
  readonly known: string;
}
