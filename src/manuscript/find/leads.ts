import * as z from 'zod';
import { addressKey, hostOf, parseAddress } from '../../model/address.js';
import type { Document, Link } from '../../model/document.js';
import type { FetchRequest } from '../../model/outcome.js';
import { daysAround, searchWords, siteOf, type WebSearch } from '../../model/publisher-sites.js';
import type { QuoteVerdict } from '../../model/quote.js';
import type { Source, Watchlist } from '../../model/watchlist.js';
import { hasName } from '../../passage/text/names.js';
import { titleLikeness } from '../import/same-source.js';

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
export const LINK_TITLE_THRESHOLD = 0.8;
/** Leads of one answer that are followed. */
const MOST_LEADS = 5;

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

/** Likeness of titles from which on two records are one work; Crossref's search gives its nearest, however far that is. */
const SAME_WORK = 0.8;

const names = z.array(z.string()).nullish().catch(null);
const WORKS = z.object({
  message: z.object({
    items: z.array(
      z
        .object({
          DOI: z.string().regex(/^10\.\d{4,9}\/\S+$/u),
          title: names,
          'container-title': names,
          publisher: z.string().nullish().catch(null),
          institution: z
            .array(z.object({ name: z.string() }))
            .nullish()
            .catch(null),
        })
        .nullable()
        .catch(null),
    ),
  }),
});

/** Where Crossref is asked for works by their title (https://api.crossref.org/swagger-ui/). */
export const crossrefSearch = (title: string): string =>
  `https://api.crossref.org/works?query.bibliographic=${encodeURIComponent(title)}&rows=5&select=DOI,title,container-title,publisher,institution`;

/** Leads in Crossref's answer: DOIs of works of this title. One is vouched for where the record names the source's publisher. */
export function leadsInCrossref(text: string, { title, publisher }: Source): readonly Lead[] {
  const leads = (WORKS.safeParse(parseJson(text)).data?.message.items ?? []).flatMap(
    (item): readonly Lead[] => {
      if (item === null) return [];
      const likeness = titleLikeness(title, item.title?.[0] ?? '');
      const institutions = (item.institution ?? []).map(({ name }) => name);
      const houses = [...(item['container-title'] ?? []), item.publisher ?? '', ...institutions];
      const vouched = houses.some((house) => namesOne(house, publisher));
      return [{ url: `https://doi.org/${item.DOI}`, likeness, vouched }];
    },
  );
  return bestLeads(leads, SAME_WORK).toSorted((a, b) => Number(b.vouched) - Number(a.vouched));
}

const namesOne = (house: string, publisher: string): boolean =>
  house.trim() !== '' && (hasName(house, publisher) || hasName(publisher, house));

/** Things in an answer that are looked at: a page of results has some hundred. */
const MOST_THINGS = 5_000;
/** Lists in objects in lists: deeper ones are no answer of a search. */
const DEEPEST = 12;

const NAMES = ['title', 'name', 'headline'] as const;
const ADDRESSES = ['url', 'link', 'href'] as const;
/** Tags with which searches mark what they found. */
const TAG = /<[^<>]{0,200}>/g;

/** Every entry of a JSON answer with a title and an address (China Daily, SearXNG, Brave), or an id of which `article` (with `{id}`) makes one (Sixth Tone). */
export function leadsInJson(
  text: string,
  title: string,
  base: string,
  article?: string,
): readonly Lead[] {
  return bestLeads(
    entriesIn(parseJson(text)).flatMap((entry) => {
      const name = firstText(entry, NAMES)?.replace(TAG, '');
      const url = addressIn(entry, base, article);
      return name === undefined || url === null
        ? []
        : [{ url, likeness: titleLikeness(title, name) }];
    }),
  );
}

type Entry = Readonly<Record<string, unknown>>;

