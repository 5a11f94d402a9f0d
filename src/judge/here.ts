import { sameAddress } from '../model/address.js';
import type { Visit } from '../model/visit.js';
import type { Source } from '../model/watchlist.js';

/**
 * True when what a visit says, it says of the address that a source has now: it asked that one, but for trifles, or was led there.
 * Of an address that its authors took out, what is known says nothing of the one that they put in.
 */
export function isHere({ url }: Pick<Source, 'url'>, { verdict }: Visit): boolean {
  const asked = verdict?.url ?? null;
  if (url === null || asked === null || url === asked) return true;
  const { finalUrl = null } = verdict ?? {};
  return sameAddress(asked, url) || (finalUrl !== null && sameAddress(finalUrl, url));
}
