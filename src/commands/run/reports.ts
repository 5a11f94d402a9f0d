import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { orNull, type Problem, problemWith, refuse, UserError } from '../../model/problem.js';
import { isShared, parseShared, storeDisplayName } from '../../model/settings.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { renderReportsPage } from '../../surfaces/reports-page.js';
import {
  renderAddedReport,
  renderRemovedReport,
  renderReports,
} from '../../surfaces/terminal/explanation.js';
import { commandMessages } from '../../surfaces/words/catalogues.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { copyStoreHistory, type FolderReport, isDamaged } from '../../tasks/copy-store.js';
import { type Io, readNamed, readOptional } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { describeFailure } from '../shutdown.js';
import { writeWhole } from './records.js';

type ReportsOptions = Pick<PlaceOptions, 'db'>;

type Shared = typeof import('../../tasks/shared-stores.js');
type Reports = Awaited<ReturnType<Shared['openReportList']>>;

const words = commandMessages.reports;

/** Refuses the store of one report. */
function refuseFile(db: string): void {
  if (!isShared(db))
    refuse(
      db,
      'is the store of one report: name one that many share, such as postgres://user@host/database',
    );
}

/** Opens the list of a shared store's reports for `use`; gives the exit code. Throws a `UserError` for the store of one report. */
async function inReports(
  db: string,
  name: string | null,
  use: (reports: Reports, shared: Shared) => Promise<void>,
): Promise<number> {
  refuseFile(db);
  const shared = await import('../../tasks/shared-stores.js');
  const reports = await shared.openReportList(db, name);
  try {
    await use(reports, shared);
    return 0;
  } finally {
    await reports.close();
  }
}

export const runReportsList = ({ db }: ReportsOptions, io: Io): Promise<number> =>
  inReports(db, null, async ({ list, kept }) =>
    io.out(renderReports(ENGLISH, await list(), await kept())),
  );

interface AddReportOptions extends Pick<PlaceOptions, 'sources' | 'db'> {
  readonly name?: string;
  readonly private?: boolean;
}

