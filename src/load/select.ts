import { UserError } from '../model/problem.js';
import type { Citation, Report, Source, Watchlist } from '../model/watchlist.js';
import { didYouMean } from './nearest.js';

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
