import type { Element } from './tree.js';

const NUMBERS = String.raw`\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*`;
const RAISED = new RegExp(
  String.raw`^\s*(?:[\[(]?\s*(?:${NUMBERS}|[a-z]{1,2}|[ivxl]{1,6})\s*[\])]?|[*†‡§¶]+)\s*$`,
  'i',
);
const BRACKETED = new RegExp(
  String.raw`^\s*[\[(]\s*(?:${NUMBERS}|[a-z]|[ivxl]{1,6}|(?:fn|note|nb)\s*\d+)\s*[\])]\s*$`,
  'i',
);
/** Characters of the longest mark: six numbers of three digits with commas between them. */
const LONGEST_MARK = 24;
/** Nodes in one element of a mark: the number, its brackets, and the spaces between. */
const MOST_CHILDREN = 8;

/** Levels of elements in a mark: `<sup><a><span>` and the text. */
const DEEPEST_MARK = 4;

/** The text in an element, and whether a link is in it; null when there is more than a mark has. */
function contents(element: Element, depth = DEEPEST_MARK): { text: string; linked: boolean } | null {
  if (depth === 0 || element.children.length > MOST_CHILDREN) return null;
  let [text, linked] = ['', element.name === 'a'];
  for (const child of element.children) {
    if (child.type === 'text') text += child.data;
    if (!('attribs' in child)) continue;
    const inner = contents(child, depth - 1);
    if (!inner) return null;
    text += inner.text;
    linked ||= inner.linked;
  }
  return text.length > LONGEST_MARK ? null : { text, linked };
}

/**
 * True for the mark of a footnote: raised and a link, or a bracketed number that leads to a place on the same page.
 * Such marks stand inside sentences, and nobody quotes them. A raised number without a link may be an exponent.
 */
export function isFootnoteMark(element: Element, insideLink: boolean): boolean {
  const { name, attribs } = element;
  const inPage = name === 'a' && attribs.href?.includes('#') === true;
  if (name !== 'sup' && !inPage) return false;
  const mark = contents(element);
  if (!mark) return false;
  return inPage ? BRACKETED.test(mark.text) : RAISED.test(mark.text) && (insideLink || mark.linked);
}
