import type { Stretch } from '../../model/pdf-text.js';
import { SENTENCE_SIGN } from '../../text/sentence-ends.js';
import type { Vocabulary } from './hyphens.js';
import { abreast, movedBy, type PdfLine } from './lines.js';

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
      !above || !open || begins(row, above, column.right) || isBreak(above, row, column, isListed(open));
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
  NAMED.test(above.text) && OPENING.test(row.text) && hadRoom(above, row, right);

function paragraphOf(row: PdfLine, right: number): Paragraph {
  const text = row.text.trim();
  const stretches = movedBy(row.stretches ?? [], -row.text.indexOf(text));
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
    stretches: [...stretches, ...movedBy(next.stretches, at)],
  };
}

interface Column {
  readonly left: number;
  readonly right: number;
  /** The usual distance from one line to the next. */
  readonly pitch: number;
}

function measure(rows: readonly PdfLine[]): Column {
  const steps = rows.slice(1).map((row, i) => row.y - (rows[i]?.y ?? row.y));
  const sorted = steps.filter((step) => step > 0).sort((a, b) => a - b);
  // The lower quartile: space between paragraphs, which may be as common, is above it.
  const pitch = sorted[Math.floor(sorted.length / 4)] ?? Number.POSITIVE_INFINITY;
  return { left: Math.min(...rows.map((r) => r.x0)), right: Math.max(...rows.map((r) => r.x1)), pitch };
}

function isBreak(above: PdfLine, row: PdfLine, { right, pitch }: Column, listed: boolean): boolean {
  const size = Math.max(above.size, row.size);
  if (Math.abs(above.size - row.size) > OTHER_SIZE * size) return true;
  if (row.y - above.y > WIDE * Math.max(pitch, row.size)) return true;
  if (LEADER.test(above.text)) return true;
  const ended = ENDED.test(above.text);
  if (BULLET.test(row.text) || (NUMBER.test(row.text) && ended)) return true;
  const indent = row.x0 - above.x0;
  if (!listed && indent > INDENT * size && ended) return true;
  if (listed && indent < -INDENT * size && ended) return true;
  return OPENING.test(row.text) && ended && hadRoom(above, row, right);
}

/** True when the next line's first word would have fitted at the end of this one, so that it was ended on purpose. */
export function hadRoom(above: PdfLine, row: PdfLine, right: number): boolean {
  const word = row.text.trim().split(/\s/, 1)[0] ?? '';
  const character = (row.x1 - row.x0) / Math.max(1, row.text.length);
  return above.x1 + character * (word.length + 2) < right;
}
