import { hostOf, parseAddress } from '../../model/address.js';
import type { Source } from '../../model/watchlist.js';
import { type EditionMark, marksIn, marksOf } from '../../names/issue.js';

const CONTENT_API = 'https://www.gov.uk/api/content';
/** Folders of a publication on GOV.UK, before its slug: `/government/publications/…`. */
const GOV_UK_DEPTH = 2;

/** What tells a source from others of its name: the marks of its edition's name, of its title where it has none. */
export function ownMarks(source: Source): readonly EditionMark[] {
  const known = OWN_MARKS.get(source);
  if (known !== undefined) return known;
  const marks = source.edition === null ? marksIn(source.title) : marksOf(source.edition);
  OWN_MARKS.set(source, marks);
  return marks;
}

/** Asked of each source several times a night. */
const OWN_MARKS = new WeakMap<Source, readonly EditionMark[]>();

/** True when a source says of itself that it is one of several: its title or its edition's name tells it from others. */
export const isEdition = (source: Source): boolean =>
  ownMarks(source).length > 0 || (source.edition !== null && marksIn(source.title).length > 0);

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
