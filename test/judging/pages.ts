import type { Block, Document } from '../../src/model/document.js';
import type { QuoteVerdict } from '../../src/model/quote.js';
import type { Snapshot } from '../../src/model/visit.js';
import { snapshotOf } from '../../src/model/visit.js';
import type { Quote } from '../../src/model/watchlist.js';
import { haystacksOf } from '../../src/passage/haystack.js';
import { judgeQuote, type SearchedText } from '../../src/passage/judge-quote.js';

/** A paragraph of main text, or a block of which more is said. */
export type Given = string | (Partial<Block> & { readonly text: string });

/** Blocks of main text, where nothing else is said. */
export const blocks = (...given: readonly Given[]): readonly Block[] =>
  given.map((one) => ({ role: 'main', ...(typeof one === 'string' ? { text: one } : one) }));

export const furniture = (text: string): Given => ({ text, role: 'furniture' });
export const heading = (text: string, level = 1): Given => ({ text, heading: level });

/** A web page as extraction gives it. */
export function pageOf(...given: readonly Given[]): Document {
  return {
    type: 'html',
    title: null,
    lang: null,
    blocks: blocks(...given),
    links: [],
    refresh: null,
    passwordForm: false,
    dates: { published: null, modified: null },
    unread: null,
    normaliser: 1,
  };
}

/** A reading of a page; `sha256` names its bytes. */
export const readingOf = (document: Document, sha256 = 'bytes'): Snapshot =>
  snapshotOf(sha256, document);

export const ADDRESS = 'https://source.example/report';

export const textOf = (document: Document): SearchedText => ({
  kind: 'text',
  url: ADDRESS,
  haystacks: haystacksOf(document),
});

/** What is said of a quotation on a page of these blocks. */
export const judged = (quote: string | Quote, ...page: readonly Given[]): QuoteVerdict =>
  judgeQuote('R/1#1', typeof quote === 'string' ? { text: quote } : quote, textOf(pageOf(...page)));

/** The words that differ, such as `-PRC +Chinese`. */
export const differences = ({ diff }: QuoteVerdict): string =>
  diff
    .filter((part) => part.op !== 'same')
    .map((part) => `${part.op === 'removed' ? '-' : '+'}${part.text.trim()}`)
    .join(' ');
