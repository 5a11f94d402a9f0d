import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { placesIn } from './places.js';

/** Gives the line of a `sources.json` on which a source begins, by its id; undefined for ids that it does not have. */
export const sourceLines = (text: string): ((id: string) => number | undefined) =>
  linesOf(text, (root) => entriesOf(root, 'sources'));

/** The same of a citation. */
export const citationLines = (text: string): ((id: string) => number | undefined) =>
  linesOf(text, (root) => entriesOf(root, 'reports').flatMap((report) => entriesOf(report, 'citations')));

function linesOf(text: string, entries: (root: Node) => readonly Node[]): (id: string) => number | undefined {
  const place = placesIn(text);
  const root = parseTree(text, [], { allowTrailingComma: true });
  const lines = new Map(
    (root === undefined ? [] : entries(root)).map((node) => [
      findNodeAtLocation(node, ['id'])?.value as string,
      place(node.offset).line,
    ]),
  );
  return (id) => lines.get(id);
}

const entriesOf = (node: Node, list: string): readonly Node[] =>
  findNodeAtLocation(node, [list])?.children ?? [];
