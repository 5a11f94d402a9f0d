import { diffLines } from 'diff';
import type { DiffPart } from '../../model/content.js';
import type { Snapshot, Visit } from '../../model/visit.js';
import { clip } from '../../passage/text/sentences.js';
import { type Html, html, inlineMarkdown } from '../escape.js';
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
const needsSpace = (left: DiffPart | undefined, right: DiffPart): boolean => {
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

const toRuns = (parts: readonly DiffPart[]): readonly Run[] =>
  parts.map((part, i) => {
    const text = part.text.trim();
    const gap = needsSpace(parts[i - 1], part) || part.text !== part.text.trimStart();
    return {
      op: part.op,
      before: gap ? ' ' : '',
      text,
      after: text !== part.text.trimStart() ? ' ' : '',
    };
  });

/** For a terminal: `[-removed-] {+added+}`, which says the same without colours. */
export const diffToTerminal = (parts: readonly DiffPart[], paint: Paint): string =>
  toRuns(condense(parts))
    .map(({ op, before, text, after }) => {
      if (op === 'same' || text === '') return before + plain(text) + after;
      const marked =
        op === 'removed' ? paint.removed(`[-${plain(text)}-]`) : paint.added(`{+${plain(text)}+}`);
      return before + marked + after;
    })
    .join('');

/** For Markdown: `<del>` and `<ins>`, which GitHub shows and which need no spaces around them in any script. */
export const diffToMarkdown = (parts: readonly DiffPart[]): string =>
  toRuns(condense(parts))
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
  html`${toRuns(condense(parts)).map(({ op, before, text, after }) => {
    if (op === 'same' || text === '') return html`${before}${text}${after}`;
    const marked = op === 'removed' ? `[−${text}]` : `[+${text}]`;
    const styled =
      inline === undefined ? html`${marked}` : html`<span style="${inline[op]}">${marked}</span>`;
    const bare = inline !== undefined && html` style="text-decoration:none"`;
    const element =
      op === 'removed' ? html`<del${bare}>${styled}</del>` : html`<ins${bare}>${styled}</ins>`;
    return html`${before}${element}${after}`;
  })}`;

/** Characters of equal text that may be a coincidence between two changes: "the", "of the", "according to". */
const COINCIDENCE = 25;
/** How many times longer than the equal text the changes on both sides of it must be. */
const OUTWEIGHED = 3;

interface Change {
  readonly removed: string;
  readonly added: string;
}

const sizeOf = ({ removed, added }: Change): number => Math.max(removed.length, added.length);

/**
 * The same difference for reading: a rewritten sentence is one change, not a patchwork around the "the" and "of" that
 * any two sentences share. Both texts can still be read off it.
 */
export function coalesce(parts: readonly DiffPart[]): readonly DiffPart[] {
  const out: DiffPart[] = [];
  let change: Change = { removed: '', added: '' };
  const flush = (): void => {
    if (change.removed !== '') out.push({ op: 'removed', text: change.removed });
    if (change.added !== '') out.push({ op: 'added', text: change.added });
    change = { removed: '', added: '' };
  };
  for (const [i, { op, text }] of parts.entries()) {
    if (op !== 'same') change = { ...change, [op]: change[op] + text };
    else if (
      text.length <= COINCIDENCE &&
      Math.min(sizeOf(change), sizeOf(changeAt(parts, i + 1))) >= OUTWEIGHED * text.length
    )
      change = { removed: change.removed + text, added: change.added + text };
    else {
      flush();
      out.push({ op, text });
    }
  }
  flush();
  return out;
}

function changeAt(parts: readonly DiffPart[], at: number): Change {
  const next = parts.slice(at, at + 2);
  const end = next.findIndex(({ op }) => op === 'same');
  const own = end < 0 ? next : next.slice(0, end);
  const textOf = (op: DiffPart['op']): string => own.find((part) => part.op === op)?.text ?? '';
  return { removed: textOf('removed'), added: textOf('added') };
}

export interface NightText {
  readonly visit: Visit;
  /** Null when the text was not kept. */
  readonly snapshot: Snapshot | null;
}

/** A document on two nights, and what turns the earlier text into the later. */
export interface TextDiff {
  readonly source: string;
  readonly earlier: NightText;
  readonly later: NightText;
  readonly parts: readonly DiffPart[];
  /** The night on which another document stood there for the first time, where that was between the two; else null. */
  readonly replaced: Visit | null;
}

export interface EditedLine {
  readonly sign: '-' | '+';
  readonly text: string;
}

/** A file before an edit and behind it. */
export interface EditedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** The lines in which two texts differ, in their order. */
export const editedLines = (before: string, after: string): readonly EditedLine[] =>
  diffLines(before, after).flatMap(({ added, removed, value }) =>
    added || removed
      ? value
          .replace(/\r?\n$/u, '')
          .split(/\r?\n/u)
          .map((text) => ({ sign: added ? ('+' as const) : ('-' as const), text }))
      : [],
  );

/** The places in which a text becomes another, without what stays. */
export const shortDiff = (diff: readonly DiffPart[]): Html =>
  html`${diff.map(({ op, text }, i) => {
    if (op === 'same') return i > 0 && i < diff.length - 1 && html` <span class="soft">…</span> `;
    if (op === 'removed') return html`<del>${text.trim()}</del>`;
    return html`${diff[i - 1]?.op === 'removed' && html` <span aria-hidden="true">→</span> `}<ins>${text.trim()}</ins>`;
  })}`;
