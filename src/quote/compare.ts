import { type Word, wordsOf } from '../text/tokens.js';
import { diffWords, type WordRun } from '../text/word-diff.js';
import { findApproximate } from './find-approximate.js';
import { findAnywhere } from './find-exact.js';
import type { Haystack, Span } from './haystack.js';
import { type Part, weightOf } from './parse-quote.js';
import { withoutInsertions, withoutNoteMarks } from './weight.js';

/** A part of a quotation held against the place of the page that resembles it most. */
export interface Comparison {
  /** From the quotation to the page. */
  readonly runs: readonly WordRun[];
  /** Where it stands, in reading order of the quotation; more than one when it stands in pieces. */
  readonly spans: readonly Span[];
  /** Letters of the part, and those of them that stand on the page. */
  readonly letters: number;
  readonly standing: number;
  /** Letters of its longest sentence that stands whole. */
  readonly firm: number;
  /** Characters of the page between pieces that the quotation prints as one. */
  readonly gaps: readonly number[];
}

/** A run of equal words that is no coincidence. */
const ANCHOR = 3;
/** Below this share of standing letters, a part is looked for sentence by sentence. */
const WHOLE = 0.9;
/** A sentence shorter than this, in letters, goes with the next: it would stand anywhere. */
const SENTENCE = 25;
/** Characters between two pieces that are a heading or a note, not a leap. */
const LEAP = 80;

const lettersIn = (words: readonly Word[]): number => words.reduce((n, w) => n + w.key.length, 0);
const countStanding = (runs: readonly WordRun[]): number =>
  runs.reduce((n, run) => (run.op === 'same' ? n + lettersIn(run.words) : n), 0);

/** Where the quotation's words would begin and end among the page's, judged by the first and last anchor. */
function frame(runs: readonly WordRun[]): { from: number; to: number } {
  let quoted = 0;
  let paged = 0;
  let from: number | null = null;
  let to = 0;
  const total = runs.reduce((n, r) => (r.op === 'added' ? n : n + r.words.length), 0);
  const anchors = runs.some((r) => r.op === 'same' && r.words.length >= ANCHOR) ? ANCHOR : 1;
  for (const run of runs) {
    if (run.op === 'same' && run.words.length >= anchors) {
      from ??= paged - quoted;
      to = paged + (total - quoted);
    }
    if (run.op !== 'added') quoted += run.words.length;
    if (run.op !== 'removed') paged += run.words.length;
  }
  return { from: Math.max(0, from ?? 0), to };
}

/** Drops what the page says before the first and after the last word that the quotation shares with it. */
function trim(runs: readonly WordRun[]): readonly WordRun[] {
  let start = 0;
  let end = runs.length;
  while (start < end && runs[start]?.op === 'added') start++;
  while (end > start && runs[end - 1]?.op === 'added') end--;
  return runs.slice(start, end);
}

/** Compares `quoted` with a window of the page, word by word. */
function compareWindow(quoted: readonly Word[], text: string, window: Span): Comparison | null {
  const page = wordsOf(text.slice(window.start, window.end));
  const rough = diffWords(quoted, page);
  if (rough === null) return null;
  const { from, to } = frame(rough);
  const near = page.slice(from, to);
  const fine = diffWords(quoted, near);
  if (fine === null) return null;
  const runs = withoutInsertions(trim(withoutNoteMarks(fine)));
  const lead = fine[0]?.op === 'added' ? fine[0].words.length : 0;
  const tail = fine.at(-1)?.op === 'added' ? (fine.at(-1)?.words.length ?? 0) : 0;
  const before = lengthOf(page.slice(0, from + lead));
  const inside = near.slice(lead, near.length - tail);
  const skipped = text.slice(window.start, window.end).search(/[\p{L}\p{N}\p{Sc}]/u);
  const start = window.start + Math.max(0, skipped) + before;
  const last = inside.at(-1);
  const end = start + lengthOf(inside) - (last ? last.raw.length - last.bare.length : 0);
  return {
    runs,
    spans: [{ start, end }],
    letters: lettersIn(quoted),
    standing: countStanding(runs),
    firm: 0,
    gaps: [],
  };
}

const lengthOf = (words: readonly Word[]): number => words.reduce((n, w) => n + w.raw.length, 0);

const run = (op: WordRun['op'], words: readonly Word[]): WordRun => ({ op, words, atSeam: false });

/** The words of a part, each that follows an insertion marked. */
const wordsOfPart = (part: Part): readonly Word[] =>
  part.segments.flatMap((segment, i) =>
    wordsOf(`${segment} `).map((word, j) => (i > 0 && j === 0 ? { ...word, seam: true } : word)),
  );

function whole(part: Part, haystack: Haystack, from: number): Comparison | null {
  const quoted = wordsOfPart(part);
  const standing = findAnywhere(part, haystack, from);
  if (standing !== null) {
    const letters = lettersIn(quoted);
    const spans = [standing];
    return { runs: [run('same', quoted)], spans, letters, standing: letters, firm: letters, gaps: [] };
  }
  const window = findApproximate(part, haystack);
  return window === null ? null : compareWindow(quoted, haystack.text, window);
}

/** Sentences of a part, short ones joined to the next. An insertion ends a sentence as a full stop does. */
const sentencesOf = (part: Part): readonly Part[] =>
  part.segments.flatMap((text) => {
    const sentences: string[] = [];
    for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(text)) {
      const last = sentences.at(-1);
      if (last !== undefined && weightOf(last) < SENTENCE) sentences[sentences.length - 1] = last + segment;
      else sentences.push(segment);
    }
    return sentences.map((s) => ({ segments: [s.trim()] }));
  });

const lost = (part: Part): Comparison => {
  const quoted = wordsOfPart(part);
  return {
    runs: [run('removed', quoted)],
    spans: [],
    letters: lettersIn(quoted),
    standing: 0,
    firm: 0,
    gaps: [],
  };
};

function piecewise(part: Part, haystack: Haystack, from: number): Comparison {
  const pieces = sentencesOf(part).map((sentence) => whole(sentence, haystack, from) ?? lost(sentence));
  const spans = pieces.flatMap((p) => p.spans);
  const gaps = spans.slice(1).map((span, i) => span.start - (spans[i] as Span).end);
  return {
    runs: pieces.flatMap((p) => p.runs),
    spans,
    letters: pieces.reduce((n, p) => n + p.letters, 0),
    standing: pieces.reduce((n, p) => n + p.standing, 0),
    firm: Math.max(0, ...pieces.map((p) => p.firm)),
    gaps: gaps.filter((gap) => gap > LEAP),
  };
}

/**
 * Holds a part against the page: as a whole, or, when little of it stands in one place, sentence by sentence.
 * `from` is where the part before it ends: of several places the first after that is taken.
 */
export function comparePart(part: Part, haystack: Haystack, from: number): Comparison {
  const inOne = whole(part, haystack, from);
  if (inOne !== null && inOne.standing >= WHOLE * inOne.letters) return inOne;
  const inPieces = piecewise(part, haystack, from);
  return inOne !== null && inOne.standing >= inPieces.standing ? { ...inOne, firm: inPieces.firm } : inPieces;
}
