import type { Block, Document } from '../model/document.js';
import { foldedText } from '../passage/text/fold.js';
import { fnv1a } from '../passage/text/tokens.js';

/** Whether a page is the document that is cited, as far as a glance can tell. */
export type Likeness = 'same' | 'other' | 'unsure';

/** What is known of the document that is cited. */
export interface Cited {
  readonly title: string;
  /** As it was read on an earlier night, or null. */
  readonly baseline: Document | null;
  /** True when a reading of before is at hand, and tonight's shares next to nothing with it. */
  readonly isStranger?: boolean | undefined;
  /** True when it was recognised by its text, and much of that is not shown tonight. */
  readonly isShortened?: boolean | undefined;
}

// Where the numbers of this file come from: docs/judging.md, 13.

/** Share of a title's words that a page must carry in its own title or first heading to be that document. */
const SAME_TITLE = 0.7;
/** A page whose whole text has at most this share of a title's words is another document… */
const OTHER_TITLE = 0.25;
/** …when the title has at least this many words to look for. */
const ENOUGH_WORDS = 3;

/** Letters of a word from which on it tells titles apart. */
const LETTERS = 4;

/** Share of the earlier text's shingles that stand in the later one: above, it is the same document; below, another. */
const PHRASES = { same: 0.3, other: 0.05 } as const;
/** Phrases below which shares mean nothing. */
const ENOUGH_PHRASES = 20;

/** Compares a page with what is known of the document: its text of an earlier night, else its title. */
export function pageSimilarity(document: Document | null, { title, baseline }: Cited): Likeness {
  if (document === null) return 'unsure';
  const both = baseline === null ? null : shared(baseline, document);
  // Of short texts shares say nothing.
  const kept =
    both === null || Math.min(both.before, both.after) < ENOUGH_PHRASES ? null : both.kept;
  if (kept !== null && kept >= PHRASES.same) return 'same';
  const byTitle = likeTitle(document, title);
  return kept === null || byTitle === 'same' ? byTitle : kept < PHRASES.other ? 'other' : 'unsure';
}

function likeTitle(document: Document, title: string): Likeness {
  const wanted = telling(title);
  if (wanted.size < ENOUGH_WORDS) return 'unsure';
  const face = pageFeatures(document);
  if (Math.max(share(wanted, face.title), share(wanted, face.heading)) >= SAME_TITLE) return 'same';
  return document.type === 'html' && lacksTitle(document, title) ? 'other' : 'unsure';
}

/** True when a page that has a text says next to nothing of what a title of its script says. */
export function lacksTitle(document: Document, title: string): boolean {
  const wanted = telling(title);
  const text = mainText(document);
  if (wanted.size < ENOUGH_WORDS || text === '' || document.unread !== null) return false;
  return (
    sameScript(title, text) &&
    share(wanted, `${pageFeatures(document).title} ${text}`) <= OTHER_TITLE
  );
}

/** True when a page has a word of a title, or more than a few of a passage, in whatever script. */
export const recalls = (
  document: Document,
  title: string,
  passages: readonly string[],
): boolean => {
  const text = `${document.title ?? ''} ${allText(document)}`;
  const has = (words: string): number =>
    telling(words).size === 0 ? 1 : share(telling(words), text);
  return has(title) > 0 || passages.some((passage) => has(passage) > OTHER_TITLE);
};

const telling = (title: string): ReadonlySet<string> => new Set(wordsFor(title, LETTERS));

/** True when two titles have no telling word in common: then one text cannot be both documents. */
export function differ(a: string, b: string): boolean {
  const words = telling(a);
  return ![...telling(b)].some((word) => words.has(word));
}

/** Share of the wanted words that a text has. */
function share(wanted: ReadonlySet<string>, text: string): number {
  const words = new Set(wordsFor(text, LETTERS));
  return [...wanted].filter((word) => words.has(word)).length / wanted.size;
}

/** A translated title says nothing about the text. */
function sameScript(title: string, text: string): boolean {
  const isLatin = (s: string): boolean => {
    const letters = s.match(/\p{L}/gu) ?? [];
    return letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length > letters.length / 2;
  };
  return isLatin(title) === isLatin(text.slice(0, 2_000));
}

