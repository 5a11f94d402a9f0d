import type { SourceVerdict } from '../../model/verdict.js';
import type { LifeVisit } from '../../model/visit.js';
import { day } from '../dates.js';
import { CONTENT, count, linkWords, NOT_LOOKED_AT, QUOTE } from '../words.js';
import { painter, plain, wrap } from './screen.js';
import type { Screen } from './terminal.js';

const passages = (verdict: SourceVerdict): string => {
  const quotes = verdict.citations.flatMap((c) => c.quotes);
  if (quotes.length === 0) return '';
  const told = (['missing', 'altered', 'unverifiable', 'intact'] as const).flatMap((status) => {
    const n = quotes.filter((q) => q.verdict === status).length;
    return n === 0 ? [] : [`${n} ${n === 1 ? QUOTE[status] : QUOTE[status].replace(/^stands/u, 'stand')}`];
  });
  return `passages: ${told.join(', ')}`;
};

/** What a night came to; nights that say the same are folded into one. */
const night = (visit: LifeVisit): string => {
  const { verdict } = visit;
  if (visit.offline === true) return NOT_LOOKED_AT;
  if (verdict === null)
    return visit.outcome?.kind === 'answered' ? `answered ${visit.outcome.http}` : 'not judged';
  const http = verdict.link.http === null ? '' : ` (${verdict.link.http})`;
  const content = CONTENT[verdict.content.change];
  return [`${linkWords(verdict.link)}${http}`, content, passages(verdict)].filter(Boolean).join('; ');
};

/** A source's life, latest night first: one line a night, equal nights folded into the one that they repeat. */
export const renderHistory = (
  title: string,
  visits: readonly LifeVisit[],
  { colour, width }: Screen,
): string => {
  const paint = painter(colour);
  const nights = visits.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const lines: string[] = [];
  for (let i = 0; i < nights.length; ) {
    const visit = nights[i] as LifeVisit;
    const said = night(visit);
    let end = i + 1;
    while (end < nights.length && night(nights[end] as LifeVisit) === said) end++;
    lines.push(wrap(`${day(visit.at)}  ${said}`, width));
    const oldest = nights[end - 1] as LifeVisit;
    const folded = end - i - 1;
    if (folded > 0)
      lines.push(
        wrap(
          paint.quiet(`… ${count(folded, 'night', 'nights')} the same, from ${day(oldest.at)}`),
          width,
          '  ',
        ),
      );
    i = end;
  }
  if (lines.length === 0) lines.push('It was never visited.');
  return `${wrap(paint.strong(plain(title)), width)}\n${lines.join('\n')}\n`;
};
