import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { failsOn, isActive } from '../../model/finding.js';
import type { Problem } from '../../model/problem.js';
import { isShared } from '../../model/settings.js';
import {
  lastRunIn,
  type NightlySettings,
  parseNightly,
  type RawNightly,
  reportedRun,
} from '../../settings/nightly.js';
import {
  issueWords,
  type JobLine,
  jobWords,
  pushedWords,
  renderJob,
  reportsMessage,
} from '../../surfaces/files/workflow.js';
import { proposalWords } from '../../surfaces/proposal.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { syncProposal } from '../../tasks/proposal.js';
import { syncIssues } from '../../tasks/rolling-issue.js';
import { openHosting } from '../../tasks/services.js';
import {
  bringBack,
  isOvertaken,
  lastRun,
  publishedReport,
  pushReports,
  recordLostRun,
  reportOnGithub,
  saveState,
} from '../../tasks/state.js';
import { withRecords } from '../../tasks/stores.js';
import { allOrProblems, type Io, readOptional } from '../io.js';
import type { CheckOptions } from '../options.js';
import { describeFailure } from '../shutdown.js';
import { type NightListener, runCheck } from './check.js';
import {
  type Addressees,
  addresseesOf,
  deliverDigests,
  isNobody,
  printDeliveries,
  problemWords,
  unreachedReaders,
  withoutBadSettings,
} from './digest.js';
import { type Prepared, prepare, publicationOf, worldOf } from './prepare.js';
import { appendJobSummary } from './tell-night.js';

interface NightlyOptions extends CheckOptions, RawNightly {
  readonly bringBack?: boolean;
}

/** Whether the state branch took the night: `refused`, or `overtaken` by another night meanwhile. */
type Kept = 'kept' | 'refused' | 'overtaken';

interface Nightly extends Prepared {
  readonly options: NightlyOptions;
  readonly nightly: NightlySettings;
  readonly addressees: Addressees;
  /** Wrong settings that a night can do without. */
  readonly problems: readonly Problem[];
  readonly hosting: ReturnType<typeof openHosting>;
  /** Null where none is kept. */
  readonly state: ReturnType<ReturnType<typeof openHosting>['stateOn']> | null;
  readonly job: Steps;
  readonly io: Io;
  /** What the issues say of the job itself. */
  readonly notes: string[];
}

/** One night as a CI job; gives the exit code. docs/decisions/0012-a-night-on-a-borrowed-machine.md says why the steps have this order. */
export async function runNightly(raw: NightlyOptions, given: Io): Promise<number> {
  const options = { ...raw, failOn: raw.failOn ?? 'new-high' };
  const [nightly, prepared] = allOrProblems(
    () => parseNightly(options, given.env),
    () => prepare(options),
  );
  // Nobody is there to mend settings: the night is held first.
  const { io, problems } = withoutBadSettings(given);
  const addressees = addresseesOf(io, publicationOf(io, prepared.watch.reports));
  const { env } = io;
  const { sources } = options;
  const hosting = openHosting({
    ...nightly,
    env,
    sources,
    fetch: prepared.settings.fetch,
    hear: io.hear,
  });
  const { remote, stateBranch } = nightly;
  const state = stateBranch === null ? null : hosting.stateOn(remote, stateBranch);
  const job = new Steps(io, options.db);
  // With a listener, a stop waits for the step under way; the state is saved in the seconds that GitHub leaves.
  const onStop = () => io.err('stopping\n');
  io.stop.addEventListener('abort', onStop);
  try {
    return await play({
      ...prepared,
      options,
      nightly,
      addressees,
      problems,
      hosting,
      state,
      job,
      io,
      notes: [],
    });
  } finally {
    io.stop.removeEventListener('abort', onStop);
    await hosting.close();
    await job.summarise();
  }
}

