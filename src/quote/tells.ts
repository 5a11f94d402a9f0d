import { hasSentenceSign, QUESTION_MARK } from '../text/sentence-ends.js';
import type { Word } from '../text/tokens.js';
import { isLostBehind, isOtherByLoss, type Side, withoutLostStops } from './lost-marks.js';
import type { Pair } from './same-words.js';

/** True for a text with a question mark, but for those of Greek. */
export const mayAsk = (text: string): boolean => QUESTION_MARK.test(text);
const GREEK = /\p{Script=Greek}/u;
const ELLIPSIS = /…|\.\s?\.\s?\./u;
const CAPITALS = /^\p{Lu}{2,}$/u;
const SMALL = /^\p{Ll}{2,}$/u;
const CAPITAL = /^\p{Lu}\p{Ll}+$/u;
/** Words that are the name of somebody when written in capitals: the United States, the WHO, Islamic State, COP, ICE, TIP. */
const OTHER_IN_CAPITALS = new Set(
  'us it who is un aids ice aid tip fed mod cop cops saw now start care seal seals step hope dot id ai eu ira pen rap sad'.split(
    ' ',
  ),
);
/** Words of which a first capital makes another one. */
const OTHER_WITH_CAPITAL = new Set(['may', 'march', 'august', 'polish', 'turkey', 'china', 'mali', 'chad']);

/** `other`: differs, and makes no other word. */
type CaseDifference = 'none' | 'capitals' | 'capital' | 'other';

function caseDifference({ bare: a }: Word, { bare: b }: Word): CaseDifference {
  if (a === b) return 'none';
  if ((CAPITALS.test(a) && SMALL.test(b)) || (SMALL.test(a) && CAPITALS.test(b))) return 'capitals';
  return (CAPITAL.test(a) && SMALL.test(b)) || (SMALL.test(a) && CAPITAL.test(b)) ? 'capital' : 'other';
}

const CASED = /\p{Lu}|\p{Ll}/u;
const hasCase = ({ bare }: Word): boolean => CASED.test(bare);
const gapOf = (word: Word): string => word.raw.slice(word.bare.length);

/** True when the word is another one by its case alone (`US`, `us`), and no heading in capitals explains it. */
function isOtherByCase(pairs: readonly Pair[], i: number): boolean {
  const differs = (at: number): CaseDifference | null => {
    const [[q], [p]] = pairs[at] as Pair;
    return q && p && hasCase(q) ? caseDifference(q, p) : null;
  };
  const here = differs(i);
  if (here === null || here === 'none' || here === 'other') return false;
  const key = ((pairs[i] as Pair)[0][0] as Word).key;
  if (here === 'capital' ? i === 0 || !OTHER_WITH_CAPITAL.has(key) : !OTHER_IN_CAPITALS.has(key))
    return false;
  const near = [-1, 1].map((step) => {
    for (let at = i + step; at >= 0 && at < pairs.length; at += step) {
      const found = differs(at);
      if (found !== null) return found;
    }
    return null;
  });
  return !near.some((neighbour) => neighbour !== null && neighbour !== 'none');
}

/** A verb, or a possessor, behind an apostrophe: without it `we’re` is `were`, `she’ll` `shell`, `it’s` `its`. */
const CONTRACTED = /['’ʼ‘´`](?:re|ll|ve|[dms])$/iu;
/** Or what may be one that was lost. */
const APOSTROPHE = /['’ʼ‘´`\ufffd]/u;

/** True when only one of two equal words is contracted. */
const isOtherByApostrophe = ({ bare: a }: Word, { bare: b }: Word): boolean =>
  (CONTRACTED.test(a) && !APOSTROPHE.test(b)) || (CONTRACTED.test(b) && !APOSTROPHE.test(a));

/** True when a word is followed by a question mark: in Greek that is a semicolon. */
const asks = (word: Word): boolean =>
  QUESTION_MARK.test(gapOf(word)) || (GREEK.test(word.bare) && /[;\u037e]/u.test(gapOf(word)));

/** What a side of the pairs has at one of them. */
function sideAt(pairs: readonly Pair[], i: number, side: 0 | 1): Side | null {
  const word = pairs[i]?.[side].at(-1);
  const before = pairs.slice(0, i).map((pair) => pair[side].at(-1));
  return word === undefined ? null : { word, before, next: pairs[i + 1]?.[side][0] };
}

/** True when the side that asks has lost a quotation mark. */
function hasLostMark(pairs: readonly Pair[], i: number): boolean {
  const [quoted, page] = [sideAt(pairs, i, 0), sideAt(pairs, i, 1)];
  return quoted !== null && page !== null && isLostBehind(quoted, page);
}

/** True when one side asks and the other states, or the quotation shows an omission mark that the page does not have. */
function isOtherByMark(quoted: Word, page: Word, isLast: boolean): boolean {
  const [mine, theirs] = [gapOf(quoted), gapOf(page)];
  if (ELLIPSIS.test(mine) && !isLast && !ELLIPSIS.test(theirs)) return true;
  if (asks(quoted)) return !asks(page) || mayAsk(withoutLostStops(mine)) !== mayAsk(withoutLostStops(theirs));
  // What asks nothing and ends a sentence states something.
  return asks(page) && (!isLast || hasSentenceSign(quoted.raw, quoted.bare.length));
}

/**
 * The pairs whose words are equal but say something else: by a capital or an apostrophe that makes another word, or by a question mark.
 * The last pair ends the quotation, whose own last mark may be missing.
 */
export function tellsAmong(pairs: readonly Pair[]): readonly number[] {
  const found: number[] = [];
  for (const [i, [quoted, page]] of pairs.entries()) {
    const [q, p] = [quoted.at(-1), page.at(-1)];
    // Most words, and what follows them, are the same to the letter.
    if (q === undefined || p === undefined || (q.raw === p.raw && q.bare === p.bare)) continue;
    if (
      (quoted.length === 1 && page.length === 1 && (isOtherByCase(pairs, i) || isOtherByApostrophe(q, p))) ||
      isOtherByLoss(q, p) ||
      (isOtherByMark(q, p, i === pairs.length - 1) && !hasLostMark(pairs, i))
    )
      found.push(i);
  }
  return found;
}
