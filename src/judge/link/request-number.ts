import type { Document } from '../../model/document.js';
import type { Said } from '../../model/link-reason.js';
import { ownLines, type PageFeatures } from '../page-features.js';
import { BELIEVED, saying } from '../weighed-signs.js';
import { NOT_HERE } from './not-found-signs.js';
import { noticeOn } from './notice.js';
import type { Topic } from './notice-grammar.js';

/** Characters of main text above which a page has more to say than that it answers nothing. */
const LITTLE = 500;
/** Characters of a line that are shown. */
const SHOWN = 80;
/**
 * A number that was made for one request: more digits, to ten or to sixteen, than any name of a document, a book or a telephone
 * has, as the last word of a line.
 */
const NUMBER = /(?:^|[\s:#[({«“])(?=[\da-f.-]{0,80}\d{2})[\da-f](?:[.-]?[\da-f]){13,79}[\])}»”.]?$/iu;
/** What a page says of the document itself, whatever number its answer has. */
const OF_THE_DOCUMENT: ReadonlySet<Topic | undefined> = new Set(['not-here', 'no-site', 'ended'] as const);

/**
 * The line of a page that is not the document by which somebody could look up this very request. Who counts requests stands
 * before the site or answers in its place: it says nothing of the document.
 */
export function requestNumberOn(document: Document, face: PageFeatures): Said | null {
  if (document.type !== 'html' && document.type !== 'text') return null;
  if (face.size > LITTLE) return null;
  const line = ownLines(document).find((text) => NUMBER.test(text));
  if (line === undefined) return null;
  if ((saying(face, NOT_HERE)?.weight ?? 0) >= BELIEVED) return null;
  if (OF_THE_DOCUMENT.has(noticeOn(document, face)?.topic)) return null;
  return { words: line.slice(-SHOWN), places: ['text'], size: face.size };
}