async function play(given: Nightly): Promise<number> {
  const { job, options } = given;
  if (options.bringBack === true)
    return (await job.step('state', async () => (await stateBack(given)).words)) ? 0 : 1;
  let told = Number.POSITIVE_INFINITY;
  // Without earlier nights everything would look new, and would replace what they saw.
  const isBack = await job.step('state', async () => {
    const { words, last } = await broughtBack(given);
    told = last ?? told;
    return words;
  });
  if (!isBack) return 1;
  const night = { ...given, io: await linkingTo(given) };
  const { io } = night;
  if (night.problems.length > 0)
    await job.step('settings', () => failedStep(night, problemWords(night.problems)));
  const before = await lastRun(options.db);
  let keeping: Promise<Kept> | undefined;
  let code = 1;
  await job.step('check', async () => {
    const keep = async () => {
      keeping ??= keepState(night);
      return (await keeping) === 'kept';
    };
    const hooks = { kept: keep, annotate: annotateOwnFiles(night) };
    code = await runCheck(options, io, { visited: () => {}, ended: () => {}, ...hooks });
    return `ended with ${code}`;
  });
  // An unfinished night is kept too.
  const became = await (keeping ?? keepState(night));
  if ((await lastRun(options.db)) === before) return 1;
  const isUnwanted = night.nightly.issue === null;
  const steps: readonly (readonly [string, () => Promise<string>])[] = [
    ['reports', () => (became === 'overtaken' ? untold(became, 'pushed') : pushBranches(night))],
    ['digest', () => (became === 'kept' ? digestSent(night) : untold(became, 'sent'))],
    // Before the issue, whose readers answered what stood in it.
    ...(night.nightly.proposal === null
      ? []
      : [
          [
            'proposal',
            () => (became === 'kept' ? proposeChanges(night) : untold(became, 'proposed')),
          ] as const,
        ]),
    ['issue', () => (became === 'kept' || isUnwanted ? issuesTold(night) : untold(became, 'told'))],
  ];
  for (const [name, work] of steps) {
    if (io.stop.aborted) return 1;
    await job.step(name, work);
  }
  if (job.failed) return 1;
  return code === 0 && Number.isFinite(told) && (await isOwed(night, told)) ? 2 : code;
}

/** True where a night behind the last that was published, `told`, found what this one fails on, and was killed before it said so. */
const isOwed = (
  { options: { db }, settings: { failOn } }: Nightly,
  told: number,
): Promise<boolean> =>
  withRecords(db, async (store) =>
    (await store.lives(told)).some(
      ({ finding, freshIn }) =>
        freshIn > told &&
        isActive(finding) &&
        !finding.rules &&
        failsOn(failOn, { ...finding, state: 'new' }),
    ),
  );

/** Marks the reports' own files up; one that cannot be is told, and keeps nothing else from its readers. */
const annotateOwnFiles =
  ({ options, job, io }: Nightly): NonNullable<NightListener['annotate']> =>
  async (world, run, watch) => {
    try {
      const { annotateReports } = await import('./annotate-reports.js');
      return await annotateReports(world, run, watch, options, io);
    } catch (error) {
      if (!io.stop.aborted) job.warn('annotate', describeFailure(error, io, options.db));
      return new Map();
    }
  };

/** The process for a night that links to its page, or where none is published, to its report on GitHub. */
async function linkingTo({ io, hosting, options, nightly }: Nightly): Promise<Io> {
  if (io.env.CITEWATCH_PAGE_URL) return io;
  const page = await reportOnGithub(hosting.gitIn(options.reports), nightly).catch(() => null);
  return page === null ? io : { ...io, env: { ...io.env, CITEWATCH_PAGE_URL: page } };
}

const untold = (kind: Exclude<Kept, 'kept'>, verb: string): Promise<never> =>
  Promise.reject(new Error(jobWords(ENGLISH, { kind, verb })));

function failedStep({ notes }: Nightly, words: string): Promise<never> {
  notes.push(words);
  return Promise.reject(new Error(words));
}

async function stateBack({ state, options: { db }, nightly, job, notes }: Nightly) {
  const branch = nightly.stateBranch ?? '';
  if (state === null) return { words: 'kept where it is', from: db };
  const back = await bringBack(state, db);
  if (back.aside !== null)
    job.warn('state', jobWords(ENGLISH, { kind: 'aside', aside: back.aside, branch }));
  if (back.damaged.length > 0) {
    const words = jobWords(ENGLISH, { kind: 'damaged', damaged: back.damaged, branch });
    job.warn('state', words);
    notes.push(words);
  }
  return {
    words: jobWords(ENGLISH, { kind: back.from, run: back.run, branch }),
    from: `the branch ${branch}`,
  };
}

/** `last`: the last run that was published; null where none was. */
async function broughtBack(
  night: Nightly,
): Promise<{ readonly words: string; readonly last: number | null }> {
  const { hosting, options, settings, nightly, job, notes } = night;
  const { db, reports } = options;
  const { words: back, from } = await stateBack(night);
  mkdirSync(reports, { recursive: true });
  const published = await publishedReport(hosting.gitIn(reports), nightly).catch(() => null);
  const reported = reportedRun(published ?? readOptional(join(reports, 'latest.json')) ?? '');
  // A shared store numbers its runs itself, and keeps evidence on several machines.
  const last = reported === null ? null : { ...reported, id: lastRunIn(reported) };
  const known = isShared(db) ? null : await recordLostRun(db, last, settings.now ?? new Date());
  if (known !== null) {
    const words = jobWords(ENGLISH, { kind: 'lost', reported: last?.id ?? 0, known, place: from });
    job.warn('state', words);
    notes.push(words);
  }
  return { words: back, last: last?.id ?? null };
}

