import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  folderIn,
  Overtaken,
  type Pushed,
  pushFolder,
  pushPages,
  readBranchFile,
  readFileAtCommit,
  type StateBranch,
} from '../delivery/branches.js';
import { filesBelow, type Git, inTemporaryFolder } from '../delivery/git.js';
import type { RunFacts } from '../model/run.js';
import {
  lastRunIn,
  type NightlySettings,
  type ReportedRun,
  reportedRun,
} from '../settings/nightly.js';
import { copyStore } from '../store/sqlite/open.js';
import { evidenceBeside, evidenceFolderOf, noteLostBeside } from './evidence-folder.js';
import { isStoreDamage, mayHaveRecords, numberRunsAfter, withRecords } from './stores.js';

interface BroughtBack {
  /** `branch`: what the branch held; `here`: what was here already, as late or later; `none`: there was nothing. */
  readonly from: 'branch' | 'here' | 'none';
  /** The last run that it knows; 0 for none. */
  readonly run: number;
  /** Where what was here was put, though it knew as late a run: it does not go on from what the branch holds. Null where nothing was. */
  readonly aside: string | null;
  /** Parts of the branch that were not as they were written: what they added is lost. */
  readonly damaged: readonly string[];
}

/** How the store is called on the branch, wherever it is here. */
const STORE = 'citewatch.db';
const EVIDENCE = 'evidence';
/** What is packed, and of what a night changes, only that: all but what is a line long. */
const inIncrements = (path: string): boolean =>
  path === STORE || /\.(?:jsonl|warc\.gz)$/u.test(path);

/**
 * Brings back what earlier nights saw: the branch's store and evidence in place of those that are here, unless those go on from them
 * (a run that was killed before it was saved, on a machine that is still there) or are the same. What is replaced is put aside: of two
 * nights that began alike the one on the branch holds, for what that ended with was told to people.
 */
export async function bringBack(branch: StateBranch, db: string): Promise<BroughtBack> {
  const here = existsSync(db) ? await lastRun(db) : null;
  const evidence = evidenceFolderOf(db);
  await mkdir(dirname(db), { recursive: true });
  // Beside the store, so that it is moved within one disk.
  const landing = join(dirname(db), 'brought-back.new');
  await rm(landing, { recursive: true, force: true });
  try {
    const damaged = await branch.read(landing);
    const there = damaged === null ? null : await lastRun(join(landing, STORE));
    if (
      there === null ||
      damaged === null ||
      (here !== null && (await goesOn(db, join(landing, STORE))))
    )
      return { from: here === null ? 'none' : 'here', run: here ?? 0, aside: null, damaged: [] };
    // Its log was played into it when it was looked at.
    for (const part of ['-wal', '-shm']) await rm(`${db}${part}`, { force: true });
    await replace(join(landing, STORE), db);
    if (evidence !== null) await replace(join(landing, EVIDENCE), evidence);
    const aside = here !== null && here >= there ? `${db}.before` : null;
    return { from: 'branch', run: there, aside, damaged };
  } finally {
    await rm(landing, { recursive: true, force: true });
  }
}

/** The last run of a store that ended; 0 where none has, where there is no store, and for a damaged store: the check begins anew from the evidence. */
export const lastRun = async (db: string): Promise<number> => (await runsOf(db, 1))[0]?.id ?? 0;

async function runsOf(db: string, most: number): Promise<readonly RunFacts[]> {
  if (!mayHaveRecords(db)) return [];
  try {
    return await withRecords(db, (store) => store.runs(most));
  } catch (error) {
    if (isStoreDamage(error, db)) return [];
    throw error;
  }
}

/** True when a store and its evidence hold all that another one does: its last run, and the last line of its log. */
async function goesOn(db: string, before: string): Promise<boolean> {
  const [last] = await runsOf(before, 1);
  const since = (await lastRun(db)) - (last?.id ?? 0) + 1;
  const isSame = ({ id, finishedAt }: RunFacts) =>
    id === last?.id && finishedAt === last.finishedAt;
  if (last !== undefined && (since < 1 || !(await runsOf(db, since)).some(isSame))) return false;
  return evidenceBeside(db).holds(await evidenceBeside(before).tip());
}

/**
 * Notes in the log what was reported of a run that is not in the state that a night begins with, and has the next runs numbered after it.
 * Only a line that the log does not have was lost. Gives the last run that is known, or null where nothing was lost.
 */
