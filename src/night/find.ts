import {
  crossrefSearch,
  type Lead,
  LINK_TITLE_THRESHOLD,
  leadsInCrossref,
  leadsInJson,
  leadsInLinks,
  type ReadLead,
  webSearchRequest,
  weigh,
} from '../manuscript/find/leads.js';
import {
  leadsInIndex,
  leadsInSitemap,
  readSitemap,
  sitemapsFor,
  sitemapsIn,
  spellingsOf,
} from '../manuscript/find/sitemap.js';
import { publisherHosts, publisherOrigins } from '../manuscript/find/title.js';
import { addressKey, hostOf } from '../model/address.js';
import type { Document } from '../model/document.js';
import { isFailing, type LinkVerdict } from '../model/link.js';
import type { Answered, Body, FetchRequest } from '../model/outcome.js';
import {
  type AddressSearch,
  type FoundBy,
  fillIn,
  manualSearchUrl,
  type SiteSearch,
  searchWords,
  siteOf,
  type WebSearch,
} from '../model/publisher-sites.js';
import { type Source, usesOf, type Watchlist } from '../model/watchlist.js';
import type { Store } from '../store/store.js';
import type { Memento } from '../web/archives/archive-client.js';
import { continuationsOf } from './agenda.js';
import { verdictsOn } from './citations.js';
import { latestVerdicts } from './latest.js';
import { unreadOf } from './pool/thought.js';
import type { Web } from './services.js';

/** How an address is looked for. */
interface FindSettings {
  readonly webSearch: WebSearch | null;
  /** Requests for one source at most, those of its redirects with them. */
  readonly most: number;
}

/** Looks for the page that carries a source's title and its quoted passage, at its publisher. Never rejects for what a server does. */
export function findAddress(
  web: Web,
  watch: Watchlist,
  source: Source,
  settings: FindSettings,
): Promise<AddressSearch> {
  return new Hunt(web, watch, source, settings).run();
}

type Result = AddressSearch['result'];

const textOf = ({ body }: Got): string => new TextDecoder().decode(body.bytes);

/** The search for one source. */
class Hunt implements Seeker {
  readonly webSearch: WebSearch | null;
  readonly #hosts: readonly string[];
  readonly #copies: string[] = [];
  readonly #titled: string[] = [];
  /** Addresses that the file has: not what is looked for. */
  readonly #known: ReadonlySet<string>;
  /** Those, and what was read. */
  readonly #seen: Set<string>;
  #requests = 0;
  #exhausted = false;

  constructor(
    readonly web: Web,
    readonly watch: Watchlist,
    readonly source: Source,
    private readonly settings: FindSettings,
  ) {
    this.webSearch = settings.webSearch;
    this.#hosts = publisherHosts(source, watch);
    const known = [...(source.url === null ? [] : [source.url]), ...source.copies.map(({ url }) => url)];
    this.#known = new Set(known.map(addressKey));
    this.#seen = new Set(this.#known);
  }

  async run(): Promise<AddressSearch> {
    const { id, title, url } = this.source;
    const result: Result = this.#isProvable() ? await this.#search() : { kind: 'nothing-quoted' };
    return {
      source: id,
      title,
      url,
      result,
      copies: this.#copies,
      titled: this.#titled,
      byHand: manualSearchUrl(this.source),
      requests: this.#requests,
      exhausted: this.#exhausted,
    };
  }

