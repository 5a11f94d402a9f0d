import { parseReference } from '../grammar/parse-reference.js';
import { runSlicer } from '../grammar/run-slicer.js';
import { paragraphText, type ReportParagraph } from '../manuscript.js';
import type { Reference } from '../reference.js';
import type { Passage } from './passages.js';
import { isLong, passageAt, type Quoted, quotationsWithin } from './quoted.js';

/** A paragraph that is a quotation and its citation. */
export interface QuotedLine {
  readonly reference: Reference;
  readonly passage: Passage;
}

/** True for a reference that says no day and does not say that there is none. */
export const isUndated = ({ published, accessed, undated }: Reference): boolean =>
  published === null && accessed === null && !undated;

/** Between a quotation and whoever is named for it. */
const DASH = /^\s{0,3}(?:[—–―]|--?(?=\s))\s{0,3}|^\s{0,3}\n\s{0,3}/u;
/** Between a citation and the words that it is for. */
const COLON = /[:：]\s{0,3}$/u;
const NOTHING_BEHIND = /^[\s.]{0,3}$/u;

/**
 * Reads `“Nobody came back.” — HRW, Empty Villages, 4 May 2024` and `HRW, Empty Villages, 4 May 2024: “Nobody came back.”`, where what
 * stands outside the quotation is a citation by itself. Null for a line whose title is quoted.
 */
export function quotedLine(paragraph: ReportParagraph): QuotedLine | null {
  const { runs, place } = paragraph;
  const text = paragraphText(paragraph);
  const quotations = quotationsWithin(text);
  const [first, last] = [quotations[0], quotations.at(-1)];
  // Where a note stands in it, that says where it is from.
  if (first === undefined || last === undefined || runs.some(({ notes }) => notes.length > 0)) return null;
  const slice = runSlicer(runs);
  const of = (start: number, end: number, quoted: Quoted): QuotedLine | null => {
    const reference = parseReference(slice(start, end));
    const isWhole = reference?.title != null && reference.publisher !== null && !isUndated(reference);
    return isWhole && isLong(quoted.text) ? { reference, passage: passageAt(quoted, place) } : null;
  };
  const dash = DASH.exec(text.slice(first.end, first.end + 8))?.[0];
  if (text.slice(0, first.start).trim() === '' && dash !== undefined)
    return of(first.end + dash.length, text.length, first);
  const colon = COLON.exec(text.slice(Math.max(0, last.start - 4), last.start))?.[0];
  if (colon === undefined || !NOTHING_BEHIND.test(text.slice(last.end))) return null;
  return of(0, last.start - colon.length, last);
}
