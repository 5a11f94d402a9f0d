import { parseAddress } from '../model/address.js';
import type { Finding } from '../model/finding.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import type { SourceVerdict } from '../model/verdict.js';
import { asSeen } from './as-seen.js';
import { webUrl } from './html.js';
import type { FindingEvidence } from './shown-evidence.js';

/**
 * A stranger may answer at an address that no longer shows the document, so nobody is sent there. In a series it is
 * the publisher who puts the next edition in place of the last.
 */
const isSafe = ({ link, content, edition }: SourceVerdict): boolean =>
  link.status !== 'soft-404' && (content.change !== 'replaced' || edition.status === 'replaced-in-place');

const bare = (url: string | null): string | undefined => parseAddress(url ?? '')?.href.replace(/#.*$/su, '');

/** True where an address leads to a source's own page, and not to a copy in which its passage was read. */
export const isOwnAddress = (url: string, source: SourceVerdict): boolean =>
  [source.url, source.finalUrl].some((own) => bare(own) === bare(url));

/** The address of the source, at the passage where that is known. */
export const sourceAddress = (source: SourceVerdict, quote?: QuoteVerdict): FindingEvidence | null => {
  if (source.url === null) return null;
  const passage = quote?.link ?? null;
  const open = isSafe(source) && webUrl(passage ?? source.url) !== null;
  const paragraph = quote?.paragraph === undefined ? '' : `, paragraph ${quote.paragraph}`;
  const page = `${quote?.page ? `, page ${quote.page}` : ''}${paragraph}`;
  if (passage !== null && open)
    return {
      kind: 'address',
      label: `${isOwnAddress(passage, source) ? 'The page' : 'A copy of it'}, at the passage${page}`,
      url: passage,
      open,
    };
  const label = open ? 'The page' : 'Not linked, because a stranger may answer there';
  return { kind: 'address', label: label + (open ? page : ''), url: source.url, open };
};

/** What a copy of the document as it was would mend. */
export const MENDED_BY_COPY: ReadonlySet<Finding['kind']> = new Set<Finding['kind']>([
  'passage-missing',
  'passage-altered',
  'source-gone',
  'source-soft-404',
  'source-unreachable',
  'source-server-error',
  'content-replaced',
  'edition-withdrawn',
  'edition-replaced-in-place',
]);

/** The archived copy that carries the passage, where it would mend what was found; null where none is known. */
export const mendingCopy = (finding: Finding, source: SourceVerdict | null): string | null => {
  if (source === null || !MENDED_BY_COPY.has(finding.kind)) return null;
  const { archive } = asSeen(finding, source);
  return archive?.carriesPassage === true ? webUrl(archive.url) : null;
};