/** What a text is as JSON; null where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function entriesIn(json: unknown): readonly Entry[] {
  const entries: Entry[] = [];
  let left = MOST_THINGS;
  const walk = (thing: unknown, depth: number): void => {
    if (typeof thing !== 'object' || thing === null || depth > DEEPEST || left-- <= 0) return;
    if (!Array.isArray(thing)) entries.push(thing as Entry);
    for (const inside of Object.values(thing)) walk(inside, depth + 1);
  };
  walk(json, 0);
  return entries;
}

const firstText = (entry: Entry, fields: readonly string[]): string | undefined =>
  fields.map((field) => entry[field]).find((value): value is string => typeof value === 'string');

function addressIn(entry: Entry, base: string, article: string | undefined): string | null {
  const { contId } = entry;
  const isId =
    (typeof contId === 'number' || typeof contId === 'string') && /^\d{1,12}$/.test(`${contId}`);
  if (article !== undefined && isId) return article.replace('{id}', `${contId}`);
  const url = firstText(entry, ADDRESSES);
  return url === undefined ? null : absoluteAddress(url, base);
}

/** What a search of the web is asked for a source: its title in quotation marks, and its publisher, or a host that may keep a copy. */
export function webSearchRequest(
  search: WebSearch,
  { title, publisher }: Source,
  host: string | null = null,
): FetchRequest {
  const beside = host === null ? (publisher.split(/[(（,]/u)[0] as string) : `site:${host}`;
  const q = encodeURIComponent(`"${searchWords(title)}" ${beside}`.trim());
  switch (search.kind) {
    case 'searxng':
      return {
        url: `${search.base.replace(/(?<!\/)\/+$/, '')}/search?q=${q}&format=json`,
        validators: null,
      };
    case 'brave':
      return {
        url: `https://api.search.brave.com/res/v1/web/search?q=${q}`,
        validators: null,
        headers: { accept: 'application/json', 'x-subscription-token': search.key },
      };
  }
}

/** Likeness from which on a page is titled as the source: sites shorten and mend their headlines. */
const TITLED_SO = 0.7;
/** Likeness from which on a title is the same but for trifles. */
const SAME_TITLE_WORDS = 0.95;

export interface ReadLead {
  readonly url: string;
  readonly lead: Lead;
  readonly document: Document;
  readonly quotes: readonly QuoteVerdict[];
}

/** `page`: the source itself. `copy`: its text on another host. `titled`: the publisher's page with its title and without the passage (a paywall). `other`: the rest. */
export type Weighed =
  | { readonly kind: 'page' | 'copy' | 'titled' }
  | { readonly kind: 'other'; readonly leads: readonly Lead[] };

export function weigh(
  { url, lead, document, quotes }: ReadLead,
  source: Source,
  hosts: readonly string[],
): Weighed {
  const elsewhere = leadsInLinks(document.links, source.title, url, LINK_TITLE_THRESHOLD);
  const likeness = pageLikeness(document, source.title);
  if (elsewhere.length > 0 || likeness < TITLED_SO || isOfAnotherDay(document, source, likeness))
    return { kind: 'other', leads: elsewhere };
  const own = lead.vouched === true || isPublishers(url, source, hosts);
  if (quotes.some(({ verdict }) => verdict === 'intact')) return { kind: own ? 'page' : 'copy' };
  return own ? { kind: 'titled' } : { kind: 'other', leads: [] };
}

function isOfAnotherDay({ dates }: Document, { published }: Source, likeness: number): boolean {
  const days = daysAround(published);
  const day = dates.published?.slice(0, 10) ?? null;
  return (
    likeness < SAME_TITLE_WORDS &&
    days !== null &&
    day?.length === 10 &&
    (day < days.from || day > days.to)
  );
}

/** What stands between an article's title and the name of its site. */
const SEPARATORS = /\s[|–—·»-]+\s|[|｜_]/u;
/** Headings of the highest level from which on none is the page's title: it lists several things. */
const SEVERAL = 3;

/** How alike a page's title or first heading is to a title, 0 to 1. */
function pageLikeness(document: Document, title: string): number {
  const own = document.title ?? '';
  const faces = [own, ...own.split(SEPARATORS), ...headingsOf(document)];
  return Math.max(...faces.map((face) => titleLikeness(title, face)));
}

/** The headings of the highest level, where they are so few that one of them is the page's title. */
function headingsOf({ blocks }: Document): readonly string[] {
  const headings = blocks.filter(({ heading }) => heading !== undefined);
  const highest = Math.min(...headings.map(({ heading }) => heading as number));
  const tops = headings.filter(({ heading }) => heading === highest);
  return tops.length < SEVERAL ? tops.map(({ text }) => text) : [];
}

/** Hosts that keep what others publish: that one of a publisher's documents stands there makes none of them its own. */
const KEEPERS = /(?:^|\.)(?:doi\.org|archive\.org|ecoi\.net|refworld\.org|ohchr\.org)$/u;

/** Where a publisher's documents stand: as the table of sites says, and where others of its sources are. */
export function publisherHosts(source: Source, { sources }: Watchlist): readonly string[] {
  const others = sources.filter(
    ({ id, publisher }) => id !== source.id && shortName(publisher) === shortName(source.publisher),
  );
  const own = [...others, source].flatMap(({ url }) =>
    url === null || KEEPERS.test(hostOf(url)) ? [] : [hostOf(url)],
  );
  return [...new Set([...(siteOf(source)?.hosts ?? []), ...own])];
}

/** Origins at which `robots.txt` may name sitemaps of the publisher's. */
export function publisherOrigins(source: Source, { sources }: Watchlist): readonly string[] {
  const known = sources.filter(
    ({ publisher }) => shortName(publisher) === shortName(source.publisher),
  );
  const origins = known.flatMap(({ url }) =>
    url === null || KEEPERS.test(hostOf(url)) ? [] : [new URL(url).origin],
  );
  return [...new Set([siteOf(source)?.home ?? [], origins].flat())].slice(0, 2);
}

/** True for an address on a known host of the publisher; where none is known, on a host with its name (`sixthtone.com`). */
export function isPublishers(
  url: string,
  { publisher }: Source,
  hosts: readonly string[],
): boolean {
  const host = hostOf(url);
  if (hosts.length > 0) return hosts.some((own) => host === own || host.endsWith(`.${own}`));
  const labels = host.split('.');
  // `example.com.cn` is called `example` as well.
  const name =
    /^(?:ac|co|com|edu|gov|net|org)$/u.test(labels.at(-2) ?? '') && labels.length > 2
      ? labels.at(-3)
      : labels.at(-2);
  return publisher
    .split(/[(),（）/]/u)
    .some((part) => lettersOf(part) !== '' && lettersOf(part) === name);
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** A publisher's name without what is said beside it: `Walk Free` of `Walk Free (Minderoo Foundation)`. */
const shortName = (publisher: string): string =>
  (publisher.split(/[(（,]/u)[0] as string).trim().toLowerCase();
