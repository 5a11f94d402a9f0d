import { p, type Twins } from '../twins/twins.js';

/**
 * What authors of country reports do to a quotation and are right to do, beside the page's text. `twist` puts something that
 * weighs into the page: every accepted page comes a second time with it, and must not be intact then.
 */
export interface Practice {
  readonly what: string;
  /** As an author would type it. */
  readonly quote: string;
  /** Pages on which it stands, as HTML. */
  readonly pages: readonly string[];
  /** What the page says, and what would be something else. */
  readonly twist: readonly [says: string, else_: string];
  /** Pages beyond the twisted ones on which it does not stand: each comes as near as the tolerance allows. */
  readonly altered?: readonly string[];
}

/** A row of the table of twins: every page has its altered twin. */
export function twinsOf({
  what,
  quote,
  pages,
  twist: [says, other],
  altered = [],
}: Practice): Twins {
  const twisted = pages.map((page) => {
    if (!page.includes(says)) throw new Error(`${what}: “${says}” is not on the page ${page}`);
    return page.replaceAll(says, other);
  });
  return { what, quote, intact: pages, altered: [...twisted, ...altered] };
}

/** One paragraph a page. */
export const each = (...texts: readonly string[]): readonly string[] =>
  texts.map((text) => p(text));
