import { diffArrays } from 'diff';
import type { DiffPart } from '../model/verdict.js';
import { fold, INVISIBLE, UNSPACED } from './fold.js';
import { simplify } from './scripts.js';

/** A word, a number, or one character of a script that is written without spaces. */
export interface Word {
  /** As written, with what follows it up to the next word. */
  readonly raw: string;
  /** The word alone, as written. */
  readonly bare: string;
  /** Folded, and in one Chinese script: what is compared. */
  readonly key: string;
  /** True for a number that stands where footnote marks stand: `trafficking12`, `reported.12`, `2019[12]`. */
  readonly glued: boolean;
  /** True when an editor's insertion stands before it in a quotation. */
  readonly seam?: boolean;
}

const UNSPACED_CLASS = UNSPACED.source.slice(1, -1);
const LETTER = `(?![${UNSPACED_CLASS}])\\p{L}`;
const SPELLED = `${LETTER}(?:${LETTER}|\\p{M}|${INVISIBLE.source})*`;
const WORD = new RegExp(
  `[${UNSPACED_CLASS}]|\\p{N}+(?:[.,]\\p{N}+)*|${SPELLED}(?:['’]${SPELLED})*|[\\p{Sc}%‰]`,
  'gu',
);

/** In scripts without spaces a number next to a letter is a number: only raised or bracketed ones are marks there. */
const GLUED = new RegExp(
  `(?<=${LETTER}[.,;:!?)\\]”"’'»]{0,3}|[\\p{L}\\p{N}\\p{P}]\\[)\\p{N}{1,3}(?![\\p{L}\\p{N}])|(?<!\\s)[¹²³⁰⁴-⁹]{1,3}`,
  'uy',
);

function isGlued(text: string, at: number): boolean {
  GLUED.lastIndex = at;
  return GLUED.test(text);
}

/** Splits a text into words, nothing lost between them. */
export function wordsOf(text: string): readonly Word[] {
  const matches = [...text.matchAll(WORD)];
  return matches.map((m, i) => {
    const next = matches[i + 1]?.index ?? text.length;
    return {
      raw: text.slice(m.index, next),
      bare: m[0],
      key: simplify(fold(m[0]).text.replaceAll('"', '')),
      glued: isGlued(text, m.index),
    };
  });
}

/** One run of a word difference. */
export interface WordRun {
  readonly op: 'same' | 'removed' | 'added';
  /** As the page has them, but for `removed`. */
  readonly words: readonly Word[];
  /** True for words of the page that stand where the quotation has an editor's insertion. */
  readonly atSeam: boolean;
}

/** Word edits after which two texts count as unrelated; it bounds the cost of comparing strangers. */
const MAX_EDITS = 4_000;

/** What turns `before` into `after`, word by word; null when they have too little in common. */
export function diffWords(before: readonly Word[], after: readonly Word[]): readonly WordRun[] | null {
  const changes = diffArrays([...before], [...after], {
    comparator: (a, b) => a.key === b.key,
    maxEditLength: MAX_EDITS,
  });
  if (changes === undefined) return null;
  let at = 0;
  const runs: WordRun[] = [];
  for (const { added, removed, value } of changes) {
    const atSeam = added && before[at]?.seam === true;
    runs.push({ op: added ? 'added' : removed ? 'removed' : 'same', words: value, atSeam });
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
