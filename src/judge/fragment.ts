import { cutsWord } from './find.js';
import { type Folded, fold, isBearing } from './fold.js';
import type { Haystack, Span } from './haystack.js';

/** Parts of one quotation that a link names: more would make an address that mail programs break. */
const MOST_PARTS = 3;
/** Passages of up to this many words are named whole, longer ones by their ends. */
const WHOLE = 10;
/** Words that name an end: the fewest that stand only once on the page. */
const FEWEST = 4;
const MOST = 12;
/** Words before or after a passage by which one of several is told. */
const MOST_CONTEXT = 8;
/** Characters of a line that are split into words, on each side of a place. */
const REACH = 400;

/** Words as browsers split them (Unicode TR29, and a dictionary for scripts without spaces): a fragment is found at their ends only. */
const SEGMENTER = new Intl.Segmenter('en', { granularity: 'word' });

/** The words near `at`, on its line. */
function wordsAround(text: string, at: number): readonly Span[] {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = text.indexOf('\n', at);
  const from = Math.max(lineStart, at - REACH);
  const to = Math.min(lineEnd < 0 ? text.length : lineEnd, at + REACH);
  return [...SEGMENTER.segment(text.slice(from, to))]
    .filter((s) => s.isWordLike === true)
    .map((s) => ({ start: from + s.index, end: from + s.index + s.segment.length }));
}

/** A passage without the punctuation at its ends; null when nothing is left. */
function trimmed(text: string, { start, end }: Span): Span | null {
  const bearing = (i: number): boolean => isBearing(text.codePointAt(i) ?? 0);
  let [from, to] = [start, end];
  while (from < to && !bearing(from)) from++;
  while (to > from && !bearing(to - 1)) to--;
  return from < to ? { start: from, end: to } : null;
}

const over = (words: readonly Span[]): Span | null =>
  words.length === 0 ? null : { start: (words[0] as Span).start, end: (words.at(-1) as Span).end };

/** Where `needle` first stands in whole words, in units of the folded text; -1 for nowhere. */
function firstOf({ text }: Folded, needle: string, from: number): number {
  for (let at = from; ; at++) {
    at = text.indexOf(needle, at);
    if (at < 0 || (!cutsWord(text, at) && !cutsWord(text, at + needle.length))) return at;
  }
}

/** `[prefix-,]start[,end][,-suffix]` of https://wicg.github.io/scroll-to-text-fragment/, as places of the text. */
interface Directive {
  readonly prefix: Span | null;
  readonly start: Span;
  readonly end: Span | null;
  readonly suffix: Span | null;
}

/** Makes the directive that a browser finds at the passage and at no earlier place. */
class Namer {
  readonly #text: string;
  readonly #folded: Folded;

  constructor({ text, folded }: Haystack) {
    this.#text = text;
    this.#folded = folded;
  }

  name(passage: Span): Directive | null {
    const inner = trimmed(this.#text, passage);
    if (inner === null) return null;
    const head = wordsAround(this.#text, inner.start).filter((w) => w.end > inner.start && w.start < inner.end);
    const tail = wordsAround(this.#text, inner.end - 1).filter((w) => w.end > inner.start && w.start < inner.end);
    const [first, last] = [head[0], tail.at(-1)];
    if (first === undefined || last === undefined) return null;
    if (head.length <= WHOLE && head.at(-1)?.end === last.end) return this.#whole({ start: first.start, end: last.end });
    const start = this.#shortest(head.slice(0, MOST), (n) => over(head.slice(0, n)), first.start, 0);
    const after = tail.filter((w) => w.start >= start.end);
    const from = this.#indexOf(start, first.start);
    ...
  }
}
