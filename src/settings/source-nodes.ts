import { applyEdits, findNodeAtLocation, type JSONPath, type Node, parseTree } from 'jsonc-parser';
import { appended, type Layout, layoutOf } from '../passage/text/json-edit.js';

/** Appends an entry to the list, or a property to the object, at a path. */
export function appendEntry(
  text: string,
  path: JSONPath,
  entry: (level: number, layout: Layout) => string,
): string {
  const [root, node] = [nodeAt(text, []), nodeAt(text, path)];
  if (root?.type !== 'object' || node === undefined)
    throw new Error('only a file that was accepted can be edited');
  const layout = layoutOf(text, root);
  return applyEdits(
    text,
    appended(text, node, layout, path.length + 1, (level) => entry(level, layout)),
  );
}

/** The index of the entry with this id in a list; -1 where there is none. */
export const indexOfId = (id: string, list: Node | undefined): number =>
  list?.children?.findIndex((entry) => valueIn(entry, 'id') === id) ?? -1;

export function nodeAt(text: string, path: JSONPath): Node | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root && findNodeAtLocation(root, path);
}

export function newList(name: string, entry: string, { unit, eol }: Layout, level: number): string {
  if (!unit) return `"${name}": [${entry}]`;
  return `"${name}": [${eol}${unit.repeat(level + 1)}${entry}${eol}${unit.repeat(level)}]`;
}

export const inOneLine = (entry: object): string => {
  const entries = Object.entries(entry).filter(([, value]) => value !== undefined);
  return `{ ${entries.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(', ')} }`;
};

export const valueIn = (entry: Node, key: string): unknown =>
  findNodeAtLocation(entry, [key])?.value;
