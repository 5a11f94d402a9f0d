import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MAX_REPORT_BYTES } from '../../model/manuscript.js';
import type { OldPrint } from '../../model/old-print.js';
import { UserError } from '../../model/problem.js';
import type { Report } from '../../model/watchlist.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { printsOf, printsStill } from '../../tasks/old-prints.js';
import { readNamedBytes, readOptional } from '../io.js';
import { readReport } from './read-report.js';

/** What the filed reports of a `sources.json` still print as it was before a remedy: each report's own file is looked into where it lies beside. */
export async function filedPrints(sources: string): Promise<readonly OldPrint[]> {
  const text = readOptional(sources);
  if (text === null) return [];
  const watch = parseWatchlist(text, sources);
  const logged = printsOf(watch);
  const kept = await Promise.all(
    watch.reports.map(async (report) => {
      const own = logged.filter((one) => one.report === report.id);
      const draft = own.length === 0 ? null : await draftBeside(report, sources);
      if (draft === null) return own;
      return printsStill(own, { text, watch, report, draft });
    }),
  );
  return kept.flat();
}

/** What is read of a report's own file; null where none lies beside `sources.json`, or it cannot be read: of that a check speaks. */
async function draftBeside(report: Report, sources: string) {
  const file = ownFileOf(report, sources);
  if (file === null) return null;
  try {
    return (await readReport(file, readNamedBytes(file, MAX_REPORT_BYTES))).draft;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

const ENDINGS = ['.docx', '.docm', '.odt', '.pdf'];

/** The report's own file, beside `sources.json`: the one that is named there, else one of the report's name; null for none. */
export function ownFileOf({ id, file }: Report, sources: string): string | null {
  const names = file === undefined ? ENDINGS.map((ending) => `${id}${ending}`) : [file];
  const paths = names.map((name) => join(dirname(sources), name));
  return paths.find((path) => existsSync(path)) ?? (file === undefined ? null : (paths[0] ?? null));
}