/** Adds the reports of some folders, or of this one; what is wrong with each is told at once. */
export async function runReportsAdd(
  dirs: readonly string[],
  options: AddReportOptions,
  io: Io,
): Promise<number> {
  if (options.name !== undefined && dirs.length > 1)
    refuse('--name', 'is for one folder: several are called by the ids of their reports');
  const problems: Problem[] = [];
  const files =
    dirs.length === 0 ? [options.sources] : dirs.map((dir) => join(dir, options.sources));
  const { notedName } = await import('../../tasks/shared-stores.js');
  const nameOf = (file: string) => options.name ?? notedName(dirname(file));
  const folders = files.flatMap(
    (file) => orNull(problems, () => namedFolder(file, nameOf(file))) ?? [],
  );
  for (const [i, { file, name }] of folders.entries()) {
    const first = folders.findIndex((one) => one.name === name);
    if (first < i)
      problems.push(
        problemWith(
          file,
          `is called ${name}, as is ${folders[first]?.file}: add it alone, with --name`,
        ),
      );
  }
  if (problems.length > 0) throw new UserError(problems);
  for (const { file, name } of folders)
    try {
      await inReports(options.db, name, (reports, shared) =>
        addFolder(reports, shared, { file, name, options }, io),
      );
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  if (problems.length > 0) throw new UserError(problems);
  return 0;
}

/** A `sources.json`, and what its report is to be called. */
interface NamedFolder {
  readonly file: string;
  readonly name: string;
}

function namedFolder(file: string, name: string | null): NamedFolder {
  const [first] = parseWatchlist(readNamed(file), file).reports;
  return {
    file,
    name:
      name ??
      first?.id ??
      refuse(file, 'has no report by whose id it could be called: give it a --name'),
  };
}

/** Adds a folder's report, takes up the history that was kept of it, or notes that it lies elsewhere now. */
async function addFolder(
  { add, known, move, shown }: Reports,
  { noteReport }: Shared,
  { file, name, options }: NamedFolder & { readonly options: AddReportOptions },
  io: Io,
): Promise<void> {
  const before = await known();
  const isPrivate = options.private || (before?.private ?? false);
  const report = { sources: resolve(file), private: isPrivate, addedAt: new Date().toISOString() };
  const isMoved = before !== null && before.sources !== report.sources;
  const of = before === null || before.private ? '' : `, of ${before.sources}`;
  if (isMoved && existsSync(before.sources))
    refuse(shown, `is there already${of}: give this one another --name`);
  if (isPrivate && before?.private === false && before.removedAt === null)
    refuse(shown, ENGLISH.fill(words.public, { name }));
  const isNew = await add(report);
  if (isMoved && !isNew) await move(report.sources);
  noteReport(file, name);
  if (before === null) io.out(renderAddedReport(name, isPrivate));
  else
    io.out(
      `${ENGLISH.fill(words[noteOnKnown(isNew, isMoved)], { name, sources: report.sources })}\n`,
    );
}

/** Which sentence says what became of a report that the store knew. */
function noteOnKnown(isNew: boolean, isMoved: boolean): 'taken-up' | 'moved' | 'there' {
  if (isNew) return 'taken-up';
  return isMoved ? 'moved' : 'there';
}

/** Calls a report by another name, in the store and in its folder. */
export function runReportsRename(
  from: string,
  to: string,
  { db }: ReportsOptions,
  io: Io,
): Promise<number> {
  return inReports(db, from, async ({ known, rename, shown }, { renameNoted }) => {
    const report = (await known()) ?? refuse(shown, words.missing);
    const other = parseShared(`${parseShared(db).url}#${to}`).shown;
    if (!(await rename(to))) refuse(other, 'is there already');
    const isNoted = renameNoted(report.sources, from, to);
    io.out(`${ENGLISH.fill(words.renamed, { from, to, isNoted, sources: report.sources })}\n`);
  });
}

interface RemoveOptions extends ReportsOptions {
  readonly keepHistory?: boolean;
}

export const runReportsRemove = (
  name: string,
  { db, keepHistory }: RemoveOptions,
  io: Io,
): Promise<number> =>
  inReports(db, name, async ({ mine, known, remove, retire, shown }) => {
    const report = (await (keepHistory ? mine() : known())) ?? refuse(shown, words.missing);
    if (!keepHistory) return io.out(renderRemovedReport(report, await remove()));
    await retire(new Date().toISOString());
    io.out(`${ENGLISH.fill(words.retired, { name })}\n`);
  });

/** Has the tables of a store be nobody's who logs in, and says what is to be granted next; gives the exit code. */
export async function runReportsProtect({ db }: ReportsOptions, io: Io): Promise<number> {
  refuseFile(db);
  const { protectShared } = await import('../../tasks/shared-stores.js');
  const { former, ...done } = await protectShared(db);
  const facts = { ...done, former: former ?? '', isOther: former !== null };
  for (const said of ['protected', 'grant-reports', 'grant-operators'] as const)
    io.out(`${ENGLISH.fill(words[said], facts)}\n`);
  return 0;
}

interface PageOptions extends ReportsOptions {
  readonly out: string;
}

/** Writes the page of all reports that are not private, beside the folders of their own pages. */
export const runReportsPage = ({ db, out }: PageOptions, io: Io): Promise<number> =>
  inReports(db, null, async () => {
    if (existsSync(join(out, 'latest.json'))) refuse(out, commandMessages.reportsPage.own);
    const { lookAtFleet } = await import('../../fleet/fleet.js');
    const { look, close } = lookAtFleet(db);
    const { nights, reports = [] } = await look().finally(close);
    const names = reports.map(({ report }) => report ?? '');
    const pages = new Set(names.filter((name) => existsSync(join(out, name, 'index.html'))));
    const file = join(out, 'index.html');
    mkdirSync(out, { recursive: true });
    writeWhole(file, renderReportsPage(ENGLISH, { nights, reports, pages }, new Date()));
    io.out(`${ENGLISH.fill(commandMessages.reportsPage.written, { file, all: reports.length })}\n`);
  });

interface CopyOptions extends Pick<PlaceOptions, 'sources'> {
  readonly private?: boolean;
}

/** Copies a report's history from one store into another; gives the exit code. */
export async function runStoreCopy(
  from: string,
  to: string,
  options: CopyOptions,
  io: Io,
): Promise<number> {
  const folder = isShared(to) ? folderReport(options) : null;
  try {
    const { runs, visits, readings, digests } = await copyStoreHistory(from, to, folder);
    const names = {
      from: storeDisplayName(from),
      to: storeDisplayName(to),
      option: isShared(to) ? '--db' : `--db ${to}`,
    };
    io.out(`${ENGLISH.fill(words.copied, { ...names, runs, visits, readings, digests })}\n`);
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
  return {
    sources: resolve(sources),
    id: parseWatchlist(text, sources).reports[0]?.id ?? null,
    private: isPrivate,
  };
}
