import type { Change } from '../../model/import.js';
import type { Citation, Report, Source, Watchlist } from '../../model/watchlist.js';
import { appendAll, putValue } from '../../text/json-edit.js';

/** Writes what changed and leaves all else byte for byte. */
export function writeMerge(
  text: string,
  watch: Watchlist,
  report: Report,
  before: Report | null,
  added: readonly Source[],
  changes: readonly Change[],
): string {
  const withSources = appendAll(text, ['sources'], added);
  if (before === null) return appendAll(withSources, ['reports'], [report]);
  const at = watch.reports.indexOf(before);
  const indexOf = new Map(watch.sources.map(({ id }, i) => [id, i]));
  let written = withSources;
  for (const change of changes)
    if (change.kind === 'source-filled')
      written = putValue(written, ['sources', indexOf.get(change.id) as number, change.field], change.after);
    else if (change.kind === 'report-filled')
      written = putValue(written, ['reports', at, change.field], change.after);
  return writeCitations(written, ['reports', at, 'citations'], before.citations, report.citations, changes);
}

function writeCitations(
  text: string,
  path: readonly (string | number)[],
  before: readonly Citation[],
  after: readonly Citation[],
  changes: readonly Change[],
): string {
  const order = before.map(({ id }) => id);
  let written = text;
  for (const change of changes)
    if (change.kind === 'citation-changed')
      written = putValue(written, [...path, order.indexOf(change.id), change.field], change.after);
    else if (change.kind === 'citation-gone') {
      const at = order.indexOf(change.citation.id);
      order.splice(at, 1);
      written = putValue(written, [...path, at], undefined);
    }
  for (const [i, citation] of after.entries())
    if (!order.includes(citation.id)) {
      const behind = order.indexOf(after[i - 1]?.id ?? '') + 1;
      order.splice(behind, 0, citation.id);
      written = putValue(written, [...path, behind], citation, true);
    }
  return written;
}
