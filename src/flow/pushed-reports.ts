import type { Git } from '../hosting/git.js';
import { fileIn, fileOnBranch, type Pushed, pushFolder, pushPages } from '../hosting/reports-branch.js';
import { lastRunIn, reportedRun } from '../load/reported-run.js';

/** Where reports go. */
export interface ReportBranches {
  readonly remote: string;
  /** Undefined for the one that is checked out. */
  readonly reportsBranch: string | null | undefined;
  readonly pagesBranch: string | null;
}

/** What became of the reports: on which branch, and whether that had them already; null where they go nowhere. */
export interface PushedReports {
  readonly reports: { readonly branch: string; readonly became: Pushed } | null;
  readonly pages: { readonly branch: string; readonly became: Pushed } | null;
}

/**
 * Pushes the folder of reports, in which `git` must be, and publishes it. Where a later run than `run` was published meanwhile, its reports
 * stay.
 */
export async function pushReports(
  git: Git,
  to: ReportBranches,
  message: string,
  run: number,
): Promise<PushedReports> {
  const branch = await reportsBranch(git, to);
  if (branch === null) return { reports: null, pages: null };
  const { remote, pagesBranch } = to;
  const isLater = async (tip: string): Promise<boolean> =>
    lastRunIn(reportedRun((await fileIn(git, tip, LATEST)) ?? '')) > run;
  const reports = { branch, became: await pushFolder(git, { remote, branch }, message, isLater) };
  if (pagesBranch === null) return { reports, pages: null };
  const became = await pushPages(git, { remote, branch }, { remote, branch: pagesBranch }, message);
  return { reports, pages: { branch: pagesBranch, became } };
}

/** The latest report as it is on its branch; null where there is none, or no branch. */
export async function publishedReport(git: Git, to: ReportBranches): Promise<string | null> {
  const branch = await reportsBranch(git, to);
  return branch === null ? null : fileOnBranch(git, { remote: to.remote, branch }, LATEST);
}

const LATEST = 'latest.json';

async function reportsBranch(git: Git, { reportsBranch: named }: ReportBranches): Promise<string | null> {
  if (named !== undefined) return named;
  const checkedOut = (await git(['branch', '--show-current'])).trim();
  if (checkedOut !== '') return checkedOut;
  throw new Error('no branch is checked out: name one with --reports-branch');
}
