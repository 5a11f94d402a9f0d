import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Finding } from '../model/finding.js';
import { problemWith, refuse, UserError } from '../model/problem.js';
import {
  type Citation,
  quoteId,
  type Report,
  type Source,
  type Watchlist,
} from '../model/watchlist.js';
import { didYouMean } from './field-checks.js';
import { placesIn } from './json-text.js';

/** Ids that a message suggests at most, our choice: a line of a terminal. */
const MAX_SUGGESTIONS = 5;

/**
 * The id that a person means: the one that was typed, or the only one of `known` that begins so. Otherwise what may have been meant, to
 * be put behind a sentence that says that the id is unknown; empty where nothing is near.
 */
export function matchId(
  typed: string,
  known: Iterable<string>,
): { readonly id: string } | { readonly suggestion: string } {
  const ids = [...known];
  if (ids.includes(typed)) return { id: typed };
  const longer = typed === '' ? [] : ids.filter((id) => id.startsWith(typed));
  const [only] = longer;
  if (only === undefined) return { suggestion: didYouMean(typed, ids) };
  if (longer.length === 1) return { id: only };
  const more =
    longer.length > MAX_SUGGESTIONS ? ` and ${longer.length - MAX_SUGGESTIONS} more` : '';
  return {
    suggestion: `; did you mean one of ${longer.slice(0, MAX_SUGGESTIONS).join(', ')}${more}?`,
  };
}

/** The sources with these ids ({@link matchId}), in the order of the file; all of them for no id. Throws a `UserError` for every unknown id. */
export function selectSources(
  { sources }: Watchlist,
  only: readonly string[],
  option = '--only',
): readonly Source[] {
  if (only.length === 0) return sources;
  const known = new Set(sources.map((source) => source.id));
  const matches = only.map((typed) => ({ typed, match: matchId(typed, known) }));
  const problems = matches.flatMap(({ typed, match }) =>
    'id' in match ? [] : [problemWith(option, `unknown source "${typed}"${match.suggestion}`)],
  );
  if (problems.length > 0) throw new UserError(problems);
  const ids = matches.map(({ match }) => ('id' in match ? match.id : ''));
  return sources.filter((source) => ids.includes(source.id));
}

/** The source that a person named ({@link resolveId}). Throws a `UserError` for an unknown id. */
export const selectSource = (watch: Watchlist, id: string, option: string): Source =>
  selectSources(watch, [id], option)[0] as Source;

/** The report with this id; the only report where none is named. Throws a `UserError` when there is no such one, or several. */
export function selectReport({ reports }: Watchlist, id: string | undefined): Report {
  const ids = reports.map((report) => report.id);
  if (id === undefined) {
    const [only, ...others] = reports;
    return only !== undefined && others.length === 0
      ? only
      : refuse('--report', `say which report: ${ids.join(', ') || 'there is none'}`);
  }
  const match = matchId(id, ids);
  const report = 'id' in match ? reports.find((one) => one.id === match.id) : undefined;
  return (
    report ??
    refuse('--report', `unknown report "${id}"${'suggestion' in match ? match.suggestion : ''}`)
  );
}

/** The citations of a source in all reports, or the one with this id. Throws a `UserError` when that is none of them. */
export function selectCitations(
  { reports }: Watchlist,
  source: string,
  id: string | undefined,
): readonly Citation[] {
  const uses = reports.flatMap(({ citations }) => citations).filter((use) => use.source === source);
  if (id === undefined) return uses;
  const match = matchId(
    id,
    uses.map((use) => use.id),
  );
  if ('id' in match) return uses.filter((use) => use.id === match.id);
  return refuse('--citation', `"${id}" is no citation of ${source}${match.suggestion}`);
}

/** The line of a `sources.json` on which something stands, by its id; undefined for an unknown id. */
export type FindLine = (id: string) => number | undefined;

/** Where the sources and the citations of a `sources.json` begin, and where the words of its quotations stand. */
export function linesIn(
  text: string,
): Readonly<Record<'source' | 'citation' | 'quotation', FindLine>> {
  const place = placesIn(text);
  const root = parseTree(text, [], { allowTrailingComma: true });
  const citations = citationsIn(root);
  const finder = (nodes: readonly (readonly [id: string, node: Node])[]): FindLine => {
    const lines = new Map(nodes.map(([id, { offset }]) => [id, place(offset).line]));
    return (id) => lines.get(id);
  };
  const quotations = citations.flatMap((citation) =>
    entriesOf(citation, 'quotes').map(
      (quote, i) =>
        [quoteId({ id: idOf(citation) }, i), findNodeAtLocation(quote, ['text']) ?? quote] as const,
    ),
  );
  return {
    source: finder(entriesOf(root, 'sources').map((node) => [idOf(node), node])),
    citation: finder(citations.map((node) => [idOf(node), node])),
    quotation: finder(quotations),
  };
}

/** The line that a finding is about: that of its quotation, else of its citation, else of its source. */
export function findingLines(
  text: string,
): (about: Pick<Finding, 'quote' | 'citation' | 'source'>) => number | undefined {
  const { quotation, citation, source } = linesIn(text);
  return (about) =>
    quotation(about.quote ?? '') ?? citation(about.citation ?? '') ?? source(about.source);
}

/** Ids of the citations without a key `cited`: neither a printed line, nor null for "the report prints none". */
export const citationsWithoutLine = (text: string): ReadonlySet<string> =>
  new Set(
    citationsIn(parseTree(text, [], { allowTrailingComma: true }))
      .filter((citation) => findNodeAtLocation(citation, ['cited']) === undefined)
      .map(idOf),
  );

const citationsIn = (root: Node | undefined): readonly Node[] =>
  entriesOf(root, 'reports').flatMap((report) => entriesOf(report, 'citations'));

const entriesOf = (node: Node | undefined, list: string): readonly Node[] =>
  (node && findNodeAtLocation(node, [list])?.children) ?? [];

const idOf = (node: Node): string => findNodeAtLocation(node, ['id'])?.value as string;
