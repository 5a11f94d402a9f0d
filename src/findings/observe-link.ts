import type { FindingKind, Observation, Severity } from '../model/finding.js';
import type { FindingReason } from '../model/finding-reason.js';
import { isFailing, type LinkStatus } from '../model/link-verdict.js';
import type { SourceVerdict } from '../model/verdict.js';
import { observation } from './observation.js';

const KINDS: Readonly<Record<LinkStatus, FindingKind | null>> = {
  'soft-404': 'source-soft-404',
  gone: 'source-gone',
  'server-error': 'source-server-error',
  unreachable: 'source-unreachable',
  moved: 'source-moved',
  blocked: 'source-blocked',
  'no-url': 'no-url',
  alive: null,
  unjudged: null,
};

/** The kind of finding that a status gives rise to, or null. */
export const linkKind = (status: LinkStatus): FindingKind | null => KINDS[status];

/** What the state of an address asks of a person. */
export function observeLink(source: SourceVerdict): readonly Observation[] {
  const { status, confirmed, failures: days, why: link } = source.link;
  const { byHand } = source;
  const kind = linkKind(status);
  if (kind === null) return [];
  const seen = (severity: Severity, why: FindingReason) => [
    observation(kind, severity, { source: source.id }, why),
  ];
  if (isFailing(status))
    return seen(confirmed ? 'high' : 'low', { kind: 'failing', status, days, confirmed, link });
  switch (status) {
    case 'moved':
      return seen('low', { kind: 'moved', to: source.finalUrl ?? source.url, link });
    case 'blocked':
      return seen('low', { kind: 'blocked', link, ...(byHand?.isStale === false ? { byHand } : {}) });
    case 'no-url':
      return seen('low', { kind: 'no-url' });
    default:
      return [];
  }
}
