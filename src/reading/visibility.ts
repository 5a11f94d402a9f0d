import { markupWords as words } from './markup-words.js';
import { type Element, textOf } from './tree.js';

// Never shown, or not text: an `iframe` or `object` holds what is shown where frames and plug-ins do not work.
const UNSHOWN: ReadonlySet<string> = new Set(words.unshown);
const BLOCK_STYLE = /(?:^|;)\s*display\s*:\s*(?:block|flex|grid|table|list-item)/i;
// Text for screen readers only, such as "(opens in a new window)" in the middle of a sentence.
const SCREEN_READER_CLASS =
  /(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-reader(?:-text|-only)?|element-invisible|offscreen)(?:$|\s)/i;

/** True for elements whose contents a reader does not see, by their name. */
export const isUnshown = (element: Element): boolean => UNSHOWN.has(element.name);

// Tabs and folded sections open at a click; React streams a page as hidden parts (`S:0`) that its script puts in place.
const OPENS_CLASS = /(?:^|[\s_-])(?:tab-?(?:panel|pane|content)|accordion|collaps(?:e|ible))/i;
const STREAMED_ID = /^S:[0-9a-f]+$/;

/** True for what a reader opens at a click, and what a script puts in place. */
const isOpenable = ({ role, id, class: classes }: Element['attribs']): boolean =>
  role === 'tabpanel' ||
  (id !== undefined && STREAMED_ID.test(id)) ||
  (classes !== undefined && OPENS_CLASS.test(classes));

/**
 * True for elements that the page itself hides: by attribute, by style, or for all but screen readers.
 * What a reader can open, such as a tab, is not hidden.
 */
export function isHidden(element: Element): boolean {
  const { name, attribs } = element;
  if (isOpenable(attribs)) return false;
  if (attribs.hidden !== undefined && attribs.hidden !== 'until-found') return true;
  if ((name === 'dialog' && attribs.open === undefined) || attribs.role === 'tooltip') return true;
  if (attribs.style !== undefined && hides(attribs.style, element)) return true;
  return attribs.class !== undefined && SCREEN_READER_CLASS.test(attribs.class);
}

const BLOCKS: ReadonlySet<string> = new Set(words.blocks);
/** True for elements that stand on lines of their own. Custom elements do, since most of them are parts of a layout. */
export const isBlock = ({ name, attribs }: Element): boolean =>
  BLOCKS.has(name) ||
  name.includes('-') ||
  (attribs.style !== undefined && BLOCK_STYLE.test(attribs.style));

