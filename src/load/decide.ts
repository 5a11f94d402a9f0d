import { applyEdits, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Decision } from '../model/watchlist.js';
import { isSameEdition } from '../names/edition-name.js';
import { appended, type Layout, layoutOf, nodeText } from '../text/json-edit.js';

/**
 * The text of a `sources.json` with a decision added in a line of its own, so that a review shows that line alone, or put in
 * place of an earlier one about the same finding. All other text stays byte for byte. `text` must be one that `parseWatchlist` accepts.
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
  if (!earlier)
    return applyEdits(
      text,
      appended(text, list, layout, 2, () => oneLine(decision)),
    );
  const isSpread = layout.unit !== '' && nodeText(text, earlier).includes('\n');
  const content = isSpread ? manyLines(decision, layout, 2) : oneLine(decision);
  return applyEdits(text, [{ offset: earlier.offset, length: earlier.length, content }]);
}

const answersSame = (entry: Node, decision: Decision): boolean =>
  (['source', 'about', 'edition'] as const).every((key) => {
    const value = findNodeAtLocation(entry, [key])?.value ?? null;
    return key === 'edition' ? isSameEdition(value, decision.edition) : value === decision[key];
  });

const inOrder = ({ source, about, edition, keep, reason, by, on, until }: Decision): Decision => ({
  source,
  about,
  edition,
  keep,
  reason,
  ...(by === undefined ? {} : { by }),
  on,
  until,
});

const oneLine = (decision: Decision): string =>
  `{ ${Object.entries(inOrder(decision))
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(', ')} }`;

const manyLines = (decision: Decision, { unit, eol }: Layout, level: number): string =>
  JSON.stringify(inOrder(decision), null, unit).replaceAll('\n', eol + unit.repeat(level));

function newList(decision: Decision, { unit, eol }: Layout, level: number): string {
  const entry = oneLine(decision);
  if (!unit) return `"decisions": [${entry}]`;
  return `"decisions": [${eol}${unit.repeat(level + 1)}${entry}${eol}${unit.repeat(level)}]`;
}
