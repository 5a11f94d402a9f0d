import type { Memento } from '../archive/memento.js';
import { leadsInIndex, spellingsOf } from '../cite/find/archived-addresses.js';
import { crossrefSearch, leadsInCrossref } from '../cite/find/crossref-leads.js';
import { leadsInJson } from '../cite/find/json-leads.js';
import { type Lead, leadsInLinks } from '../cite/find/lead.js';
import { publisherHosts, publisherOrigins } from '../cite/find/publisher-hosts.js';
import { leadsInSitemap, readSitemap, sitemapsFor, sitemapsIn } from '../cite/find/sitemap.js';
import { webSearchRequest } from '../cite/find/web-search.js';
import type { FoundBy, WebSearch } from '../model/address-search.js';
import type { Answered, Body, FetchRequest } from '../model/outcome.js';
import { fillIn, type SiteSearch, searchWords, siteOf } from '../model/publisher-sites.js';
import type { Source, Watchlist } from '../model/watchlist.js';
import { unreadOf } from '../pool/thought.js';
import type { Web } from '../world/web.js';

/** A good answer. */
export type Got = Answered & { readonly body: Body };

/** Who looks for one source's page. */
export interface Seeker {
  readonly web: Pick<Web, 'thought' | 'archive'>;
  readonly watch: Watchlist;
  readonly source: Source;
  readonly webSearch: WebSearch | null;
  /** Null when no good answer came, or no request is left. */
  ask(request: FetchRequest): Promise<Got | null>;
  /** False when no request is left; takes one otherwise. */
  spend(): boolean;
}

/** Leads of one place, the most likely first; `captures` where the place is an archive. */
export interface Leads {
  readonly by: FoundBy;
  readonly leads: readonly Lead[];
  readonly captures?: readonly Memento[];
}

/** Candidates from one place after the other, in the order of likelihood; nothing is asked before it is called for. */
export async function* candidates(seeker: Seeker): AsyncGenerator<Leads> {
  yield { by: 'site', leads: await bySite(seeker) };
  yield { by: 'web', leads: await byWeb(seeker) };
  yield { by: 'crossref', leads: await byCrossref(seeker) };
  yield* bySitemaps(seeker);
  yield* byArchive(seeker);
}

const textOf = ({ body }: Got): string => new TextDecoder().decode(body.bytes);

async function bySite({ source, ask, web }: Seeker): Promise<readonly Lead[]> {
  const search = siteOf(source)?.search ?? null;
  const request = search === null ? null : requestOf(search, source);
  const got = request === null ? null : await ask(request);
  if (got === null || search === null) return [];
  if (search.answers === 'json') return leadsInJson(textOf(got), source.title, got.finalUrl, search.article);
  const { document } = await web.thought.read(unreadOf(got));
  return leadsInLinks(document.links, source.title, got.finalUrl);
}

function requestOf({ url: template, post }: SiteSearch, source: Source): FetchRequest | null {
  const url = fillIn(template, source);
  if (url === null || post === undefined) return url === null ? null : { url, validators: null };
  const filled = Object.entries(post).map(([k, v]) => [k, v === '{words}' ? searchWords(source.title) : v]);
  const body = JSON.stringify(Object.fromEntries(filled));
  return { url, validators: null, post: { type: 'application/json', body } };
}

async function byWeb({ source, webSearch, ask }: Seeker): Promise<readonly Lead[]> {
  const got = webSearch === null ? null : await ask(webSearchRequest(webSearch, source));
  return got === null ? [] : leadsInJson(textOf(got), source.title, got.finalUrl);
}

async function byCrossref({ source, ask }: Seeker): Promise<readonly Lead[]> {
  const got = await ask({ url: crossrefSearch(source.title), validators: null });
  return got === null ? [] : leadsInCrossref(textOf(got), source);
}

async function* bySitemaps({ source, watch, ask }: Seeker): AsyncGenerator<Leads> {
  for (const origin of publisherOrigins(source, watch)) {
    const robots = await ask({ url: `${origin}/robots.txt`, validators: null });
    const named = robots === null ? [] : sitemapsIn(textOf(robots), robots.finalUrl);
    const left = [
      ...sitemapsFor(
        named.map((url) => ({ url, changed: null })),
        source,
      ),
    ];
    for (let url = left.shift(); url !== undefined; url = left.shift()) {
      const got = await ask({ url, validators: null });
      if (got === null) continue;
      const sitemap = readSitemap(got.body.bytes, got.finalUrl);
      left.unshift(...sitemapsFor(sitemap.sitemaps, source));
      yield { by: 'sitemap', leads: leadsInSitemap(sitemap, source) };
    }
  }
}

async function* byArchive({ source, watch, web, spend }: Seeker): AsyncGenerator<Leads> {
  for (const host of web.archive === null ? [] : publisherHosts(source, watch))
    for (const spelling of spellingsOf(source)) {
      if (web.archive === null || !spend()) return;
      const listed = await web.archive.addresses(host, spelling);
      if (listed.kind === 'unavailable') return;
      const leads = leadsInIndex(
        listed.value.map(({ original }) => original),
        source,
      );
      yield { by: 'archive', leads, captures: listed.value };
    }
}
