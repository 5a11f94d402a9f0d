import type { Schedule } from '../../model/schedule.js';
import { count } from '../words.js';
import { blocksOf, type ScheduleBlock } from './blocks.js';

/**
 * Letters a line: A4 with margins of 25.4 mm leaves 159 mm, and Calibri of 11 pt takes 5.3 pt a letter on average. A title is
 * of 16 pt, a heading of 13 pt, an extract set in by 10 mm on either side.
 */
const LETTERS: Readonly<Record<ScheduleBlock['kind'], number>> = {
  title: 58,
  heading: 72,
  text: 85,
  source: 85,
  detail: 85,
  extract: 74,
};
/** Lines a page: the same page leaves 246 mm, and a line of 11 pt takes 13.4 pt. */
const LINES = 52;
/** The space around a paragraph, in lines, as the Word file sets it. */
const SPACE: Readonly<Record<ScheduleBlock['kind'], number>> = {
  title: 1,
  heading: 1.2,
  text: 0.5,
  source: 0.8,
  detail: 0.2,
  extract: 0.4,
};
/** Characters as wide as two letters. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60]/gu;

const heightOf = ({ kind, spans }: ScheduleBlock): number => {
  const text = spans.map((span) => span.text).join('');
  const letters = text.length + (text.match(WIDE)?.length ?? 0);
  return Math.max(1, Math.ceil(letters / LETTERS[kind])) + SPACE[kind];
};

/** How long a schedule is, estimated. */
export interface Length {
  readonly pages: number;
  /** Pages of each row, longest first. */
  readonly rows: readonly { readonly id: string; readonly pages: number }[];
}

/** How many A4 pages a schedule fills, estimated from its letters: no printer is asked. */
export function lengthOf(schedule: Schedule): Length {
  const rows = new Map<string, number>();
  let lines = 0;
  for (const block of blocksOf(schedule)) {
    const height = heightOf(block);
    lines += height;
    if (block.row !== null) rows.set(block.row, (rows.get(block.row) ?? 0) + height / LINES);
  }
  return {
    pages: Math.ceil(lines / LINES),
    rows: [...rows].map(([id, pages]) => ({ id, pages })).sort((a, b) => b.pages - a.pages),
  };
}

/** Rows that are named when a schedule is too long. Chosen to fit on a screen. */
const NAMED = 5;

/** Letters of an English word and the space behind it, on average. */
const LETTERS_A_WORD = 6;

/** How long a schedule is, and what to do where that is more than `most` pages. */
export function lengthNote({ pages, rows }: Length, most: number): string {
  const about = `about ${count(pages, 'page', 'pages')} of A4`;
  if (pages <= most) return `${about}\n`;
  const longest = rows.slice(0, NAMED).map((row) => `${row.id} (${row.pages.toFixed(1)})`);
  const words = Math.round(((pages - most) * LINES * LETTERS.extract) / LETTERS_A_WORD / 50) * 50;
  return `${about}, ${pages - most} more than ${most}: cut about ${words.toLocaleString('en')} words. The longest extracts, in pages: ${longest.join(', ')}\n`;
}