export async function recordLostRun(
  db: string,
  reported: Pick<ReportedRun, 'id' | 'evidence'> | null,
  now: Date,
): Promise<number | null> {
  const known = await lastRun(db);
  if (reported === null || reported.id <= known) return null;
  const { id: run, evidence: of } = reported;
  const evidence = evidenceBeside(db);
  const isThere = of !== undefined && (await evidence.holds(of));
  const isNoted = (await evidence.lost()).some(
    (loss) => loss.run === run && loss.of?.sha256 === of?.sha256,
  );
  if (!isThere && !isNoted)
    await noteLostBeside(db, {
      kind: 'lost',
      at: now.toISOString(),
      run,
      known,
      ...(of && { of }),
    });
  // A damaged store is put aside by the check, which numbers its runs after those of the evidence.
  await numberRunsAfter(db, run).catch((error: unknown) => {
    if (!isStoreDamage(error, db)) throw error;
  });
  return known;
}

async function replace(from: string, to: string): Promise<void> {
  if (existsSync(to)) {
    await rm(`${to}.before`, { recursive: true, force: true });
    await rename(to, `${to}.before`);
  }
  if (existsSync(from)) await rename(from, to);
}

/** Saves the store as it is now, open or not, with its evidence. Rejects, and changes nothing, when the store is not sound. */
export const saveState = (branch: StateBranch, db: string): Promise<void> =>
  inTemporaryFolder(async (folder) => {
    const copy = join(folder, STORE);
    await copyStore(db, copy);
    const evidence = evidenceFolderOf(db);
    const files = evidence === null ? [] : await filesBelow(evidence);
    const kept = files.map((path) => [`${EVIDENCE}/${path}`, join(evidence ?? '', path)] as const);
    const message = `State after run ${await lastRun(copy)}`;
    await branch.write(new Map([[STORE, copy], ...kept]), message, inIncrements);
  });

/** True when a state was not saved because another night was saved since it was brought back. */
export const isOvertaken = (error: unknown): boolean => error instanceof Overtaken;

type ReportBranches = Pick<NightlySettings, 'remote' | 'reportsBranch' | 'pagesBranch'>;

type PushedTo = { readonly branch: string; readonly became: Pushed };

/** Pushes the folder of reports, in which `git` must be, and publishes it. Where a later run than `run` was published meanwhile, its reports stay. */
export async function pushReports(
  git: Git,
  to: ReportBranches,
  message: string,
  run: number,
): Promise<{ readonly reports: PushedTo | null; readonly pages: PushedTo | null }> {
  const branch = await reportsBranch(git, to);
  if (branch === null) return { reports: null, pages: null };
  const { remote, pagesBranch } = to;
  const isLater = async (tip: string): Promise<boolean> =>
    lastRunIn(reportedRun((await readFileAtCommit(git, tip, LATEST)) ?? '')) > run;
  const reports = { branch, became: await pushFolder(git, { remote, branch }, message, isLater) };
  if (pagesBranch === null) return { reports, pages: null };
  const became = await pushPages(git, { remote, branch }, { remote, branch: pagesBranch }, message);
  return { reports, pages: { branch: pagesBranch, became } };
}

/** The latest report as it is on its branch; null where there is none, or no branch. */
export async function publishedReport(git: Git, to: ReportBranches): Promise<string | null> {
  const branch = await reportsBranch(git, to);
  return branch === null ? null : readBranchFile(git, { remote: to.remote, branch }, LATEST);
}

/** Where GitHub shows the latest report in Markdown; null where the reports go elsewhere, or nowhere. Rejects where `git` is in no repository. */
export async function reportOnGithub(
  git: Git,
  { github, server, ...to }: ReportBranches & Pick<NightlySettings, 'github' | 'server'>,
): Promise<string | null> {
  const branch = github === null ? null : await reportsBranch(git, to);
  if (github === null || branch === null) return null;
  return encodeURI(`${server}/${github.repository}/blob/${branch}/${await folderIn(git)}latest.md`);
}

const LATEST = 'latest.json';

async function reportsBranch(
  git: Git,
  { reportsBranch: named }: ReportBranches,
): Promise<string | null> {
  if (named !== undefined) return named;
  const checkedOut = (await git(['branch', '--show-current'])).trim();
  if (checkedOut !== '') return checkedOut;
  throw new Error('no branch is checked out: name one with --reports-branch');
}
