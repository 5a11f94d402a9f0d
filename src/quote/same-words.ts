import { UNSPACED } from '../text/fold.js';
import { carriesMarks } from '../text/marks.js';
import { isSameWord, type Word } from '../text/tokens.js';
import { isLostWithin, isSameButForLost } from './lost-marks.js';
import { makesAnother } from './weight.js';

/** Letters of the shortest word that may be written together with another, or apart from it, and mean the same: `a moral` is not `amoral`, nor `every day` `everyday`. */
const SHORTEST_PIECE = 3;
/** Words that are written together on one side or the other. */
const LONGEST_GROUP = 12;
/** The last of them is the end of a line that may stand in the middle of a Korean word (`LINE_END`). */
const JOINER = /[-‐‑‒–—'’ʼ\u00ad/·\u2028]/u;

const HANGUL = /\p{Script=Hangul}/u;

/** True when a page that sets words together forgot the space: `reportedPolice`. */
const isGlitch = (joined: Word, at: number): boolean =>
  /^\p{Ll}\p{Lu}$/u.test(joined.bare.slice(at - 1, at + 1));

/** True where Persian ends a part of a word by a joiner that joins nothing, for which many type a space: `می‌گویند`. */
const endsMorpheme = ({ bare }: Word, at: number): boolean =>
  /^\p{Script=Arabic}\u200c$/u.test(bare.slice(at - 1, at + 1));

/** True when words written apart on one side mean what they mean written together on the other. */
function mayJoin(pieces: readonly Word[], joined: Word | undefined): boolean {
  if (pieces.some((piece) => piece.kind !== 'word')) return false;
  let [at, gaps] = [0, 0];
  return pieces.slice(0, -1).every((piece, i) => {
    at += piece.bare.length;
    const next = pieces[i + 1] as Word;
    const gap = piece.raw.slice(piece.bare.length);
    if (joined !== undefined && isLostWithin(gap, joined, at + gaps)) {
      gaps += gap.length;
      return true;
    }
    if (joined !== undefined && endsMorpheme(joined, at + gaps)) {
      gaps++;
      return true;
    }
    if (gap === '' || JOINER.test(gap) || UNSPACED.test(piece.bare)) return true;
    // A column or a page may end in the middle of a Korean word, as a line may.
    if (gap === '\n' && HANGUL.test(piece.bare) && HANGUL.test(next.bare)) return true;
    if (joined !== undefined && isGlitch(joined, at)) return true;
    return [piece, next].every((word) => word.key.length >= SHORTEST_PIECE && !makesAnother(word));
  });
}

/** Words of a quotation and those of the page that are the same, as few of both as can be. */
export type Pair = readonly [quoted: readonly Word[], page: readonly Word[]];

const lengthOf = (words: readonly Word[]): number => words.reduce((n, word) => n + word.key.length, 0);
const keyOf = (words: readonly Word[]): string => words.map((word) => word.key).join('');

const markedOf = (words: readonly Word[]): string => words.map((word) => word.marked ?? word.key).join('');

/** The words that begin both lists, neither of them one word alone, and are written alike but for spaces between them; null when there are none. */
function firstGroup(quoted: readonly Word[], page: readonly Word[]): Pair | null {
  const [q, p] = [quoted[0], page[0]];
  let [i, j] = [1, 1];
  for (;;) {
    const [mine, theirs] = [quoted.slice(0, i), page.slice(0, j)];
    const ahead = lengthOf(mine) - lengthOf(theirs);
    if (ahead === 0) {
      const same =
        keyOf(mine) === keyOf(theirs) &&
        carriesMarks(markedOf(theirs), markedOf(mine)) &&
        mayJoin(mine, j === 1 ? p : undefined) &&
        mayJoin(theirs, i === 1 ? q : undefined);
      return same ? [mine, theirs] : null;
    }
    if (i + j > LONGEST_GROUP) return null;
    if (ahead < 0) i++;
    else j++;
    if (i > quoted.length || j > page.length) return null;
  }
}

/** Pairs the words of a quotation with those of the page; null where they are not the same words. */
export function pairWords(quoted: readonly Word[], page: readonly Word[]): readonly Pair[] | null {
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < quoted.length && j < page.length) {
    const [q, p] = [quoted[i] as Word, page[j] as Word];
    const pair: Pair | null =
      isSameWord(q, p) || isSameButForLost(q, p)
        ? [[q], [p]]
        : firstGroup(quoted.slice(i, i + LONGEST_GROUP), page.slice(j, j + LONGEST_GROUP));
    if (pair === null) return null;
    pairs.push(pair);
    i += pair[0].length;
    j += pair[1].length;
  }
  return i === quoted.length && j === page.length ? pairs : null;
}