  /** A translation without its original stands nowhere word for word. */
  #isProvable(): boolean {
    const quotes = usesOf(this.source, this.watch).flatMap(({ citation }) => citation.quotes);
    return quotes.some(({ translated, original }) => original !== undefined || translated !== true);
  }

  async #search(): Promise<Result> {
    for await (const batch of candidates(this)) {
      const found = await this.#follow(batch);
      if (found !== null) return found;
      if (this.#exhausted) break;
    }
    return { kind: 'not-found' };
  }

  async #follow({ by, leads, captures = [] }: Leads): Promise<Result | null> {
    const left = [...leads];
    for (let lead = left.shift(); lead !== undefined; lead = left.shift()) {
      const key = addressKey(lead.url);
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      const capture = captures.find(({ original }) => addressKey(original) === key);
      const found =
        (await this.#look(lead, by, left)) ?? (capture && (await this.#lookBack(lead, capture, left)));
      if (found != null) return found;
    }
    return null;
  }

  /** Reads a lead on the web. */
  async #look(lead: Lead, by: FoundBy, left: Lead[]): Promise<Result | null> {
    const got = await this.ask({ url: lead.url, validators: null, lang: this.source.lang });
    if (got === null || this.#known.has(addressKey(got.finalUrl))) return null;
    const { document } = await this.web.thought.read(unreadOf(got));
    const url = lead.vouched === true ? lead.url : got.finalUrl;
    const isPage = await this.#weigh(lead, got.finalUrl, document, left);
    return isPage ? { kind: 'found', url, by, capture: null } : null;
  }

  /** Reads a lead as an archive has it, where the web does not show it any more. */
  async #lookBack(lead: Lead, capture: Memento, left: Lead[]): Promise<Result | null> {
    // What only an archive still has is no place to which a page went.
    if (this.web.archive === null || this.source.url !== null || !this.spend()) return null;
    const read = await this.web.archive.read(capture);
    if (read.kind === 'unavailable' || read.value.kind !== 'page') return null;
    const { body, contentType } = read.value;
    const { bytes, sha256 } = body;
    const { document } = await this.web.thought.read({ bytes, sha256, contentType, url: capture.original });
    const isPage = await this.#weigh(lead, capture.original, document, left);
    return isPage ? { kind: 'found', url: capture.original, by: 'archive', capture: capture.url } : null;
  }

  /** True when a document is the source; what else it is goes where it belongs. */
  async #weigh(lead: Lead, url: string, document: Document, left: Lead[]): Promise<boolean> {
    const weighed = weigh(await this.#candidate(lead, url, document), this.source, this.#hosts);
    switch (weighed.kind) {
      case 'page':
        return true;
      case 'copy':
        this.#copies.push(url);
        return false;
      case 'titled':
        if (await this.#goesOn(lead, url, document)) return true;
        this.#titled.push(url);
        return false;
      case 'other':
        left.unshift(...weighed.leads.filter(({ likeness }) => likeness >= LINK_TITLE_THRESHOLD));
        return false;
    }
  }

  async #candidate(lead: Lead, url: string, document: Document): Promise<ReadLead> {
    const place = { kind: 'copy', by: hostOf(url) } as const;
    const heard = await this.web.thought.ask({ place, url, document }, usesOf(this.source, this.watch));
    return { url, lead, document, quotes: [...(heard?.quotes.values() ?? [])] };
  }

  /** True when a passage stands in the file behind a landing page, or on a further page of it. */
  async #goesOn(lead: Lead, url: string, page: Document): Promise<boolean> {
    for (const next of continuationsOf(page, { ...this.source, url })) {
      const got = await this.ask({ url: next, validators: null, lang: this.source.lang });
      if (got === null) continue;
      const { document } = await this.web.thought.read(unreadOf(got));
      const { quotes } = await this.#candidate(lead, next, document);
      if (quotes.some(({ verdict }) => verdict === 'intact')) return true;
    }
    return false;
  }

  readonly ask = async (request: FetchRequest): Promise<Got | null> => {
    if (this.#requests >= this.settings.most) {
      this.#exhausted = true;
      return null;
    }
    const outcome = await this.web.fetch(request);
    this.#requests += outcome.requests;
    return outcome.kind === 'answered' && outcome.http === 200 && outcome.body !== null
      ? { ...outcome, body: outcome.body }
      : null;
  };

  readonly spend = (): boolean => {
    this.#exhausted = this.#requests >= this.settings.most;
    if (!this.#exhausted) this.#requests += 1;
    return !this.#exhausted;
  };
}

/** A good answer. */
type Got = Answered & { readonly body: Body };

/** Who looks for one source's page. */
interface Seeker {
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
interface Leads {
  readonly by: FoundBy;
  readonly leads: readonly Lead[];
  readonly captures?: readonly Memento[];
}

/** Candidates from one place after the other, in the order of likelihood; nothing is asked before it is called for. */
async function* candidates(seeker: Seeker): AsyncGenerator<Leads> {
  yield { by: 'site', leads: await bySite(seeker) };
  yield { by: 'web', leads: await byWeb(seeker) };
  yield { by: 'crossref', leads: await byCrossref(seeker) };
  yield* bySitemaps(seeker);
  yield* byArchive(seeker);
}

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

/** The sources whose address led nowhere when it was last judged: those of which one may ask where they went. */
export async function listGoneSources(
  store: Pick<Store, 'runs' | 'lastGood' | 'verdicts' | 'life'>,
  sources: readonly Source[],
): Promise<readonly Source[]> {
  const ids = sources.map(({ id }) => id);
  const latest = await latestVerdicts(store, ids);
  const judged = new Map(latest.filter(isJudged).map((verdict) => [verdict.id, verdict]));
  const gone: Source[] = [];
  for (const source of sources) {
    if (source.url === null) continue;
    const verdict = judged.get(source.id) ?? (await verdictsOn(store, source.id)).find(isJudged);
    if (verdict?.url === source.url && leadsNowhere(verdict.link)) gone.push(source);
  }
  return gone;
}

const isJudged = ({ link }: { readonly link: LinkVerdict }): boolean => link.status !== 'unjudged';

/** True for a page that is gone, one that is out of reach for good, and one that moved to where nobody recognised it. */
const leadsNowhere = ({ status, confirmed, why }: LinkVerdict): boolean =>
  status === 'gone' ||
  status === 'soft-404' ||
  (isFailing(status) && confirmed) ||
  (why.kind === 'moved' && why.stands !== true);
