import type { QuoteVerdict } from '../model/quote-verdict.js';
import type { SourceVerdict } from '../model/verdict.js';
import { webUrl } from './html.js';
import type { FindingEvidence } from './shown-evidence.js';

/**
 * A stranger may answer at an address that no longer shows the document, so nobody is sent there. In a series it is
 * the publisher who puts the next edition in place of the last.
 */
const isSafe = ({ link, content, edition }: SourceVerdict): boolean =>
  link.status !== 'soft-404' && (content.change !== 'replaced' || edition.status === 'replaced-in-place');

/** The address of the source, at the passage where that is known. */
export const sourceAddress = (source: SourceVerdict, quote?: QuoteVerdict): FindingEvidence | null => {
  if (source.url === null) return null;
  const passage = quote?.link ?? null;
  const open = isSafe(source) && webUrl(passage ?? source.url) !== null;
  const paragraph = quote?.paragraph === undefined ? '' : `, paragraph ${quote.paragraph}`;
  const page = `${quote?.page ? `, page ${quote.page}` : ''}${paragraph}`;
  if (passage !== null && open)
    return { kind: 'address', label: `The page, at the passage${page}`, url: passage, open };
  const label = open ? 'The page' : 'Not linked, because a stranger may answer there';
  return { kind: 'address', label: label + (open ? page : ''), url: source.url, open };
};
