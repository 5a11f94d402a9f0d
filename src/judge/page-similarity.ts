import type { Document } from '../model/document.js';
import { fold } from '../text/fold.js';
import { pageFeatures } from './page-features.js';

/** Whether a page is the document that is cited, as far as a glance can tell. */
export type Likeness = 'same' | 'other' | 'unsure';

/** What is known of the document that is cited. */
export interface Cited {
  readonly title: string;
  /** As it was read on an earlier night, or null. */
  readonly baseline: Document | null;
}

// Where the numbers of this file come from: docs/judging.md, 13.

/** Share of a title's words that a page must carry in its own title or first heading to be that document. */
const SAME_TITLE = 0.7;
/** A page whose whole text has at most this share of a title's words is another document… */
const OTHER_TITLE = 0.25;
/** …when the title has at least this many words to look for. */
const ENOUGH_WORDS = 3;

/** Share of the earlier text's phrases that stand in the later one: above, it is the same document; below, another. */
const PHRASES = { same: 0.3, other: 0.05 } as const;
/** Words in a row that make a phrase; two documents on one subject share few. */
const PHRASE = 4;
/** Phrases below which shares mean nothing. */
const ENOUGH_PHRASES = 20;

/** Compares a page with what is known of the document: its text of an earlier night, else its title. */
export function pageSimilarity(document: Document | null, { title, baseline }: Cited): Likeness {
  if (document === null) return 'unsure';
  const shared = baseline === null ? null : sharedShingles(baseline, document);
  if (shared !== null && shared >= PHRASES.same) return 'same';
  const byTitle = likeTitle(document, title);
  return shared === null || byTitle === 'same' ? byTitle : shared < PHRASES.other ? 'other' : 'unsure';
}

function likeTitle(document: Document, title: string): Likeness {
  const wanted = new Set(wordsOf(title));
  if (wanted.size < ENOUGH_WORDS) return 'unsure';
  const share = (text: string): number => {
    const words = new Set(wordsOf(text));
    return [...wanted].filter((word) => words.has(word)).length / wanted.size;
  };
  const face = pageFeatures(document);
  if (Math.max(share(face.title), share(face.heading)) >= SAME_TITLE) return 'same';
  const text = textOf(document);
  if (text === '') return 'unsure';
  return document.type === 'html' && sameScript(title, text) && share(`${face.title} ${text}`) <= OTHER_TITLE
    ? 'other'
    : 'unsure';
}

/** Null when either text is too short to tell. */
function sharedShingles(before: Document, after: Document): number | null {
  const phrases = shinglesOf(before);
  const later = shinglesOf(after);
  if (Math.min(phrases.size, later.size) < ENOUGH_PHRASES) return null;
  let shared = 0;
  for (const phrase of phrases) if (later.has(phrase)) shared++;
  return shared / phrases.size;
}

function shinglesOf(document: Document): ReadonlySet<string> {
  const words = wordsOf(textOf(document), 1);
  const phrases = new Set<string>();
  for (let i = 0; i + PHRASE <= words.length; i++) phrases.add(words.slice(i, i + PHRASE).join(' '));
  return phrases;
}

/** Main text only: furniture is the same on every page of a site. */
const textOf = ({ blocks }: Document): string =>
  blocks
    .filter((block) => block.role === 'main')
    .map((block) => block.text)
    .join('\n');

const WORD = /\p{Script=Han}{2,}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;

/** Words of at least `least` letters; for Chinese, which has no spaces, every two characters in a row. */
const wordsOf = (text: string, least = 4): readonly string[] =>
  (fold(text).text.match(WORD) ?? []).flatMap((word) =>
    /^\p{Script=Han}/u.test(word)
      ? Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2))
      : word.length >= least
        ? [word]
        : [],
  );

/** A translated title says nothing about the text. */
function sameScript(title: string, text: string): boolean {
  const isLatin = (s: string): boolean => {
    const letters = s.match(/\p{L}/gu) ?? [];
    return letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length > letters.length / 2;
  };
  return isLatin(title) === isLatin(text.slice(0, 2_000));
}
