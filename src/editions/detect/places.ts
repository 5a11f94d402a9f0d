import { hostOf, parseAddress } from '../../model/address.js';
import type { Source } from '../../model/watchlist.js';
import { marksIn, marksOf } from '../../names/issue.js';

const CONTENT_API = 'https://www.gov.uk/api/content';
/** Folders of a publication on GOV.UK, before its slug: `/government/publications/…`. */
const GOV_UK_DEPTH = 2;

/** True when a source says of itself that it is one of several: its title or its edition's name tells it from others. */
export function isEdition(source: Source): boolean {
  const known = EDITIONS.get(source);
  if (known !== undefined) return known;
  const { title, edition } = source;
  const found = marksIn(title).length > 0 || marksOf(edition ?? '').length > 0;
  EDITIONS.set(source, found);
  return found;
}

/** Asked of each source several times a night. */
const EDITIONS = new WeakMap<Source, boolean>();

/**
 * Where other editions of a source of no declared series would be listed: what GOV.UK's content API says of the page that
 * it belongs to, or the index of the folder that it lies in. None for what is no edition of anything, such as an article.
 */
export function placesToLook(source: Source): readonly string[] {
  const address = parseAddress(source.url ?? '');
  if (address === null || source.series !== null) return [];
  const steps = address.pathname.split('/').filter((step) => step !== '');
  if (hostOf(address.href) === 'gov.uk')
    return steps.length > GOV_UK_DEPTH && steps[0] === 'government'
      ? [`${CONTENT_API}/${steps.slice(0, GOV_UK_DEPTH + 1).join('/')}`]
      : [];
  if (!isEdition(source) || steps.length < 2 || address.search !== '') return [];
  return [`${address.origin}/${steps.slice(0, -1).join('/')}/`];
}
