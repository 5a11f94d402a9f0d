import type { NoticeOfChange } from '../../model/content-verdict.js';
import type { Block, Document } from '../../model/document.js';
import { haystacksOf } from '../../quote/haystack.js';
import { judgeQuote } from '../../quote/judge-quote.js';
import { NOTICE_HEAD } from '../../text/taken-back.js';
import { shorten } from '../../text/whitespace.js';
import { isProse } from './moving-text.js';
import { tellingLines, textBlocks } from './passage-blocks.js';

/** Share of a line that stands in another paragraph, from which on that is the same one in other words. */
const LIKE = 0.8;

/**
 * What a page says now where a passage stood, when it keeps the old wording elsewhere in view: under a heading, in a table of
 * versions, behind a click. The edit is the proof: a paragraph that is like the passage and differs in a word that weighs came
 * tonight to where the passage stood, and the passage has got a new label above it, or a new place. Null where nothing of that is so.
 */
export function restated(
  before: Document,
  after: Document,
  passages: readonly string[],
): NoticeOfChange | null {
  if (passages.length === 0) return null;
  const [stood, stands] = [textBlocks(before), textBlocks(after)];
  for (const line of passages.flatMap(tellingLines)) {
    const other = instead(line, stood, stands, after);
    if (other !== null) return { kind: 'doubt', words: shorten(other.text, NOTICE_HEAD) };
  }
  return null;
}

/** The new paragraph that has taken the place of a line; null where the line stands as it stood. */
function instead(
  line: string,
  stood: readonly Block[],
  stands: readonly Block[],
  after: Document,
): Block | null {
  const carries = ({ text }: Block): boolean => text.includes(line);
  const was = stood.findIndex(carries);
  if (was < 0) return null;
  const known = new Set(stood.map(({ text }) => text));
  const places = new Map(stands.map(({ text }, i) => [text, i]));
  const placeOf = (block: Block | undefined): number | undefined => places.get(block?.text ?? '');
  const above = placeOf(stood.slice(0, was).findLast((block) => placeOf(block) !== undefined)) ?? -1;
  const below =
    placeOf(stood.slice(was + 1).find((block) => (placeOf(block) ?? -1) > above && !carries(block))) ??
    stands.length;
  const now = stands.findIndex((block, i) => i > above && carries(block));
  const isHere = now > above && now < below;
  if (isHere && !isLabelled(stands, now, known) && stands[now]?.caption === stood[was]?.caption) return null;
  const region = stands.slice(above + 1, isHere ? now : below);
  return region.find((block) => !known.has(block.text) && isOtherwise(line, block, after)) ?? null;
}

/** True for a block above which a heading or a label came. */
function isLabelled(stands: readonly Block[], at: number, known: ReadonlySet<string>): boolean {
  const above = stands[at - 1];
  return (
    above !== undefined && !known.has(above.text) && (above.heading !== undefined || !isProse(above.text))
  );
}

/** True for a paragraph that has a line in other words, of which one weighs. */
function isOtherwise(line: string, block: Block, document: Document): boolean {
  const { hidden, struck, ...page } = document;
  const haystacks = haystacksOf({ ...page, blocks: [block] });
  const { verdict, weighty, similarity } = judgeQuote(
    '',
    { text: line },
    { kind: 'text', url: '', haystacks },
  );
  return verdict === 'altered' && weighty && similarity >= LIKE;
}
