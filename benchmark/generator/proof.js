import { shownPieces } from './tree.js';

/**
 * What the truth of a case is, told from the tree that was written and the passage alone: not from what the case was meant to be, and not by
 * any tool's rules. Only letters, digits and what changes a number count; where a mark of omission stands in the passage, a gap is allowed.
 */
const NEVER = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/gu;
const SAYS = /[\p{L}\p{M}\p{N}\p{Sc}%]|(?<=\p{N})[.,٫٬](?=\p{N})|[-−](?=\p{N})/gu;

const folded = (text) =>
  (text.normalize('NFKC').replace(NEVER, '').toLocaleLowerCase('en').match(SAYS) ?? []).join('');

/** Marks of omission, and what an editor put in brackets. */
const LEFT_OUT = /\s*(?:\[(?:…|\.{3})\]|\((?:…|\.{3})\)|…|\.{3})\s*/u;
const EDITORS = /\s*\[[^\]]{2,}\]/gu;
const CHANGED_LETTER = /\[(\p{L})\]/gu;

const partsOf = (passage) =>
  passage
    .split(LEFT_OUT)
    .map((part) => folded(part.replace(CHANGED_LETTER, '$1').replace(EDITORS, '')))
    .filter(Boolean);

/** Where the parts stand one after the other, or null: each first part is tried. */
function placesOf(parts, text) {
  for (let from = text.indexOf(parts[0]); from >= 0; from = text.indexOf(parts[0], from + 1)) {
    const places = [from];
    for (const part of parts.slice(1))
      places.push(text.indexOf(part, places.at(-1) + parts[places.length - 1].length));
    if (places.every((at) => at >= 0)) return places;
  }
  return null;
}

export function prove({ tree, withheld = false }, passage) {
  let text = '';
  const guards = [];
  for (const piece of shownPieces(tree)) {
    const said = folded(piece.text);
    if (piece.guard && said !== '')
      guards.push({ start: text.length, end: text.length + said.length });
    text += said;
  }
  const parts = partsOf(passage);
  if (parts.length === 0) throw new Error('a passage without words');
  const places = placesOf(parts, text);
  if (places === null) return withheld ? 'cannot-say' : 'does-not-stand';
  const swallowed = guards.some(({ start, end }) =>
    places.some(
      (at, i) => i + 1 < places.length && start >= at + parts[i].length && end <= places[i + 1],
    ),
  );
  return swallowed ? 'does-not-stand' : 'stands';
}
