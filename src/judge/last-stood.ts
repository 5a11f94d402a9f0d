import type { SourceMemory } from '../model/memory.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';

/** When each of a source's passages last stood: tonight, or on the night that is remembered. */
export function lastStood(verdict: SourceVerdict, before: SourceMemory): SourceMemory['stood'] {
  const quotes = verdict.citations.flatMap((citation) => citation.quotes);
  return Object.fromEntries(
    quotes.flatMap((quote) => {
      const at = quote.verdict === 'intact' ? verdict.at : before.stood[quote.id];
      return at === undefined ? [] : [[quote.id, at] as const];
    }),
  );
}

/** Tells of each passage that does not stand when it last did. */
export function withStood(verdict: SourceVerdict, stood: SourceMemory['stood']): SourceVerdict {
  const citations = verdict.citations.map(
    (citation): CitationVerdict => ({
      ...citation,
      quotes: citation.quotes.map((quote) =>
        quote.verdict === 'intact' ? quote : { ...quote, stood: stood[quote.id] },
      ),
    }),
  );
  return { ...verdict, citations };
}
