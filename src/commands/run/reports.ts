import { resolve } from 'node:path';
import { refuse, UserError } from '../../model/problem.js';
import { isShared, storeDisplayName } from '../../model/settings.js';
import { copyStoreHistory, type FolderReport, isDamaged } from '../../night/copy-store.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { renderAddedReport, renderRemovedReport, renderReports } from '../../surfaces/terminal/explanation.js';
import { commandMessages, fill } from '../../surfaces/words/messages.js';
import { type Io, readNamed, readOptional } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { describeFailure } from '../shutdown.js';

type ReportsOptions = Pick<PlaceOptions, 'db'>;

interface AddReportOptions extends Pick<PlaceOptions, 'sources' | 'db'> {
  readonly name?: string;
  readonly private?: boolean;
}

type Shared = typeof import('../../night/shared-stores.js');

/** Opens the list of a shared store's reports for `use`; gives the exit code. Throws a `UserError` for the store of one report. */
async function inReports(
  db: string,
  name: string | null,
  use: (reports: Awaited<ReturnType<Shared['openReportList']>>, shared: Shared) => Promise<void>,
): Promise<number> {
  if (!isShared(db))
    refuse(db, 'is the store of one report: name one that many share, such as postgres://user@host/database');
  const shared = await import('../../night/shared-stores.js');
  const reports = await shared.openReportList(db, name);
  try {
    await use(reports, shared);
    return 0;
  } finally {
    await reports.close();
  }
}

export const runReportsList = ({ db }: ReportsOptions, io: Io): Promise<number> =>
  inReports(db, null, async ({ list }) => io.out(renderReports(await list())));

export function runReportsAdd(
  { db, sources, name, private: isPrivate = false }: AddReportOptions,
  io: Io,
): Promise<number> {
  const [first] = parseWatchlist(readNamed(sources), sources).reports;
  const called = name ?? first?.id ?? refuse(sources, 'has no report by whose id it could be called: give it a --name');
  return inReports(db, called, async ({ add, mine, shown }, { noteReport }) => {
    const report = { sources: resolve(sources), private: isPrivate, addedAt: new Date().toISOString() };
    if (!(await add(report))) {
      const known = await mine();
      const of = known === null || known.private ? '' : `, of ${known.sources}`;
      if (known?.sources !== report.sources) refuse(shown, `is there already${of}: give this one another --name`);
    }
    noteReport(sources, called);
    io.out(renderAddedReport(called, report.private));
  });
}

export const runReportsRemove = (name: string, { db }: ReportsOptions, io: Io): Promise<number> =>
  inReports(db, name, async ({ mine, remove, shown }) => {
    const report = (await mine()) ?? refuse(shown, 'is not there');
    io.out(renderRemovedReport(report, await remove()));
  });

interface CopyOptions extends Pick<PlaceOptions, 'sources'> {
  readonly private?: boolean;
}

/** Copies a report's history from one store into another; gives the exit code. */
export async function runStoreCopy(from: string, to: string, options: CopyOptions, io: Io): Promise<number> {
  const folder = isShared(to) ? folderReport(options) : null;
  try {
    const { runs, visits, readings, digests } = await copyStoreHistory(from, to, folder);
    const names = {
      from: storeDisplayName(from),
      to: storeDisplayName(to),
      option: isShared(to) ? '--db' : `--db ${to}`,
    };
    io.out(`${fill(commandMessages.store.copied, { ...names, runs, visits, readings, digests })}\n`);
    return 0;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new Error(describeFailure(error, io, isDamaged(error) ? from : to), { cause: error });
  }
}

/** The report of the folder in which we are; null where none is watched there. */
function folderReport({ sources, private: isPrivate = false }: CopyOptions): FolderReport | null {
  const text = readOptional(sources);
  if (text === null) return null;
  return { sources: resolve(sources), id: parseWatchlist(text, sources).reports[0]?.id ?? null, private: isPrivate };
}
