import { cssRules, selectorsOf } from './css-rules.js';
import { type Element, textOf } from './tree.js';
import { hides } from './unseen-style.js';
import { isBlock, isOpenable } from './visibility.js';

/** One class or id, with or without an element's name: rules for all elements of a name are undone by scripts, as that of a page that fades in. */
const NAMED = /^(?:[a-z][\w-]*)?[.#][\w-]+$/i;
const NAMES = /[.#][\w-]+/g;
/** Properties that hide together, and those of them by which another state shows what one of them hides. */
const CONCERNS =
  /(?:^|[;\s])(?:(?:content-)?visibility|display|opacity|filter|font-size|position|clip|clip-path|color|background|background-color|text-indent|margin-left|left|right|top|bottom|width|height|overflow|transform|transition|animation)\s*:/i;
const SHOWS =
  /(?:^|[;\s])(?:display|visibility|opacity|font-size|position|clip|clip-path|color|text-indent|margin-left|left)\s*:/i;
/** Characters of a stretch within a line that no reader opens: a longer one may be what a click unfolds. */
const STRETCH = 100;

/**
 * Tells whether a class or id of an element hides it by one of the page's own style sheets, for every reader and in every
 * state that the sheets know of. What a script may show (`scripted`) is not hidden, but for a few words within a line.
 */
export function sheetHider(sheets: readonly string[], scripted: boolean): (element: Element) => boolean {
  const declared = new Map<string, string>();
  const shown = new Set<string>();
  for (const { selectors, declarations, holds } of cssRules(sheets)) {
    if (!CONCERNS.test(declarations)) continue;
    const mayShow = SHOWS.test(declarations) && !hides(declarations);
    for (const selector of selectors) {
      if (holds === 'always' && NAMED.test(selector))
        declared.set(selector, `${declared.get(selector) ?? ''};${declarations}`);
      else if (mayShow) for (const [name] of selector.matchAll(NAMES)) shown.add(name);
    }
  }
  const hiding = new Map([...declared].filter(([, declarations]) => hides(declarations)));
  if (hiding.size === 0) return () => false;
  return (element) => {
    const { name, attribs } = element;
    if (attribs.class === undefined && attribs.id === undefined) return false;
    const selectors = selectorsOf(name, attribs);
    const declarations = selectors.map((one) => hiding.get(one)).find((one) => one !== undefined);
    if (declarations === undefined || selectors.some((one) => shown.has(one)) || isOpenable(attribs))
      return false;
    if (!hides(declarations, element)) return false;
    return !scripted || (!isBlock(element) && textOf(element, STRETCH + 1).length <= STRETCH);
  };
}
