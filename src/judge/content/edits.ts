import type { EditMemory } from '../../model/memory.js';
import { fnv1a } from '../../text/hash.js';
import { wordsOf } from '../../text/tokens.js';
import { type Changed, keyOf, type MainText } from './paragraphs.js';

/** Edits that are remembered: those of the last weeks, whose findings may still be open. */
const REMEMBERED = 10;
/** Paragraphs of an edit that are remembered each way: a page that was rewritten is not taken back. */
const PARAGRAPHS = 60;

const hashOf = ({ words }: Pick<Changed, 'words'>): number => fnv1a(keyOf(words));

/** An edit by what left and what came with it. */
export function editOf(gone: readonly Changed[], come: readonly Changed[]): EditMemory {
  const [left, came] = [gone.map(hashOf), come.map(hashOf)];
  const name = fnv1a([...left, 0, ...came].join(' '))
    .toString(16)
    .padStart(8, '0');
  return { name, left: left.slice(0, PARAGRAPHS), came: came.slice(0, PARAGRAPHS) };
}

/** Adds an edit to those that are remembered. */
export const rememberEdit = (edits: readonly EditMemory[], edit: EditMemory): readonly EditMemory[] =>
  [...edits.filter(({ name }) => name !== edit.name), edit].slice(-REMEMBERED);

/**
 * The edits that a reading takes back, by name, and those that are left: all that went with one stands again, or came with
 * another that is taken back, and nothing that came with it does.
 */
export function undoneIn(
  { paragraphs, figures }: MainText,
  edits: readonly EditMemory[],
): { readonly undone: readonly string[]; readonly edits: readonly EditMemory[] } {
  if (edits.length === 0) return { undone: [], edits };
  const stands = new Set([
    ...paragraphs.map(hashOf),
    ...[...figures.values()].map((line) => hashOf({ words: wordsOf(`${line} `) })),
  ]);
  const undone: string[] = [];
  const takenBack = new Set<number>();
  for (const { name, left, came } of edits) {
    if (came.some((one) => stands.has(one))) continue;
    if (!left.every((one) => stands.has(one) || takenBack.has(one))) continue;
    undone.push(name);
    for (const one of came) takenBack.add(one);
  }
  return { undone, edits: edits.filter(({ name }) => !undone.includes(name)) };
}