/** Saves the state, before anything that names it leaves this machine. */
async function keepState(night: Nightly): Promise<Kept> {
  let became: Kept = 'refused';
  const isDone = await night.job.step('state', async () => {
    try {
      return await persistState(night);
    } catch (error) {
      if (isOvertaken(error)) became = 'overtaken';
      throw error;
    }
  });
  return isDone ? 'kept' : became;
}

async function persistState({ state, options: { db }, nightly }: Nightly): Promise<string> {
  if (state === null) return 'kept where it is';
  await saveState(state, db);
  return `saved on ${nightly.stateBranch}`;
}

async function pushBranches({
  hosting,
  options: { reports, db },
  nightly,
}: Nightly): Promise<string> {
  const reported = reportedRun(readOptional(join(reports, 'latest.json')) ?? '');
  const run = await lastRun(db);
  const message = reportsMessage(run, reported?.evidence);
  return pushedWords(await pushReports(hosting.gitIn(reports), nightly, message, run));
}

async function digestSent(night: Nightly): Promise<string> {
  const { addressees, settings, options, watch, io, state } = night;
  const wrong = problemWords(addressees.problems);
  if (isNobody(addressees))
    return wrong === ''
      ? 'nobody is told: SMTP_URL is not set, nor is CITEWATCH_WEBHOOK_URL'
      : failedStep(night, `nobody is told: ${wrong}`);
  // A claim is saved before its message is sent, so that no later machine sends it again.
  const keep = state === null ? undefined : async () => void (await persistState(night));
  const publication = publicationOf(io, watch.reports);
  const sent = await deliverDigests(addressees, settings.fetch, options.db, publication, io, keep);
  const code = printDeliveries(sent, io);
  if (sent.delivered.length > 0) await persistState(night);
  const why = [...unreachedReaders(sent), wrong].filter(Boolean);
  if (code !== 0 || wrong !== '')
    return failedStep(
      night,
      ['not everybody was reached', why.join('; ')].filter(Boolean).join(': '),
    );
  return sent.delivered.length === 0 ? 'nothing to say' : 'sent';
}

async function issuesTold({ hosting: { issues }, nightly, options, watch, io, notes }: Nightly) {
  if (nightly.issue === null) return 'none is wanted';
  if (issues === null) return 'none, for GITHUB_REPOSITORY and GITHUB_TOKEN are not set';
  const publication = publicationOf(io, watch.reports);
  const reports = watch.reports.map(({ id }) => id);
  const settings = {
    reports,
    publication,
    floor: nightly.issue,
    notes,
    answers: nightly.proposal !== null,
  };
  return withRecords(options.db, async (store) =>
    issueWords(await syncIssues(issues, { store, ...settings })),
  );
}

async function proposeChanges({
  hosting,
  nightly,
  options: { sources, db },
  settings,
  watch,
  io,
}: Nightly): Promise<string> {
  const { proposal, remote } = nightly;
  const { pulls, gitIn } = hosting;
  if (pulls === null || proposal === null) return proposalWords('tokenless');
  const hands = {
    git: gitIn(dirname(sources)),
    pulls,
    issues: nightly.issue === null ? null : hosting.issues,
  };
  const matter = {
    publication: publicationOf(io, watch.reports),
    settings,
    now: settings.now ?? new Date(),
  };
  const place = { remote, ...proposal, file: basename(sources) };
  const openWorld = () => worldOf(':memory:', settings);
  return withRecords(db, (store) =>
    syncProposal({ ...hands, ...place, ...matter, store, openWorld }),
  );
}

/** The steps of a job, each told in one sentence; a failed step does not stop those that do not need it. */
export class Steps {
  private readonly lines: JobLine[] = [];

  constructor(
    private readonly io: Io,
    private readonly db: string,
  ) {}

  get failed(): boolean {
    return this.lines.some(({ outcome }) => outcome === 'failed');
  }

  async step(name: string, work: () => Promise<string>): Promise<boolean> {
    try {
      this.tell({ name, outcome: 'done', words: await work() });
      return true;
    } catch (error) {
      this.tell({ name, outcome: 'failed', words: describeFailure(error, this.io, this.db) });
      return false;
    }
  }

  /** Tells what people must know although no step failed. */
  warn(name: string, words: string): void {
    this.tell({ name, outcome: 'warning', words });
  }

  private tell(line: JobLine): void {
    this.lines.push(line);
    this.io.err(
      `${line.name}: ${line.outcome === 'done' ? '' : `${line.outcome}: `}${line.words}\n`,
    );
  }

  summarise(): Promise<void> {
    return appendJobSummary(this.io, () => renderJob(this.lines));
  }
}
