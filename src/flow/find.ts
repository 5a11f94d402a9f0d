import type { Memento } from '../archive/memento.js';
import { CALLED_SO, type Lead } from '../cite/find/lead.js';
import { publisherHosts } from '../cite/find/publisher-hosts.js';
import { type ReadLead, weigh } from '../cite/find/weigh.js';
import { addressKey, hostOf } from '../model/address.js';
import type { AddressSearch, FoundBy, WebSearch } from '../model/address-search.js';
import type { Document } from '../model/document.js';
import type { FetchRequest } from '../model/outcome.js';
import { searchByHand } from '../model/publisher-sites.js';
import { type Source, usesOf, type Watchlist } from '../model/watchlist.js';
import { continuationsOf } from '../plan/continuations.js';
import { unreadOf } from '../pool/thought.js';
import type { Web } from '../world/web.js';
import { candidates, type Got, type Leads, type Seeker } from './candidates.js';

/** How an address is looked for. */
export interface FindSettings {
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
      byHand: searchByHand(this.source),
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
        left.unshift(...weighed.leads.filter(({ likeness }) => likeness >= CALLED_SO));
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
