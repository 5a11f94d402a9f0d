import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bringBack, lastRun, saveState } from '../../flow/kept-state.js';
import { publishedReport, pushReports } from '../../flow/pushed-reports.js';
import { tellIssues } from '../../flow/rolling-issue.js';
import { type NightlySettings, parseNightly, type RawNightly } from '../../load/nightly.js';
import { reportedRun } from '../../load/reported-run.js';
import {
  broughtBackWords,
  damagedStateWords,
  issueWords,
  lostStateWords,
  pushedWords,
  reportsMessage,
} from '../../report/job.js';
import { type Hosting, openHosting } from '../../world/hosting.js';
import { numberRunsAfter, openRecords } from '../../world/records.js';
import { allOrProblems, type Io, readOptional } from '../io.js';
import type { CheckOptions } from '../options.js';
import { type Addressees, addresseesOf } from './addressees.js';
import { runCheck } from './check.js';
import { sendTo, tellDelivered } from './digest.js';
import { type Prepared, prepare, publicationAt, publicationOf, tsaOf } from './prepare.js';
import { Steps } from './steps.js';

/** The options of `citewatch nightly` as commander gives them. */
export interface NightlyOptions extends CheckOptions, RawNightly {}

/** A night under way. */
interface Nightly extends Prepared {
  readonly options: NightlyOptions;
  readonly nightly: NightlySettings;
  readonly addressees: Addressees;
  readonly hosting: Hosting;
  /** Null where none is kept. */
  readonly state: ReturnType<Hosting['stateOn']> | null;
  readonly job: Steps;
  readonly io: Io;
  /** What the issues are to say of the job itself. */
  readonly notes: string[];
}

/**
 * One night as a CI job; gives the exit code. The order of the steps, and which of them goes on when another failed, is that of
 * docs/decisions/0012-a-night-on-a-borrowed-machine.md.
 */
export async function runNightly(given: NightlyOptions, io: Io): Promise<number> {
  const options = { ...given, failOn: given.failOn ?? 'new-high' };
  const [nightly, prepared, addressees] = allOrProblems(
    () => parseNightly(options, io.env),
    () => prepare(options),
    () => addresseesOf(io, publicationAt(io, options.sources)),
    () => tsaOf(io),
  );
  const { env } = io;
  const folder = dirname(options.sources);
  const hosting = openHosting({ ...nightly, env, folder, fetch: prepared.settings.fetch });
  const { remote, stateBranch } = nightly;
  const state = stateBranch === null ? null : hosting.stateOn(remote, stateBranch);
  const job = new Steps(io, options.db);
  // Somebody who listens has a stop wait for the step that is under way, and the state is saved in the seconds that GitHub leaves.
  const heed = () => io.err('stopping\n');
  io.stop.addEventListener('abort', heed);
  try {
    return await play({ ...prepared, options, nightly, addressees, hosting, state, job, io, notes: [] });
  } finally {
    io.stop.removeEventListener('abort', heed);
    await hosting.close();
    await job.summarise();
  }
}

async function play(night: Nightly): Promise<number> {
  const { job, io, options } = night;
  // Without what earlier nights saw everything would look new, and that would be kept in its place.
  if (!(await job.step('state', () => broughtBack(night)))) return 1;
  const before = await lastRun(options.db);
  const code = await checked(night);
  const isSafe = await job.step('state', () => saved(night));
  if ((await lastRun(options.db)) === before) return 1;
  const steps: readonly (readonly [string, () => Promise<string>])[] = [
    ['reports', () => pushed(night)],
    ['digest', isSafe ? () => digestSent(night) : unsafe],
    ['issue', () => issuesTold(night)],
  ];
  for (const [name, work] of steps) {
    if (io.stop.aborted) return 1;
    await job.step(name, work);
  }
  return job.failed ? 1 : code;
}

const unsafe = () =>
  Promise.reject(new Error('not sent: the state is not saved, so nobody would know tomorrow that it was'));

/** What earlier nights saw, and a note where less of it came back than was reported. */
async function broughtBack({ state, hosting, options, nightly, job, notes }: Nightly): Promise<string> {
  if (state === null) return 'kept where it is';
  const { db, reports } = options;
  const back = await bringBack(state, hosting, db);
  if (back.damaged.length > 0) {
    const words = damagedStateWords(back.damaged, nightly.stateBranch ?? '');
    job.warn('state', words);
    notes.push(words);
  }
  mkdirSync(reports, { recursive: true });
  const published = await publishedReport(hosting.gitIn(reports), nightly).catch(() => null);
  const reported = reportedRun(published ?? readOptional(join(reports, 'latest.json')) ?? '');
  if (reported !== null && reported.id > back.run) {
    const words = lostStateWords(reported.id, back.run, nightly.stateBranch ?? '');
    job.warn('state', words);
    notes.push(words);
    await numberRunsAfter(db, reported.id);
  }
  return broughtBackWords(back, nightly.stateBranch ?? '');
}

/** The exit code of the night's check; 1 where it came to no end. */
async function checked({ options, job, io }: Nightly): Promise<number> {
  let code = 1;
  await job.step('check', async () => {
    code = await runCheck(options, io);
    return `ended with ${code}`;
  });
  return code;
}

async function saved({ state, hosting, options: { db }, nightly }: Nightly): Promise<string> {
  if (state === null) return 'kept where it is';
  await saveState(state, hosting, db);
  return `saved on ${nightly.stateBranch}`;
}

async function pushed({ hosting, options: { reports, db }, nightly }: Nightly): Promise<string> {
  const reported = reportedRun(readOptional(join(reports, 'latest.json')) ?? '');
  const message = reportsMessage(await lastRun(db), reported?.evidence);
  return pushedWords(await pushReports(hosting.gitIn(reports), nightly, message));
}

async function digestSent(night: Nightly): Promise<string> {
  const { addressees, settings, options, watch, io, state } = night;
  if (addressees.mail === null && addressees.webhook === null)
    return 'nobody is told: SMTP_URL is not set, nor is CITEWATCH_WEBHOOK_URL';
  // A claim is saved before its message is handed over, so that no later machine hands it over again.
  const keep = state === null ? undefined : async () => void (await saved(night));
  const publication = publicationOf(io, watch.reports);
  const sent = await sendTo(addressees, settings.fetch, options.db, publication, { keep, stop: io.stop });
  const code = tellDelivered(sent, io);
  if (sent.delivered.length > 0) await saved(night);
  if (code !== 0) throw new Error('not everybody was reached');
  return sent.delivered.length === 0 ? 'nothing to say' : 'sent';
}

async function issuesTold({ hosting: { issues }, nightly, options, watch, io, notes }: Nightly) {
  if (nightly.issue === null) return 'none is wanted';
  if (issues === null) return 'none, for GITHUB_REPOSITORY and GITHUB_TOKEN are not set';
  const store = await openRecords(options.db);
  try {
    const publication = publicationOf(io, watch.reports);
    const reports = watch.reports.map(({ id }) => id);
    return issueWords(await tellIssues(issues, { store, reports, publication, floor: nightly.issue, notes }));
  } finally {
    await store.close();
  }
}
