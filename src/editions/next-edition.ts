import type { Document } from '../model/document.js';
import type { Series, Source } from '../model/watchlist.js';
import { movedCover, namesOf } from './cover.js';
import { belongs, familyOf } from './family.js';

/**
 * True when a document at a source's address is, by its own cover, a later issue of the same series: the date moved on, and
 * it goes by the series' name. A notice of today has a later date too, and no such name.
 */
export const isNextEdition = (
  source: Source,
  series: Series | null,
  before: Document | null,
  after: Document,
): boolean =>
  series !== null &&
  movedCover(before, after, series.name) !== null &&
  belongs(namesOf(after).join(' '), familyOf(source, series));
