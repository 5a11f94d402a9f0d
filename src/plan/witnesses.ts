import { addressKey, parseAddress } from '../model/address.js';
import type { Document } from '../model/document.js';
import { isUnproven, type SourceVerdict } from '../model/verdict.js';
import type { Source } from '../model/watchlist.js';

/** What tonight still lacks: `text` when the document could not be read, `passage` when a quoted one does not stand in it. */
export type Need = 'text' | 'passage';

/** Why another witness is called for a source, or null when the live page said it all. */
export function needOf(verdict: SourceVerdict): Need | null {
  const quotes = verdict.citations.flatMap((citation) => citation.quotes);
  if (quotes.length === 0 || verdict.link.status === 'no-url' || verdict.link.status === 'unjudged')
    return null;
  if (verdict.witness === 'none') return quotes.every(({ verdict }) => verdict === 'intact') ? null : 'text';
  return quotes.some((quote) => quote.verdict === 'missing' || isUnproven(quote)) ? 'passage' : null;
}

// Where the numbers of this file come from: docs/judging.md, 13.

/** Linked parts of a document that are read when a passage does not stand on its first page. */
const MOST_PARTS = 3;
/** Letters from which on a word of a title tells documents apart. */
const TELLING_LINK_WORD = 5;

/**
 * Addresses at which a document goes on: the next pages of an article, and the files behind a landing page, told by a
 * word that their link shares with the source's title.
 */
export function continuationsOf(document: Document, source: Source): readonly string[] {
  const words =
    source.title
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.filter((w) => w.length >= TELLING_LINK_WORD) ?? [];
  const here = addressKey(source.url ?? '');
  const path = parseAddress(source.url ?? '')?.pathname.replace(/\/$/, '') ?? '';
  const urls = document.links.flatMap(({ url, text, rel }) => {
    const address = parseAddress(url);
    if (address === null || addressKey(url) === here) return [];
    const isFile = /\.(?:pdf|docx)$/iu.test(address.pathname);
    const shared = words.some((word) => `${text} ${address.pathname}`.toLowerCase().includes(word));
    const isNext = /\bnext\b/.test(rel) || (path.length > 1 && isPageOf(path, address));
    return isNext || (isFile && shared) ? [url] : [];
  });
  return [...new Map(urls.map((url) => [addressKey(url), url])).values()].slice(0, MOST_PARTS);
}

/** `…/article?page=2`, `…/article/2`, `…/article-2.html`: the same article, further on. */
const isPageOf = (path: string, address: URL): boolean =>
  (address.pathname.replace(/\/$/, '') === path &&
    /^(?:p|page|pg|seite)$/iu.test([...address.searchParams.keys()].join())) ||
  (address.pathname.startsWith(`${path}/`) &&
    /^\/(?:page\/)?\d{1,2}\/?$/.test(address.pathname.slice(path.length)));
