import type { ContentReason } from '../model/content-reason.js';
import type { LinkVerdict } from '../model/link-verdict.js';
import { isInSight, type QuoteVerdict } from '../model/quote-verdict.js';
import type { CitationVerdict } from '../model/verdict.js';
import { haystacksOf } from '../quote/haystack.js';
import type { SearchedText } from '../quote/judge-quote.js';
import type { SourceCase } from './source-case.js';

/** The text that came tonight, whatever page it belongs to; of a page that a script makes, what it holds back. */
export function evidenceIn({ outcome, snapshot, unmatched }: SourceCase): SearchedText {
  if (outcome === null || snapshot === null) return { kind: 'none', why: { kind: 'nothing-read' } };
  const { unread: why, hidden = [] } = snapshot.document;
  if (why !== null && (why.kind !== 'script' || hidden.length === 0))
    return { kind: 'none', why: { kind: 'document', why } };
  if (unmatched !== undefined) return { kind: 'none', why: { kind: 'unmatched', why: unmatched } };
  return { kind: 'text', url: outcome.finalUrl, haystacks: haystacksOf(snapshot.document) };
}

/** True where only a beginning was read: of an answer, or of what a page was still making of itself. */
export const isCut = ({ outcome, rendered }: SourceCase): boolean =>
  rendered?.settled === false || (outcome?.kind === 'answered' && outcome.body?.truncated === true);

/** What stands in a page that asked for more than a browser gave it: of what does not, nothing is known. */
export const unlessNotGiven = (
  seen: readonly CitationVerdict[],
  { rendered }: SourceCase,
): readonly CitationVerdict[] => {
  const wanted = rendered?.wanted ?? [];
  if (wanted.length === 0) return seen;
  return seen.map((use) => ({
    ...use,
    quotes: use.quotes.map((quote) =>
      quote.verdict === 'missing' && quote.why.kind !== 'struck-out'
        ? { ...quote, verdict: 'unverifiable', why: { kind: 'not-given', wanted } }
        : quote,
    ),
  }));
};

/** Which passages stand on a page that could not be read as a whole. */
type MayStand = (quote: QuoteVerdict) => boolean;

/**
 * A beginning can show that a passage stands, never that it does not, whether an answer broke off or the page lost its rest;
 * so can the data from which a script makes the page, or which stands behind an offer or a question. What an error page or a
 * stranger holds back shows nothing.
 */
export function heldBack(input: SourceCase, { status }: LinkVerdict, why: ContentReason): MayStand {
  const { outcome, snapshot } = input;
  if (isCut(input)) return () => true;
  if (why.kind === 'shrunken') return isInSight;
  const isAnswered = outcome?.kind === 'answered' && outcome.http < 400;
  const isShell = snapshot?.document.unread?.kind === 'script' && (status === 'alive' || status === 'moved');
  return ({ where }) => isAnswered && (isShell || status === 'blocked') && where === 'hidden';
}

/** The verdicts on a page that could not be read as a whole: what stands on it, and nothing that is absent. */
export const withoutAbsences = (
  seen: readonly CitationVerdict[],
  stands: MayStand,
  unverifiable: () => readonly CitationVerdict[],
): readonly CitationVerdict[] =>
  unverifiable().map((use, i) => ({
    ...use,
    quotes: use.quotes.map((quote, j) => {
      const found = seen[i]?.quotes[j];
      return found?.verdict === 'intact' && stands(found) ? found : quote;
    }),
  }));
