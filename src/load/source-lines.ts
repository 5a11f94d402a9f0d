import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { placesIn } from './places.js';

/** Gives the line of a `sources.json` on which a source begins, by its id; undefined for ids that it does not have. */
export function sourceLines(text: string): (id: string) => number | undefined {
  const place = placesIn(text);
  const root = parseTree(text, [], { allowTrailingComma: true });
  const list = root === undefined ? undefined : findNodeAtLocation(root, ['sources']);
  const lines = new Map(
    (list?.children ?? []).map((node) => [
      findNodeAtLocation(node, ['id'])?.value as string,
      place(node.offset).line,
    ]),
  );
  return (id) => lines.get(id);
}
