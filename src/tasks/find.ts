import {
  crossrefSearch,
  type Lead,
  LINK_TITLE_THRESHOLD,
  publisherHosts,
  publisherOrigins,
  webSearchRequest,
} from '../manuscript/find/leads.js';
import {
  leadsInIndex,
  type MayLead,
  sitemapsFor,
  sitemapsIn,
  spellingsOf,
} from '../manuscript/find/sitemap.js';
import { addressKey, hostOf } from '../model/address.js';
import type { Document } from '../model/document.js';
import { isFailing, type LinkVerdict } from '../model/link.js';
import type { Answered, Body, FetchRequest } from '../model/outcome.js';
import {
  type AddressSearch,
  COPY_HOSTS,
  type FoundBy,
  fillIn,
  manualSearchUrl,
  type SiteSearch,
  searchWords,
  siteOf,
  type WebSearch,
} from '../model/publisher-sites.js';
import type { QuoteVerdict } from '../model/quote.js';
import { type Source, usesOf, type Watchlist } from '../model/watchlist.js';
import { latestVerdicts } from '../night/latest.js';
import { hasBody } from '../night/outcome.js';
import { unreadOf } from '../pool/thought.js';
import type { StoreReader } from '../store/store.js';
import { type Memento, readAs } from '../web/archives/archive-client.js';
import { verdictsOn } from './citations.js';
import type { Web } from './services.js';

interface FindSettings {
  readonly webSearch: WebSearch | null;
  /** Requests for one source at most, those of its redirects with them. */
  readonly most: number;
}

/** Looks for the page that carries a source's title and its quoted passage, at its publisher. Never rejects for what a server does. */
export const findAddress = (
  web: Web,
  watch: Watchlist,
  source: Source,
  settings: FindSettings,
): Promise<AddressSearch> => new Search(web, watch, source, settings).run();

type Result = AddressSearch['result'];

type Got = Answered & { readonly body: Body };

const textOf = ({ body }: Got): string => new TextDecoder().decode(body.bytes);

/** Leads of one place, the most likely first; `captures` where the place is an archive. */
interface Leads {
  readonly by: FoundBy;
  readonly leads: readonly Lead[];
  readonly captures?: readonly Memento[];
}

