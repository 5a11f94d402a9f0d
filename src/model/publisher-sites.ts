import type { PartialDate, Source } from './watchlist.js';

/**
 * Where a publisher's pages are looked for. Every address here was read in a public document and none is guessed; in braces
 * stands what is put in: `words` of the title, days around the publication, its `year`, or China Daily's own `cond`.
 */
interface PublisherSite {
  /** What a source's publisher is called; the first site with a name that stands in it is its site. */
  readonly names: readonly string[];
  /** Hosts that are the publisher's, their subdomains with them. */
  readonly hosts: readonly string[];
  /** Origin at which its `robots.txt` names its sitemaps. */
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

const links = (url: string): Pick<PublisherSite, 'search' | 'byHand'> => ({
  search: { url, answers: 'links' },
  byHand: url,
});

const SITES: readonly PublisherSite[] = [
  {
    names: ['China Daily'],
    hosts: ['chinadaily.com.cn'],
    home: 'https://www.chinadaily.com.cn',
    search: {
      url: 'https://newssearch.chinadaily.com.cn/rest/en/search?publishedDateFrom={from}&publishedDateTo={to}&fullMust={words}&channel=&type=&curType=story&sort=dp&duplication=on&page=0&source=',
      answers: 'json',
    },
    byHand: 'https://newssearch.chinadaily.com.cn/en/search?cond={cond}&language=en',
  },
  {
    names: ['Sixth Tone'],
    hosts: ['sixthtone.com'],
    home: 'https://www.sixthtone.com',
    search: {
      url: 'https://api.sixthtone.com/search/news',
      post: { word: '{words}', pageNum: 1, pageSize: 10, orderType: 1 },
      answers: 'json',
      article: 'https://www.sixthtone.com/news/{id}',
    },
    byHand: null,
  },
  {
    names: ['SSRN'],
    hosts: ['ssrn.com'],
    home: 'https://papers.ssrn.com',
    ...links('https://papers.ssrn.com/sol3/results.cfm?txtKey_Words={words}'),
  },
  {
    names: ['Reuters'],
    hosts: ['reuters.com'],
    home: 'https://www.reuters.com',
    ...links('https://www.reuters.com/site-search/?query={words}'),
  },
  {
    names: ['Central News Agency', '中央社'],
    hosts: ['cna.com.tw'],
    home: 'https://www.cna.com.tw',
    ...links('https://www.cna.com.tw/search/hysearchws.aspx?q={words}'),
  },
  {
    names: ['Liberty Times', '自由時報'],
    hosts: ['ltn.com.tw'],
    home: 'https://news.ltn.com.tw',
    ...links(
      'https://search.ltn.com.tw/list?keyword={words}&start_time={from8}&end_time={to8}&sort=date&type=all&page=1',
    ),
  },
  {
    names: ['Financial Times'],
    hosts: ['ft.com'],
    home: 'https://www.ft.com',
    ...links('https://www.ft.com/search?q={words}&dateTo={to}&dateFrom={from}&page=1'),
  },
  {
    names: ['自由亞洲電台粵語'],
    hosts: ['rfa.org'],
    home: 'https://www.rfa.org',
    ...links('http://www.rfa.org/cantonese/story_archive?b_start:int=0&year={year}'),
  },
  {
    names: ['Radio Free Asia'],
    hosts: ['rfa.org'],
    home: 'https://www.rfa.org',
    search: null,
    byHand: null,
  },
  {
    names: ['Peking University Finance Law'],
    hosts: ['finlaw.pku.edu.cn'],
    home: 'https://www.finlaw.pku.edu.cn',
    search: null,
    byHand: null,
  },
  {
    names: ['Chinese Academy of Social Sciences'],
    hosts: ['iolaw.cssn.cn'],
    home: 'http://iolaw.cssn.cn',
    ...links('http://iolaw.cssn.cn/zxzp/'),
  },
  {
    names: ['Walk Free'],
    hosts: ['walkfree.org'],
    home: 'https://www.walkfree.org',
    ...links('https://www.walkfree.org/global-slavery-index/downloads/'),
  },
];

/** What a search needs to know of a source. */
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
export function daysAround(published: PartialDate | null | undefined): { from: string; to: string } | null {
  const at = /^\d{4}-\d\d-\d\d$/.test(published ?? '') ? Date.parse(published as string) : Number.NaN;
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
    ...(days === null ? {} : { ...days, from8: days.from.replace(/-/g, ''), to8: days.to.replace(/-/g, '') }),
  };
  return template
    .replace(/&?(?<!\w)\w+=\{(?:from|to)8?\}/g, (part) => (days === null ? '' : part))
    .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
}

/** A search of the whole web, where one is set. */
export type WebSearch =
  /** An instance of SearXNG that gives JSON (https://docs.searxng.org/dev/search_api.html). */
  | { readonly kind: 'searxng'; readonly base: string }
  /** Brave's interface for programs (https://api-dashboard.search.brave.com/documentation); the key is a secret. */
  | { readonly kind: 'brave'; readonly key: string };

/** How a page was come upon. */
export type FoundBy = 'site' | 'web' | 'crossref' | 'sitemap' | 'archive';

/** What came of looking for a source's page. */
export interface AddressSearch {
  /** Id of the source. */
  readonly source: string;
  readonly title: string;
  /** The address that the source has; null when it has none. */
  readonly url: string | null;
  readonly result: /** A page of the publisher's that carries title and passage; `capture` where only an archive still has it. */
    | { readonly kind: 'found'; readonly url: string; readonly by: FoundBy; readonly capture: string | null }
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
  /** Requests that were made for this source. */
  readonly requests: number;
  /** True when the search ended for want of requests, and not of places. */
  readonly exhausted: boolean;
}
