import type { Element } from './tree.js';
import { hides } from './unseen-style.js';

// Never shown, or not text: an `iframe` or `object` holds what is shown where frames and plug-ins do not work.
// biome-ignore format: a table
const UNSHOWN: ReadonlySet<string> = new Set([
  'head', 'script', 'style', 'template', 'noscript', 'noframes', 'noembed', 'iframe', 'object', 'svg',
  'canvas', 'audio', 'video', 'picture', 'datalist', 'rp', 'rt', 'rtc', 'annotation', 'annotation-xml',
  'title', 'textarea',
]);

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
export const isOpenable = ({ role, id, class: classes }: Element['attribs']): boolean =>
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
  if (name === 'dialog' && attribs.open === undefined) return true;
  if (attribs.style !== undefined && hides(attribs.style, element)) return true;
  return attribs.class !== undefined && SCREEN_READER_CLASS.test(attribs.class);
}

// biome-ignore format: a table
const BLOCKS: ReadonlySet<string> = new Set([
  'address', 'article', 'aside', 'blockquote', 'body', 'button', 'caption', 'center', 'dd', 'details',
  'dialog', 'dir', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3',
  'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'html', 'legend', 'li', 'main', 'menu', 'nav', 'ol', 'optgroup',
  'option', 'p', 'pre', 'search', 'section', 'select', 'summary', 'table', 'tbody', 'td', 'textarea', 'tfoot',
  'th', 'thead', 'tr', 'ul',
]);

/** True for elements that stand on lines of their own. Custom elements do, since most of them are parts of a layout. */
export const isBlock = ({ name, attribs }: Element): boolean =>
  BLOCKS.has(name) || name.includes('-') || (attribs.style !== undefined && BLOCK_STYLE.test(attribs.style));
