import { applyEdits, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Decision } from '../model/watchlist.js';
import { isSameEdition } from '../names/edition-name.js';
import { appended, type Layout, layoutOf, nodeText } from '../text/json-edit.js';

/**
 * The text of a `sources.json` with a decision added, or put in place of an earlier one about the same finding.
 * All other text stays byte for byte. `text` must be one that `parseWatchlist` accepts.
 */
export function addDecision(text: string, decision: Decision): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root?.type !== 'object') throw new Error('a decision can only be added to a file that was accepted');
  const layout = layoutOf(text, root);
  const list = findNodeAtLocation(root, ['decisions']);
  if (!list)
    return applyEdits(
      text,
      appended(text, root, layout, 1, (level) => newList(decision, layout, level)),
    );
  const entries = list.children ?? [];
  const earlier = entries.find((entry) => answersSame(entry, decision));
  const model = earlier ?? entries.at(-1);
  const inOneLine = !layout.unit || (model !== undefined && !nodeText(text, model).includes('\n'));
  const printed = (level: number) => (inOneLine ? oneLine(decision) : manyLines(decision, layout, level));
  if (!earlier) return applyEdits(text, appended(text, list, layout, 2, printed));
  return applyEdits(text, [{ offset: earlier.offset, length: earlier.length, content: printed(2) }]);
}

const answersSame = (entry: Node, decision: Decision): boolean =>
  (['source', 'about', 'edition'] as const).every((key) => {
    const value = findNodeAtLocation(entry, [key])?.value ?? null;
    return key === 'edition' ? isSameEdition(value, decision.edition) : value === decision[key];
  });

const inOrder = ({ source, about, edition, keep, reason, on, until }: Decision): Decision => ({
  source,
  about,
  edition,
  keep,
  reason,
  on,
  until,
});

const oneLine = (decision: Decision): string =>
  `{ ${Object.entries(inOrder(decision))
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(', ')} }`;

const manyLines = (decision: Decision, { unit, eol }: Layout, level: number): string =>
  JSON.stringify(inOrder(decision), null, unit).replaceAll('\n', eol + unit.repeat(level));

function newList(decision: Decision, layout: Layout, level: number): string {
  const { unit, eol } = layout;
  if (!unit) return `"decisions": [${oneLine(decision)}]`;
  const entry = manyLines(decision, layout, level + 1);
  return `"decisions": [${eol}${unit.repeat(level + 1)}${entry}${eol}${unit.repeat(level)}]`;
}