/** What a reader sees of a page at first glance. */
export interface PageFeatures {
  readonly title: string;
  /** The first heading, or the first line where there is none. */
  readonly heading: string;
  /** The beginning of the main text, or of all text where no part is the main one. */
  readonly opening: string;
  /** Characters of main text that is the page's own: a list of the latest news below an error message is not. */
  readonly size: number;
  /** Characters of all main text: a page that is nothing but a list of links shows something. */
  readonly total: number;
}

/** Characters of text in which a page that has nothing to show says so. */
const OPENING = 3_000;
/** Characters of a heading: the first line of a plain text may be the whole text. */
const HEAD = 300;

/** What a document shows at first glance; a page without text shows nothing. */
export function pageFeatures(document: Document | null): PageFeatures {
  const blocks = document?.blocks ?? [];
  const main = blocks.filter((block) => block.role === 'main');
  const shown = main.length > 0 ? main : blocks;
  return {
    title: document?.title ?? '',
    heading: ((headingOf(shown) ?? headingOf(blocks) ?? shown[0])?.text ?? '').slice(0, HEAD),
    opening: shown
      .map((block) => block.text)
      .join('\n')
      .slice(0, OPENING),
    total: main.reduce((sum, { text }) => sum + text.length, 0),
    size: document === null ? 0 : own(document).reduce((sum, { text }) => sum + text.length, 0),
  };
}

const headingOf = (blocks: readonly Block[]): Block | undefined =>
  blocks.find(({ heading }) => heading !== undefined);

const SEPARATORS = /\s[|–—·»-]+\s|[|｜]/u;
const letters = (text: string): string => foldedText(text).replace(/[^\p{L}\p{N}]+/gu, '');

/** True when a page's title, but for the name of its site, or its heading is this one, letter by letter. */
export function isTitled({ title, heading }: PageFeatures, wanted: string): boolean {
  const own = letters(wanted);
  return (
    own !== '' && [title, heading, ...title.split(SEPARATORS)].some((part) => letters(part) === own)
  );
}

/** True when a page's title or heading has all of this title, and what else is said of it. */
export function isTitledWith({ title, heading }: PageFeatures, wanted: string): boolean {
  const own = letters(wanted);
  return own !== '' && [title, heading].some((part) => letters(part).includes(own));
}

/** Lines of main text that are more than a link to elsewhere. */
function own({ blocks, links }: Document): readonly Block[] {
  const linked = new Set(links.map(({ text }) => text));
  return blocks.filter(({ role, text }) => role === 'main' && !linked.has(text));
}

/** What a page says itself, line by line; all of its text where no part is the main one. */
export function ownLines(document: Document): readonly string[] {
  const lines = own(document);
  return (lines.length > 0 ? lines : document.blocks).map(({ text }) => text);
}

/** Words in a row that make a shingle; two documents on one subject share few. */
const SHINGLE = 4;

const WORD = /\p{Script=Han}{2,}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;

/** Scripts of which a letter is a syllable. */
const SYLLABIC = /^[\p{Script=Ethiopic}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Words of at least `least` letters, a syllable counted as two; for Chinese, which has no spaces, every two characters in a row. */
export const wordsFor = (text: string, least: number): readonly string[] =>
  (foldedText(text).match(WORD) ?? []).flatMap((word) =>
    /^\p{Script=Han}/u.test(word)
      ? Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2))
      : word.length * (SYLLABIC.test(word) ? 2 : 1) >= least
        ? [word]
        : [],
  );

/** Main text only: furniture is the same on every page of a site. */
export const mainText = ({ blocks }: Document): string =>
  blocks.flatMap(({ role, text }) => (role === 'main' ? text : [])).join('\n');

/** All text: what was main before may have been set into another frame. */
const allText = ({ blocks }: Document): string => blocks.map((block) => block.text).join('\n');

