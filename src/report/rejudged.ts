import type { RunFacts } from '../model/run.js';
import type { SourceChange, VerdictChange } from '../model/verdict-change.js';
import { shorten } from '../text/whitespace.js';
import { day } from './dates.js';
import { contentReason } from './reasons/content.js';
import { editionReason } from './reasons/edition.js';
import { linkReason } from './reasons/link.js';
import { quoteReason } from './reasons/quote.js';
import { plain } from './terminal/screen.js';
import { CONTENT, count, EDITION, linkWords, quoteWords } from './words.js';

/** Characters of a passage that are shown: enough to know which it is. */
const PASSAGE = 60;

/** What judging a night again by other rules came to: which verdicts differ, from what to what, and why, source by source. */
export function renderRejudged(
  { id, startedAt }: Pick<RunFacts, 'id' | 'startedAt'>,
  changes: readonly SourceChange[],
): string {
  const night = `run ${id}, on ${day(startedAt)}`;
  const n = changes.reduce((sum, one) => sum + one.changes.length, 0);
  if (n === 0) return `What ${night}, received is judged as it was then: no verdict differs.\n`;
  const sources = changes.map(
    ({ source, changes: own }) =>
      `${plain(`${source.title} · ${source.publisher} · ${source.id}`)}\n${own.map(changeLines).join('')}`,
  );
  return `Rules changed: ${count(n, 'verdict differs', 'verdicts differ')} on what ${night}, received; nothing was asked of the web.\n\n${sources.join('\n')}\n`;
}

function changeLines(change: VerdictChange): string {
  const { name, before, after } = sidesOf(change);
  const words = plain(`${name}: ${before.words} → ${after.words}`);
  return `  ${words}\n    before: ${plain(before.reason)}\n    now: ${plain(after.reason)}\n`;
}

interface Side {
  readonly words: string;
  readonly reason: string;
}

const side = (words: string, reason: string): Side => ({ words, reason: reason === '' ? words : reason });

function sidesOf(change: VerdictChange): {
  readonly name: string;
  readonly before: Side;
  readonly after: Side;
} {
  switch (change.claim) {
    case 'link':
      return sides('address', change, (one) => side(linkWords(one), linkReason(one.why)));
    case 'content':
      return sides('text', change, (one) => side(CONTENT[one.change], contentReason(one.why)));
    case 'edition':
      return sides('edition', change, (one) => side(EDITION[one.status], editionReason(one.why)));
    case 'quote': {
      const name = `${change.after.id} “${shorten(change.after.text, PASSAGE)}”`;
      return sides(name, change, (one) => side(quoteWords(one), quoteReason(one.why)));
    }
  }
}

const sides = <T>(
  name: string,
  { before, after }: { readonly before: T; readonly after: T },
  sideOf: (one: T) => Side,
) => ({ name, before: sideOf(before), after: sideOf(after) });
