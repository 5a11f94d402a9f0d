import { addressKey, sameAddress } from '../model/address.js';
import type { Source } from '../model/watchlist.js';
import { retractionOf } from './registers/crossref.js';
import type { Listing, Work } from './registers/register.js';

/** What a register says of the cited edition itself, in a sentence. */
export interface Remark {
  readonly kind: 'withdrawn' | 'unlisted';
  readonly words: string;
}

/** What GOV.UK's content API and Crossref say of a source. */
export function remarksOn(
  source: Source,
  listings: readonly Listing[],
  works: readonly Work[],
): readonly Remark[] {
  const { url } = source;
  const remarks = listings.flatMap((listing) => (url === null ? [] : remarkOf(url, listing)));
  const work = retractionOf(source, works);
  if (work?.retracted == null) return remarks;
  const { kind, notice } = work.retracted;
  return [
    { kind: 'withdrawn', words: `Crossref records a ${kind.replaceAll('_', ' ')} (${notice})` },
    ...remarks,
  ];
}

function remarkOf(url: string, { about, links }: Listing): readonly Remark[] {
  if (about === undefined || !`${addressKey(url)}/`.startsWith(`${addressKey(about.page)}/`)) return [];
  const { withdrawn, change } = about;
  if (withdrawn !== null) {
    const since = withdrawn.on === null ? '' : ` on ${withdrawn.on}`;
    const why = withdrawn.explanation === '' ? '' : `: “${withdrawn.explanation.slice(0, 300)}”`;
    return [{ kind: 'withdrawn', words: `the publisher withdrew it${since}${why}` }];
  }
  const isListed = sameAddress(url, about.page) || links.some((link) => sameAddress(link.url, url));
  if (isListed || !about.complete) return [];
  const last = change === null ? '' : ` (${change.on}: “${change.note.slice(0, 200)}”)`;
  return [{ kind: 'unlisted', words: `it is no longer listed at ${about.page}${last}` }];
}
