import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ansis from 'ansis';
import type { ParsedMail } from 'mailparser';
import { byUrgency } from '../../src/model/finding.js';
import type { Run } from '../../src/model/run.js';
import type { Watchlist } from '../../src/model/watchlist.js';
import { isRepeated } from '../../src/surfaces/overview.js';
import { wrap } from '../../src/surfaces/terminal/screen.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { kindWords, SEVERITY_MARK } from '../../src/surfaces/words/words.js';
import { demoWatchlist, tellNight } from './nights.js';
import { type SmtpSink, startSmtpSink } from './smtp.js';
import { type Replica, startReplica } from './web.js';

/**
 * `npm run demo`: four nights over the small web of this folder, a screen each; with `--full`, all that was printed and mailed.
 */
const FULL = process.argv.includes('--full');
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, '.citewatch', 'demo');
const SOURCES = join(FOLDER, 'sources.json');
const REPORTS = join(FOLDER, 'reports');
const STORE = ['--db', join(FOLDER, 'citewatch.db')];
/** The program of this clone, which may have been linked to no name. */
const CITEWATCH = 'node dist/cli.js';
/** Columns of a line that is wrapped here. */
const WIDTH = 96;
const NIGHTS = [1, 2, 3, 4];
/** When the first night's run begins: the day after most of the report's sources were last read. */
const FIRST = Date.UTC(2025, 2, 26, 2);
const DAY = 86_400_000;

const say = (text = ''): void => void process.stdout.write(`${text}\n`);
const indented = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as it is shipped, in the demo's folder, where no settings of the user's lie about. */
function citewatch(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, 'dist', 'cli.js'), ...args],
      { env, cwd: FOLDER, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ status, stdout, stderr });
      },
    );
  });
}

/** The surroundings of a volunteer's own machine: mail goes to the sink, and nothing to a CI job's summary. */
function environment(sink: SmtpSink): NodeJS.ProcessEnv {
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY, ...rest } = process.env;
  return {
    ...rest,
    SMTP_URL: sink.url,
    MAIL_FROM: 'citewatch@asylos.example',
    MAIL_TO: 'volunteers@asylos.example',
  };
}

async function expectSuccess(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { status, stdout, stderr } = await citewatch(args, env);
  if (status === 0) return stdout;
  throw new Error(`citewatch ${args[0]} ended with ${status}\n${stdout}${stderr}`);
}

function tellMail(mails: readonly ParsedMail[]): void {
  if (mails.length === 0) say(indented('no mail: nothing to say'));
  for (const { subject = '', text = '' } of mails)
    say(indented(`Subject: ${subject}\n\n${FULL ? text : (text.split('\n\n')[0] ?? '')}`));
}

/** What the night found, a line each, and how it ended. */
async function tellShortly(printed: string): Promise<void> {
  const { findings, sources } = JSON.parse(
    await readFile(join(REPORTS, 'latest.json'), 'utf8'),
  ) as Run;
  const titleOf = (id: string): string => sources.find((source) => source.id === id)?.title ?? id;
  const told = findings.filter((finding) => !isRepeated(finding)).toSorted(byUrgency);
  const lines = told.flatMap((finding) => {
    const mark = SEVERITY_MARK[finding.severity];
    const word = ENGLISH.statuses.severity[finding.severity];
    const what = `${kindWords(ENGLISH, finding).name}. ${titleOf(finding.source)}`;
    if (finding.state === 'new') return [`${mark} ${word}: ${what}`];
    return finding.state === 'resolved' ? [`✓ Over: ${what}`] : [];
  });
  for (const line of lines.length > 0 ? lines : ['nothing new']) say(wrap(line, WIDTH, '  '));
  say(`\n${indented(printed.trimEnd().split('\n\n').at(-1) ?? '')}`);
}

async function playNight(night: number, replica: Replica, sink: SmtpSink): Promise<void> {
  const now = new Date(FIRST + (night - 1) * DAY);
  const date = now.toLocaleDateString('en-GB', { dateStyle: 'full', timeZone: 'UTC' });
  say(`\n${ansis.bold(`Night ${night}: ${date}`)}\n${'='.repeat(72)}`);
  for (const sentence of tellNight(night)) say(`- ${sentence}`);

  replica.setNight(night);
  const env = environment(sink);
  const web = [
    ...replica.connectTo.flatMap((rule) => ['--connect-to', rule]),
    '--cacert',
    replica.caFile,
  ];
  const files = ['--sources', SOURCES, ...STORE, '--reports', REPORTS];
  const received = sink.messages.length;

  say(`\n${ansis.bold('citewatch check')}`);
  const rest = [
    '--now',
    now.toISOString(),
    '--archive',
    'none',
    '--host-delay',
    '0',
    '--fail-on',
    'never',
  ];
  const printed = await expectSuccess(['check', ...files, ...web, ...rest], env);
  if (FULL) say(indented(printed));
  else await tellShortly(printed);

  await expectSuccess(['digest', '--send', ...STORE], env);
  say(`\n${ansis.bold('citewatch digest --send, as received by volunteers@asylos.example')}`);
  const mails = sink.messages.slice(received);
  tellMail(mails);
  for (const { html } of mails) if (html) await writeFile(join(FOLDER, `mail-${night}.html`), html);
}

async function play(): Promise<void> {
  const shipped = JSON.parse(await readFile(join(ROOT, 'sources.json'), 'utf8')) as Watchlist;
  const watchlist = demoWatchlist(shipped);
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  await writeFile(SOURCES, JSON.stringify(watchlist, null, 2));

  say('Four nights of citewatch over a small web on this machine: no network, no settings.');
  say(
    'The report is ASI2025-01 as it stood in March 2025, before the 2025 Trafficking in Persons Report.',
  );
  const [replica, sink] = await Promise.all([startReplica(watchlist), startSmtpSink()]);
  try {
    for (const night of NIGHTS) await playNight(night, replica, sink);
  } finally {
    await Promise.all([replica.close(), sink.close()]);
  }
  sayWhatNext();
}

/** Lines that can be typed as they stand, from where the demo was started. */
function sayWhatNext(): void {
  const here = (path: string): string => relative(process.cwd(), path);
  const db = `--db ${here(join(FOLDER, 'citewatch.db'))}`;
  const page = join(REPORTS, 'index.html');
  say(`\n${'='.repeat(72)}\nTry next:`);
  say(`  open ${ansis.bold(here(page))} in a browser: the reviewer's page`);
  say(`    ${pathToFileURL(page).href}`);
  say(`  open ${here(join(FOLDER, 'mail-3.html'))}: the mail of the third night`);
  for (const words of [
    'explain aljazeera-2022-xi-anti-graft',
    'diff dfat-2024-china-cir',
    'history ti-2020-gcb-asia',
  ])
    say(`  ${CITEWATCH} ${words} ${db}`);
  say(
    `  ${CITEWATCH} ack usdos-tip-2024-china --reason "2025 says the same" --sources ${here(SOURCES)} ${db}`,
  );
  say(`  ${CITEWATCH} evidence verify ${db}`);
  if (!FULL) say('  npm run demo -- --full: the same nights, with all that was printed and mailed');
}

try {
  await play();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
