import { LINE_END } from '../../text/whitespace.js';

const WORD = /[\p{L}\p{N}]+(?:[-‐][\p{L}\p{N}]+)*/gu;
const BROKEN = /(?<![\p{L}\p{N}][-‐]?)([\p{L}\p{N}]+(?:[-‐][\p{L}\p{N}]+)*)([-‐\u00ad])$/u;
/** Characters at a line's end in which the broken word is looked for, so that a line without spaces costs no more. The longest German compounds in use have under 80. */
const LONGEST_WORD = 80;
/** A text that ends within an address, at a hyphen. */
const IN_ADDRESS = /(?:https?:\/\/|(?<![\p{L}\p{N}])www\.)\S{1,1990}-$/iu;
/** Characters of an address at most, as it is printed. */
const LONGEST_ADDRESS = 2000;
const CONTINUED = /^(\p{Ll}[\p{L}\p{N}]*)((?:[-‐][\p{L}\p{N}]+)*)/u;
// First parts of compounds, which keep their hyphen at a line's end as elsewhere.
// biome-ignore format: a table
const COMPOUNDING: ReadonlySet<string> = new Set([
  'all', 'anti', 'cross', 'ex', 'far', 'first', 'five', 'four', 'full', 'half', 'hard', 'high', 'ill',
  'large', 'long', 'low', 'mid', 'multi', 'non', 'one', 'post', 'pre', 'pro', 'quasi', 'second', 'self',
  'semi', 'short', 'small', 'so', 'three', 'two', 'vice', 'well', 'year',
]);

// Last parts of compounds, of which none ends a longer word that printers divide.
// biome-ignore format: a table
const COMPOUNDED: ReadonlySet<string> = new Set([
  'backed', 'based', 'controlled', 'driven', 'funded', 'imposed', 'owned', 'related', 'sponsored',
]);
/** First parts with which those are one word: `un-` `related`. */
const PREFIXES: ReadonlySet<string> = new Set([
  'co',
  'counter',
  'dis',
  'inter',
  'mis',
  'out',
  'over',
  're',
  'super',
  'un',
  'under',
]);

/** The words of a document, as evidence of how it writes those that a line's end breaks. */
export class Vocabulary {
  readonly #words = new Set<string>();

  /** `addresses`: a hyphen at a line's end within an address is one of it. */
  constructor(private readonly addresses: boolean = false) {}

  /** Learns the words of a line; its last one is left out when a hyphen breaks it there. */
  learn(line: string): void {
    for (const [word] of line.replace(BROKEN, '').matchAll(WORD)) this.#words.add(fold(word));
  }

  /**
   * Appends a line to the text before it. The hyphen of a word broken at the line's end goes, unless the document
   * writes the word with it, or the word reads as a compound.
   */
  join(before: string, line: string): string {
    const broken = BROKEN.exec(before.slice(-LONGEST_WORD));
    if (!broken) return before === '' ? line : `${before}${endOfLine(before, line)}${line}`;
    if (this.addresses && IN_ADDRESS.test(before.slice(-LONGEST_ADDRESS)) && !/^\s/u.test(line))
      return before + line;
    const [, head = '', hyphen] = broken;
    const [, tail, more = ''] = CONTINUED.exec(line) ?? [];
    if (hyphen === '\u00ad') return before.slice(0, -1) + line;
    if (tail === undefined) return /\s-$/.test(before) ? `${before} ${line}` : before + line;
    return (this.#keepsHyphen(head, tail, more) ? before : before.slice(0, -1)) + line;
  }

  /** `more`: what hyphens join to the tail, as in `peer-` `to-peer`. */
  #keepsHyphen(head: string, tail: string, more: string): boolean {
    if (this.#words.has(fold(`${head}-${tail}${more}`)) || this.#words.has(fold(`${head}-${tail}`)))
      return true;
    if (this.#words.has(fold(head + tail))) return false;
    return (
      /[-‐\p{N}]/u.test(head) ||
      COMPOUNDING.has(fold(head)) ||
      (COMPOUNDED.has(tail) && !PREFIXES.has(fold(head)))
    );
  }
}

/** Korean words are broken at the end of a line wherever it ends, without a hyphen: whether a space stood there is not told. */
const endOfLine = (before: string, line: string): string =>
  HANGUL_END.test(before) && HANGUL_START.test(line) ? LINE_END : '\n';
const HANGUL_END = /\p{Script=Hangul}$/u;
const HANGUL_START = /^\p{Script=Hangul}/u;

const fold = (word: string): string => word.toLowerCase().replaceAll('‐', '-');
