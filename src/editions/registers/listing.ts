import type { Document, Link } from '../../model/document.js';
import { visibleText } from '../../model/document.js';
import type { PartialDate } from '../../model/watchlist.js';
import { readFeed } from './feed.js';
import { readContent } from './gov-uk.js';

/** A link of an index page, with the day on which what it leads to was last published, where the page tells. */
export interface Listed extends Link {
  readonly published?: PartialDate | undefined;
}

/** What an index page says, whatever it is written in. */
export interface Listing {
  readonly url: string;
  readonly title: string;
  readonly links: readonly Listed[];
  /** Of GOV.UK's content API: what it says of the page whose content it is. */
  readonly about?: About | undefined;
}

/** What a publisher's register says of one page. */
export interface About {
  /** The page itself. */
  readonly page: string;
  readonly withdrawn: { readonly on: PartialDate | null; readonly explanation: string } | null;
  /** True when the links include every document of the page, so that one which is missing is not listed any more. */
  readonly complete: boolean;
  /** The latest change that it tells of, in its own words. */
  readonly change: { readonly on: PartialDate; readonly note: string } | null;
}

const CONTENT_API = 'https://www.gov.uk/api/content/';

/** Reads an index page: HTML, GOV.UK's content API (JSON), or a feed. */
export function listingOf(url: string, document: Document): Listing {
  const text = document.type === 'text' ? visibleText(document) : '';
  const read = url.startsWith(CONTENT_API)
    ? readContent(text)
    : /^\s*<(?:\?xml|rss|feed)/u.test(text)
      ? readFeed(text, url)
      : null;
  return { url, title: document.title ?? '', links: document.links, ...read };
}
