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
