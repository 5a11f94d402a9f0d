import { addressKey, parseAddress } from '../../model/address.js';
import type { Link } from '../../model/document.js';
import { titleLikeness } from './title.js';

/** An address at which a source may stand, until its page was read. */
export interface Lead {
  readonly url: string;
  /** How alike what it is called is to the title, 0 to 1. */
  readonly likeness: number;
  /** True when a register says that the publisher's document stands there: a DOI. */
  readonly vouched?: boolean | undefined;
}

// Where the numbers of this file come from: docs/judging.md, 13.

/** Likeness from which on a search's entry is worth a request: searches cut titles, and sites change them. */
const WORTH_A_LOOK = 0.5;
/** Likeness from which on a link is called as the source. */
export const CALLED_SO = 0.8;
/** Leads of one answer that are followed. */
const MOST_LEADS = 5;

/** The best leads, best first, each address once. */
export const bestLeads = (leads: readonly Lead[], least = WORTH_A_LOOK): readonly Lead[] =>
  [
    ...new Map(
      leads.toSorted((a, b) => a.likeness - b.likeness).map((lead) => [addressKey(lead.url), lead]),
    ).values(),
  ]
    .filter(({ likeness }) => likeness >= least)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, MOST_LEADS);

/** An http or https address, made absolute; null when it is none. */
export function absoluteAddress(url: string, base?: string): string | null {
  const address = parseAddress(url, base);
  return address !== null && /^https?:$/.test(address.protocol) ? address.href : null;
}

/** Where a page's links lead that are called as the source is. */
export const leadsInLinks = (
  links: readonly Link[],
  title: string,
  page: string,
  least = WORTH_A_LOOK,
): readonly Lead[] =>
  bestLeads(
    links
      .filter(({ url }) => absoluteAddress(url) !== null && addressKey(url) !== addressKey(page))
      .map(({ url, text }) => ({ url, likeness: titleLikeness(title, text) })),
    least,
  );
