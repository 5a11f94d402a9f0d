import type { DiffPart } from '../../model/content-verdict.js';
import { clip } from '../../text/whitespace.js';
import { inlineMarkdown } from '../gfm.js';
import { type Html, html } from '../html.js';
import { type Paint, plain } from '../terminal/screen.js';

/** Characters of unchanged text kept on each side of a change: about a line and a half of a phone. */
const CONTEXT = 90;

/** The same difference with long unchanged stretches cut down to what surrounds the changes. */
export const condense = (parts: readonly DiffPart[], context = CONTEXT): readonly DiffPart[] =>
  parts.map((part, i) => {
    const { op, text } = part;
    const before = i > 0 ? clip(text, context, 'start') : '';
    const after = i < parts.length - 1 ? clip(text, context, 'end') : '';
    if (op !== 'same' || parts.length === 1) return part;
    if ([...before].length + [...after].length + 3 >= [...text].length) return part;
    return { op, text: `${before}${before && ' '}…${after && ' '}${after}` };
  });

const LETTER = /[\p{Script=Latin}\p{N}]/u;

/** Parts whose words would run together, or whose marks would touch, are set apart by a space. */
const apart = (left: DiffPart | undefined, right: DiffPart): boolean => {
  if (left === undefined || left.text === '' || right.text === '') return false;
  const last = left.text.slice(-1);
  const first = right.text.slice(0, 1);
  if (/\s/.test(last) || /\s/.test(first)) return false;
  return (left.op !== 'same' && right.op !== 'same') || (LETTER.test(last) && LETTER.test(first));
};

interface Run {
  readonly op: DiffPart['op'];
  /** White space, which belongs outside the marks. */
  readonly before: string;
  /** Without white space at its ends; may be empty. */
  readonly text: string;
  readonly after: string;
}

const runs = (parts: readonly DiffPart[]): readonly Run[] =>
  parts.map((part, i) => {
    const text = part.text.trim();
    const gap = apart(parts[i - 1], part) || part.text !== part.text.trimStart();
    return { op: part.op, before: gap ? ' ' : '', text, after: text !== part.text.trimStart() ? ' ' : '' };
  });

/** For a terminal: `[-removed-] {+added+}`, which says the same without colours. */
export const diffToTerminal = (parts: readonly DiffPart[], paint: Paint): string =>
  runs(condense(parts))
    .map(({ op, before, text, after }) => {
      if (op === 'same' || text === '') return before + plain(text) + after;
      const marked =
        op === 'removed' ? paint.removed(`[-${plain(text)}-]`) : paint.added(`{+${plain(text)}+}`);
      return before + marked + after;
    })
    .join('');

/** For Markdown: `<del>` and `<ins>`, which GitHub shows and which need no spaces around them in any script. */
export const diffToMarkdown = (parts: readonly DiffPart[]): string =>
  runs(condense(parts))
    .map(({ op, before, text, after }) => {
      const tag = op === 'removed' ? 'del' : 'ins';
      const line = inlineMarkdown(text);
      return before + (op === 'same' || line === '' ? line : `<${tag}>${line}</${tag}>`) + after;
    })
    .join('');

/** Styles for marks where a page's style sheet does not reach, such as mail. */
export interface InlineMarks {
  readonly removed: string;
  readonly added: string;
}

/**
 * For HTML: `<del>` and `<ins>` whose text carries its own marks, `[−removed]` and `[+added]`, because some
 * mail readers drop the elements and some people do not see the colours. With `inline`, a `<span>` inside
 * carries the style, since a dropped element takes its own style with it.
 */
export const diffToHtml = (parts: readonly DiffPart[], inline?: InlineMarks): Html =>
  html`${runs(condense(parts)).map(({ op, before, text, after }) => {
    if (op === 'same' || text === '') return html`${before}${text}${after}`;
    const marked = op === 'removed' ? `[−${text}]` : `[+${text}]`;
    const styled =
      inline === undefined ? html`${marked}` : html`<span style="${inline[op]}">${marked}</span>`;
    const bare = inline !== undefined && html` style="text-decoration:none"`;
    const element = op === 'removed' ? html`<del${bare}>${styled}</del>` : html`<ins${bare}>${styled}</ins>`;
    return html`${before}${element}${after}`;
  })}`;
