import type { Stretch } from '../../model/document.js';
import { LINE_END, SENTENCE_SIGN } from '../../passage/text/sentences.js';
import { abreast, type PdfLine, shiftStretches } from './lines.js';

/** Lines that make one paragraph, heading or list item. */
export interface Paragraph {
  readonly text: string;
  /** Height of its font, in points. */
  readonly size: number;
  /** Its lines, whole across the column. */
  readonly rows: readonly PdfLine[];
  /** Where the column ends, in points. */
  readonly right: number;
  readonly stretches: readonly Stretch[];
}

/** Tells a line that begins a paragraph, whatever the layout says; `above` stands before it in a column that ends at `right`. Asked of every line, in order. */
export type Begins = (row: PdfLine, above: PdfLine, right: number) => boolean;

/** Heights of the font by which a first line is indented at least: typesetters indent by 1 and more. Chosen by eye. */
const INDENT = 0.7;
/** Share by which the sizes of two lines of one paragraph may differ: rounding, and a word in another font. Chosen by eye. */
const OTHER_SIZE = 0.12;
/** Share of the usual distance of lines from which a distance parts paragraphs; half a line is the least that is set. Chosen by eye. */
const WIDE = 1.35;

const BULLET = /^\s*(?:[•▪◦●○■□➢✓·]|\ufffd\s)/;
const NUMBER = /^\s*(?:\(?\d{1,3}[.)]|\d{1,2}(?:\.\d{1,3}){1,4}\.?|\(?[a-z]\)|\[\d{1,3}\])\s/;
/** Of a text that ends with a sentence. */
export const ENDED = new RegExp(String.raw`(?:[:;：；”"’»)\]]|${SENTENCE_SIGN})\s*$`, 'u');
const LEADER = /(?:\.\s?){5}[\divxl]*\s*$/;
export const OPENING = /^[\p{Lu}\p{Lo}\p{N}“"‘«([「『]/u;

/** Joins the lines of one column into paragraphs. */
export function paragraphsOf(
  lines: readonly PdfLine[],
  vocabulary: Vocabulary,
  begins: Begins = () => false,
): Paragraph[] {
  const rows = abreast(lines);
  const column = measure(rows);
  const paragraphs: Paragraph[] = [];
  for (const [i, row] of rows.entries()) {
    const [above, open] = [rows[i - 1], paragraphs.at(-1)];
    const isNew =
      !above ||
      !open ||
      begins(row, above, column.right) ||
      isBreak(above, row, column, isListed(open));
    const own = paragraphOf(row, column.right);
    if (isNew) paragraphs.push(own);
    else paragraphs.splice(-1, 1, joined(open, own, vocabulary));
  }
  return paragraphs;
}

/** True for an item of a list: it begins with a bullet or a number. */
export const isListed = ({ rows: [first] }: Paragraph): boolean =>
  first !== undefined && (BULLET.test(first.text) || NUMBER.test(first.text));

/** A bullet and words without a sign that ends or opens a sentence: a name, and no sentence that goes on. */
const NAMED = new RegExp(`${BULLET.source}[^.!?:;“”"«»]+$`, 'u');

/** True where an item of a list says in its first line what it is about, and the line was ended on purpose. */
export const isNamed: Begins = (row, above, right) =>
  NAMED.test(above.text) && OPENING.test(row.text) && isDeliberateBreak(above, row, right);

function paragraphOf(row: PdfLine, right: number): Paragraph {
  const text = row.text.trim();
  // A mark may stand before the space with which its note begins.
  const shifted = shiftStretches(row.stretches ?? [], -row.text.indexOf(text));
  const stretches = shifted.map((s) => ({
    ...s,
    from: Math.max(0, s.from),
    to: Math.max(0, s.to),
  }));
  return { text, size: row.size, rows: [row], right, stretches };
}

/** Appends a paragraph, or a line of one, to the text that goes on in it. */
export function joined(before: Paragraph, next: Paragraph, vocabulary: Vocabulary): Paragraph {
  const text = vocabulary.join(before.text.trimEnd(), next.text);
  const at = text.length - next.text.length;
  const until = (place: number): number => Math.min(place, at);
  const stretches = before.stretches.map((s) => ({ ...s, from: until(s.from), to: until(s.to) }));
  return {
    ...before,
    text,
    rows: [...before.rows, ...next.rows],
    right: next.right,
    stretches: [...stretches, ...shiftStretches(next.stretches, at)],
  };
}

function measure(rows: readonly PdfLine[]) {
  const steps = rows.slice(1).map((row, i) => row.y - (rows[i]?.y ?? row.y));
  const sorted = steps.filter((step) => step > 0).sort((a, b) => a - b);
  // The usual distance of lines is the lower quartile: space between paragraphs, which may be as common, is above it.
  const pitch = sorted[Math.floor(sorted.length / 4)] ?? Number.POSITIVE_INFINITY;
  return { right: Math.max(...rows.map((r) => r.x1)), pitch };
}

function isBreak(
  above: PdfLine,
  row: PdfLine,
  { right, pitch }: ReturnType<typeof measure>,
  listed: boolean,
): boolean {
  const size = Math.max(above.size, row.size);
  if (Math.abs(above.size - row.size) > OTHER_SIZE * size) return true;
  if (row.y - above.y > WIDE * Math.max(pitch, row.size)) return true;
  if (LEADER.test(above.text)) return true;
  const ended = ENDED.test(above.text);
  if (BULLET.test(row.text) || (NUMBER.test(row.text) && ended)) return true;
  const indent = row.x0 - above.x0;
  if (!listed && indent > INDENT * size && ended) return true;
  if (listed && indent < -INDENT * size && ended) return true;
  return OPENING.test(row.text) && ended && isDeliberateBreak(above, row, right);
}

/** True when the next line's first word would have fitted at the end of this one, so that it was ended on purpose. */
export function isDeliberateBreak(above: PdfLine, row: PdfLine, right: number): boolean {
  const word = row.text.trim().split(/\s/, 1)[0] ?? '';
  const character = (row.x1 - row.x0) / Math.max(1, row.text.length);
  return above.x1 + character * (word.length + 2) < right;
}

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
// biome-ignore format: a table
const PREFIXES: ReadonlySet<string> = new Set([
  'co', 'counter', 'dis', 'inter', 'mis', 'out', 'over', 're', 'super', 'un', 'under',
]);

/** Korean words are broken at the end of a line wherever it ends, without a hyphen: whether a space stood there is not told. */
const endOfLine = (before: string, line: string): string =>
  HANGUL_END.test(before) && HANGUL_START.test(line) ? LINE_END : '\n';
const HANGUL_END = /\p{Script=Hangul}$/u;
const HANGUL_START = /^\p{Script=Hangul}/u;

const fold = (word: string): string => word.toLowerCase().replaceAll('‐', '-');

/** The words of a document, as evidence of how it writes those that a line's end breaks. */
export class Vocabulary {
  readonly #words = new Set<string>();

  /** `addresses`: a hyphen at a line's end within an address is one of it. */
  constructor(private readonly addresses: boolean = false) {}

  /** Learns the words of a line; its last one is left out when a hyphen breaks it there. */
  learn(line: string): void {
    for (const [word] of line.replace(BROKEN, '').matchAll(WORD)) this.#words.add(fold(word));
  }

  /** Appends a line. A hyphen at its break goes, unless the document writes the word with it, or the word reads as a compound. */
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

/** Share of the body text's size below which text is a note: word processors set 10 beside 11 or 12 points. */
export const NOTE_SIZE = 0.93;
/** Of a text that ends within a sentence. */
export const UNFINISHED = /[\p{L}\p{N},;-]\s*$/u;
/** Of one that begins within it. */
export const CONTINUES = /^\p{Ll}/u;

/** Puts footnotes between the halves of a paragraph before the first half, so that it can be read on. `next`: the next page's first paragraph. */
export function moveFootnotes(
  paragraphs: readonly Paragraph[],
  next: Paragraph | undefined,
  body: number,
): readonly Paragraph[] {
  const last = paragraphs.findLastIndex(({ size }) => size >= NOTE_SIZE * body);
  const [half, notes] = [paragraphs[last], paragraphs.slice(last + 1)];
  const runsOn = half && next && UNFINISHED.test(half.text) && CONTINUES.test(next.text);
  return runsOn ? [...paragraphs.slice(0, last), ...notes, half] : paragraphs;
}
