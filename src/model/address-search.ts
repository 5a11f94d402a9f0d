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
