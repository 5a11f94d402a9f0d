import type { Document } from '../model/document.js';
import { foldedText } from '../text/fold.js';
import { fnv1a } from '../text/hash.js';

/** Words in a row that make a shingle; two documents on one subject share few. */
const SHINGLE = 4;

const WORD = /\p{Script=Han}{2,}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;

/** Words of at least `least` letters; for Chinese, which has no spaces, every two characters in a row. */
export const wordsFor = (text: string, least: number): readonly string[] =>
  (foldedText(text).match(WORD) ?? []).flatMap((word) =>
    /^\p{Script=Han}/u.test(word)
      ? Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2))
      : word.length >= least
        ? [word]
        : [],
  );

/** Main text only: furniture is the same on every page of a site. */
export const mainText = ({ blocks }: Document): string =>
  blocks
    .filter((block) => block.role === 'main')
    .map((block) => block.text)
    .join('\n');

/** All text: what was main before may have been set into another frame. */
const allText = ({ blocks }: Document): string => blocks.map((block) => block.text).join('\n');

function shinglesOf(text: string): ReadonlySet<string> {
  const words = wordsFor(text, 1);
  const shingles = new Set<string>();
  for (let i = 0; i + SHINGLE <= words.length; i++) shingles.add(words.slice(i, i + SHINGLE).join(' '));
  return shingles;
}

/** How much a later reading has of an earlier one, by their shingles. */
export interface Shared {
  /** Shingles of the earlier main text. */
  readonly before: number;
  /** Shingles of the later main text. */
  readonly after: number;
  /** Share of the earlier main text that stands anywhere in the later reading, 0 to 1. */
  readonly kept: number;
}

const shareIn = (shingles: ReadonlySet<string>, there: ReadonlySet<string>): number => {
  let shared = 0;
  for (const shingle of shingles) if (there.has(shingle)) shared++;
  return shingles.size === 0 ? 0 : shared / shingles.size;
};

/** By the later reading: several judges ask of the same two. */
const COMPARED = new WeakMap<Document, { readonly with: Document; readonly shared: Shared }>();

/** Compares two readings of one address. */
export function shared(before: Document, after: Document): Shared {
  const known = COMPARED.get(after);
  if (known?.with === before) return known.shared;
  const made = compared(before, after);
  COMPARED.set(after, { with: before, shared: made });
  return made;
}

function compared(before: Document, after: Document): Shared {
  const [earlier, later] = [mainText(before), mainText(after)];
  const was = shinglesOf(earlier);
  if (earlier === later) return { before: was.size, after: was.size, kept: was.size === 0 ? 0 : 1 };
  const is = shinglesOf(later);
  const all = allText(after);
  return {
    before: was.size,
    after: is.size,
    kept: shareIn(was, all === later ? is : shinglesOf(all)),
  };
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

/** Sketches all that a reading shows but for addresses, in single words where it is too short for shingles. */
export function sketchOf(document: Document): Sketch {
  const text = withoutAddresses(allText(document));
  const shingles = shinglesOf(text);
  const pieces = shingles.size > 0 ? [...shingles] : wordsFor(text, 1);
  return [...new Set(pieces.map(fnv1a))].sort((a, b) => a - b).slice(0, KEPT);
}

/** Estimated share of shingles that two texts have in common, 0 to 1 (Broder's resemblance, from the k smallest hashes). */
export function resemblance(a: Sketch, b: Sketch): number {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const union = [...new Set([...a, ...b])].sort((x, y) => x - y).slice(0, Math.max(a.length, b.length));
  const [inA, inB] = [new Set(a), new Set(b)];
  return union.filter((h) => inA.has(h) && inB.has(h)).length / union.length;
}
