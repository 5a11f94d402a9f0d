import type { Word } from '../text/tokens.js';
import type { WordRun } from '../text/word-diff.js';
import type { Haystack, Span } from './haystack.js';
import { isLabel, isTypedLabel } from './list-labels.js';
import { type Pair, pairWords } from './same-words.js';
import { blocksBetween, mayReplace, type Replaced } from './seam.js';
import { tellsAmong } from './tells.js';

/** Words that are the same, or what differs between two such stretches. */
type Stretch =
  | { readonly kind: 'same'; readonly pairs: readonly Pair[] }
  | {
      readonly kind: 'change';
      readonly removed: readonly Word[];
      readonly added: readonly Word[];
      readonly seam: string | null;
    };

/** A difference without what means nothing. */
export interface Settled {
  readonly runs: readonly WordRun[];
  /** Whole blocks of the page that stand between two quoted ones. */
  readonly between: readonly string[];
  /** What the page has under the editor's insertions. */
  readonly replaced: readonly Replaced[];
}

/** What is left of a change, and what the page has in its place that may stand there. */
interface Result extends Omit<Settled, 'runs'> {
  readonly stretch: Stretch | null;
}

const endOf = (word: Word): number => word.at + word.bare.length;

/** The stretches of a difference, each word of the page with its pair. */
function stretchesOf(
  runs: readonly WordRun[],
  quoted: readonly Word[],
  page: readonly Word[],
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let [i, j] = [0, 0];
  for (const { op, words, seam } of runs) {
    const [removed, added] = [
      op === 'added' ? [] : quoted.slice(i, i + words.length),
      op === 'removed' ? [] : page.slice(j, j + words.length),
    ];
    i += removed.length;
    j += added.length;
    const last = stretches.at(-1);
    if (op === 'same')
      stretches.push({ kind: 'same', pairs: removed.map((word, k): Pair => [[word], [added[k] as Word]]) });
    else if (last?.kind !== 'change') stretches.push({ kind: 'change', removed, added, seam });
    else
      stretches[stretches.length - 1] = {
        kind: 'change',
        removed: [...last.removed, ...removed],
        added: [...last.added, ...added],
        seam: last.seam ?? seam,
      };
  }
  return stretches;
}

/** True when the words that only the quotation has are the note marks that the page has there. */
function areNotes(removed: readonly Word[], from: number, to: number, { notes }: Haystack): boolean {
  const marks = removed.map((word) => word.bare.normalize('NFKC')).join(' ');
  for (const [at, mark] of notes)
    if (at >= from && at <= to && mark.replace(/[^\p{L}\p{N}]+/gu, ' ').trim() === marks) return true;
  return false;
}

/** Characters behind a last word in which its note mark stands: a full stop, a quotation mark, a bracket. */
const MARK_REACH = 3;

/** Words by which an edit is moved back. */
const MOST_MOVED = 3;

/** Where added words stand on the page: as they were aligned, and moved back over words that stand before them and at their end as well (`the [+pull quote. The]` is `[+the pull quote.] The`). */
function gapsOf(
  added: readonly Word[],
  [before, after]: readonly [readonly Word[], Word | undefined],
): readonly Span[] {
  const gaps: Span[] = [];
  for (let moved = 0; moved <= MOST_MOVED; moved++) {
    const [left, right] = [before.at(-1 - moved), moved === 0 ? after : added.at(-moved)];
    if (left === undefined || right === undefined) break;
    gaps.push({ start: endOf(left), end: right.at });
    if (left.key !== added.at(-1 - moved)?.key) break;
  }
  return gaps;
}