class Search {
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
    private readonly web: Web,
    private readonly watch: Watchlist,
    private readonly source: Source,
    private readonly settings: FindSettings,
  ) {
    this.#hosts = publisherHosts(source, watch);
    const known = [source.url ?? [], source.copies.map(({ url }) => url)].flat();
    this.#known = new Set(known.map(addressKey));
    this.#seen = new Set(this.#known);
  }

  async run(): Promise<AddressSearch> {
    const { id, title, url } = this.source;
    const quotes = usesOf(this.source, this.watch).flatMap(({ citation }) => citation.quotes);
    // A translation without its original stands nowhere word for word.
    const isProvable = quotes.some(
      ({ translated, original }) => original !== undefined || translated !== true,
    );
    const result: Result = isProvable ? await this.#search() : { kind: 'nothing-quoted' };
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

  async #search(): Promise<Result> {
    for await (const leads of this.#leads()) {
      const found = await this.#follow(leads);
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
        (await this.#readOnWeb(lead, by, left)) ??
        (capture && (await this.#readCapture(lead, capture, left)));
      if (found != null) return found;
    }
    return null;
  }

  async #readOnWeb(lead: Lead, by: FoundBy, left: Lead[]): Promise<Result | null> {
    const got = await this.#fetch(lead.url, this.source.lang);
    if (got === null || this.#known.has(addressKey(got.finalUrl))) return null;
    const { document } = await this.web.thought.read(unreadOf(got));
    const url = lead.vouched === true ? lead.url : got.finalUrl;
    const isPage = await this.#weigh(lead, got.finalUrl, document, left);
    return isPage ? { kind: 'found', url, by, capture: null } : null;
  }

  /** Reads a lead as an archive has it, where the web does not show it any more. */
  async #readCapture(lead: Lead, capture: Memento, left: Lead[]): Promise<Result | null> {
    // What only an archive still has is no place to which a page went.
    if (this.web.archive === null || this.source.url !== null || !this.#spend()) return null;
    const read = await this.web.archive.read(capture);
    if (read.kind === 'unavailable' || read.value.kind !== 'page') return null;
    const { body, contentType } = read.value;
    const { bytes, sha256 } = body;
    const { original: url, url: shown } = readAs(capture, read.value);
    const { document } = await this.web.thought.read({ bytes, sha256, contentType, url });
    const isPage = await this.#weigh(lead, url, document, left);
    return isPage ? { kind: 'found', url, by: 'archive', capture: shown } : null;
  }

  /** True when a document is the source. Notes it as a copy, or as one with the title alone; its own leads come first in `left`. */
  async #weigh(lead: Lead, url: string, document: Document, left: Lead[]): Promise<boolean> {
    const quotes = await this.#quotesIn(url, document);
    const weighed = await this.web.thought.weigh(
      { url, lead, document, quotes },
      this.source,
      this.#hosts,
    );
    switch (weighed.kind) {
      case 'page':
        return true;
      case 'copy':
        this.#copies.push(url);
        return false;
      case 'titled':
        if (await this.#goesOn(url, document)) return true;
        this.#titled.push(url);
        return false;
      case 'other':
        left.unshift(...weighed.leads.filter(({ likeness }) => likeness >= LINK_TITLE_THRESHOLD));
        return false;
    }
  }

  async #quotesIn(url: string, document: Document): Promise<readonly QuoteVerdict[]> {
    const place = { kind: 'copy', by: hostOf(url) } as const;
    const heard = await this.web.thought.ask(
      { place, url, document },
      usesOf(this.source, this.watch),
    );
    return [...(heard?.quotes.values() ?? [])];
  }

  /** True when a passage stands in the file behind a landing page, or on a further page of it. */
  async #goesOn(url: string, page: Document): Promise<boolean> {
    for (const next of await this.web.thought.continuations(page, { ...this.source, url })) {
      const got = await this.#fetch(next, this.source.lang);
      if (got === null) continue;
      const { document } = await this.web.thought.read(unreadOf(got));
      if ((await this.#quotesIn(next, document)).some(({ verdict }) => verdict === 'intact'))
        return true;
    }
    return false;
  }

  #fetch(url: string, lang: string | null = null): Promise<Got | null> {
    return this.#ask({ url, validators: null, lang });
  }

  /** Null when no good answer came, or no request is left. */
  async #ask(request: FetchRequest): Promise<Got | null> {
    if (!this.#spend()) return null;
    const outcome = await this.web.fetch(request);
    this.#requests += outcome.requests - 1;
    return hasBody(outcome) && outcome.http === 200 ? outcome : null;
  }

  #spend(): boolean {
    this.#exhausted = this.#requests >= this.settings.most;
    if (!this.#exhausted) this.#requests += 1;
    return !this.#exhausted;
  }

  /** Leads from one place after the other, in the order of likelihood; nothing is requested before it is needed. */
  async *#leads(): AsyncGenerator<Leads> {
    const { source, settings } = this;
    yield { by: 'site', leads: await this.#onSite() };
    const found =
      settings.webSearch && (await this.#ask(webSearchRequest(settings.webSearch, source)));
    yield { by: 'web', leads: found ? await this.#leadsInJson(found) : [] };
    yield* this.#atKeepers();
    const works = await this.#fetch(crossrefSearch(source.title));
    yield {
      by: 'crossref',
      leads:
        works === null ? [] : await this.#leadsIn(works, { kind: 'crossref', text: textOf(works) }),
    };
    yield* this.#inSitemaps();
    yield* this.#inArchive();
  }

  async #leadsIn({ finalUrl }: Got, received: MayLead): Promise<readonly Lead[]> {
    return (await this.web.thought.leadsIn(received, finalUrl, this.source)).leads;
  }

  #leadsInJson(got: Got, article?: string): Promise<readonly Lead[]> {
    return this.#leadsIn(got, { kind: 'json', text: textOf(got), article });
  }

  /** Where copies lie: what is found there shows no address, and speaks for the source all the same. */
  async *#atKeepers(): AsyncGenerator<Leads> {
    const { source, settings } = this;
    for (const host of settings.webSearch === null ? [] : COPY_HOSTS) {
      const found =
        settings.webSearch && (await this.#ask(webSearchRequest(settings.webSearch, source, host)));
      const leads = found ? await this.#leadsInJson(found) : [];
      yield { by: 'web', leads: leads.filter(({ url }) => isBelow(hostOf(url), host)) };
    }
  }

  async #onSite(): Promise<readonly Lead[]> {
    const { source } = this;
    const search = siteOf(source)?.search ?? null;
    const request = search && requestOf(search, source);
    const got = request && (await this.#ask(request));
    if (search === null || got === null) return [];
    if (search.answers === 'json') return this.#leadsInJson(got, search.article);
    const { document } = await this.web.thought.read(unreadOf(got));
    return this.#leadsIn(got, { kind: 'links', links: document.links });
  }

  async *#inSitemaps(): AsyncGenerator<Leads> {
    const { source } = this;
    for (const origin of publisherOrigins(source, this.watch)) {
      const robots = await this.#fetch(`${origin}/robots.txt`);
      const named = robots === null ? [] : sitemapsIn(textOf(robots), robots.finalUrl);
      const unchanged = named.map((url) => ({ url, changed: null }));
      const left = [...sitemapsFor(unchanged, source)];
      for (let url = left.shift(); url !== undefined; url = left.shift()) {
        const got = await this.#fetch(url);
        if (got === null) continue;
        const sitemap = { kind: 'sitemap', bytes: got.body.bytes } as const;
        const { leads, sitemaps } = await this.web.thought.leadsIn(sitemap, got.finalUrl, source);
        left.unshift(...sitemaps);
        yield { by: 'sitemap', leads };
      }
    }
  }

  async *#inArchive(): AsyncGenerator<Leads> {
    const { source, web } = this;
    for (const host of web.archive === null ? [] : publisherHosts(source, this.watch))
      for (const spelling of spellingsOf(source)) {
        if (web.archive === null || !this.#spend()) return;
        const listed = await web.archive.addresses(host, spelling);
        if (listed.kind === 'unavailable') return;
        const originals = listed.value.map(({ original }) => original);
        yield { by: 'archive', leads: leadsInIndex(originals, source), captures: listed.value };
      }
  }
}

const isBelow = (host: string, domain: string): boolean => `.${host}`.endsWith(`.${domain}`);

function requestOf({ url: template, post }: SiteSearch, source: Source): FetchRequest | null {
  const url = fillIn(template, source);
  if (url === null || post === undefined) return url === null ? null : { url, validators: null };
  const filled = Object.entries(post).map(([k, v]) => [
    k,
    v === '{words}' ? searchWords(source.title) : v,
  ]);
  const body = JSON.stringify(Object.fromEntries(filled));
  return { url, validators: null, post: { type: 'application/json', body } };
}

/** The sources whose address led nowhere when it was last judged: those of which one may ask where they went. */
export async function listGoneSources(
  store: Pick<StoreReader, 'runs' | 'lastGood' | 'verdicts' | 'life'>,
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
