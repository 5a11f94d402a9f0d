import type { Word } from '../../text/tokens.js';
import { type Changed, keyOf } from './paragraphs.js';

/** How a piece changed: it came, or left, with nothing in its place; it came, or left, in exchange for another. */
export type Turn = '+' | '-' | '*' | '/';

/** A block that changed, or a paragraph whose blocks did not: they only stand in another order. */
export interface Piece {
  readonly key: string;
  readonly place: string;
  readonly turn: Turn;
}

/** What changed between two readings, block by block: the blocks of changed paragraphs that do not stand on the other side of the same place. */
export function piecesOf(gone: readonly Changed[], come: readonly Changed[]): readonly Piece[] {
  const [left, added] = [byPlace(gone), byPlace(come)];
  return [...new Set([...left.keys(), ...added.keys()])].flatMap((place) =>
    piecesAt(place, left.get(place) ?? [], added.get(place) ?? []),
  );
}

function byPlace(paragraphs: readonly Changed[]): ReadonlyMap<string, readonly Changed[]> {
  const places = new Map<string, Changed[]>();
  for (const paragraph of paragraphs) {
    const there = places.get(paragraph.place) ?? [];
    places.set(paragraph.place, there);
    there.push(paragraph);
  }
  return places;
}

function piecesAt(place: string, gone: readonly Changed[], come: readonly Changed[]): readonly Piece[] {
  const turned = (left: readonly string[], added: readonly string[]): readonly Piece[] => [
    ...left.map((key): Piece => ({ key, place, turn: added.length > 0 ? '/' : '-' })),
    ...added.map((key): Piece => ({ key, place, turn: left.length > 0 ? '*' : '+' })),
  ];
  const keys = (words: readonly (readonly Word[])[]): readonly string[] => words.map(keyOf);
  const before = keys(gone.flatMap(({ blocks }) => blocks));
  const after = keys(come.flatMap(({ blocks }) => blocks));
  const [left, added] = [without(before, after), without(after, before)];
  return left.length + added.length > 0
    ? turned(left, added)
    : turned(keys(gone.map(({ words }) => words)), keys(come.map(({ words }) => words)));
}

/** The keys that `others` does not have, or has less often. */
function without(keys: readonly string[], others: readonly string[]): readonly string[] {
  const there = new Map<string, number>();
  for (const key of others) there.set(key, (there.get(key) ?? 0) + 1);
  return keys.filter((key) => {
    const left = there.get(key) ?? 0;
    there.set(key, left - 1);
    return left <= 0;
  });
}
