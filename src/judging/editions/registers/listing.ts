import { load } from 'cheerio/slim';
import * as z from 'zod';
import { parseAddress } from '../../../model/address.js';
import { type Document, MOST_LOOKED_AT, visibleText } from '../../../model/document.js';
import type { PartialDate } from '../../../model/watchlist.js';
import { type About, type Listed, type Listing, parseAs } from './register.js';

const CONTENT_API = 'https://www.gov.uk/api/content/';

/** Reads an index page: HTML, GOV.UK's content API (JSON), or a feed. Null where it leads to more than can be looked at: what is newest may be among the rest. */
export function listingOf(url: string, document: Document): Listing | null {
  const text = document.type === 'text' ? visibleText(document) : '';
  const read = url.startsWith(CONTENT_API)
    ? readContent(text)
    : /^\s*<(?:\?xml|rss|feed)/u.test(text)
      ? readFeed(text, url)
      : null;
  const listing = { url, title: document.title ?? '', links: document.links, ...read };
  return listing.links.length > MOST_LOOKED_AT ? null : listing;
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
      const href =
        own.filter('link[href]').first().attr('href') ?? own.filter('link').first().text().trim();
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

const SITE = 'https://www.gov.uk';

const text = z.string().nullish().catch(null);
const listOf = <T extends z.ZodType>(shape: T) => z.array(shape).nullish().catch(null);
const attachment = z.object({ title: z.string(), url: z.string() });
const child = z.object({ title: z.string(), base_path: z.string(), public_updated_at: text });
/** The parts of a content item that tell of editions (https://content-api.publishing.service.gov.uk). */
const CONTENT = z.object({
  base_path: z.string(),
  title: text,
  withdrawn_notice: z.object({ explanation: text, withdrawn_at: text }).nullish().catch(null),
  details: z
    .object({
      attachments: listOf(attachment),
      change_history: listOf(z.object({ note: z.string(), public_timestamp: z.string() })),
    })
    .nullish()
    .catch(null),
  links: z
    .object({ children: listOf(child), documents: listOf(child) })
    .nullish()
    .catch(null),
});

const dayOf = (stamp: string | null | undefined): PartialDate | null =>
  /^\d{4}-\d{2}-\d{2}/u.exec(stamp ?? '')?.[0] ?? null;

/** Reads a content item of GOV.UK's API; null when the text is none. */
export function readContent(json: string): Omit<Listing, 'url'> | null {
  const content = parseAs(CONTENT, json);
  if (content === null) return null;
  const { base_path, title, details, links } = content;
  const attachments = (details?.attachments ?? []).map((a) => ({
    title: a.title,
    path: a.url,
    at: null,
  }));
  const pages = [...(links?.children ?? []), ...(links?.documents ?? [])];
  const items = [
    ...attachments,
    ...pages.map((p) => ({ title: p.title, path: p.base_path, at: p.public_updated_at ?? null })),
  ];
  const listed = items.flatMap(({ title: name, path, at }): Listed[] => {
    const url = parseAddress(path, SITE)?.href;
    return url === undefined
      ? []
      : [{ url, text: name, rel: '', published: dayOf(at) ?? undefined }];
  });
  const about = { ...aboutOf(content), page: SITE + base_path, complete: attachments.length > 0 };
  return { title: title ?? '', links: listed, about };
}

function aboutOf({
  withdrawn_notice: notice,
  details,
}: z.infer<typeof CONTENT>): Pick<About, 'withdrawn' | 'change'> {
  const explanation = load(notice?.explanation ?? '')
    .text()
    .replace(/\s+/gu, ' ')
    .trim();
  const on = dayOf(notice?.withdrawn_at);
  const change = (details?.change_history ?? [])
    .map((entry) => ({ on: dayOf(entry.public_timestamp) ?? '', note: entry.note.trim() }))
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .at(-1);
  // GOV.UK writes an empty notice for pages that are not withdrawn.
  const withdrawn = on === null && explanation === '' ? null : { on, explanation };
  return { withdrawn, change: change ?? null };
}
