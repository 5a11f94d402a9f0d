import type { Said } from '../model/link-reason.js';
import type { PageFeatures } from './page-features.js';

/** Words by which pages of one kind are known. Both expressions are global. */
export interface Words {
  /** In titles and headings. */
  readonly heads: RegExp;
  /** In sentences. */
  readonly sentences: RegExp;
}

/** What a page says, and how much it weighs; {@link BELIEVED} or more together are believed. */
export interface Saying {
  readonly weight: number;
  readonly said: Said;
}

// Where the numbers of this file come from: docs/judging.md, 13.

/** Weight from which on signs are believed. */
export const BELIEVED = 4;

/**
 * A head that says little else is `loud`: “Page not found | The Observer”, and not “Not found: the eleven villages of
 * the northern plain”.
 */
const WEIGHTS = { loudHead: 3, quietHead: 1, sentence: 2 } as const;

/** Characters of a head that are shown. */
const SHOWN = 80;

/** Share of a head's letters that the words must take up to be all that it says. */
const LOUD = 0.5;

/**
 * Characters of main text, and what they speak for. A page that has nothing to show is short; one that says the same
 * words at length is about them. An error page may list the latest news, so length does not outweigh everything.
 */
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

/** How plainly a page says one of these words, its size weighed in; null when it does not say them. */
export function saying(face: PageFeatures, words: Words): Saying | null {
  const title = headWeight(face.title, words.heads);
  const heading = headWeight(face.heading, words.heads);
  const sentence = face.opening.match(words.sentences)?.[0];
  const loud = Math.max(title, heading) === WEIGHTS.loudHead;
  // Most titles repeat the heading: said twice in passing is still in passing.
  const heads = loud ? title + heading : Math.max(title, heading);
  const total = heads + (sentence === undefined ? 0 : WEIGHTS.sentence);
  if (total === 0) return null;
  const places = [
    ...(title > 0 ? (['title'] as const) : []),
    ...(heading > 0 ? (['heading'] as const) : []),
    ...(sentence === undefined ? [] : (['text'] as const)),
  ];
  const loudest = title > 0 && title >= heading ? face.title : heading > 0 ? face.heading : (sentence ?? '');
  return {
    weight: total + weightOfSize(face),
    said: { words: loudest.slice(0, SHOWN), places, size: face.size },
  };
}

const SEPARATORS = /\s[|–—·»-]+\s|[|｜\n]/u;
const lettersIn = (text: string): number => text.replace(/[^\p{L}\p{N}]+/gu, '').length;

function headWeight(head: string, words: RegExp): number {
  const shares = head.split(SEPARATORS).map((part) => {
    const said = (part.match(words) ?? []).reduce((sum, match) => sum + lettersIn(match), 0);
    return said / Math.max(1, lettersIn(part));
  });
  const share = Math.max(...shares);
  return share >= LOUD ? WEIGHTS.loudHead : share > 0 ? WEIGHTS.quietHead : 0;
}
