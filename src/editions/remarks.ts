import { addressKey, sameAddress } from '../model/address.js';
import type { EditionReason } from '../model/edition-reason.js';
import type { Source } from '../model/watchlist.js';
import { retractionOf } from './registers/crossref.js';
import type { Listing, Work } from './registers/register.js';

/** Characters of a publisher's explanation that are shown. */
const EXPLANATION = 300;
/** Characters of its note of a change that are shown. */
const NOTE = 200;

/** What GOV.UK's content API and Crossref say of the cited edition itself. */
export function remarksOn(
  source: Source,
  listings: readonly Listing[],
  works: readonly Work[],
): readonly EditionReason[] {
  const { url } = source;
  const remarks = listings.flatMap((listing) => (url === null ? [] : remarkOf(url, listing)));
  const work = retractionOf(source, works);
  if (work?.retracted == null) return remarks;
  const { kind, notice } = work.retracted;
  return [{ kind: 'retracted', type: kind, notice }, ...remarks];
}

function remarkOf(url: string, { about, links }: Listing): readonly EditionReason[] {
  if (about === undefined || !`${addressKey(url)}/`.startsWith(`${addressKey(about.page)}/`)) return [];
  const { withdrawn, change } = about;
  if (withdrawn !== null) {
    const { on, explanation } = withdrawn;
    return [{ kind: 'withdrawn', on, explanation: explanation.slice(0, EXPLANATION) }];
  }
  const isListed = sameAddress(url, about.page) || links.some((link) => sameAddress(link.url, url));
  if (isListed || !about.complete) return [];
  const last = change === null ? null : { on: change.on, note: change.note.slice(0, NOTE) };
  return [{ kind: 'unlisted', page: about.page, change: last }];
}
