import type { Block } from '../model/document.js';
import { fold, UNSPACED } from '../text/fold.js';
import { endsClause, hasSentenceEnd, marksNoEnds } from '../text/sentence-ends.js';
import { type Word, wordsOf } from '../text/tokens.js';
import type { Haystack, Span } from './haystack.js';
import { isGrave, mayWeigh } from './weight.js';

/**
 * What may stand on the page and not in the quotation (docs/judging.md, 11): nothing, a note mark proven by markup, a whole
 * block between two blocks, and, where the editor put in words, a few of the author's that weigh nothing.
 */

/** A stretch of the page over which a quotation has its editor's `insertion`. */
export interface Replaced extends Span {
  readonly insertion: string;
}

/** Where a part of a quotation stands, and what the page has under its insertions, in order. */
export interface PartPlace extends Span {
  readonly replaced: readonly Replaced[];
}

/** Words of the page that an editor's insertion may replace. */
const REPLACED = 12;

/** True when these words of the page may stand where a quotation has the editor's `insertion`: it repeats them, or they weigh nothing. */
export function mayReplace(words: readonly Word[], insertion: string): boolean {
  const own = new Set(wordsOf(insertion).map((word) => word.key));
  const others = words.filter((word) => !own.has(word.key));
  return words.length <= REPLACED && !others.some(mayWeigh);
}

/** Words that a bare `…` may hide within a sentence without being looked at as an omission. */
const SHORT_OMISSION = 12;
const ELLIPSIS = /…|\.\s?\.\s?\./u;

/**
 * True when a bare `…` of a quotation may stand for this stretch of the page: not when the page has an ellipsis there
 * itself, for then it is the author's own; nor when a word that weighs hides within the sentence.
 */
export function mayLeaveOut(gap: string): boolean {
  if (ELLIPSIS.test(gap.slice(0, REACH)) || ELLIPSIS.test(gap.slice(-REACH))) return false;
  if (gap.length > REACH) return true;
  const words = wordsOf(gap);
  return words.length > SHORT_OMISSION || hasSentenceEnd(gap) || !words.some(mayWeigh);
}

/** Characters of a gap at either end that are looked at. */
const REACH = 200;

/** A label, such as a caption or a teaser, in characters; what is longer, or ends as a sentence or a clause does, is prose. */
const LABEL = 100;
/** A caption of a picture, which the page calls one, in characters: some sentences and who took it. */
const LONGEST_CAPTION = 400;
const TEASER =
  /^(?:read (?:more|also|next)|(?:story|article) continues|continue reading|see also|related|advertisement|anzeige|werbung|publicité|publicidad|реклама|sponsored|subscribe|share|photo|image|figure|fig\.|table|map|source|page|โฆษณา|อ่าน(?:เพิ่มเติม|ต่อ)|ข่าวที่เกี่ยวข้อง|ภาพ(?=\s?:)|ໂຄສະນາ|ອ່ານ(?:ຕື່ມ|ຕໍ່))(?![\p{L}\p{M}])/iu;
/** Blocks between two quoted ones: the cells of a small table. */
const MOST_BETWEEN = 40;
/** Characters of the page between two quoted blocks. */
const FURTHEST = 1_500;

/** What stands in whole blocks between two quoted ones and may do so: headings, furniture, labels, and pull quotes, which stand elsewhere once more; null for anything else. */
export function blocksBetween(haystack: Haystack, gap: Span): readonly string[] | null {
  const blocks = haystack.blocksWithin(gap);
  // No block at all: what stands there is a sign or a mark at a block's edge.
  if (blocks === null || blocks.length === 0 || blocks.length > MOST_BETWEEN) return null;
  if (gap.end - gap.start > FURTHEST) return null;
  // An item between two others is one of the list that is quoted.
  const isList = [gap.start, gap.end].every((at) => haystack.blockOf(at)?.item === true);
  if (isList && blocks.some(({ item }) => item === true)) return null;
  return blocks.every((block) => isHarmless(block, haystack)) ? blocks.map((block) => block.text) : null;
}

/** True for a block that says nothing of what stands around it: a heading, furniture, a label, a pull quote. */
export function isHarmless(block: Block, haystack: Haystack): boolean {
  const { text, role, heading, caption } = block;
  if (TEASER.test(text) && text.length <= LABEL) return true;
  if (role === 'furniture' || heading !== undefined) return !isGraveLabel(text);
  const isLabel = isLabelLike(block) || (caption === true && text.length <= LONGEST_CAPTION);
  return (isLabel && !isGraveLabel(text)) || isRepeated(haystack, text);
}

/** True for a short line that ends as no sentence or clause does. Where a script marks no such end, only the page can say that it is a caption. */
const isLabelLike = ({ text, caption }: Block): boolean =>
  text.length <= LABEL && !endsClause(text) && (caption === true || !marksNoEnds(text));

const BEFORE_MONTH: ReadonlySet<string> = new Set(['in', 'since', 'early', 'mid', 'late', 'last']);

/** True when a label has a word that weighs; the month of May is none. */
const isGraveLabel = (text: string): boolean =>
  wordsOf(text).some(
    (word, i, all) =>
      isGrave(word) &&
      !(
        word.bare === 'May' &&
        (BEFORE_MONTH.has(all[i - 1]?.key ?? '') ||
          [all[i - 1], all[i + 1]].some((beside) => beside?.kind === 'number'))
      ),
  );

const ALL_UNSPACED = new RegExp(UNSPACED, 'gu');
/** Places at which a pull quote's own paragraph is looked for. */
const MOST_TRIES = 20;

/** True for a pull quote: a part of a paragraph, set once more between two of them. */
function isRepeated(haystack: Haystack, text: string): boolean {
  const { folded } = haystack;
  const needle = fold(text)
    .text.replace(/(?<!["\s.])["\s.]+$/u, '')
    .replace(/^["\s]+/u, '');
  // A character of a script without spaces says as much as three letters.
  if (needle.length + 2 * (needle.match(ALL_UNSPACED)?.length ?? 0) < LABEL / 4) return false;
  for (let at = folded.text.indexOf(needle), tries = 0; at >= 0 && tries < MOST_TRIES; tries++) {
    if (haystack.isWithinBlock(folded.at[at] as number, text.length)) return true;
    at = folded.text.indexOf(needle, at + 1);
  }
  return false;
}
