import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Finding } from '../model/finding.js';
import { quoteId } from '../model/watchlist.js';
import { placesIn } from './places.js';

/** Gives the line of a `sources.json` on which something stands, by its id; undefined for ids that it does not have. */
export type FindLine = (id: string) => number | undefined;

/** Where a source begins. */
export const sourceLines = (text: string): FindLine =>
  linesOf(text, (root) => entriesOf(root, 'sources').map(named));

/** Where a citation begins. */
export const citationLines = (text: string): FindLine =>
  linesOf(text, (root) => citationsOf(root).map(named));

/** Where the words of a quotation stand, by the id that verdicts give it. */
export const quotationLines = (text: string): FindLine =>
  linesOf(text, (root) =>
    citationsOf(root).flatMap((citation) =>
      entriesOf(citation, 'quotes').map((quote, i) => [
        quoteId({ id: idOf(citation) }, i),
        findNodeAtLocation(quote, ['text']) ?? quote,
      ]),
    ),
  );

/** The line that a finding is about: that of its quotation, else of its citation, else of its source. */
export function findingLines(
  text: string,
): (about: Pick<Finding, 'quote' | 'citation' | 'source'>) => number | undefined {
  const [quotation, citation, source] = [quotationLines(text), citationLines(text), sourceLines(text)];
  return (about) => quotation(about.quote ?? '') ?? citation(about.citation ?? '') ?? source(about.source);
}

/** Ids of the citations of which a file says neither what line the report prints for them, nor (`"cited": null`) that it prints none. */
export function unsaidLines(text: string): ReadonlySet<string> {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const citations = root === undefined ? [] : citationsOf(root);
  return new Set(
    citations.filter((citation) => findNodeAtLocation(citation, ['cited']) === undefined).map(idOf),
  );
}

type Named = readonly [id: string, node: Node];

function linesOf(text: string, entries: (root: Node) => readonly Named[]): FindLine {
  const place = placesIn(text);
  const root = parseTree(text, [], { allowTrailingComma: true });
  const lines = new Map(
    (root === undefined ? [] : entries(root)).map(([id, { offset }]) => [id, place(offset).line]),
  );
  return (id) => lines.get(id);
}

const citationsOf = (root: Node): readonly Node[] =>
  entriesOf(root, 'reports').flatMap((report) => entriesOf(report, 'citations'));

const entriesOf = (node: Node, list: string): readonly Node[] =>
  findNodeAtLocation(node, [list])?.children ?? [];

const named = (node: Node): Named => [idOf(node), node];

const idOf = (node: Node): string => findNodeAtLocation(node, ['id'])?.value as string;
