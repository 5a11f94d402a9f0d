import type { FindingKind, Observation, Severity } from '../model/finding.js';
import type { FindingReason } from '../model/finding-reason.js';
import { plainName } from '../names/edition-name.js';

/** What an observation is about. */
export interface Subject {
  readonly source: string;
  readonly citation?: string;
  readonly quote?: string;
  /** The newer edition that it is about: each is a problem of its own. */
  readonly edition?: string | undefined;
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
    id: `${kind}:${subject}${about.edition === undefined ? '' : `@${plainName(about.edition)}`}`,
    source: about.source,
    citation: about.citation ?? null,
    quote: about.quote ?? null,
    edition: about.edition ?? null,
    kind,
    severity,
    why,
  };
}
