import { parseAddress, redirectTarget, ZOTERO_ITEM } from '../../model/address.js';
import { isArchiveUrl } from '../../model/archived-address.js';
import type { LibraryProblem } from '../../model/manuscript.js';
import { wholeDate } from '../../passage/text/dates.js';
import { lowerBound } from '../../passage/text/fold.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import { languageNamed } from '../grammar/parse-reference.js';
import { datesIn } from '../grammar/printed-date.js';
import {
  type CslDate,
  type CslItem,
  type CslName,
  type PrintedDate,
  type Reference,
  referenceOf,
} from '../reference.js';

/** An entry of a library, and the line that it begins on, from 1. */
export interface LibraryEntry {
  readonly line: number;
  readonly item: CslItem;
}

/** Entries of a library, and what could not be read of it. */
export interface Entries {
  readonly found: readonly LibraryEntry[];
  readonly problems: readonly LibraryProblem[];
}

export function lineFinder(text: string): (place: number) => number {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (place) => lowerBound(ends, place) + 1;
}

const ACCESSED = /\b(?:accessed|retrieved|visited)(?: on)?:? ([^.;)\]]{6,40})/iu;

export const accessIn = (note: string): string | undefined => ACCESSED.exec(note)?.[1];

/** Marks of italics, raised letters and kept capitals, which reference managers write into titles. */
const MARKUP = /<\/?(?:i|b|em|strong|sub|sup|sc|span|nc)(?:\s[^<>]{0,200})?>/giu;
const DOI = /10\.\d{4,9}\/\S{1,300}/u;
const UNDATED = /^\[?(?:n\.? ?d\.?|no date|undated|o\.? ?J\.?|s\.? ?f\.?|s\.? ?d\.?)\]?$/iu;

/** What an entry of a reference manager says of its document. */
export function referenceOfItem(item: CslItem): Reference {
  const title = plain(item.title);
  const publisher = publisherOf(item);
  const [published, accessed] = [dateOf(item.issued), dateOf(item.accessed)];
  const undated = published !== null && UNDATED.test(published.printed);
  const { url, doubts, addressFrom } = addressOf(item);
  // The field names a shelf as well.
  const place = item.archive_location?.trim() ?? '';
  const archived = isArchiveUrl(place) ? [place] : [];
  return referenceOf({
    cited: [publisher, title, published?.printed, url].filter((part) => part != null).join(', '),
    publisher,
    title,
    published: undated ? null : published,
    accessed,
    pinpoint: pinpointOf(item),
    url,
    addressFrom,
    archived,
    lang: languageOf(item.language),
    zotero: zoteroOf(item),
    undated,
    doubts,
  });
}

/** The address by which Zotero names an item in what it exports and in the fields of a document. */
const ZOTERO_ADDRESS = /^https?:\/\/(?:www\.)?zotero\.org\/(?:users\/local\/\w+\/(?=items\/))?/u;

function zoteroOf({ id }: CslItem): string | undefined {
  const item = `${id}`.replace(ZOTERO_ADDRESS, '');
  return ZOTERO_ITEM.test(item) ? item : undefined;
}

const plain = (text: string | undefined): string | null =>
  collapseWhitespace(unescaped((text ?? '').replace(MARKUP, ''))) || null;

const SIGNS = new Map(
  Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" }),
);
/** A text without the escapes of HTML and XML that databases leave in what they hand out. */
export const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos|#39);/gu, (_, name: string) => SIGNS.get(name) as string);

const spoken = ({ literal, given, family, ...particles }: CslName): string | null =>
  plain(
    literal ??
      [given, particles['dropping-particle'], particles['non-dropping-particle'], family]
        .filter(Boolean)
        .join(' '),
  );

/** A page of the web and a newspaper's article name who published them as the work that they stand in. */
function publisherOf({
  publisher,
  author = [],
  'container-title': container,
}: CslItem): string | null {
  const institution = author.find(({ literal }) => literal);
  return (
    plain(publisher) ??
    plain(institution?.literal) ??
    plain(container) ??
    (author.flatMap((name) => spoken(name) ?? []).join(', ') || null)
  );
}

