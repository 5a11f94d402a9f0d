import type { SourceMemory } from '../model/memory.js';
import { seenAt } from '../model/quote-verdict.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';

/** When each of a source's passages last stood: tonight, when a person saved the page, or on the night that is remembered. */
export function lastStood(verdict: SourceVerdict, before: SourceMemory): SourceMemory['stood'] {
  const stood: Record<string, string> = {};
  for (const { quotes } of verdict.citations)
    for (const quote of quotes) {
      const known = before.stood[quote.id];
      const seen = quote.verdict === 'intact' ? seenAt(quote, verdict.at) : undefined;
      const at = seen === undefined || (known !== undefined && known > seen) ? known : seen;
      if (at !== undefined) stood[quote.id] = at;
    }
  return stood;
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
