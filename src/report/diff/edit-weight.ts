import type { DiffPart } from '../../model/content-verdict.js';
import type { Block } from '../../model/document.js';
import { isWeighty } from '../../quote/weight.js';
import { wordsOf } from '../../text/tokens.js';
import { type Mark, quoteMarks } from './diff-lines.js';
import type { NightText, TextDiff } from './night-text.js';

/** How much an edit matters to a citation, most first: `ignored` is what no verdict looks at, such as menus. */
export const EDIT_WEIGHTS = ['quoted', 'weighty', 'slight', 'ignored'] as const;
/** See {@link EDIT_WEIGHTS}. */
export type EditWeight = (typeof EDIT_WEIGHTS)[number];

/** The weight of each part of a difference that is no unchanged text; null for what is. */
export function editWeights({ parts, earlier, later }: TextDiff): readonly (EditWeight | null)[] {
  const sides = { removed: sideOf(parts, 'added', earlier), added: sideOf(parts, 'removed', later) };
  const at = { removed: 0, added: 0 };
  return parts.map(({ op, text }) => {
    const from = op === 'same' ? null : weightOf(text, at[op], sides[op]);
    if (op !== 'added') at.removed += text.length;
    if (op !== 'removed') at.added += text.length;
    return from;
  });
}

/** One of the two texts: where passages stand in it, and what of it is furniture. */
interface Side {
  readonly marks: readonly Mark[];
  readonly furniture: readonly Stretch[];
}

/** UTF-16 units of a text, `end` exclusive. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

const sideOf = (parts: readonly DiffPart[], other: 'removed' | 'added', night: NightText): Side => {
  const text = parts.map((part) => (part.op === other ? '' : part.text)).join('');
  return { marks: quoteMarks(text, night), furniture: furnitureIn(night.snapshot?.document.blocks ?? []) };
};

/** Where furniture stands in the visible text, a block a line. */
function furnitureIn(blocks: readonly Block[]): readonly Stretch[] {
  let start = 0;
  return blocks.flatMap(({ text, role }) => {
    const end = start + text.length + 1;
    const stretch = { start, end };
    start = end;
    return role === 'furniture' ? [stretch] : [];
  });
}

function weightOf(text: string, at: number, { marks, furniture }: Side): EditWeight {
  const start = at + text.length - text.trimStart().length;
  const end = Math.max(start, at + text.trimEnd().length);
  const touches = (one: Stretch): boolean => one.start < end && one.end > start;
  if (marks.some(touches)) return 'quoted';
  if (furniture.some((one) => one.start <= start && one.end >= end)) return 'ignored';
  return isWeighty([{ op: 'added', words: wordsOf(text), seam: null }]) ? 'weighty' : 'slight';
}

/** Below this share of the shorter text, what stands there is another text, and a difference of words says nothing. */
const REWRITTEN = 0.25;

/** Of a text of which so little is left that it was rewritten, the share of the earlier wording that was kept; null for any other. */
export function rewritten(parts: readonly DiffPart[]): number | null {
  const lengths = { same: 0, removed: 0, added: 0 };
  for (const { op, text } of parts) lengths[op] += text.replace(/\s/gu, '').length;
  const [before, after] = [lengths.same + lengths.removed, lengths.same + lengths.added];
  const shorter = Math.min(before, after);
  return shorter === 0 || lengths.same >= REWRITTEN * shorter ? null : lengths.same / before;
}
