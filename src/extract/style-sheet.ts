import type { Element } from './tree.js';

/** Characters of a page's own style sheets that are read: builders of pages inline a few hundred kilobytes. */
const MOST_STYLE = 400_000;
/** Blocks whose rules hold for a reader at a screen, whatever the screen. */
const ALWAYS = /^@(?:supports|layer|media\s+(?:all|screen)\s*$)/i;
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

/** Reads rules block by block; a rule in a block that does not always hold says nothing. */
function strikesIn(sheets: readonly string[]): Strikes {
  const found = new Map<string, boolean>();
  const css = sheets
    .join('\n')
    .slice(0, MOST_STYLE)
    .replace(/\/\*[\s\S]*?\*\//g, ' ');
  const open: { readonly prelude: string; readonly from: number; readonly holds: boolean }[] = [];
  let from = 0;
  for (const { 0: mark, index } of css.matchAll(/[{};]/g)) {
    const above = open.at(-1);
    if (mark === '{') {
      const prelude = css.slice(from, index).trim();
      const holds = (above?.holds ?? true) && (!prelude.startsWith('@') || ALWAYS.test(prelude));
      open.push({ prelude, from: index + 1, holds });
    } else if (mark === '}') {
      open.pop();
      const struck = above?.holds === true ? strikes(css.slice(above.from, index)) : null;
      if (above !== undefined && struck !== null && !above.prelude.startsWith('@'))
        for (const selector of above.prelude.split(',').map((one) => one.trim()))
          if (SIMPLE.test(selector)) found.set(selector, struck);
    }
    from = index + 1;
  }
  return found;
}

const STRUCK_NAMES: ReadonlySet<string> = new Set(['del', 's', 'strike']);

/** Tells whether an element's text is struck out: by its name, its own style, or a class in one of the page's style sheets. */
export function strikeReader(sheets: readonly string[]): (element: Element) => boolean {
  const known = strikesIn(sheets);
  return ({ name, attribs: { style, id, class: classes = '' } }) => {
    const own = style === undefined ? null : strikes(style);
    if (own !== null) return own;
    if (known.size > 0) {
      const names = classes.split(/\s+/).filter((word) => word !== '');
      const selectors = [
        `${name}#${id}`,
        `#${id}`,
        ...names.map((word) => `${name}.${word}`),
        ...names.map((word) => `.${word}`),
        name,
      ];
      const said = selectors.map((selector) => known.get(selector)).find((one) => one !== undefined);
      if (said !== undefined) return said;
    }
    return STRUCK_NAMES.has(name);
  };
}
