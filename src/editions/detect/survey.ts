import { printedIn } from '../../names/edition-name.js';
import type { Clues } from './clues.js';
import { familyLinks } from './index-links.js';

/** What the series' index pages showed of it: the ground on which it can be said that nothing newer is out. */
export interface Survey {
  /** Index pages that were read. */
  readonly read: number;
  /** Editions on them that were held against the cited one and are no later. */
  readonly compared: number;
  /** Of these the ones that are earlier, and so are others than the cited one. */
  readonly earlier: number;
  /** Editions that may be later, and are called otherwise than the cited one. */
  readonly ahead: number;
  /** Index pages that name the family. */
  readonly at: readonly string[];
  /** Names and addresses of those that name an edition in a way that cannot be compared with the cited one's. */
  readonly open: readonly { readonly name: string; readonly url: string }[];
}

/** Names that cannot be compared of which a verdict tells: more would only repeat the question. */
const MOST_OPEN = 3;

/** Characters of a link's text that are shown where it is all that names an edition. */
const NAME = 100;

/** Looks over the links of all index pages that were read. */
export function surveyOf(clues: Clues): Survey {
  const found = clues.listings.map((listing) => ({ listing, links: familyLinks(listing, clues) }));
  const links = found.flatMap((one) => one.links);
  const open = links.filter(({ order }) => order === 'unknown');
  return {
    read: clues.listings.length,
    compared: links.filter(({ order }) => order === 'same' || order === 'earlier').length,
    earlier: links.filter(({ order }) => order === 'earlier').length,
    ahead: links.filter(({ isAhead }) => isAhead === true).length,
    at: found.flatMap((one) => (one.links.some(({ marks }) => marks.length > 0) ? [one.listing.url] : [])),
    open: open.slice(-MOST_OPEN).map(({ link, marks }) => ({
      name: marks.map((mark) => printedIn(link.text, mark)).join(', ') || link.text.slice(0, NAME),
      url: link.url,
    })),
  };
}
