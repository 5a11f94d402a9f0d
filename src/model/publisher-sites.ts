import { hostOf, parseAddress } from './address.js';
import archives from './publisher-archives.json' with { type: 'json' };
import known from './publisher-sites.json' with { type: 'json' };
import type { PartialDate, Source } from './watchlist.js';

/** Where a publisher’s pages are looked for. In braces stands what is put in: `words` of the title, days around the publication (`from`, `to`, or `from8`, `to8` without hyphens), its `year`, China Daily’s own `cond`, an entry’s `id`. */
interface PublisherSite {
  /** What a source’s publisher is called. */
  readonly names: readonly string[];
  /** Hosts that are the publisher’s, their subdomains with them. */
  readonly hosts: readonly string[];
  /** Origin at which its robots.txt names its sitemaps. */
  readonly home: string;
  /** What is asked for candidates; null where only people can search. */
  readonly search: SiteSearch | null;
  /** What a person opens; null where no such page is known. */
  readonly byHand: string | null;
}

/** A publisher's own search or list, and how it answers. */
export interface SiteSearch {
  readonly url: string;
  /** JSON that is posted, as a template; absent for a GET. */
  readonly post?: Readonly<Record<string, string | number>>;
  /** `json`: entries with a title and an address. `links`: a page whose links are called as what they lead to. */
  readonly answers: 'json' | 'links';
  /** Address of an entry that has no other than its `contId`. */
  readonly article?: string;
}

/** Who keeps copies of what others publish, and is asked for them by a search of the web. */
interface CopyKeeper {
  /** What it is called. */
  readonly by: string;
  /** Its hosts, their subdomains with them; the first is searched. */
  readonly hosts: readonly string[];
  /** A copy there. */
  readonly seen: string;
}

/** Where the past of a publisher's pages lies: other addresses at which a page that is gone may stand. In braces stands what is put in: the page's `path` with its query, its `url`, a `date` of fourteen digits. */
interface PublisherArchive {
  /** Hosts whose pages may stand there, their subdomains with them. */
  readonly hosts: readonly string[];
  /** Who keeps it. */
  readonly by: string;
  /** Its form. With a `date` it is a web archive's, which answers with the capture nearest to it (RFC 7089). */
  readonly url: string;
  /** An address of this form in a public document, or where the form stands. */
  readonly seen: string;
}

/** The first site with a name that stands in a source’s publisher is its site. */
const SITES = known.sites as readonly PublisherSite[];
const KEEPERS: readonly CopyKeeper[] = known.keepers;
/** Asked in this order. */
const ARCHIVES: readonly PublisherArchive[] = archives.places;

/** Hosts that keep copies of what others publish. */
export const COPY_HOSTS: readonly string[] = KEEPERS.flatMap(({ hosts }) => hosts);

type Sought = Pick<Source, 'publisher' | 'title'> & { readonly published?: PartialDate | null };

/** The site of a source's publisher, or null when none is known. */
export const siteOf = ({ publisher }: Pick<Source, 'publisher'>): PublisherSite | null =>
  SITES.find(({ names }) => names.some((name) => publisher.includes(name))) ?? null;

/** Where a person looks for a source by its title; null where no such page is known. */
export const manualSearchUrl = (source: Sought): string | null =>
  fillIn(siteOf(source)?.byHand ?? null, source);

/** Milliseconds of a day. */
const DAY = 86_400_000;
/** Days before and after the publication that are searched: sites date by their own zone, and reports err by some days. */
const WINDOW = { before: 4, after: 3 } as const;

/** The days around a whole date of publication, ISO; null when the date is not known to the day. */
export function daysAround(
  published: PartialDate | null | undefined,
): { from: string; to: string } | null {
  const at = /^\d{4}-\d\d-\d\d$/.test(published ?? '')
    ? Date.parse(published as string)
    : Number.NaN;
  if (Number.isNaN(at)) return null;
  const day = (n: number): string => new Date(at + n * DAY).toISOString().slice(0, 10);
  return { from: day(-WINDOW.before), to: day(WINDOW.after) };
}

/** A title as a search box takes it: words without signs, which many a search reads as commands. */
export const searchWords = (title: string): string =>
  title
    .replace(/['’]s(?!\p{L})/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/** A template with what is known of a source put in; null when it needs a year that is not known. */
export function fillIn(template: string | null, { title, published }: Sought): string | null {
  const days = daysAround(published);
  const year = published?.slice(0, 4) ?? null;
  if (template === null || (year === null && template.includes('{year}'))) return null;
  const words = searchWords(title);
  const cond = {
    ...(days === null ? {} : { publishedDateFrom: days.from, publishedDateTo: days.to }),
    titleMust: words,
    sort: 'dp',
    duplication: 'on',
  };
  const values: Readonly<Record<string, string>> = {
    words,
    year: year ?? '',
    cond: JSON.stringify(cond),
    ...(days === null
      ? {}
      : { ...days, from8: days.from.replace(/-/g, ''), to8: days.to.replace(/-/g, '') }),
  };
  return template
    .replace(/&?(?<!\w)\w+=\{(?:from|to)8?\}/g, (part) => (days === null ? '' : part))
    .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

/** Where a page that is gone may stand: only its passage proves that it does. An archive answers with its capture nearest to `date` (ISO). */
export function formerPlacesOf(url: string, date: string) {
  const address = parseAddress(url);
  if (address === null) return [];
  const put = {
    date: date.replace(/\D/gu, '').slice(0, 14).padEnd(14, '0'),
    url,
    path: address.pathname + address.search,
  };
  const isOf = (host: string): boolean => `.${hostOf(url)}`.endsWith(`.${host}`);
  return ARCHIVES.filter(({ hosts, by }) => hosts.some(isOf) && !isOf(by)).map(
    ({ by, url: form }) => ({
      by,
      url: form.replace(/\{(\w+)\}/gu, (_, name: keyof typeof put) => put[name]),
      isArchive: form.includes('{date}'),
    }),
  );
}

export type WebSearch =
  /** An instance of SearXNG that gives JSON (https://docs.searxng.org/dev/search_api.html). */
  | { readonly kind: 'searxng'; readonly base: string }
  /** Brave's interface for programs (https://api-dashboard.search.brave.com/documentation); the key is a secret. */
  | { readonly kind: 'brave'; readonly key: string };

export type FoundBy = 'site' | 'web' | 'crossref' | 'sitemap' | 'archive';

export interface AddressSearch {
  readonly source: string;
  readonly title: string;
  /** The address that the source has; null when it has none. */
  readonly url: string | null;
  readonly result: /** A page of the publisher's that carries title and passage; `capture` where only an archive still has it. */
    | {
        readonly kind: 'found';
        readonly url: string;
        readonly by: FoundBy;
        readonly capture: string | null;
      }
    | { readonly kind: 'not-found' }
    /** No quotation has words that could stand in the source, so that no page can be proven. */
    | { readonly kind: 'nothing-quoted' };
  /** The source of the file that has this address already: the two may be one. Absent where none has it. */
  readonly sameAs?: string | undefined;
  /** Where title and passage stand too, at others than the publisher. */
  readonly copies: readonly string[];
  /** Pages of the publisher's that have the title, and do not show the passage. */
  readonly titled: readonly string[];
  /** Where a person can search; null when no such page is known. */
  readonly byHand: string | null;
  readonly requests: number;
  /** True when the search ended for want of requests, and not of places. */
  readonly exhausted: boolean;
}
