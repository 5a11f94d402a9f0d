import type { FindingKind, Observation, Severity } from '../model/finding.js';
import type { FindingReason } from '../model/finding-reason.js';

/** What an observation is about. */
export interface Subject {
  readonly source: string;
  readonly citation?: string;
  readonly quote?: string;
  /** What sets it apart from others of its kind and source, such as an edition. */
  readonly mark?: string;
}

/** A problem as one night sees it, named so that other nights name it alike. */
export function observation(
  kind: FindingKind,
  severity: Severity,
  about: Subject,
  why: FindingReason,
): Observation {
  const subject = about.quote ?? about.citation ?? about.source;
  return {
    id: `${kind}:${subject}${about.mark === undefined ? '' : `@${about.mark}`}`,
    source: about.source,
    citation: about.citation ?? null,
    quote: about.quote ?? null,
    kind,
    severity,
    why,
  };
}
