import type { SourceMemory } from '../model/memory.js';
import type { Omission } from '../model/quote-verdict.js';
import type { CitationVerdict } from '../model/verdict.js';
import { memoryOf } from '../model/visit.js';
import { quoteId } from '../model/watchlist.js';
import { type Haystack, haystacksOf } from '../quote/haystack.js';
import { judgeQuote, type SearchedText } from '../quote/judge-quote.js';
import { judgeCurrency } from './currency.js';
import type { SourceCase } from './source-case.js';

/** What is said of each use of a source, its quotations held against the evidence. */
export const judgeUses = (
  { uses, now, staleAfter, history }: SourceCase,
  evidence: SearchedText,
): readonly CitationVerdict[] =>
  uses.map(({ report, citation }) => ({
    id: citation.id,
    report,
    section: citation.section,
    cited: citation.cited,
    accessed: citation.accessed,
    currency: judgeCurrency(citation.accessed, now, staleAfter),
    quotes: citation.quotes.map((quote, i) => {
      const id = quoteId(citation, i);
      return judgeQuote(id, quote, evidenceFor(id, evidence, memoryOf(history)));
    }),
  }));

/** The evidence for one quotation: where it stood before is known. */
const evidenceFor = (id: string, evidence: SearchedText, { omitted }: SourceMemory): SearchedText =>
  evidence.kind === 'none' ? evidence : { ...evidence, known: omitted[id] };

/** What was found before, as tonight's search would have found it: what was said by the nights before it is said anew. */
export const dated = (
  { now, staleAfter }: SourceCase,
  seen: readonly CitationVerdict[],
): readonly CitationVerdict[] =>
  seen.map((use) => ({
    ...use,
    currency: judgeCurrency(use.accessed, now, staleAfter),
    quotes: use.quotes.map(({ omissionChanged, whereBefore, ...quote }) => quote),
  }));

/** Tells what a passage left out in the last good reading, which is made ready when first asked for; null where it did not stand. */
export function omittedBefore({ uses, history }: SourceCase): (id: string) => readonly Omission[] | null {
  let haystacks: readonly Haystack[] | undefined;
  return (id) => {
    const quotes = uses.flatMap(({ citation }) =>
      citation.quotes.map((quote, i) => ({ quote, id: quoteId(citation, i) })),
    );
    const own = quotes.find((one) => one.id === id);
    if (history.baseline === null || own === undefined) return null;
    haystacks ??= haystacksOf(history.baseline.snapshot.document);
    return judgeQuote(id, own.quote, { kind: 'text', url: '', haystacks }).omitted ?? null;
  };
}
