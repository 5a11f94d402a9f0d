import type { PagedParagraph } from './footnotes.js';
import type { Vocabulary } from './hyphens.js';
import { EDGE } from './lines.js';
import { CONTINUES, UNFINISHED } from './notes.js';
import { hadRoom, isListed, joined, type Paragraph } from './paragraphs.js';

/** Puts the paragraphs of all pages one after the other, and joins those that run on over the end of a page. */
export function acrossPages(
  pages: readonly (readonly PagedParagraph[])[],
  vocabulary: Vocabulary,
): readonly PagedParagraph[] {
  const all: PagedParagraph[] = [];
  for (const paragraphs of pages)
    for (const [i, paragraph] of paragraphs.entries()) {
      const last = all.at(-1);
      if (i === 0 && last && goesOn(last, paragraph))
        all[all.length - 1] = { ...joined(last, paragraph, vocabulary), page: last.page };
      else all.push(paragraph);
    }
  return all;
}

/** Share by which the sizes of two halves of one paragraph may differ: rounding. Chosen by eye. */
const SAME_SIZE = 0.03;

/** True when a paragraph ends on the page before because the page did: in the middle of a sentence, or at a full line. */
function goesOn(last: Paragraph, next: Paragraph): boolean {
  const [end, start] = [last.rows.at(-1), next.rows[0]];
  if (!end || !start || Math.abs(last.size - next.size) > SAME_SIZE * last.size) return false;
  if (isListed(next)) return false;
  if (UNFINISHED.test(last.text) && CONTINUES.test(next.text)) return true;
  return !hadRoom(end, start, last.right) && isAligned(last, end.x0, start.x0);
}

/** True when the second half begins where lines of the first one do; the only line of an item begins with its bullet, left of them. */
const isAligned = (last: Paragraph, end: number, start: number): boolean =>
  last.rows.length === 1 && isListed(last) ? start > end + EDGE : Math.abs(start - end) < EDGE;
