import { type Document, visibleText } from '../../model/document.js';
import { readFeed } from './feed.js';
import { readContent } from './gov-uk.js';
import type { Listing } from './register.js';

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
