import { applyEdits, findNodeAtLocation, type JSONPath, type Node, parseTree } from 'jsonc-parser';
import type { PartialDate } from '../model/partial-date.js';
import type { Copy, Decision } from '../model/watchlist.js';
import { appended, layoutOf, putValue } from '../text/json-edit.js';
import { addDecision } from './decide.js';
import { putAddress } from './put-address.js';

/** What a person changes of a `sources.json` after a night. */
export type SourceEdit =
  | { readonly kind: 'decision'; readonly decision: Decision }
  /** `before` is the address that it had, or null. */
  | {
      readonly kind: 'address';
      readonly source: string;
      readonly url: string;
      readonly before: string | null;
    }
  | { readonly kind: 'accessed'; readonly citation: string; readonly accessed: PartialDate }
  | { readonly kind: 'copy'; readonly source: string; readonly copy: Copy };

/** The text of a `sources.json` that was accepted with one edit made; all other text stays. The same text where there is nothing to edit. */
export function editSources(text: string, edit: SourceEdit): string {
  switch (edit.kind) {
    case 'decision':
      return addDecision(text, edit.decision);
    case 'address':
      return putAddress(text, edit.source, edit.url, edit.before);
    case 'accessed':
      return putAccessed(text, edit.citation, edit.accessed);
    case 'copy':
      return putCopy(text, edit.source, edit.copy);
  }
}

function putAccessed(text: string, id: string, accessed: PartialDate): string {
  for (const [r, report] of (nodeAt(text, ['reports'])?.children ?? []).entries()) {
    const at = placeOf(id, findNodeAtLocation(report, ['citations']));
    if (at >= 0) return putValue(text, ['reports', r, 'citations', at, 'accessed'], accessed);
  }
  return text;
}

function putCopy(text: string, id: string, { url, by }: Copy): string {
  const at = placeOf(id, nodeAt(text, ['sources']));
  if (at < 0) return text;
  const path: JSONPath = ['sources', at, 'copies'];
  const listed = nodeAt(text, path) === undefined ? putValue(text, path, []) : text;
  const [root, list] = [nodeAt(listed, []), nodeAt(listed, path)];
  if (root === undefined || list === undefined) throw new Error('no list of copies');
  const line = `{ "url": ${JSON.stringify(url)}, "by": ${JSON.stringify(by)} }`;
  return applyEdits(
    listed,
    appended(listed, list, layoutOf(listed, root), path.length + 1, () => line),
  );
}

/** The place of the entry with this id in a list; -1 where there is none. */
const placeOf = (id: string, list: Node | undefined): number =>
  list?.children?.findIndex((entry) => findNodeAtLocation(entry, ['id'])?.value === id) ?? -1;

function nodeAt(text: string, path: JSONPath): Node | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root && findNodeAtLocation(root, path);
}
