/** A paragraph of a report that a test writes; `[words](address)` in it is a link, `[^3]` the mark of the third note. */
export interface Block {
  readonly kind: 'heading' | 'text' | 'set-in' | 'bullet';
  /** Of a heading. */
  readonly level: number;
  readonly text: string;
}

export interface Plan {
  readonly body: readonly Block[];
  /** The notes, from the first. */
  readonly notes: readonly string[];
}

const block =
  (kind: Block['kind'], level = 0) =>
  (text: string): Block => ({ kind, level, text });
export const heading = (level: number, text: string): Block => block('heading', level)(text);
export const p = block('text');
/** Set in by an inch. */
export const setIn = block('set-in');
export const bullet = block('bullet');

/** A stretch of a paragraph: words, linked or not, or the mark of a note. */
export interface Piece {
  readonly text: string;
  readonly href: string | null;
  readonly note: number | null;
}

const INLINE = /\[(?<words>[^\]^]+)\]\((?<href>https?:[^\s)]+)\)|\[\^(?<note>\d+)\]/g;

export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const until = (end: number): void => {
    if (end > at) pieces.push({ text: text.slice(at, end), href: null, note: null });
  };
  for (const match of text.matchAll(INLINE)) {
    const { words, href, note } = match.groups ?? {};
    until(match.index);
    pieces.push({
      text: words ?? '',
      href: href ?? null,
      note: note === undefined ? null : Number(note),
    });
    at = match.index + match[0].length;
  }
  until(text.length);
  return pieces;
}
