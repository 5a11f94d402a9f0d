/** A letter of a script that runs from right to left. */
export const RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** A letter of any, which is left to right where it is not {@link RIGHT}. */
const LEFT = /\p{L}/u;
const DIGIT = /\p{Nd}/u;
/** What stands within a number. */
const WITHIN_NUMBER = /^[.,:/٫٬-]$/;

interface Piece {
  readonly text: string;
}
type Direction = 'left' | 'right' | 'digit' | 'none';

const directionOf = (text: string): Direction => {
  if (DIGIT.test(text) && !/\p{L}/u.test(text)) return 'digit';
  return RIGHT.test(text) ? 'right' : LEFT.test(text) ? 'left' : 'none';
};

/**
 * The pieces of a line in the order in which they are read: those that run against the line, such as a Latin name or a number
 * in Arabic, are turned round. `pieces` from the line's beginning on to its end, as they are seen: from the right where it is `rtl`.
 */
export function inLogicalOrder<T extends Piece>(pieces: readonly T[], rtl: boolean): readonly T[] {
  const directions = pieces.map(({ text }) => directionOf(text));
  const against: Direction = rtl ? 'left' : 'right';
  const ordered: T[] = [];
  for (let i = 0; i < pieces.length; ) {
    const end = directions[i] === 'none' ? i : endOfRun(pieces, directions, i, against);
    if (end <= i + 1) ordered.push(pieces[i++] as T);
    else {
      const run = pieces.slice(i, end).reverse();
      ordered.push(...(rtl ? run : numbersAsSeen(run)));
      i = end;
    }
  }
  return ordered;
}

/** One past the last piece of a run that begins at `start` and goes against the line; `start` when none does. */
function endOfRun(
  pieces: readonly Piece[],
  directions: readonly Direction[],
  start: number,
  against: Direction,
): number {
  let first = directions[start];
  if (first !== against && (first !== 'digit' || against === 'right')) return start;
  let end = start + 1;
  for (let i = end; i < pieces.length; i++) {
    const direction = directions[i] as Direction;
    if (direction === 'digit' || direction === against) {
      // Digits make a number, or a name with letters, only where they touch.
      if (first === 'digit' && !pieces.slice(end, i).every(({ text }) => WITHIN_NUMBER.test(text))) break;
      if (direction === against) first = direction;
      end = i + 1;
    } else if (direction !== 'none') break;
  }
  return end;
}

/** In a run that was turned round, what is made of digits keeps its order. */
function numbersAsSeen<T extends Piece>(run: readonly T[]): readonly T[] {
  const ordered: T[] = [];
  let number: T[] = [];
  for (const piece of run) {
    if (DIGIT.test(piece.text)) number.unshift(piece);
    else {
      ordered.push(...number, piece);
      number = [];
    }
  }
  return [...ordered, ...number];
}
