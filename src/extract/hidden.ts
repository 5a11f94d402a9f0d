import type { Block } from '../model/document.js';
import { collapseWhitespace } from '../text/whitespace.js';
import { readBlocks } from './blocks.js';
import type { Facts } from './metadata.js';
import { proseIn } from './script-text.js';
import { type Element, parse, type Tree } from './tree.js';

/** Characters of hidden text that are kept: some novels' worth of data says no more about one page. */
const MOST_HIDDEN = 400_000;
/** Characters below which a hidden part is a label, such as "opens in a new window". */
const LEAST_HIDDEN = 25;
const TAG = /<\/?[a-z][^<>]*>/i;
const ENTITY = /&(?:#\d+|#x[\da-f]+|[a-z]+);/i;

/**
 * The text that a page carries and does not show: its hidden parts and templates, what it keeps for those who run no script,
 * and the prose in its scripts' data. What it shows besides is left out.
 */
export function readHidden(
  withheld: readonly Element[],
  { noscript, scripts }: Pick<Facts, 'noscript' | 'scripts'>,
  shown: readonly Block[],
): readonly Block[] {
  let known: Set<string> | null = null;
  const blocks: Block[] = [];
  let room = MOST_HIDDEN;
  for (const part of parts(withheld, noscript, scripts)) {
    if (part.reduce((sum, { text }) => sum + text.length, 0) < LEAST_HIDDEN) continue;
    known ??= new Set(shown.map(({ text }) => text));
    for (const { text, heading } of part) {
      if (known.has(text)) continue;
      known.add(text);
      room -= text.length;
      if (room < 0) return blocks;
      blocks.push({ text, role: 'main', ...(heading === undefined ? {} : { heading }) });
    }
  }
  return blocks;
}

/** Characters of struck-out text that are kept. */
const MOST_STRUCK = 200_000;

/** The text that a page strikes out. */
export function readStruck(elements: readonly Element[]): readonly Block[] {
  const blocks: Block[] = [];
  let room = MOST_STRUCK;
  for (const element of elements)
    for (const { text } of readBlocks(element, { withHidden: true, isStruck: () => false }).blocks) {
      room -= text.length;
      if (room < 0) return blocks;
      blocks.push({ text, role: 'main' });
    }
  return blocks;
}

function* parts(
  withheld: readonly Element[],
  noscript: string,
  scripts: Facts['scripts'],
): Generator<readonly Block[]> {
  for (const element of withheld) yield readBlocks(contentOf(element), { withHidden: true }).blocks;
  if (noscript.length >= LEAST_HIDDEN) yield readBlocks(parse(noscript)).blocks;
  for (const text of proseIn(scripts)) yield blocksOf(text);
}

/** A template's content is a tree of its own; one in MathML or SVG is an element like any other. */
function contentOf(element: Element): Element | Tree {
  const content: unknown = element.name === 'template' ? element.children[0] : undefined;
  return (content as Tree | undefined)?.type === 'root' ? (content as Tree) : element;
}

const blocksOf = (text: string): readonly Block[] =>
  TAG.test(text) || ENTITY.test(text)
    ? readBlocks(parse(text)).blocks
    : text.split(/\n\s*\n|\r/).flatMap((paragraph): Block[] => {
        const line = collapseWhitespace(paragraph);
        return line === '' ? [] : [{ text: line, role: 'main' }];
      });
