import type { Block, Document } from '../model/document.js';
import { foldedText } from '../text/fold.js';

/** What a reader sees of a page at first glance. */
export interface PageFeatures {
  readonly title: string;
  /** The first heading, or the first line where there is none. */
  readonly heading: string;
  /** The beginning of the main text, or of all text where no part is the main one. */
  readonly opening: string;
  /** Characters of main text that is the page's own: a list of the latest news below an error message is not. */
  readonly size: number;
  /** Characters of all main text: a page that is nothing but a list of links shows something. */
  readonly total: number;
}

/** Characters of text in which a page that has nothing to show says so. */
const OPENING = 3_000;
/** Characters of a heading: the first line of a plain text may be the whole text. */
const HEAD = 300;

/** What a document shows at first glance; a page without text shows nothing. */
export function pageFeatures(document: Document | null): PageFeatures {
  const blocks = document?.blocks ?? [];
  const main = blocks.filter((block) => block.role === 'main');
  const shown = main.length > 0 ? main : blocks;
  return {
    title: document?.title ?? '',
    heading: ((headingOf(shown) ?? headingOf(blocks) ?? shown[0])?.text ?? '').slice(0, HEAD),
    opening: shown
      .map((block) => block.text)
      .join('\n')
      .slice(0, OPENING),
    total: main.reduce((sum, { text }) => sum + text.length, 0),
    size: document === null ? 0 : own(document).reduce((sum, { text }) => sum + text.length, 0),
  };
}

const headingOf = (blocks: readonly Block[]): Block | undefined =>
  blocks.find(({ heading }) => heading !== undefined);

const SEPARATORS = /\s[|–—·»-]+\s|[|｜]/u;
const letters = (text: string): string => foldedText(text).replace(/[^\p{L}\p{N}]+/gu, '');

/** True when a page's title, but for the name of its site, or its heading is this one, letter by letter. */
export function isTitled({ title, heading }: PageFeatures, wanted: string): boolean {
  const own = letters(wanted);
  return own !== '' && [title, heading, ...title.split(SEPARATORS)].some((part) => letters(part) === own);
}

/** True when a page's title or heading has all of this title, and what else is said of it. */
export function isTitledWith({ title, heading }: PageFeatures, wanted: string): boolean {
  const own = letters(wanted);
  return own !== '' && [title, heading].some((part) => letters(part).includes(own));
}

/** Lines of main text that are more than a link to elsewhere. */
function own({ blocks, links }: Document): readonly Block[] {
  const linked = new Set(links.map(({ text }) => text));
  return blocks.filter(({ role, text }) => role === 'main' && !linked.has(text));
}

/** What a page says itself, line by line; all of its text where no part is the main one. */
export function ownLines(document: Document): readonly string[] {
  const lines = own(document);
  return (lines.length > 0 ? lines : document.blocks).map(({ text }) => text);
}
