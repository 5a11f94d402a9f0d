import { type Word, wordsOf } from '../text/tokens.js';
import type { WordRun } from '../text/word-diff.js';
import { compareWindow } from './compare-window.js';
import { findApproximate } from './find-approximate.js';
import { findAnywhere, mayStand } from './find-exact.js';
import type { Haystack, Span } from './haystack.js';
import { isLabel } from './list-labels.js';
import type { Part } from './part.js';
import { blocksBetween, mayReplace, type Replaced } from './seam.js';

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
  /** Characters of the page between pieces that the quotation prints as one, where more than whole blocks are. */
  readonly gaps: readonly number[];
  /** Whole blocks of the page that stand between two quoted ones. */
  readonly between: readonly string[];
  /** What the page has under the editor's insertions, in order. */
  readonly replaced: readonly Replaced[];
}

/**
 * The least share of a passage's letters that must stand in the right order for it to count as `altered` rather than
 * `missing`. Of 5,063 passages held against other pages one reached 50 %, the next 36 % (bench/passages.ts).
 */
export const LOCATED = 0.55;
/** Below this share of standing letters, a part is looked for sentence by sentence. */
const WHOLE = 0.9;

const lettersIn = (words: readonly Word[]): number => words.reduce((n, w) => n + w.key.length, 0);
const countStanding = (runs: readonly WordRun[]): number =>
  runs.reduce((n, run) => (run.op === 'same' ? n + lettersIn(run.words) : n), 0);
const run = (op: WordRun['op'], words: readonly Word[]): WordRun => ({ op, words, seam: null });

function whole(part: Part, haystack: Haystack, from: number): Comparison | null {
  const standing = mayStand([part], haystack) ? findAnywhere(part, haystack, from) : null;
  const windows = standing === null ? findApproximate(part, haystack) : [];
  if (standing === null && windows.length === 0) return null;
  const quoted = part.words.flat();
  const letters = lettersIn(quoted);
  const base = { letters, firm: 0, gaps: [], between: [] };
  if (standing !== null) {
    const { replaced } = standing;
    const runs = [run('same', quoted)];
    return { ...base, runs, spans: [standing], standing: letters, firm: letters, replaced };
  }
  const places = windows.flatMap((window) => compareWindow(quoted, haystack, window) ?? []);
  const compared = places.map(
    ({ runs, span, between, replaced }): Comparison => ({
      ...base,
      runs,
      spans: [span],
      standing: Math.min(letters, countStanding(runs)),
      between,
      replaced,
    }),
  );
  return compared.reduce<Comparison | null>((a, b) => (a === null || isNearer(b, a) ? b : a), null);
}

const isWhole = ({ runs }: Comparison): boolean => runs.every(({ op }) => op === 'same');
/** Letters that may stand by chance beside a sentence: an article, a pronoun. */
const CHANCE = 8;
/** Letters of the quotation that do not stand, and a part of those that the page has besides: words that were put in are one edit. */
const costOf = ({ letters, standing, runs }: Comparison): number =>
  runs.reduce((n, { op, words }) => (op === 'added' ? n + lettersIn(words) / 3 : n), letters - standing);
const isNearer = (a: Comparison, b: Comparison): boolean =>
  isWhole(a) === isWhole(b) ? costOf(a) < costOf(b) : isWhole(a);

/** A part that stands nowhere. */
export const lost = (part: Part): Comparison => {
  const quoted = part.words.flat();
  const letters = lettersIn(quoted);
  const nothing = { spans: [], standing: 0, firm: 0, gaps: [], between: [], replaced: [] };
  return { runs: [run('removed', quoted)], letters, ...nothing };
};

/** Words between two pieces that are shown as put in there: more part two places. */
const MOST_PUT_IN = 12;

/** Two pieces that the quotation prints as one: words, or characters, between them that it does not own up to, whole blocks, and what an insertion replaces. */
interface Joint {
  readonly putIn: readonly Word[];
  readonly gap: number;
  readonly blocks: readonly string[];
  readonly replaced: readonly Replaced[];
}

/** What the page has between two pieces that the quotation prints as one. */
function between(haystack: Haystack, gap: Span, inserted: string | null): Joint {
  const words = gap.end < gap.start ? [] : wordsOf(haystack.text.slice(gap.start, gap.end));
  const nothing: Joint = { putIn: [], gap: 0, blocks: [], replaced: [] };
  if (words.length === 0) return nothing;
  if (inserted !== null && mayReplace(words, inserted))
    return { ...nothing, replaced: [{ ...gap, insertion: inserted }] };
  if (isLabel(haystack, gap)) return nothing;
  const blocks = blocksBetween(haystack, gap);
  if (blocks !== null) return { ...nothing, blocks };
  return words.length <= MOST_PUT_IN
    ? { ...nothing, putIn: words }
    : { ...nothing, gap: gap.end - gap.start };
}

/** Runs of one kind as one run. */
const joined = (runs: readonly WordRun[]): readonly WordRun[] =>
  runs.reduce<WordRun[]>((all, next) => {
    const last = all.at(-1);
    if (last?.op === next.op) all[all.length - 1] = { ...last, words: [...last.words, ...next.words] };
    else all.push(next);
    return all;
  }, []);

const hasTrace = (part: Part, haystack: Haystack): boolean =>
  mayStand([part], haystack) || findApproximate(part, haystack).length > 0;

function piecewise(part: Part, haystack: Haystack, from: number): Comparison {
  const pieces: Comparison[] = [];
  const seams: Joint[] = [];
  const runs: WordRun[] = [];
  let end: number | null = null;
  const sentences = part.sentences;
  if (!sentences.some((sentence) => hasTrace(sentence.part, haystack))) return lost(part);
  for (const { part: sentence, inserted } of sentences) {
    const near = whole(sentence, haystack, end ?? from);
    const piece: Comparison =
      near !== null && near.standing >= LOCATED * near.letters ? near : lost(sentence);
    const first: Span | undefined = piece.spans[0];
    if (end !== null && first) {
      const seam = between(haystack, { start: end, end: first.start }, inserted);
      seams.push(seam);
      if (seam.putIn.length > 0) runs.push(run('added', seam.putIn));
    }
    pieces.push(piece);
    runs.push(...piece.runs);
    end = piece.spans.at(-1)?.end ?? end;
  }
  return {
    runs: joined(runs),
    spans: pieces.flatMap((p) => p.spans),
    letters: pieces.reduce((n, p) => n + p.letters, 0),
    standing: pieces.reduce((n, p) => n + p.standing, 0),
    firm: Math.max(0, ...pieces.map((p) => p.firm)),
    gaps: seams.map((seam) => seam.gap).filter((gap) => gap > 0),
    between: [...pieces.flatMap((p) => p.between), ...seams.flatMap((seam) => seam.blocks)],
    replaced: [...pieces, ...seams].flatMap((one) => one.replaced).toSorted((a, b) => a.start - b.start),
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
  return inOne !== null && costOf(inOne) + CHANCE < costOf(inPieces)
    ? { ...inOne, firm: inPieces.firm }
    : inPieces;
}
