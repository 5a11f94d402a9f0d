import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';

/** Notes for each passage when it last stood: tonight, or on an earlier night that the verdict before remembers. */
export function withStood(verdict: SourceVerdict, before: SourceVerdict | null): SourceVerdict {
  const earlier = new Map(
    (before?.citations ?? []).flatMap((c) => c.quotes.map((q) => [q.id, q.stood] as const)),
  );
  const citations = verdict.citations.map(
    (citation): CitationVerdict => ({
      ...citation,
      quotes: citation.quotes.map((quote) => ({
        ...quote,
        stood: quote.verdict === 'intact' ? verdict.at : earlier.get(quote.id),
      })),
    }),
  );
  return { ...verdict, citations };
}
