import type { Document } from '../model/document.js';
import { pageFeatures } from './page-features.js';
import { mainText, shared, wordsFor } from './shingles.js';

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
  const kept = baseline === null ? null : sharedShingles(baseline, document);
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
  return sameScript(title, text) && share(wanted, `${pageFeatures(document).title} ${text}`) <= OTHER_TITLE;
}

const telling = (title: string): ReadonlySet<string> => new Set(wordsFor(title, LETTERS));

/** Share of the wanted words that a text has. */
function share(wanted: ReadonlySet<string>, text: string): number {
  const words = new Set(wordsFor(text, LETTERS));
  return [...wanted].filter((word) => words.has(word)).length / wanted.size;
}

/** Null when either text is too short to tell. */
function sharedShingles(baseline: Document, now: Document): number | null {
  const { before, after, kept } = shared(baseline, now);
  return Math.min(before, after) < ENOUGH_PHRASES ? null : kept;
}

/** A translated title says nothing about the text. */
function sameScript(title: string, text: string): boolean {
  const isLatin = (s: string): boolean => {
    const letters = s.match(/\p{L}/gu) ?? [];
    return letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length > letters.length / 2;
  };
  return isLatin(title) === isLatin(text.slice(0, 2_000));
}
