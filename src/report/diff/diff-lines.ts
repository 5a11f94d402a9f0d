import type { DiffPart } from '../../model/content-verdict.js';
import type { QuoteVerdict } from '../../model/quote-verdict.js';
import type { NightText } from './night-text.js';

/** A stretch of {@link diffLineText}: UTF-16 units, `end` exclusive; `quote` names the passage that stands there. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/** The quotations that a night judged. */
export const quotesOf = ({ visit }: NightText): readonly QuoteVerdict[] =>
  visit.verdict?.citations.flatMap((citation) => citation.quotes) ?? [];

/** Where the quoted passages of a night stand in its text; parts that a "related" box interrupts are not looked for. */
export const quoteMarks = (text: string, night: NightText): readonly Mark[] =>
  quotesOf(night).flatMap(({ id, found }) =>
    (found ?? '').split(' [...] ').flatMap((passage) => {
      const start = passage === '' ? -1 : text.indexOf(passage);
      return start < 0 ? [] : [{ start, end: start + passage.length, quote: id }];
    }),
  );

/** Words of one kind, inside or outside a quoted passage. */
export interface DiffPiece extends DiffPart {
  /** The quoted passage that they belong to, or null. */
  readonly quote: string | null;
}

/** A paragraph of either text. */
export type DiffLine = readonly DiffPiece[];

/** The earlier or the later of the two texts that a difference is made of. */
export const diffLineText = (parts: readonly DiffPart[], other: 'removed' | 'added'): string =>
  parts
    .filter((part) => part.op !== other)
    .map((part) => part.text)
    .join('');

/** Splits a text where a quoted passage begins or ends; `at` is the text's own place. */
function cut(
  text: string,
  at: number,
  marks: readonly Mark[],
): readonly { text: string; quote: string | null }[] {
  const inside = marks.filter((mark) => mark.start < at + text.length && mark.end > at);
  const places = new Set([0, text.length]);
  for (const { start, end } of inside) {
    places.add(Math.max(0, start - at));
    places.add(Math.min(text.length, end - at));
  }
  const edges = [...places].sort((a, b) => a - b);
  return edges.slice(1).map((to, i) => {
    const from = edges[i] as number;
    const mark = inside.find(({ start, end }) => start <= at + from && end > at + from);
    return { text: text.slice(from, to), quote: mark?.quote ?? null };
  });
}

/** Where last words were put in place of last words, one paragraph ends, not two. */
const endsOnce = ({ op, text }: DiffPart, next: DiffPart | undefined): string =>
  op === 'removed' && next?.op === 'added' && /^[^\n]*\n$/u.test(text) && next.text.endsWith('\n')
    ? `${text.slice(0, -1)} `
    : text;

/**
 * A difference as paragraphs, in the order of the later text, removed ones where they stood.
 * `earlier` and `later` are the quoted passages in each of the two texts.
 */
export function diffLinesOf(
  parts: readonly DiffPart[],
  earlier: readonly Mark[],
  later: readonly Mark[],
): readonly DiffLine[] {
  const lines: DiffPiece[][] = [[]];
  let [before, after] = [0, 0];
  for (const [i, part] of parts.entries()) {
    const { op } = part;
    for (const row of endsOnce(part, parts[i + 1]).split(/(?<=\n)/u)) {
      const pieces = op === 'removed' ? cut(row, before, earlier) : cut(row, after, later);
      lines.at(-1)?.push(...pieces.map((piece) => ({ op, ...piece })));
      if (row.endsWith('\n')) lines.push([]);
      if (op !== 'added') before += row.length;
      if (op !== 'removed') after += row.length;
    }
  }
  return lines.filter((line) => line.some(({ text }) => text.trim() !== ''));
}
