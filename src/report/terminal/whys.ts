import type { EditionVerdict } from '../../model/edition-verdict.js';
import type { QuoteVerdict } from '../../model/quote-verdict.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { shorten } from '../../text/whitespace.js';
import { readingReason } from '../reasons/content.js';
import { editionReason } from '../reasons/edition.js';
import { linkReason } from '../reasons/link.js';
import { quoteReason } from '../reasons/quote.js';
import { CONTENT, count, EDITION, linkWords, quoteWords } from '../words.js';
import { painter, plain } from './screen.js';
import type { Screen } from './terminal.js';

/** Characters of a passage that are shown: enough to know which it is. */
const PASSAGE = 60;

/** Why a source was judged as it was, in one line of any length: address, text, passages, edition, each with what it rests on. */
export function renderWhys(
  { id, link, content, citations, edition }: SourceVerdict,
  { colour }: Screen,
): string {
  const paint = painter(colour);
  const parts = [
    ['address', because(linkWords(link), linkReason(link.why))],
    ['text', because(CONTENT[content.change], readingReason(content))],
    ['passages', passagesOf(citations.flatMap(({ quotes }) => quotes))],
    ['edition', editionOf(edition)],
  ].flatMap(([name, words]) => (words === '' ? [] : [`${paint.quiet(`${name}:`)} ${words}`]));
  return `${paint.strong(plain(id))}  ${parts.join('; ')}\n`;
}

const because = (words: string, reason: string): string =>
  plain(reason === '' ? words : `${words}, ${reason}`);

/** Those that stand by their number, each other with its reason. */
function passagesOf(quotes: readonly QuoteVerdict[]): string {
  const others = quotes.filter(({ verdict }) => verdict !== 'intact');
  const standing = quotes.length - others.length;
  return [
    ...(standing > 0 ? [count(standing, 'stands', 'stand')] : []),
    ...others.map(
      (quote) =>
        `“${shorten(plain(quote.text), PASSAGE)}” ${because(quoteWords(quote), quoteReason(quote.why))}`,
    ),
  ].join(', ');
}

function editionOf({ status, why, newer }: EditionVerdict): string {
  const latest = newer.at(-1)?.url ?? null;
  return `${because(EDITION[status], editionReason(why))}${latest === null ? '' : `: ${plain(latest)}`}`;
}
