import type { Block } from '../model/document.js';
import type { Governor } from '../model/quote.js';
import type { Haystack, Span } from './haystack.js';
import { sentenceEnds } from './omissions.js';
import { COLONS, clip, endsSentence } from './text/sentences.js';

/** Characters of a governor that are kept, our choice: a long sentence. */
const LONGEST = 300;
/** Characters of the longest cell that labels others, our choice. */
const LABEL = 80;
/** Blocks at the top of the text among which a banner stands, and characters that are kept of each; our choice. */
const [TOP, LINE] = [4, 120];

const LEADS = new RegExp(`[${COLONS}]\\s*$`, 'u');
/** True for a text that ends with a colon: what follows hangs on it. */
export const leadsOn = (text: string): boolean => LEADS.test(text);

/** How items begin where no markup says that they are: `•`, `–`, `(a)`, `2.` */
const LISTED = /^(?:[•▪◦●○■□➢✓·–—-]|\(?(?:\p{N}{1,3}|\p{L}|[ivxlc]{1,6})[.)）、])\s/u;
const isItem = ({ item, text }: Block): boolean => item === true || LISTED.test(text);
const isBeside = ({ role, place, caption }: Block): boolean =>
  role !== 'main' || place !== undefined || caption === true;
const isLabel = ({ text, head }: Block): boolean => head === true || (text.length <= LABEL && !endsSentence(text));

/** What governs a passage that stands at these spans of the document's own text, by the structure of the page alone: each text once, from the top down. */
export function governorsOf(haystack: Haystack, spans: readonly Span[]): readonly Governor[] {
  const { blocks } = haystack;
  const at = spans.map(({ start }) => haystack.blockAt(start));
  const [first = 0] = at;
  const own = new Set(spans.flatMap(({ start, end }) => haystack.linesIn({ start, end }).map(({ block }) => block)));
  const found = [
    ...bannersOf(blocks, first),
    ...at.flatMap((i) => headingsOver(blocks, i)),
    ...at.flatMap((i) => [...introductionsTo(blocks, i), ...labelsOf(blocks, i)]),
    ...sentenceBefore(haystack, spans[0]?.start ?? 0),
  ];
  const texts = new Map(found.filter(([, block, text]) => text !== undefined || !own.has(block)).map(toGovernor));
  return [...texts].map(([text, as]) => ({ as, text }));
}

type Found = readonly [as: Governor['as'], block: Block, text?: string];
const toGovernor = ([as, block, text = block.text]: Found): readonly [string, Governor['as']] => [
  clip(text.trim(), LONGEST, 'end'),
  as,
];

/** The nearest heading above a block, the nearest above that which is of a higher level, and so on; from the top down. */
function headingsOver(blocks: readonly Block[], at: number): readonly Found[] {
  const chain: Found[] = [];
  let level = blocks[at]?.heading ?? Number.POSITIVE_INFINITY;
  for (let i = at - 1; i >= 0; i--) {
    const block = blocks[i] as Block;
    if (block.heading === undefined || block.heading >= level || isBeside(block) || headsLinks(blocks, i)) continue;
    level = block.heading;
    chain.unshift(['heading', block]);
  }
  return chain;
}

/** True for a heading over a list that leads to other pages, in the middle of a text. */
const headsLinks = (blocks: readonly Block[], at: number): boolean => {
  const next = blocks[at + 1];
  return next?.role === 'furniture' && next.item === true;
};

/** The block before another, but for what stands beside the text. */
const before = (blocks: readonly Block[], at: number): number =>
  blocks.slice(0, Math.max(0, at)).findLastIndex((block) => !isBeside(block));

/** What leads to the list or table in which a block stands, the items that it is an item of, and what leads to the block itself. */
function introductionsTo(blocks: readonly Block[], at: number): readonly Found[] {
  const own = blocks[at] as Block;
  const previous = before(blocks, at);
  const found: Block[] = [];
  const table = own.cell?.[0];
  const isInside = (block: Block | undefined): block is Block =>
    block !== undefined && (table === undefined ? isItem(own) && isItem(block) : block.cell?.[0] === table);
  let [i, depth] = [previous, own.depth ?? 1];
  for (; isInside(blocks[i]); i = before(blocks, i)) {
    const { depth: outer = 1 } = blocks[i] as Block;
    if (table === undefined && outer < depth) [depth] = [outer, found.unshift(blocks[i] as Block)];
  }
  const isMarked =
    table === undefined ? own.item === true : blocks.some(({ cell, head }) => head && cell?.[0] === table);
  for (const [lead, isCertain] of [
    [blocks[i], isMarked],
    [blocks[previous], false],
  ] as const)
    if (lead !== undefined && lead.heading === undefined && !found.includes(lead) && (isCertain || leadsOn(lead.text)))
      found.push(lead);
  return found.map((block) => ['introduction', block]);
}

/** The header of the column and the label of the row in which a block stands. */
function labelsOf(blocks: readonly Block[], at: number): readonly Found[] {
  const [table, row, column] = blocks[at]?.cell ?? [];
  if (table === undefined || row === undefined || column === undefined) return [];
  const cells = blocks.slice(0, at).filter((block) => block.cell?.[0] === table && !isBeside(block) && isLabel(block));
  const over = cells.filter(({ cell }) => cell?.[2] === column && (cell?.[1] ?? 0) < row);
  const header = over.findLast(({ head }) => head === true) ?? over.find(({ cell }) => cell?.[1] === 0);
  const label = column > 0 && row > 0 ? cells.findLast(({ cell }) => cell?.[2] === 0) : undefined;
  return [...(header ? [['column', header] as const] : []), ...(label ? [['row', label] as const] : [])];
}

/** The sentence before the one in which a passage begins: in its block, or the last of the block before. */
function sentenceBefore(haystack: Haystack, start: number): readonly Found[] {
  const { blocks, text } = haystack;
  const at = haystack.blockAt(start);
  const own = blocks[at] as Block;
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const within = lastSentence(line.slice(0, sentenceEnds(line).at(-1)?.end ?? 0));
  if (within !== null) return [['sentence', own, within]];
  const above = blocks[before(blocks, at)];
  const isRunning = (block: Block): boolean =>
    block.heading === undefined && block.cell === undefined && !isItem(block);
  if (above === undefined || own.item === true || !isRunning({ ...own, text: '' }) || !isRunning(above)) return [];
  const sentence = leadsOn(above.text) ? null : lastSentence(above.text);
  return sentence === null ? [] : [['sentence', above, sentence]];
}

/** The last sentence of a text; null where that is no more than a number. */
function lastSentence(text: string): string | null {
  const ends = sentenceEnds(`${text.trimEnd()} `);
  const isEnded = (ends.at(-1)?.end ?? 0) >= text.trimEnd().length;
  const sentence = text.slice(ends.at(isEnded ? -2 : -1)?.end ?? 0);
  return /\p{L}.*\p{L}/su.test(sentence) ? sentence : null;
}

/** The first lines of the text, where a banner over all of it stands. */
function bannersOf(blocks: readonly Block[], at: number): readonly Found[] {
  return blocks
    .slice(0, at)
    .filter((block) => block.heading === undefined && block.cell === undefined && !isItem(block) && !isBeside(block))
    .slice(0, TOP)
    .map((block): Found => ['banner', block, clip(block.text, LINE, 'start')]);
}
