import { resolve } from 'node:path';
import { parseWatchlist } from '../../load/watchlist.js';
import { UserError } from '../../model/problem.js';
import { isShared } from '../../model/store-address.js';
import { renderAddedReport, renderRemovedReport, renderReports } from '../../report/reports.js';
import { noteReport, openReports } from '../../world/shared.js';
import { type Io, readNamed } from '../io.js';

/** The options of `citewatch reports` as commander gives them. */
export interface ReportsOptions {
  readonly db: string;
}

/** Those of `citewatch reports add`. */
export interface AddReportOptions extends ReportsOptions {
  readonly sources: string;
  readonly name?: string;
  readonly private?: boolean;
}

type Reports = Awaited<ReturnType<typeof openReports>>;

/** Opens the list for `use`, which gives the exit code. Throws a `UserError` where the store is one of a single report. */
async function inReports(
  db: string,
  name: string | null,
  use: (reports: Reports) => Promise<void>,
): Promise<number> {
  if (!isShared(db))
    throw problem(
      db,
      'is the store of one report: name one that many share, such as postgres://user@host/database',
    );
  const reports = await openReports(db, name);
  try {
    await use(reports);
    return 0;
  } finally {
    await reports.close();
  }
}

const problem = (file: string, message: string): UserError =>
  new UserError([{ file, line: 0, column: 0, message }]);

/** Prints the reports; gives the exit code. */
export const runReportsList = ({ db }: ReportsOptions, io: Io): Promise<number> =>
  inReports(db, null, async ({ list }) => io.out(renderReports(await list())));

/** Adds the report of a file; gives the exit code. */
export function runReportsAdd(
  { db, sources, name, private: isPrivate = false }: AddReportOptions,
  io: Io,
): Promise<number> {
  const [first] = parseWatchlist(readNamed(sources), sources).reports;
  const called = name ?? first?.id;
  if (called === undefined)
    throw problem(sources, 'has no report by whose id it could be called: give it a --name');
  return inReports(db, called, async ({ add, mine, shown }) => {
    const report = { sources: resolve(sources), private: isPrivate, addedAt: new Date().toISOString() };
    if (!(await add(report))) {
      const known = await mine();
      const of = known === null || known.private ? '' : `, of ${known.sources}`;
      if (known?.sources !== report.sources)
        throw problem(shown, `is there already${of}: give this one another --name`);
    }
    noteReport(sources, called);
    io.out(renderAddedReport(called, report.private));
  });
}

/** Removes a report; gives the exit code. */
export const runReportsRemove = (name: string, { db }: ReportsOptions, io: Io): Promise<number> =>
  inReports(db, name, async ({ mine, remove, shown }) => {
    const report = await mine();
    if (report === null) throw problem(shown, 'is not there');
    io.out(renderRemovedReport(report, await remove()));
  });
