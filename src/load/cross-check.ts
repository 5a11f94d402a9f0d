import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { Problem } from '../model/problem.js';
import type { JsonText } from './json-text.js';
import { didYouMean } from './nearest.js';
import { KNOWN_IDS } from './resolve-series.js';

type Text = Node & { readonly value: string };

/**
 * What no single value shows: ids that stand twice, references that lead nowhere, two sources at one address,
 * editions in the wrong order. Looks at whatever is there, so that it works on files of the wrong shape too.
 */
export function crossCheck(json: JsonText, root: Node): Problem[] {
  const all = (...path: string[]) => textsAt(root, path);
  const reports = all('reports', '*', 'id');
  const citations = all('reports', '*', 'citations', '*', 'id');
  const sources = all('sources', '*', 'id');
  const series = all('series', '*', 'id');
  return [
    ...repeated(json, reports, 'report id'),
    ...repeated(json, citations, 'citation id'),
    ...repeated(json, sources, 'source id'),
    ...repeated(json, series, 'series id'),
    ...unknown(json, all('reports', '*', 'citations', '*', 'source'), sources, 'source'),
    ...unknown(json, all('decisions', '*', 'source'), sources, 'source'),
    ...unknown(json, all('sources', '*', 'series'), series, 'series', KNOWN_IDS),
    ...sameAddress(json, nodesAt(root, ['sources', '*'])),
    ...nodesAt(root, ['series', '*']).flatMap((one) => [
      ...repeated(json, textsAt(one, ['editions', '*', 'edition']), 'edition'),
      ...disordered(json, textsAt(one, ['editions', '*', 'published'])),
      ...unlisted(json, one, nodesAt(root, ['sources', '*'])),
    ]),
    ...answeredTwice(json, nodesAt(root, ['decisions', '*'])),
  ];
}

/** The nodes that a path of keys leads to; `*` stands for every entry of a list. */
const nodesAt = (root: Node, path: readonly string[]): Node[] =>
  path.reduce<Node[]>(
    (nodes, step) =>
      nodes.flatMap((node) => {
        if (step === '*') return node.type === 'array' ? (node.children ?? []) : [];
        return (node.type === 'object' && findNodeAtLocation(node, [step])) || [];
      }),
    [root],
  );

const textsAt = (root: Node, path: readonly string[]): Text[] =>
  nodesAt(root, path).filter((node): node is Text => node.type === 'string');

const textAt = (root: Node, key: string): Text | undefined => textsAt(root, [key])[0];

const lineOf = (json: JsonText, node: Node): string => `line ${json.problemAt(node.offset, '').line}`;

/** Entries whose key an earlier entry has too, each with the first that has it. */
function seconds<T>(entries: readonly T[], keyOf: (entry: T) => string | undefined): [second: T, first: T][] {
  const firsts = new Map<string, T>();
  return entries.flatMap((entry): [T, T][] => {
    const key = keyOf(entry);
    if (key === undefined) return [];
    const first = firsts.get(key);
    if (first) return [[entry, first]];
    firsts.set(key, entry);
    return [];
  });
}

const repeated = (json: JsonText, ids: readonly Text[], what: string): Problem[] =>
  seconds(ids, (id) => id.value).map(([id, first]) =>
    json.problemAt(
      id.offset,
      `${what} ${JSON.stringify(id.value)} is already used in ${lineOf(json, first)}`,
    ),
  );

function unknown(
  json: JsonText,
  references: readonly Text[],
  ids: readonly Text[],
  what: string,
  builtIn: readonly string[] = [],
): Problem[] {
  const known = new Set([...ids.map((id) => id.value), ...builtIn]);
  return references
    .filter((reference) => !known.has(reference.value))
    .map(({ offset, value }) =>
      json.problemAt(offset, `unknown ${what} ${JSON.stringify(value)}${didYouMean(value, known)}`),
    );
}

function sameAddress(json: JsonText, sources: readonly Node[]): Problem[] {
  const hrefOf = (source: Node): string | undefined => {
    const url = textAt(source, 'url')?.value;
    return url !== undefined && URL.canParse(url) ? new URL(url).href : undefined;
  };
  return seconds(sources, hrefOf).map(([second, first]) =>
    json.problemAt(
      textAt(second, 'url')?.offset ?? second.offset,
      `same address as source ${JSON.stringify(textAt(first, 'id')?.value)} in ${lineOf(json, first)}`,
    ),
  );
}

function disordered(json: JsonText, dates: readonly Text[]): Problem[] {
  return dates.flatMap((date, i) => {
    const before = dates[i - 1];
    // Partial dates are compared as far as both go.
    const known = Math.min(date.value.length, before?.value.length ?? 0);
    return before && date.value.slice(0, known) < before.value.slice(0, known)
      ? [
          json.problemAt(
            date.offset,
            `editions stand oldest first, but the one before came out on ${before.value}`,
          ),
        ]
      : [];
  });
}

/** Sources of a series whose edition the series does not list, when it lists any. */
function unlisted(json: JsonText, series: Node, sources: readonly Node[]): Problem[] {
  const listed = textsAt(series, ['editions', '*', 'edition']).map((edition) => edition.value);
  const id = textAt(series, 'id')?.value;
  if (listed.length === 0 || id === undefined) return [];
  return sources.flatMap((source) => {
    const edition = textAt(source, 'edition');
    if (!edition || textAt(source, 'series')?.value !== id || listed.includes(edition.value)) return [];
    const has = `series "${id}" has ${listed.join(', ')}`;
    return [json.problemAt(edition.offset, `unknown edition ${JSON.stringify(edition.value)}; ${has}`)];
  });
}

function answeredTwice(json: JsonText, decisions: readonly Node[]): Problem[] {
  const questionOf = (decision: Node): string =>
    JSON.stringify(['source', 'about', 'edition'].map((key) => textAt(decision, key)?.value));
  return seconds(decisions, questionOf).map(([second, first]) =>
    json.problemAt(second.offset, `the decision in ${lineOf(json, first)} answers the same finding`),
  );
}
