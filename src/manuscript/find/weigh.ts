import type { Document } from '../../model/document.js';
import { daysAround } from '../../model/publisher-sites.js';
import type { QuoteVerdict } from '../../model/quote.js';
import type { Source } from '../../model/watchlist.js';
import { type Lead, LINK_TITLE_THRESHOLD, leadsInLinks } from './leads.js';
import { isPublishers, pageLikeness } from './title.js';

// Where the numbers of this file come from: docs/judging.md, 13.

/** Likeness from which on a page is titled as the source: sites shorten and mend their headlines. */
const TITLED_SO = 0.7;
/** Likeness from which on a title is the same but for trifles. */
const SAME_TITLE_WORDS = 0.95;

export interface ReadLead {
  /** Where its redirects ended. */
  readonly url: string;
  readonly lead: Lead;
  readonly document: Document;
  readonly quotes: readonly QuoteVerdict[];
}

/**
 * What a candidate is. `page`: the source itself. `copy`: its text on a host that is not the publisher's. `titled`: a page of the
 * publisher's with its title, whose text does not show the passage (a paywall). `other`: anything else; a page that leads
 * elsewhere under the source's title is a list of search results or a follow-up, and what it leads to are leads.
 */
export type Weighed =
  | { readonly kind: 'page' | 'copy' | 'titled' }
  | { readonly kind: 'other'; readonly leads: readonly Lead[] };

/** Weighs a candidate by its title, the quoted passages, its host and its day. */
export function weigh(
  { url, lead, document, quotes }: ReadLead,
  source: Source,
  hosts: readonly string[],
): Weighed {
  const elsewhere = leadsInLinks(document.links, source.title, url, LINK_TITLE_THRESHOLD);
  const likeness = pageLikeness(document, source.title);
  if (elsewhere.length > 0 || likeness < TITLED_SO || isOfAnotherDay(document, source, likeness))
    return { kind: 'other', leads: elsewhere };
  const stands = quotes.some(({ verdict }) => verdict === 'intact');
  const own = lead.vouched === true || isPublishers(url, source, hosts);
  if (stands) return { kind: own ? 'page' : 'copy' };
  return own ? { kind: 'titled' } : { kind: 'other', leads: [] };
}

/** A page with nearly the title that was published on another day is a follow-up. */
function isOfAnotherDay({ dates }: Document, { published }: Source, likeness: number): boolean {
  const days = daysAround(published);
  const day = dates.published?.slice(0, 10) ?? null;
  return (
    likeness < SAME_TITLE_WORDS && days !== null && day?.length === 10 && (day < days.from || day > days.to)
  );
}
