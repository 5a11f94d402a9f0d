import type { DiffPart } from '../../model/content-verdict.js';

/** Characters of equal text that may be a coincidence between two changes: "the", "of the", "according to". */
const COINCIDENCE = 25;
/** How many times longer than the equal text the changes on both sides of it must be. */
const OUTWEIGHED = 3;

/** Words put in place of others; either may be none. */
interface Change {
  readonly removed: string;
  readonly added: string;
}

const sizeOf = ({ removed, added }: Change): number => Math.max(removed.length, added.length);

const isCoincidence = (text: string, before: Change, after: Change): boolean =>
  text.length <= COINCIDENCE && Math.min(sizeOf(before), sizeOf(after)) >= OUTWEIGHED * text.length;

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
    else if (isCoincidence(text, change, changeAt(parts, i + 1)))
      change = { removed: change.removed + text, added: change.added + text };
    else {
      flush();
      out.push({ op, text });
    }
  }
  flush();
  return out;
}

/** The change that begins at a part. */
function changeAt(parts: readonly DiffPart[], at: number): Change {
  const next = parts.slice(at, at + 2);
  const end = next.findIndex(({ op }) => op === 'same');
  const own = end < 0 ? next : next.slice(0, end);
  const textOf = (op: DiffPart['op']): string => own.find((part) => part.op === op)?.text ?? '';
  return { removed: textOf('removed'), added: textOf('added') };
}
