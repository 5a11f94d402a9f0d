import { cssRules, selectorsOf } from './css-rules.js';
import type { Element } from './tree.js';

/** One element name, class or id: what stands inside or behind something else is looked up nowhere. */
const SIMPLE = /^(?:[a-z][\w-]*)?(?:[.#][\w-]+)?$/i;

/** True for declarations that strike text out, false for those that take that back; null for others. */
const strikes = (declarations: string): boolean | null =>
  /(?:^|[;\s])text-decoration(?:-line)?\s*:[^;]{0,80}\bline-through\b/i.test(declarations)
    ? true
    : /(?:^|[;\s])text-decoration(?:-line)?\s*:\s*none\b/i.test(declarations)
      ? false
      : null;

/** What simple selectors say of striking out, such as `.deleted`, the last rule last. */
type Strikes = ReadonlyMap<string, boolean>;

/** What the rules say that hold for every reader. */
function strikesIn(sheets: readonly string[]): Strikes {
  const found = new Map<string, boolean>();
  for (const { selectors, declarations, holds } of cssRules(sheets)) {
    const struck = holds === 'always' ? strikes(declarations) : null;
    if (struck !== null)
      for (const selector of selectors) if (SIMPLE.test(selector)) found.set(selector, struck);
  }
  return found;
}

const STRUCK_NAMES: ReadonlySet<string> = new Set(['del', 's', 'strike']);
/** What frameworks and editors call text that they strike out, in sheets of their own. */
const STRUCK_CLASS = /(?:^|\s)(?:text-)?(?:line-through|strike-?through|strikeout|struck-?out)(?:$|\s)/i;

/** Tells whether an element's text is struck out: by its name, its own style, or a class in one of the page's style sheets. */
export function strikeReader(sheets: readonly string[]): (element: Element) => boolean {
  const known = strikesIn(sheets);
  return ({ name, attribs }) => {
    const own = attribs.style === undefined ? null : strikes(attribs.style);
    if (own !== null) return own;
    if (known.size > 0) {
      const said = selectorsOf(name, attribs)
        .map((selector) => known.get(selector))
        .find((one) => one !== undefined);
      if (said !== undefined) return said;
    }
    return STRUCK_NAMES.has(name) || (attribs.class !== undefined && STRUCK_CLASS.test(attribs.class));
  };
}
