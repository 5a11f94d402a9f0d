import type { Block } from '../model/document.js';
import type { Governor } from '../model/quote.js';
import type { Haystack, Span } from './haystack.js';
import { clip, endsSentence, leadsOn, segmentSentences } from './text/sentences.js';

/** Characters that are kept of a governor. Our choice. */
const MAX_GOVERNOR_LENGTH = 300;
/** Characters that are kept of a line at the top of the text. Our choice. */
const MAX_LINE_LENGTH = 120;
/** Lines at the top of the text, at most. Our choice. */
const MAX_TOP_LINES = 4;
/** Characters of the longest cell that labels others. Our choice. */
const MAX_LABEL_LENGTH = 80;

/** A line of three parts or more: a path, a byline, headlines that pass by. Between dashes a sentence may stand. */
const PARTED = /(\s[^\p{L}\p{N}\s\p{Pd}]\s).*\1/u;

/** How items begin where no markup says that they are: `•`, `–`, `(a)`, `2.` */
const LISTED = /^(?:[•▪◦●○■□➢✓·–—-]|\(?(?:\p{N}{1,3}|\p{L}|[ivxlc]{1,6})[.)）、])\s/u;
const isItem = ({ item, text }: Block): boolean => item === true || LISTED.test(text);
const isOfText = ({ role, place, caption }: Block): boolean =>
  role === 'main' && place === undefined && !caption;
const isRunning = (block: Block): boolean =>
  block.heading === undefined && block.cell === undefined && !isItem(block);

type Found = readonly [as: Governor['as'], text: string];

/** What governs a passage that stands at these spans of the document's own text, by the structure of the page alone: each text once. A banner is a short line above it, or prose over the title. */
export function governorsOf(haystack: Haystack, spans: readonly Span[]): readonly Governor[] {
  const { blocks } = haystack;
  const places = [...new Set(spans.map(({ start }) => haystack.blockAt(start)))];
  const title = blocks.findIndex((block) => block.heading !== undefined && isOfText(block));
  const isLine = (block: Block, i: number): boolean =>
    isRunning(block) &&
    isOfText(block) &&
    !PARTED.test(block.text.slice(0, MAX_GOVERNOR_LENGTH)) &&
    (i < title || (block.text.length <= MAX_LINE_LENGTH && !endsSentence(block.text)));
  const top = blocks.slice(0, places[0]).filter(isLine).slice(0, MAX_TOP_LINES);
  const found: readonly Found[] = [
    ...top.map(({ text }): Found => ['banner', clip(text, MAX_LINE_LENGTH, 'start')]),
    ...places.flatMap((at) => [
      ...headingsOver(blocks, at),
      ...introductionsTo(blocks, at),
      ...labelsOf(blocks, at),
    ]),
    ...sentenceBefore(haystack, spans[0]?.start ?? 0),
  ];
  const texts = new Map(
    found.map(([as, text]) => [clip(text.trim(), MAX_GOVERNOR_LENGTH, 'end'), as]),
  );
  return [...texts].map(([text, as]) => ({ as, text }));
}

/** The nearest heading above a block, the nearest above that which is of a higher level, and so on; from the top down. The document's own title is none: it heads every passage alike. */
function headingsOver(blocks: readonly Block[], at: number): readonly Found[] {
  const chain: Found[] = [];
  const title = titleOf(blocks);
  let level = blocks[at]?.heading ?? Number.POSITIVE_INFINITY;
  for (let i = at - 1; i >= 0; i--) {
    const [block, next] = [blocks[i] as Block, blocks[i + 1]];
    // A list that leads to other pages, in the middle of a text, has a heading of its own.
    const headsLinks = next?.role === 'furniture' && next.item === true;
    if (block.heading === undefined || block.heading >= level || !isOfText(block) || headsLinks)
      continue;
    level = block.heading;
    if (block !== title) chain.unshift(['heading', block.text]);
  }
  return chain;
}

