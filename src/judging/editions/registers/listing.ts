import { load } from 'cheerio/slim';
import { parseAddress } from '../../../model/address.js';
import { type Document, visibleText } from '../../../model/document.js';
import { readContent } from './gov-uk.js';
import type { Listed, Listing } from './register.js';

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

/** Levels from which a text is no feed, whose own are four: browsers nest no page deeper, and what reads trees recurs. */
const DEEP = 512;
const CDATA = /<!\[CDATA\[[\s\S]*?(?:\]\]>|$)/gu;
const TAG = /<(\/?)[^\s<>/!?][^<>]*>/gu;

/** Reads an RSS or Atom feed. Entries without an address are left out; what is nested beyond reason has none. */
export function readFeed(xml: string, url: string): Pick<Listing, 'title' | 'links'> {
  if (isDeep(xml)) return { title: '', links: [] };
  const $ = load(xml, { xml: true });
  const links = $('item, entry')
    .toArray()
    .flatMap((entry): Listed[] => {
      // Children only: entries within entries without end would be searched again and again.
      const own = $(entry).children();
      const href = own.filter('link[href]').first().attr('href') ?? own.filter('link').first().text().trim();
      const text = own.filter('title').first().text().trim();
      const address = href === '' ? null : parseAddress(href, url);
      return address === null ? [] : [{ url: address.href, text, rel: '' }];
    });
  return { title: $('channel > title, feed > title').first().text().trim(), links };
}

function isDeep(xml: string): boolean {
  let open = 0;
  for (const [tag, closing] of xml.replace(CDATA, '').matchAll(TAG)) {
    if (closing === '/') open = Math.max(0, open - 1);
    else if (!tag.endsWith('/>')) open++;
    if (open > DEEP) return true;
  }
  return false;
}
