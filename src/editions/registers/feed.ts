import { load } from 'cheerio';
import type { Listed, Listing } from './register.js';

/** Reads an RSS or Atom feed. Entries without an address are left out. */
export function readFeed(xml: string, url: string): Pick<Listing, 'title' | 'links'> {
  const $ = load(xml, { xml: true });
  const links = $('item, entry')
    .toArray()
    .flatMap((entry): Listed[] => {
      const href = $('link[href]', entry).first().attr('href') ?? $('link', entry).first().text().trim();
      const text = $('title', entry).first().text().trim();
      return href !== '' && URL.canParse(href, url) ? [{ url: new URL(href, url).href, text, rel: '' }] : [];
    });
  return { title: $('channel > title, feed > title').first().text().trim(), links };
}
