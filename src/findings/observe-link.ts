import type { FindingKind, Observation } from '../model/finding.js';
import { isFailing, type LinkStatus, type SourceVerdict } from '../model/verdict.js';
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

const GONE: ReadonlySet<LinkStatus> = new Set(['gone', 'soft-404']);

/** The kind of finding that a status gives rise to, or null. */
export const linkKind = (status: LinkStatus): FindingKind | null => KINDS[status];

/** What the state of an address asks of a person. */
export function observeLink(source: SourceVerdict): readonly Observation[] {
  const { link } = source;
  const about = { source: source.id };
  const kind = linkKind(link.status);
  if (isFailing(link.status) && kind !== null)
    return [
      link.confirmed
        ? observation(
            kind,
            'high',
            about,
            `${GONE.has(link.status) ? 'The page is gone' : 'The page is out of reach'}: ${link.reason}, on ${link.failures} days in a row.`,
            'Find an archived copy or another address, and correct the citation.',
          )
        : observation(
            kind,
            'low',
            about,
            `The page failed: ${link.reason} (day ${link.failures}; one bad day proves nothing).`,
            'Nothing yet: it is asked again every night.',
          ),
    ];
  switch (link.status) {
    case 'moved':
      return [
        observation(
          'source-moved',
          'low',
          about,
          `The page ${link.reason}.`,
          `Put the new address into sources.json: ${source.finalUrl ?? source.url ?? ''}`,
        ),
      ];
    case 'blocked':
      return [
        observation(
          'source-blocked',
          'low',
          about,
          `The page could not be read: ${link.reason}.`,
          'Open it in a browser once, and trust an archived copy in the meantime.',
        ),
      ];
    case 'no-url':
      return [
        observation(
          'no-url',
          'low',
          about,
          'Nobody has recorded the address of this source, so nothing about it can be checked.',
          'Find the address and add it to sources.json.',
        ),
      ];
    default:
      return [];
  }
}
