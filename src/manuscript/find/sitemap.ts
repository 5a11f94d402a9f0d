import { gunzipSync } from 'node:zlib';
import { decodePart, parseAddress } from '../../model/address.js';
import type { Link } from '../../model/document.js';
import { daysAround, searchWords } from '../../model/publisher-sites.js';
import type { PartialDate, Source } from '../../model/watchlist.js';
import { titleLikeness, titleShare } from '../import/same-source.js';
import { unescaped } from '../library/csl-json.js';
import {
  absoluteAddress,
  bestLeads,
  type Lead,
  leadsInCrossref,
  leadsInJson,
  leadsInLinks,
} from './leads.js';

// Where the numbers of this file come from: docs/judging.md, 13.

/** Sitemaps of a site, or of a list of them, that are read. */
const MOST_SITEMAPS = 3;
/** Bytes of a sitemap, unpacked: its own rule allows 50 MB (https://www.sitemaps.org/protocol.html). */
const MOST_BYTES = 50_000_000;
/** Likeness of an entry that only its day speaks for: below any with words of the title. */
const ONLY_ITS_DAY = 0.3;
/** What a day in the address or beside it adds to words of the title there. */
const ITS_DAY = 0.2;

interface Entry {
  readonly url: string;
  readonly changed: PartialDate | null;
  readonly title: string | null;
}

interface Sitemap {
  readonly pages: readonly Entry[];
  readonly sitemaps: readonly Entry[];
}

/** The sitemaps that a `robots.txt` names (RFC 9309 leaves them to sitemaps.org). */
export const sitemapsIn = (robots: string, origin: string): readonly string[] =>
  [...robots.slice(0, 500_000).matchAll(/^[ \t]*sitemap[ \t]*:[ \t]*(\S+)/gim)]
    .flatMap(([, url]) => absoluteAddress(url as string, origin) ?? [])
    .slice(0, 50);

/** Reads a sitemap, packed or not; what is none has no entries. */
export function readSitemap(bytes: Uint8Array, base: string): Sitemap {
  const pages: Entry[] = [];
  const sitemaps: Entry[] = [];
  for (const part of textOf(bytes).split(/<(?=(?:url|sitemap)>)/)) {
    const url = absoluteAddress(textIn(part, 'loc') ?? '', base);
    if (url === null || !/^(?:url|sitemap)>/.test(part)) continue;
    const changed = textIn(part, 'lastmod') ?? textIn(part, 'news:publication_date');
    const entry = {
      url,
      changed: changed?.slice(0, 10) ?? null,
      title: textIn(part, 'news:title'),
    };
    (part.startsWith('url>') ? pages : sitemaps).push(entry);
  }
  return { pages, sitemaps };
}

/** The sitemaps in which a source may be: those of its month first, then of its year, then those that say no time. */
export function sitemapsFor(
  sitemaps: readonly Pick<Entry, 'url' | 'changed'>[],
  { published }: Source,
): readonly string[] {
  const [year = '', month = ''] = (published ?? '').split('-');
  const rank = ({ url, changed }: Pick<Entry, 'url' | 'changed'>): number => {
    if (month !== '' && new RegExp(`${year}[-/_]?${month}(?!\\d{3})`).test(url)) return 3;
    const years: readonly string[] = url.match(/(?<!\d)(?:19|20)\d\d/g) ?? [];
    if (year !== '' && years.includes(year)) return 2;
    // A file that was closed before the source came out cannot list it.
    return years.length > 0 ||
      (changed !== null && published !== null && changed < published.slice(0, changed.length))
      ? 0
      : 1;
  };
  return sitemaps
    .filter((one) => rank(one) > 0)
    .toSorted((a, b) => rank(b) - rank(a))
    .slice(0, MOST_SITEMAPS)
    .map(({ url }) => url);
}

/** Pages of a sitemap that may be the source, by its title, by words of it in their address, or by their day. */
export function leadsInSitemap({ pages }: Sitemap, { title, published }: Source): readonly Lead[] {
  const leads = pages.map(({ url, changed, title: called }): Lead => {
    const words = called === null ? slugShare(url, title) : titleLikeness(title, called);
    const isItsDay = ofTheDay(url, changed, published);
    return {
      url,
      likeness: words === 0 ? (isItsDay ? ONLY_ITS_DAY : 0) : words + (isItsDay ? ITS_DAY : 0),
    };
  });
  return bestLeads(leads, ONLY_ITS_DAY);
}

