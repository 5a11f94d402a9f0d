import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Finding } from '../model/finding.js';
import { UserError } from '../model/problem.js';
import {
  type Citation,
  quoteId,
  type Report,
  type Source,
  usesAsJson,
  type Watchlist,
} from '../model/watchlist.js';
import { didYouMean } from './field-checks.js';
import { placesIn } from './json-text.js';

/** The sources that `--only`, or what else the user gave, names, in the order of the file; all when it names none. Throws `UserError` for every unknown id. */
export function selectSources(
  { sources }: Watchlist,
  only: readonly string[],
  option = '--only',
): readonly Source[] {
  if (only.length === 0) return sources;
  const known = new Set(sources.map((source) => source.id));
  const problems = only
    .filter((id) => !known.has(id))
    .map((id) => ({
      file: option,
      line: 0,
      column: 0,
      message: `unknown source "${id}"${didYouMean(id, known)}`,
    }));
  if (problems.length > 0) throw new UserError(problems);
  return sources.filter((source) => only.includes(source.id));
}

/** The report that `--report` names; the only one when it names none. Throws `UserError` when there is no such one, or several. */
export function selectReport({ reports }: Watchlist, id: string | undefined): Report {
  const ids = reports.map((report) => report.id);
  const report = id === undefined ? reports[0] : reports.find((one) => one.id === id);
  if (report !== undefined && (id !== undefined || reports.length === 1)) return report;
  const message =
    id === undefined
      ? `say which report: ${ids.join(', ') || 'there is none'}`
      : `unknown report "${id}"${didYouMean(id, ids)}`;
  throw new UserError([{ file: '--report', line: 0, column: 0, message }]);
}

/** The uses of a source, of all reports; the one that `--citation` names. Throws `UserError` when that is none of them. */
export function selectCitations(
  { reports }: Watchlist,
  source: string,
  id: string | undefined,
): readonly Citation[] {
  const uses = reports.flatMap(({ citations }) => citations).filter((use) => use.source === source);
  const named = id === undefined ? uses : uses.filter((use) => use.id === id);
  if (id === undefined || named.length > 0) return named;
  const near = didYouMean(
    id,
    uses.map((use) => use.id),
  );
  const message = `"${id}" is no citation of ${source}${near}`;
  throw new UserError([{ file: '--citation', line: 0, column: 0, message }]);
}

/**
 * Sources whose uses are packed together: a third of their bytes, and 25 µs to read those of one. By itself each would take more than half of
 * them, and ten together a quarter and 35 µs.
 */
const TOGETHER = 5;

/** Sources of which the citations take no memory to speak of, our choice: of so many it is ten megabytes. */
const FEW = 10_000;

/** Of zlib's levels the quickest: the others save a twentieth. */
const LEVEL = 1;

/**
 * A watchlist for those who need the uses of one source at a time: they are put away as packed bytes, and its reports list no citations.
 * Of 100,000 sources that is more than half the memory, and none of it is gone through again and again for what is alive.
 * One of few sources stays as it is.
 */
export function packUses(watch: Watchlist, few = FEW): Watchlist {
  const { sources } = watch;
  if (sources.length <= few) return watch;
  const packs: Uint8Array[] = [];
  for (let n = 0; n < sources.length; n += TOGETHER)
    packs.push(packed(sources.slice(n, n + TOGETHER), watch));
  const places = new Map(sources.map(({ id }, n) => [id, n]));
  return {
    ...watch,
    reports: watch.reports.map((report) => ({ ...report, citations: [] })),
    uses: (source) => {
      const n = places.get(source);
      return n === undefined
        ? '[]'
        : (linesIn(packs[Math.floor(n / TOGETHER)] as Uint8Array)[n % TOGETHER] ?? '[]');
    },
  };
}

/** The uses of each source as JSON, of which none has an end of a line in it. A copy: what zlib gives lies in 16 kB of its own. */
const packed = (sources: readonly Source[], watch: Watchlist): Uint8Array =>
  new Uint8Array(
    deflateRawSync(sources.map((source) => usesAsJson(source, watch)).join('\n'), { level: LEVEL }),
  );

const linesIn = (pack: Uint8Array): readonly string[] => inflateRawSync(pack).toString().split('\n');

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
export function citationsWithoutLine(text: string): ReadonlySet<string> {
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
