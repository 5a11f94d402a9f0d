/**
 * A page as a tree. `as` says what of it is not the document's own text, so that what a page says is known from how it was made: `furniture`
 * (menus, banners), `hidden`, `struck`, `mark` (of a footnote), `note` (of a correction), or `guard`, own text that no omission may swallow.
 */
export const h = (tag, attributes, children, as) => ({
  tag,
  attributes,
  children: [children].flat(),
  as,
});

/** Source text as it is, of which nothing is shown: a comment, a script. */
export const raw = (source) => ({ raw: source });

const VOID = new Set(['img', 'input', 'meta', 'br', 'link']);

/** HTML of a tree. `letter` writes one character that is not markup. */
export function htmlOf(node, letter) {
  if (typeof node === 'string') return escaped(node, letter);
  if (node.raw !== undefined) return node.raw;
  const attributes = Object.entries(node.attributes ?? {})
    .map(([name, value]) =>
      value === true ? ` ${name}` : ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`,
    )
    .join('');
  const open = `<${node.tag}${attributes}>`;
  if (VOID.has(node.tag)) return open;
  return `${open}${node.children.map((child) => htmlOf(child, letter)).join('')}</${node.tag}>`;
}

const MARKUP = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text, letter) =>
  letter
    ? [...text].map((one) => MARKUP[one] ?? letter(one)).join('')
    : text.replace(/[&<>]/g, (one) => MARKUP[one]);

const NOT_SHOWN = new Set(['furniture', 'hidden', 'struck', 'mark', 'note']);

/** The document's own text, in order, in pieces of which some are guards. */
export function shownPieces(node, guard = false) {
  if (typeof node === 'string') return [{ text: node, guard }];
  if (node.raw !== undefined || NOT_SHOWN.has(node.as)) return [];
  const pieces = node.children.flatMap((child) => shownPieces(child, guard || node.as === 'guard'));
  return /^(?:p|div|h\d|li|td|tr|section|article|blockquote|figcaption|main|body)$/.test(node.tag)
    ? [...pieces, { text: '\n', guard: false }]
    : pieces;
}