const BETWEEN_ADDRESSES = /[\s,;]{1,9}(?=https?:\/\/)/iu;

/** The first address that is stated. What stands there beside it, or is none, is told. */
function addressOf({
  URL: stated,
  DOI: doi,
}: CslItem): Pick<Reference, 'url' | 'addressFrom' | 'doubts'> {
  const [first = '', ...others] = unescaped(stated?.trim() ?? '').split(BETWEEN_ADDRESSES);
  const written = first.replace(/^<(.*)>$/u, '$1').replace(/^(?=www\.)/iu, 'https://');
  const doubts = others.map((text) => ({ kind: 'left-over', text }) as const);
  const url = parseAddress(redirectTarget(written));
  const isWeb = url !== null && /^https?:$/u.test(url.protocol);
  const [piece = '', ...behind] = written.split(/\s+/u);
  if (isWeb && behind.length > 0) {
    const readings = [piece, [piece, ...behind].join('')];
    return {
      url: null,
      addressFrom: null,
      doubts: [{ kind: 'broken-address', readings }, ...doubts],
    };
  }
  if (isWeb) return { url: url.href, addressFrom: 'seen', doubts };
  const symbol = DOI.exec(doi ?? '')?.[0] ?? DOI.exec(written)?.[0];
  // A DOI may have signs that mean something else in an address.
  const resolved =
    symbol === undefined
      ? null
      : parseAddress(`https://doi.org/${symbol.replace(/[?#%]/gu, encodeURIComponent)}`);
  if (resolved !== null) return { url: resolved.href, addressFrom: 'worked-out', doubts };
  const unread = written === '' ? [] : [{ kind: 'left-over', text: written } as const];
  return { url: null, addressFrom: null, doubts: [...unread, ...doubts] };
}

/** Year, month and day as managers write them, some with empty places for what is not known: `2024/06//`. */
const NUMERIC =
  /^(\d{4})(?:[-/](\d{1,2})?)?(?:[-/](\d{1,2})?)?(?:[ T]\d.{0,40}|\/(?:\d{1,2}:|\D).{0,40}|\/)?$/u;

const TIME = /\b\d{1,2}:\d{2}(?::\d{2})?\b/u;

const BARE = /^\d{4}(?:-\d{1,2}){0,2}$/u;

function dateOf(date: CslDate | undefined): PrintedDate | null {
  // Of a span of time both ends are told: neither is the date.
  const parts = (date?.['date-parts'] ?? [])
    .map((one) => one.map(String).filter(Boolean).join('-'))
    .filter(Boolean);
  const printed = collapseWhitespace(parts.join('/') || (date?.raw ?? date?.literal ?? ''));
  if (printed === '') return null;
  const [, year, month, day] = NUMERIC.exec(printed) ?? [];
  if (year !== undefined) {
    const parts = [year, month, day].flatMap((part) => (part ? part.padStart(2, '0') : []));
    const iso =
      wholeDate([...parts, '01', '01'].slice(0, 3).join('-')) === null ? null : parts.join('-');
    // Parts of a date were put together here: nobody printed them so.
    return { printed: iso !== null && BARE.test(printed) ? iso : printed, iso };
  }
  const timeless = printed.replace(TIME, '');
  const found = datesIn(timeless, false);
  const beside = timeless.slice(0, found[0]?.start) + timeless.slice(found[0]?.end);
  // Figures that are no part of it may be its day.
  return { printed, iso: /\d/u.test(beside) ? null : (found[0]?.iso ?? null) };
}

function pinpointOf({ locator, label = 'page' }: CslItem): string | null {
  const place = plain(locator);
  return place === null || label === 'page' ? place : `${label} ${place}`;
}

function languageOf(stated: string | undefined): string | null {
  const written = stated?.trim() ?? '';
  const named = languageNamed(written);
  if (named !== undefined) return named;
  if (!/^[a-z]{2,3}(?:[-_][a-z\d]{2,8}){0,3}$/iu.test(written)) return null;
  try {
    return Intl.getCanonicalLocales(written.replaceAll('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
}
