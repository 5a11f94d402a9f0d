import { shorten } from '../../text/whitespace.js';
import { type Hearing, heardWords, hearingFacts } from '../hearing.js';
import { painter, plain, wrap } from './screen.js';
import type { Screen } from './terminal.js';

/** Characters of a passage that are shown. */
const PASSAGE = 160;

/** What a page that somebody saved says of each passage, and what counts of it. */
export const renderHearing = (hearing: Hearing, { colour, width }: Screen): string => {
  const paint = painter(colour);
  const passages = hearing.quotes.flatMap(({ citation, quote }) => [
    wrap(`${plain(citation.id)}: “${shorten(plain(quote.text), PASSAGE)}”`, width),
    wrap(plain(heardWords(quote)), width, '  '),
  ]);
  const facts = hearingFacts(hearing).map((fact) => wrap(plain(fact), width));
  return `${[paint.strong(plain(hearing.source.title)), ...passages, '', ...facts].join('\n')}\n`;
};
