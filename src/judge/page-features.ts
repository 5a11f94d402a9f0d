import type { Document } from '../model/document.js';

/** What a reader sees of a page at first glance. */
export interface PageFeatures {
  readonly title: string;
  /** The first heading, or the first line where there is none. */
  readonly heading: string;
  /** The beginning of the main text, or of all text where no part is the main one. */
  readonly opening: string;
  /** Characters of main text. */
  readonly size: number;
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
    heading: ((blocks.find((block) => block.heading !== undefined) ?? shown[0])?.text ?? '').slice(0, HEAD),
    opening: shown
      .map((block) => block.text)
      .join('\n')
      .slice(0, OPENING),
    size: main.reduce((sum, block) => sum + block.text.length, 0),
  };
}