/** Share of a title's words that an address spells; less than half of them may be there by chance. */
function slugShare(url: string, title: string): number {
  const share = titleShare(title, decodePart(parseAddress(url)?.pathname ?? url));
  return share >= 0.5 ? share : 0;
}

function ofTheDay(
  url: string,
  changed: PartialDate | null,
  published: PartialDate | null,
): boolean {
  const days = daysAround(published);
  if (days === null || published === null) return false;
  return (
    (changed?.length === 10 && changed >= days.from && changed <= days.to) ||
    dayPattern(published).test(url)
  );
}

/** A day as addresses spell it: `2018-06-02`, `2018/0602`, `20180602`, `06022018`. */
export function dayPattern(day: PartialDate): RegExp {
  const [year, month, date] = day.split('-');
  return new RegExp(`${year}[-/_]?${month}[-/_]?${date}|${month}${date}${year}`);
}

function textIn(part: string, tag: string): string | null {
  const from = part.indexOf(`<${tag}>`);
  const to = from < 0 ? -1 : part.indexOf(`</${tag}>`, from);
  if (to < 0) return null;
  const words = part.slice(from + tag.length + 2, to);
  return unescaped(words.replace('<![CDATA[', '').replace(']]>', '')).trim();
}

function textOf(bytes: Uint8Array): string {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder().decode(gunzipSync(bytes, { maxOutputLength: MOST_BYTES }));
  } catch {
    return '';
  }
}

/** What was received that may lead to a source. */
export type MayLead =
  | { readonly kind: 'links'; readonly links: readonly Link[] }
  /** `article`: as in {@link leadsInJson}. */
  | { readonly kind: 'json'; readonly text: string; readonly article?: string | undefined }
  | { readonly kind: 'crossref'; readonly text: string }
  | { readonly kind: 'sitemap'; readonly bytes: Uint8Array };

/** Leads, and sitemaps in which there may be more. */
export interface FoundLeads {
  readonly leads: readonly Lead[];
  readonly sitemaps: readonly string[];
}

/** Looks for leads in what a search, a register or a site answered. */
export function leadsIn(received: MayLead, base: string, source: Source): FoundLeads {
  const only = (leads: readonly Lead[]): FoundLeads => ({ leads, sitemaps: [] });
  switch (received.kind) {
    case 'links':
      return only(leadsInLinks(received.links, source.title, base));
    case 'json':
      return only(leadsInJson(received.text, source.title, base, received.article));
    case 'crossref':
      return only(leadsInCrossref(received.text, source));
    case 'sitemap': {
      const sitemap = readSitemap(received.bytes, base);
      return {
        leads: leadsInSitemap(sitemap, source),
        sitemaps: sitemapsFor(sitemap.sitemaps, source),
      };
    }
  }
}

/** Letters from which on a word of a title tells addresses apart. */
const TELLING_SLUG_WORD = 5;
/** Such words of a title, the longest first, two of which an address must spell: sites leave out some, and the order may stay. */
const SLUG_WORDS = 4;

/** How the address of a source may be spelt: by words of its title, or by its day. */
export function spellingsOf({
  title,
  published,
}: Source): readonly { readonly containing: string; readonly from: PartialDate | undefined }[] {
  const words = searchWords(title)
    .toLowerCase()
    .split(' ')
    .filter((word) => word.length >= TELLING_SLUG_WORD && /^[a-z0-9]+$/.test(word))
    .toSorted((a, b) => b.length - a.length)
    .slice(0, SLUG_WORDS);
  const any = words.join('|');
  const from = published ?? undefined;
  const bySlug =
    words.length < 2 ? [] : [{ containing: `(?:${any})[^/?]*[-_][^/?]*(?:${any})`, from }];
  const isDay = published !== null && daysAround(published) !== null;
  return [...bySlug, ...(isDay ? [{ containing: dayPattern(published).source, from }] : [])];
}

export const leadsInIndex = (
  urls: readonly string[],
  { title, published }: Source,
): readonly Lead[] =>
  bestLeads(
    urls.map((url) => ({
      url,
      likeness: slugShare(url, title) || (ofTheDay(url, null, published) ? ONLY_ITS_DAY : 0),
    })),
    ONLY_ITS_DAY,
  );