/** One class or id, with or without an element's name: rules for all elements of a name are undone by scripts, as that of a page that fades in. */
const NAMED = /^(?:[a-z][\w-]*)?[.#][\w-]+$/i;
const NAMES = /[.#][\w-]+/g;
/** Properties that hide together, and those of them by which another state shows what one of them hides. */
const CONCERNS =
  /(?:^|[;\s])(?:(?:content-)?visibility|display|opacity|filter|font-size|position|clip|clip-path|color|background|background-color|text-indent|margin-left|left|right|top|bottom|width|height|overflow|transform|transition|animation)\s*:/i;
const SHOWS =
  /(?:^|[;\s])(?:display|visibility|opacity|font-size|position|clip|clip-path|color|text-indent|margin-left|left)\s*:/i;
/** A state that a reader's pointer or keyboard makes. */
const POINTED_AT = /:(?:hover|focus|active)/i;
/** Characters of a stretch within a line that no reader opens: a longer one may be what a click unfolds. */
const STRETCH = 100;

/**
 * Tells whether a class or id of an element hides it by one of the page's own style sheets, for every reader and in every
 * state that the sheets know of. What a script may show (`scripted`), or a pointer, is not hidden, but for a few words within a line.
 */
export function sheetHider(
  rules: readonly CssRule[],
  scripted: boolean,
): (element: Element) => boolean {
  const declared = new Map<string, string>();
  const [shown, opened] = [new Set<string>(), new Set<string>()];
  for (const { selectors, declarations, holds } of rules) {
    if (!CONCERNS.test(declarations)) continue;
    const plain = holds === 'always' ? selectors.filter((selector) => NAMED.test(selector)) : [];
    for (const selector of plain)
      declared.set(selector, `${declared.get(selector) ?? ''};${declarations}`);
    const others = selectors.filter((selector) => !plain.includes(selector));
    if (others.length === 0 || !SHOWS.test(declarations) || hides(declarations)) continue;
    for (const selector of others)
      for (const [name] of selector.matchAll(NAMES))
        (POINTED_AT.test(selector) ? opened : shown).add(name);
  }
  const hiding = new Map([...declared].filter(([, declarations]) => hides(declarations)));
  if (hiding.size === 0) return () => false;
  return (element) => {
    const { name, attribs } = element;
    if (attribs.class === undefined && attribs.id === undefined) return false;
    const selectors = selectorsOf(name, attribs);
    const declarations = selectors.map((one) => hiding.get(one)).find((one) => one !== undefined);
    if (
      declarations === undefined ||
      selectors.some((one) => shown.has(one)) ||
      isOpenable(attribs)
    )
      return false;
    if (!hides(declarations, element)) return false;
    const mayOpen = scripted || selectors.some((one) => opened.has(one));
    return !mayOpen || (!isBlock(element) && textOf(element, STRETCH + 1).length <= STRETCH);
  };
}

/** One element name, class or id: what stands inside or behind something else is looked up nowhere. */
const SIMPLE = /^(?:[a-z][\w-]*)?(?:[.#][\w-]+)?$/i;

/** True for declarations that strike text out, false for those that take that back; null for others. */
const strikes = (declarations: string): boolean | null =>
  /(?:^|[;\s])text-decoration(?:-line)?\s*:[^;]{0,80}\bline-through\b/i.test(declarations)
    ? true
    : /(?:^|[;\s])text-decoration(?:-line)?\s*:\s*none\b/i.test(declarations)
      ? false
      : null;

const STRUCK_NAMES: ReadonlySet<string> = new Set(['del', 's', 'strike']);
/** What frameworks and editors call text that they strike out, in sheets of their own. */
const STRUCK_CLASS =
  /(?:^|\s)(?:text-)?(?:line-through|strike-?through|strikeout|struck-?out)(?:$|\s)/i;

/** Tells whether an element's text is struck out: by its name, its own style, or a class in one of the page's style sheets. */
export function strikeReader(rules: readonly CssRule[]): (element: Element) => boolean {
  const known = new Map<string, boolean>();
  for (const { selectors, declarations, holds } of rules) {
    const struck = holds === 'always' ? strikes(declarations) : null;
    if (struck !== null)
      for (const selector of selectors) if (SIMPLE.test(selector)) known.set(selector, struck);
  }
  return ({ name, attribs }) => {
    const own = attribs.style === undefined ? null : strikes(attribs.style);
    if (own !== null) return own;
    if (known.size > 0) {
      const said = selectorsOf(name, attribs)
        .map((selector) => known.get(selector))
        .find((one) => one !== undefined);
      if (said !== undefined) return said;
    }
    return (
      STRUCK_NAMES.has(name) || (attribs.class !== undefined && STRUCK_CLASS.test(attribs.class))
    );
  };
}

/** What declarations say of each property, in lower case; the last one of a property holds. */
type Style = ReadonlyMap<string, string>;
const styleOf = (declarations: string): Style =>
  new Map(
    declarations.split(';').map((one) => {
      const [name = '', ...value] = one.split(':');
      return [
        name.trim().toLowerCase(),
        value.join(':').replace('!important', '').trim().toLowerCase(),
      ];
    }),
  );

const ZERO = /^[+-]?0*(?:\.0+)?(?:px|em|rem|pt|%)?$/;
const isZero = (value = ''): boolean => /\d/.test(value) && ZERO.test(value);
/** No size, or less than a point. */
const isTiny = (value = ''): boolean => isZero(value) || /^0?\.\d+(?:px|pt)$/.test(value);
/** A place far outside any screen. */
const FAR = /-\d{4,}(?:\.\d+)?px|-\d{3,}(?:\.\d+)?(?:em|rem|%|vw|vh)/;

/** What scripts put on a part of the page that they will fade in. */
const FADES = /(?:^|[\s_-])(?:anim(?:at(?:e|ed|ion))?|aos|fade(?:-?in)?|reveal|wow|scroll|lazy)/i;
const MOVES = /transition|transform|animation|will-change/i;
const fadesIn = ({ attribs }: Element, style: string): boolean =>
  FADES.test(attribs.class ?? '') ||
  MOVES.test(style) ||
  Object.keys(attribs).some(
    (name) => name.startsWith('data-') && (name === 'data-w-id' || FADES.test(name)),
  );

/** Lists and rows are set in no size to close their gaps, and their items in a size of their own. */
const isSizedWithin = ({ children }: Element): boolean =>
  children.some(
    (child) =>
      'attribs' in child &&
      (child.attribs.class !== undefined || child.attribs.style !== undefined),
  );

const NAMED_COLOURS: Readonly<Record<string, string>> = { white: '#ffffff', black: '#000000' };
const inHex = (value: string): string | null => {
  const parts = /^rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)$/.exec(value)?.slice(1);
  return parts
    ? `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`
    : null;
};
function colour(value: string | undefined): string | null {
  if (value === undefined) return null;
  const plain = NAMED_COLOURS[value] ?? inHex(value) ?? value.replace(/\s/g, '');
  return /^#[\da-f]{3}$/.test(plain) ? `#${[...plain.slice(1)].map((c) => c + c).join('')}` : plain;
}

const isOffCanvas = (style: Style): boolean => {
  const place = style.get('position');
  if (['text-indent', 'margin-left'].some((side) => FAR.test(style.get(side) ?? ''))) return true;
  if (place !== 'absolute' && place !== 'fixed') return false;
  const sides = ['left', 'right', 'top', 'bottom', 'transform', 'inset'];
  if (sides.some((side) => FAR.test(style.get(side) ?? ''))) return true;
  const clipped =
    /^rect\(\s*(?:0|1px)/.test(style.get('clip') ?? '') ||
    /^inset\((?:50|100)%\)/.test(style.get('clip-path') ?? '');
  const tiny = ['width', 'height'].every((side) => /^[01](?:px)?$/.test(style.get(side) ?? ''));
  return clipped || (tiny && /hidden|clip/.test(style.get('overflow') ?? ''));
};

/** Colours of which nothing is seen: `rgba(0,0,0,0)`. */
const NO_INK = /^(?:rgb|hsl)a?\((?:(?:[^,/]+,){3}|[^,/]+\/)0(?:\.0+)?%?\)$/;

const hasNoColour = (style: Style): boolean => {
  const ink = colour(style.get('color'));
  const paper = colour(style.get('background-color') ?? style.get('background'));
  return ink !== null && (ink === 'transparent' || NO_INK.test(ink) || ink === paper);
};

const isNotShown = (style: Style): boolean =>
  style.get('display') === 'none' ||
  /^(?:hidden|collapse)$/.test(style.get('visibility') ?? '') ||
  style.get('content-visibility') === 'hidden';

/**
 * True for declarations that make text invisible: not shown, or by opacity, size, place, or the colour of its background. What a
 * script fades in is not, nor a gap that is closed around items of another size, as far as the `element` tells.
 */
function hides(declarations: string, element?: Element): boolean {
  if (!/display|visibility|opacity|font|position|indent|margin-left|color/i.test(declarations))
    return false;
  const style = styleOf(declarations);
  const isFaint =
    isZero(style.get('opacity')) || /^opacity\(0%?\)$/.test(style.get('filter') ?? '');
  return (
    isNotShown(style) ||
    (isFaint &&
      !(element === undefined ? MOVES.test(declarations) : fadesIn(element, declarations))) ||
    (isTiny(style.get('font-size')) && !(element !== undefined && isSizedWithin(element))) ||
    isOffCanvas(style) ||
    (!/background-clip/i.test(declarations) && hasNoColour(style))
  );
}

/** Characters of a page's own style sheets that are read: builders of pages inline a few hundred kilobytes. */
const MOST_STYLE = 400_000;
/** Blocks whose rules hold for a reader at a screen, whatever the screen. */
const ALWAYS = /^@(?:supports|layer|media\s+(?:all|screen)\s*$)/i;
/** Blocks whose rules hold for no screen. */
const NEVER = /^@(?:media\s+(?:print|speech)\s*$|(?:-\w+-)?keyframes|font-face|page)/i;

/** What a style sheet declares for some elements. */
export interface CssRule {
  readonly selectors: readonly string[];
  readonly declarations: string;
  /** For every reader at a screen, or for some: those of a small one, in the dark. */
  readonly holds: 'always' | 'sometimes';
}

type Holds = CssRule['holds'] | 'never';
const within = (above: Holds, prelude: string): Holds =>
  above === 'never' || NEVER.test(prelude)
    ? 'never'
    : above === 'always' && (!prelude.startsWith('@') || ALWAYS.test(prelude))
      ? 'always'
      : 'sometimes';

/** The rules of a page's style sheets, one after the other, but for those that hold for no screen. */
export function cssRules(sheets: readonly string[]): readonly CssRule[] {
  if (sheets.length === 0) return [];
  const rules: CssRule[] = [];
  const css = sheets
    .join('\n')
    .slice(0, MOST_STYLE)
    .replace(/\/\*[\s\S]*?\*\//g, ' ');
  const open: { readonly prelude: string; readonly from: number; readonly holds: Holds }[] = [];
  let from = 0;
  for (const { 0: mark, index } of css.matchAll(/[{};]/g)) {
    const above = open.at(-1);
    if (mark === '{') {
      const prelude = css.slice(from, index).trim();
      open.push({ prelude, from: index + 1, holds: within(above?.holds ?? 'always', prelude) });
    } else if (mark === '}') {
      open.pop();
      if (above !== undefined && above.holds !== 'never' && !above.prelude.startsWith('@'))
        rules.push({
          selectors: above.prelude.split(',').map((one) => one.trim()),
          declarations: css.slice(above.from, index),
          holds: above.holds,
        });
    }
    from = index + 1;
  }
  return rules;
}

/** The simple selectors that meet an element, the narrowest first: one element name, class or id each. */
function selectorsOf(
  name: string,
  { id, class: classes = '' }: Readonly<Record<string, string>>,
): readonly string[] {
  const names = classes.split(/\s+/).filter((word) => word !== '');
  return [
    `${name}#${id}`,
    `#${id}`,
    ...names.map((word) => `${name}.${word}`),
    ...names.map((word) => `.${word}`),
    name,
  ];
}
