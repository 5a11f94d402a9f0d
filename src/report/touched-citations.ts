import { type Finding, type Observation, sourcesOfFinding } from '../model/finding.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';

/** The citations that a finding touches: its own, or every use of its source. */
export const touched = (finding: Finding, source: SourceVerdict | null): readonly CitationVerdict[] =>
  (source?.citations ?? []).filter((c) => finding.citation === null || c.id === finding.citation);

/** The same of all sources that a finding is about, of those that are known. */
export const touchedIn = (
  finding: Finding,
  known: ReadonlyMap<string, SourceVerdict>,
): readonly CitationVerdict[] =>
  sourcesOfFinding(finding).flatMap((id) => touched(finding, known.get(id) ?? null));

/** Findings by each source that they are about, in their order. */
export function bySource<F extends Observation>(findings: Iterable<F>): ReadonlyMap<string, readonly F[]> {
  const groups = new Map<string, F[]>();
  for (const finding of findings)
    for (const source of sourcesOfFinding(finding)) {
      const group = groups.get(source);
      if (group === undefined) groups.set(source, [finding]);
      else group.push(finding);
    }
  return groups;
}

/** `section 7b (ASI2025-01/31)`, or the citation's id alone where the section is unknown. */
export const place = (citation: CitationVerdict): string =>
  citation.section === null ? citation.id : `section ${citation.section} (${citation.id})`;

/** The passages that the citations of a source quote. */
export const quotedFrom = (source: SourceVerdict): readonly QuoteVerdict[] =>
  source.citations.flatMap((c) => c.quotes);
