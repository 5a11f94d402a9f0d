import type { Block, Document } from '../../model/document.js';

/** How often a text stands on a page, and how often as main text. */
interface Stands {
  all: number;
  main: number;
}

/**
 * The blocks of two readings of one page, made main text in both where a text stands in both as often, and one of them has it
 * as main text more often: which part of a page is furniture is a guess from its markup, and markup turns by itself.
 */
export function withAlikeRoles(
  before: Document,
  after: Document,
): readonly [before: readonly Block[], after: readonly Block[]] {
  const [then, now] = [standing(before.blocks), standing(after.blocks)];
  const turned = new Set<string>();
  for (const [text, { all, main }] of then) {
    const later = now.get(text);
    if (later?.all === all && later.main !== main) turned.add(text);
  }
  const settled = (blocks: readonly Block[]): readonly Block[] =>
    turned.size === 0
      ? blocks
      : blocks.map((block) => (turned.has(block.text) ? { ...block, role: 'main' } : block));
  return [settled(before.blocks), settled(after.blocks)];
}

function standing(blocks: readonly Block[]): ReadonlyMap<string, Stands> {
  const texts = new Map<string, Stands>();
  for (const { text, role } of blocks) {
    const stands = texts.get(text) ?? { all: 0, main: 0 };
    texts.set(text, stands);
    stands.all++;
    if (role === 'main') stands.main++;
  }
  return texts;
}