function shinglesOf(text: string): ReadonlySet<string> {
  const words = wordsFor(text, 1);
  return new Set(words.slice(SHINGLE - 1).map((_, i) => words.slice(i, i + SHINGLE).join(' ')));
}

/** How much a later reading has of an earlier one, by their shingles. */
interface Shared {
  /** Shingles of the earlier main text. */
  readonly before: number;
  /** Shingles of the later main text. */
  readonly after: number;
  /** Share of the earlier main text that stands anywhere in the later reading, 0 to 1. */
  readonly kept: number;
}

const shareIn = (shingles: ReadonlySet<string>, there: ReadonlySet<string>): number =>
  shingles.size === 0 ? 0 : [...shingles].filter((one) => there.has(one)).length / shingles.size;

/** By the later reading: four judges ask about the same two, and shingles of a page take some ten milliseconds. */
const COMPARED = new WeakMap<Document, { readonly with: Document; readonly shared: Shared }>();

/** Compares two readings of one address. */
export function shared(before: Document, after: Document): Shared {
  const known = COMPARED.get(after);
  if (known?.with === before) return known.shared;
  const [earlier, later] = [mainText(before), mainText(after)];
  const [was, is] = [shinglesOf(earlier), shinglesOf(later)];
  const there = earlier === later ? was : shinglesOf(allText(after));
  const made = { before: was.size, after: is.size, kept: shareIn(was, there) };
  COMPARED.set(after, { with: before, shared: made });
  return made;
}

/** Share of the later main text that stood anywhere in the earlier reading, 0 to 1; of its words, where it has no shingle. */
export function oldIn(before: Document, after: Document): number {
  const later = shinglesOf(mainText(after));
  return later.size > 0
    ? shareIn(later, shinglesOf(allText(before)))
    : shareIn(new Set(wordsFor(mainText(after), 1)), new Set(wordsFor(allText(before), 1)));
}

/** The smallest hashes of a text's shingles: enough to tell on a later night whether the same text came again. */
export type Sketch = readonly number[];

/** Hashes that are kept; the likeness of two sketches errs by about one in eight (1/√64). */
const KEPT = 64;

/** What may be an address: characters of ASCII in a row. */
const RUN = /[!-~]+/gu;
/** With or without its host: a notice repeats the address that was asked for. */
const withoutAddresses = (text: string): string =>
  text.replace(RUN, (run) => (run.split('/').length > 2 ? ' ' : run));

/** Figures, also those with letters for digits: clocks, and the numbers of cases and requests. */
const FIGURES = /(?<![\p{L}\p{N}])(?:\p{N}[\p{L}\p{N}]*|[a-f]+\d[\da-f]*)(?![\p{L}\p{N}])/giu;

/** Sketches all that a reading shows but for addresses and figures, in single words where it is too short for shingles. */
export function sketchOf(document: Document): Sketch {
  const text = withoutAddresses(allText(document)).replace(FIGURES, ' ');
  const shingles = shinglesOf(text);
  const pieces = shingles.size > 0 ? [...shingles] : wordsFor(text, 1);
  return [...new Set(pieces.map(fnv1a))].sort((a, b) => a - b).slice(0, KEPT);
}

/** Estimated share of shingles that two texts have in common, 0 to 1 (Broder's resemblance, from the k smallest hashes). */
export function resemblance(a: Sketch, b: Sketch): number {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const union = [...new Set([...a, ...b])]
    .sort((x, y) => x - y)
    .slice(0, Math.max(a.length, b.length));
  return union.filter((hash) => a.includes(hash) && b.includes(hash)).length / union.length;
}

/** Weight by characters of main text: a page with nothing to show is short. Length does not outweigh everything, because an error page may list the news. */
const BY_SIZE: readonly (readonly [below: number, weight: number])[] = [
  [300, 2],
  [1_500, 1],
  [2_500, 0],
  [6_000, -3],
  [Number.POSITIVE_INFINITY, -4],
];

/** How much a page of this size is a page with nothing to show. */
export const weightOfSize = ({ size }: PageFeatures): number =>
  BY_SIZE.find(([below]) => size < below)?.[1] ?? 0;