/** What is left of a change when all that may stand there is taken out; `around` are the page's words next to it, `quoted` the quotation's before it. */
function settle(
  change: Extract<Stretch, { kind: 'change' }>,
  around: readonly [readonly Word[], Word | undefined],
  quoted: Word | undefined,
  haystack: Haystack,
): Result {
  const { removed, added, seam } = change;
  const [before, after] = [around[0].at(-1), around[1]];
  const nothing = { between: [], replaced: [] };
  const [kept, dropped] = [
    { ...nothing, stretch: change },
    { ...nothing, stretch: null },
  ];
  if (removed.length > 0) {
    const pairs = pairWords(removed, added);
    if (pairs !== null) return { ...nothing, stretch: { kind: 'same', pairs } };
    if (added.length > 0) return kept;
    const isNote =
      before && areNotes(removed, endOf(before), after?.at ?? endOf(before) + MARK_REACH, haystack);
    const isSet = isNote || (after && isTypedLabel(removed, quoted, haystack, after.at));
    return isSet ? dropped : kept;
  }
  const [first, last] = [added[0], added.at(-1)];
  if (seam !== null && first && last && mayReplace(added, seam))
    return { ...dropped, replaced: [{ start: first.at, end: endOf(last), insertion: seam }] };
  for (const gap of gapsOf(added, around)) {
    if (isLabel(haystack, gap)) return dropped;
    const between = blocksBetween(haystack, gap);
    if (between !== null) return { ...dropped, between };
  }
  return kept;
}

const pageOf = (stretch: Stretch | undefined): readonly Word[] =>
  stretch === undefined
    ? []
    : stretch.kind === 'same'
      ? stretch.pairs.flatMap(([, page]) => page)
      : stretch.added;

const quotedOf = (stretch: Stretch | undefined): readonly Word[] =>
  stretch?.kind === 'same' ? stretch.pairs.flatMap(([quoted]) => quoted) : (stretch?.removed ?? []);

/** Splits stretches of equal words where two of them say something else. */
function told(stretches: readonly Stretch[]): readonly Stretch[] {
  const tells = new Set(tellsAmong(stretches.flatMap((s) => (s.kind === 'same' ? s.pairs : []))));
  if (tells.size === 0) return stretches;
  let at = 0;
  return stretches.flatMap((stretch) =>
    stretch.kind === 'change'
      ? [stretch]
      : stretch.pairs.map((pair): Stretch => {
          const [removed, added] = pair;
          return tells.has(at++)
            ? { kind: 'change', removed, added, seam: null }
            : { kind: 'same', pairs: [pair] };
        }),
  );
}

function runsOf(stretches: readonly Stretch[]): readonly WordRun[] {
  const runs: WordRun[] = [];
  const push = (op: WordRun['op'], words: readonly Word[]): void => {
    const last = runs.at(-1);
    if (words.length === 0) return;
    if (last?.op === op) runs[runs.length - 1] = { ...last, words: [...last.words, ...words] };
    else runs.push({ op, words, seam: null });
  };
  for (const stretch of stretches) {
    if (stretch.kind === 'same')
      push(
        'same',
        stretch.pairs.flatMap(([, page]) => page),
      );
    else {
      push('removed', stretch.removed);
      push('added', stretch.added);
    }
  }
  return runs;
}

/**
 * Takes out of a difference what may stand on the page and not in the quotation, and puts in what equal words say
 * differently. `runs` lead from `quoted` to `page`, whose words know their place in the haystack.
 */
export function settleDifference(
  runs: readonly WordRun[],
  quoted: readonly Word[],
  page: readonly Word[],
  haystack: Haystack,
): Settled {
  const rough = stretchesOf(runs, quoted, page);
  const between: string[] = [];
  const replaced: Replaced[] = [];
  const settled = rough.flatMap((stretch, i): readonly Stretch[] => {
    if (stretch.kind === 'same') return [stretch];
    const around = [pageOf(rough[i - 1]), pageOf(rough[i + 1])[0]] as const;
    const result = settle(stretch, around, quotedOf(rough[i - 1]).at(-1), haystack);
    between.push(...result.between);
    replaced.push(...result.replaced);
    return result.stretch === null ? [] : [result.stretch];
  });
  return { runs: runsOf(told(settled)), between, replaced };
}
