import type { Finding } from '../model/finding.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';

/** The citations that a finding touches: its own, or every use of its source. */
export const touched = (finding: Finding, source: SourceVerdict | null): readonly CitationVerdict[] =>
  (source?.citations ?? []).filter((c) => finding.citation === null || c.id === finding.citation);

/** `section 7b (ASI2025-01/31)`, or the citation's id alone where the section is unknown. */
export const place = (citation: CitationVerdict): string =>
  citation.section === null ? citation.id : `section ${citation.section} (${citation.id})`;

/** The passages that the citations of a source quote. */
export const quotedFrom = (source: SourceVerdict): readonly QuoteVerdict[] =>
  source.citations.flatMap((c) => c.quotes);
