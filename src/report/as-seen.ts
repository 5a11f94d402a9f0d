import type { Observation } from '../model/finding.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import type { SourceVerdict } from '../model/verdict.js';
import { day } from './dates.js';
import { readingReason } from './reasons/content.js';
import { editionReason } from './reasons/edition.js';
import { linkReason } from './reasons/link.js';
import { quoteReason } from './reasons/quote.js';
import { quotedFrom } from './touched-citations.js';
import { sentence } from './words.js';

type Shown = Pick<Observation, 'quote' | 'seen'>;

/** The passage that a finding is about, as it was when the finding was last seen. */
export const passageSeen = ({ quote, seen }: Shown, source: SourceVerdict | null): QuoteVerdict | undefined =>
  seen?.quote ?? (source === null ? undefined : quotedFrom(source).find(({ id }) => id === quote));

/** A source as it was when a finding was last seen, as far as the finding rests on it; with the archived copy of then where none is known now. */
export function asSeen({ quote, seen }: Shown, source: SourceVerdict): SourceVerdict {
  if (seen === undefined) return source;
  const { run: _, quote: then, archive = null, ...rest } = seen;
  const citations =
    then === undefined
      ? source.citations
      : source.citations.map((one) => ({
          ...one,
          quotes: one.quotes.map((now) => (now.id === quote ? then : now)),
        }));
  return { ...source, byHand: undefined, ...rest, citations, archive: source.archive ?? archive };
}

/** What an earlier look saw than the one that is told of; undefined where that saw it itself. */
const seenBefore = ({ seen }: Shown, source: SourceVerdict | null): Shown['seen'] =>
  seen?.at === source?.at ? undefined : seen;

/** `as read on 21 November 2026`, for what this run did not see itself; null for what it did. */
export const asRead = (finding: Shown, source: SourceVerdict | null): string | null => {
  const seen = seenBefore(finding, source);
  return seen === undefined ? null : `as read on ${day(seen.at)}`;
};

/** What this run says in the place of what it did not see. */
function reasonNow({ quote, seen }: Shown, source: SourceVerdict): string {
  if (source.link.status === 'unjudged') return linkReason(source.link.why);
  if (seen?.content !== undefined) return readingReason(source.content);
  if (seen?.edition !== undefined) return editionReason(source.edition.why);
  const now = seen?.quote === undefined ? undefined : quotedFrom(source).find(({ id }) => id === quote);
  return now === undefined ? linkReason(source.link.why) : quoteReason(now.why);
}

/** Why this run did not see a finding, and when what is shown of it was seen; null where it saw it. */
export const unseenTonight = (finding: Shown, source: SourceVerdict): string | null => {
  const seen = seenBefore(finding, source);
  return seen === undefined
    ? null
    : `${sentence(reasonNow(finding, source))} What is shown was seen on ${day(seen.at)}.`;
};
