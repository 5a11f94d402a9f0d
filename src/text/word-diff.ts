import { diffArrays } from 'diff';
import type { DiffPart } from '../model/content-verdict.js';
import { isSameWord, type Word, wordsOf } from './tokens.js';

/** One run of a word difference. */
export interface WordRun {
  readonly op: 'same' | 'removed' | 'added';
  /** As the page has them, but for `removed`. */
  readonly words: readonly Word[];
  /** For words of the page that stand where the quotation has an editor's insertion: that insertion; else null. */
  readonly seam: string | null;
}

/** Word edits after which two texts count as unrelated; it bounds the cost of comparing strangers. */
const MAX_EDITS = 4_000;

/** What turns `before` into `after`, word by word; null when they have too little in common. */
export function diffWords(before: readonly Word[], after: readonly Word[]): readonly WordRun[] | null {
  const changes = diffArrays([...before], [...after], {
    comparator: isSameWord,
    maxEditLength: MAX_EDITS,
  });
  if (changes === undefined) return null;
  let at = 0;
  const runs: WordRun[] = [];
  for (const { added, removed, value } of changes) {
    const seam = added ? (before[at]?.seam ?? null) : null;
    runs.push({ op: added ? 'added' : removed ? 'removed' : 'same', words: value, seam });
    if (!added) at += value.length;
    joinEdits(runs, before, at);
  }
  return runs;
}

/**
 * Makes one edit of two that a few equal words stand between, when the second ends with the same words:
 * `[-one two-] three [-four three-]` becomes `[-one two three four-] three`. `at`: words of `before` in all runs.
 */
function joinEdits(runs: WordRun[], before: readonly Word[], at: number): void {
  const [first, between, last] = runs.slice(-3);
  if (first === undefined || between?.op !== 'same' || last === undefined) return;
  if (first.op === 'same' || first.op !== last.op) return;
  const n = between.words.length;
  const rest = last.words.length - n;
  if (rest < 0 || between.words.some((word, i) => word.key !== last.words[rest + i]?.key)) return;
  const start = at - last.words.length - n;
  const [bridge, kept] =
    last.op === 'removed'
      ? [before.slice(start, start + n), between.words]
      : [between.words, last.words.slice(rest)];
  runs.splice(
    -3,
    3,
    { ...first, words: [...first.words, ...bridge, ...last.words.slice(0, rest)] },
    { ...between, words: kept },
  );
}

/** A word difference as running text. */
export const diffText = (runs: readonly WordRun[]): readonly DiffPart[] =>
  runs.map(({ op, words }) => ({ op, text: words.map((w) => w.raw).join('') }));

/** What turns one text into another, word by word; all of both when they have too little in common. */
export function diffTexts(before: string, after: string): readonly DiffPart[] {
  const runs = diffWords(wordsOf(before), wordsOf(after));
  if (runs !== null) return diffText(runs);
  return [
    { op: 'removed', text: before },
    { op: 'added', text: after },
  ];
}
