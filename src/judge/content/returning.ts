import type { SourceMemory } from '../../model/memory.js';
import { fnv1a } from '../../text/hash.js';
import { type Changed, keyOf } from './paragraphs.js';

/** Which paragraphs left and came on earlier nights. */
export type Alternating = Pick<SourceMemory, 'left' | 'came'>;

/** Paragraphs that are remembered each way: a page whose variants have more is rewritten every night, and that is told. */
const REMEMBERED = 200;

const hashOf = ({ words }: Changed): number => fnv1a(keyOf(words));

/** Tells of a paragraph whether it is new on a page: one that stood before and left, and is back, is not; nor does one that had come leave as news. */
export function isNews(memory: Alternating): {
  come(paragraph: Changed): boolean;
  gone(paragraph: Changed): boolean;
} {
  const left = new Set(memory.left);
  const came = new Set(memory.came);
  return {
    come: (paragraph) => !left.has(hashOf(paragraph)),
    gone: (paragraph) => !came.has(hashOf(paragraph)),
  };
}

/** Adds a night. */
export function rememberAlternating(
  memory: Alternating,
  gone: readonly Changed[],
  come: readonly Changed[],
): Alternating {
  const added = (hashes: readonly number[], more: readonly Changed[]): readonly number[] =>
    [...new Set([...hashes, ...more.map(hashOf)])].slice(-REMEMBERED);
  return { left: added(memory.left, gone), came: added(memory.came, come) };
}