/** The one heading of the highest level, where it is the first of the text, or the second, under that of a notice. */
function titleOf(blocks: readonly Block[]): Block | undefined {
  const headings = blocks.filter((block) => block.heading !== undefined && isOfText(block));
  const highest = Math.min(...headings.map(({ heading = 0 }) => heading));
  const [title, ...others] = headings.filter(({ heading }) => heading === highest);
  return others.length === 0 ? headings.slice(0, 2).find((block) => block === title) : undefined;
}

/** What leads to a block, or to the list or table in which it stands, and the items that it is an item of. */
function introductionsTo(blocks: readonly Block[], at: number): readonly Found[] {
  const own = blocks[at] as Block;
  const table = own.cell?.[0];
  const over: Found[] = [];
  let [depth, isMarked] = [own.depth ?? 1, own.item === true];
  for (let i = at - 1; i >= 0; i--) {
    const block = blocks[i] as Block;
    if (!isOfText(block)) continue;
    const isInside = table === undefined ? isItem(own) && isItem(block) : block.cell?.[0] === table;
    const isOuter = table === undefined && (block.depth ?? 1) < depth;
    const leads = block.heading === undefined && (isMarked || leadsOn(block.text));
    if (isInside ? isOuter : leads) over.unshift(['introduction', block.text]);
    if (!isInside) break;
    if (isOuter) depth = block.depth ?? 1;
    isMarked ||= block.head === true;
  }
  return over;
}

/** The header of the column and the label of the row in which a block stands. */
function labelsOf(blocks: readonly Block[], at: number): readonly Found[] {
  const [table, row = 0, column = 0] = blocks[at]?.cell ?? [];
  if (table === undefined || row === 0) return [];
  const isLabel = ({ head, text }: Block): boolean =>
    head === true || (text.length <= MAX_LABEL_LENGTH && !endsSentence(text));
  const cells = blocks
    .slice(0, at)
    .filter(
      (block) =>
        block.cell?.[0] === table &&
        isLabel(block) &&
        !PARTED.test(block.text.slice(0, MAX_GOVERNOR_LENGTH)),
    );
  const over = cells.filter(({ cell }) => cell?.[2] === column && cell[1] < row);
  // The first cell of a row may head that row alone.
  const filled = new Set(
    blocks.flatMap(({ cell, head }) => (cell?.[0] === table && head !== true ? [cell[1]] : [])),
  );
  const header =
    over.findLast(({ head, cell }) => head && !filled.has(cell?.[1] as number)) ??
    over.find(({ cell }) => cell?.[1] === 0);
  const label = column === 0 ? undefined : cells.findLast(({ cell }) => cell?.[2] === 0);
  return [
    ...(header ? [['column', header.text] as const] : []),
    ...(label ? [['row', label.text] as const] : []),
  ];
}

/** True for a short line with figures that is no sentence: who wrote it, the day, views, minutes to read. */
const isByline = (text: string): boolean =>
  text.length <= MAX_LINE_LENGTH && /\p{N}/u.test(text) && !endsSentence(text);

/** The sentence before the one in which a passage begins: in its block, or the last of the block before. The number of a paragraph is none. */
function sentenceBefore(haystack: Haystack, start: number): readonly Found[] {
  const { blocks, text } = haystack;
  const own = haystack.blockOf(start) as Block;
  const offset = start - text.lastIndexOf('\n', start - 1) - 1;
  const from = Math.max(0, offset - 2 * MAX_GOVERNOR_LENGTH);
  const sentences = segmentSentences(own.text.slice(from, offset + MAX_GOVERNOR_LENGTH));
  const { index = 0 } = sentences.containing(offset - from) ?? {};
  const within = index === 0 ? undefined : sentences.containing(index - 1)?.segment;
  if (within !== undefined && /\p{L}.*\p{L}/su.test(within)) return [['sentence', within]];
  const above = blocks.slice(0, haystack.blockAt(start)).findLast(isOfText);
  if (
    above === undefined ||
    leadsOn(above.text) ||
    ![own, above].every(isRunning) ||
    isByline(above.text)
  )
    return [];
  const last = above.text.slice(-2 * MAX_GOVERNOR_LENGTH);
  return [['sentence', segmentSentences(last).containing(last.length - 1)?.segment ?? last]];
}
