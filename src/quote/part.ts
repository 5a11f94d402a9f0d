import type { Tier } from '../model/quote-reason.js';
import { fold, foldedLetters, foldedText, lettersOf, UNMAPPED } from '../text/fold.js';
import { inOneScript } from '../text/scripts.js';
import { boundsOfWords, type Word, wordsOf } from '../text/tokens.js';
import { type ChangedLetters, otherForms } from './changed-letters.js';
import { keysWithoutLost } from './lost-marks.js';

/** What stands in a quotation before one of its parts. */
export type Seam = 'start' | 'omission' | 'ellipsis';

const needleOf: Readonly<Record<Tier, (s: string) => string>> = {
  exact: (s) => s,
  folded: (s) => foldedText(s).trim(),
  letters: foldedLetters,
  script: (s) => inOneScript(lettersOf(fold(s))).text,
};

/** A text from its first word to its last, and what follows that: quote marks, stray full stops and spaces prove nothing. */
export function betweenWords(
  text: string,
): { readonly segment: string; readonly closing: string; readonly start: number } | null {
  const bounds = boundsOfWords(text);
  if (bounds === null) return null;
  const { start, end } = bounds;
  return { segment: text.slice(start, end), closing: text.slice(end).trimEnd(), start };
}

/** A sentence shorter than this, in letters, goes with the next: it would stand anywhere. */
const SENTENCE = 25;
/** Made when a quotation is first taken sentence by sentence: it takes long to load. */
let segmenter: Intl.Segmenter | null = null;

/** The sentences of a text, short ones joined to the next. */
function joinedSentences(text: string): readonly string[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'sentence' });
  const sentences: string[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const last = sentences.at(-1);
    if (last !== undefined && foldedLetters(last).length < SENTENCE)
      sentences[sentences.length - 1] = last + segment;
    else sentences.push(segment);
  }
  return sentences;
}

/** A sentence of a part, and what the editor inserted before it, if anything. */
interface Sentence {
  readonly part: Part;
  readonly inserted: string | null;
}

/** The changes within a word, in its own units. */
const changesOf = ({ at, bare }: Word, changes: readonly ChangedLetters[]): readonly ChangedLetters[] =>
  changes
    .filter((change) => change.at >= at && change.at + change.length <= at + bare.length)
    .map((change) => ({ at: change.at - at, length: change.length }));

/**
 * A stretch of a quotation that must stand in one piece, but for the editor's insertions:
 * its segments follow one another with at most a few words between them.
 */
export class Part {
  // Kept here and not in a WeakMap beside it: what a WeakMap holds outlives every minor garbage collection, and is copied by each.
  readonly #needles: Partial<Record<Tier, readonly string[]>> = {};
  #words: readonly (readonly Word[])[] | null = null;
  #sentences: readonly Sentence[] | null = null;

  /**
   * `segments`: verbatim, without the insertions; never without a letter. `insertions`: what the editor wrote before each
   * segment but the first, without its brackets. `closing`: the punctuation after its last word. `after`: where it is
   * `ellipsis`, a bare `…` that may be the author's own. `changes`: the letters of each segment that the editor changed.
   */
  constructor(
    readonly segments: readonly string[],
    readonly insertions: readonly string[],
    readonly closing: string,
    readonly after: Seam,
    private readonly changes: readonly (readonly ChangedLetters[])[] = [],
  ) {}

  /** True when its editor changed letters of it. */
  get hasChanges(): boolean {
    return this.changes.some(({ length }) => length > 0);
  }

  /** The segments as a tier looks for them, folded once. */
  needles(tier: Tier): readonly string[] {
    let needles = this.#needles[tier];
    if (needles === undefined) {
      needles = this.segments.map(needleOf[tier]);
      this.#needles[tier] = needles;
    }
    return needles;
  }

  /** The words of each segment, the first after an insertion marked. They are split once. */
  get words(): readonly (readonly Word[])[] {
    this.#words ??= this.segments.map((segment, i) => {
      const words = wordsOf(`${segment}${i === this.segments.length - 1 ? this.closing : ''} `);
      const seam = i > 0 ? this.insertions[i - 1] : undefined;
      const changes = this.changes[i] ?? [];
      if (seam === undefined && changes.length === 0 && !segment.includes(UNMAPPED)) return words;
      return words.map((word, j) => {
        const own = changesOf(word, changes);
        const others = [...(own.length === 0 ? [] : otherForms(word, own)), ...keysWithoutLost(word)];
        return {
          ...word,
          ...(others.length === 0 ? {} : { others }),
          ...(j === 0 && seam !== undefined ? { seam } : {}),
        };
      });
    });
    return this.#words;
  }

  /** The sentences, split once. An insertion ends a sentence as a full stop does. */
  get sentences(): readonly Sentence[] {
    this.#sentences ??= this.segments.flatMap((text, s) => {
      let at = 0;
      return joinedSentences(text).flatMap((sentence, i, all): readonly Sentence[] => {
        const isLast = s === this.segments.length - 1 && i === all.length - 1;
        const inserted = s > 0 && i === 0 ? (this.insertions[s - 1] ?? null) : null;
        if (isLast && s + i === 0) return [{ part: this, inserted }];
        const start = at;
        at += sentence.length;
        const found = betweenWords(sentence + (isLast ? this.closing : ''));
        if (found === null) return [];
        const changes = (this.changes[s] ?? []).map(({ at: place, length }) => ({
          at: place - start - found.start,
          length,
        }));
        return [{ part: new Part([found.segment], [], found.closing, 'start', [changes]), inserted }];
      });
    });
    return this.#sentences;
  }
}
