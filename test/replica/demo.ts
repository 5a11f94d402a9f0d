import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ansis from 'ansis';
import type { ParsedMail } from 'mailparser';
import type { Watchlist } from '../../src/model/watchlist.js';
import { demoWatchlist, tellNight } from './nights.js';
import { type SmtpSink, startSmtpSink } from './smtp.js';
import { type Replica, startReplica } from './web.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, '.citewatch', 'demo');
const SOURCES = join(FOLDER, 'sources.json');
const STORE = ['--db', join(FOLDER, 'citewatch.db')];
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
  for (const mail of mails) say(indented(`Subject: ${mail.subject ?? ''}\n\n${mail.text ?? ''}`));
}

async function playNight(night: number, replica: Replica, sink: SmtpSink): Promise<void> {
  const now = new Date(FIRST + (night - 1) * DAY);
  const date = now.toLocaleDateString('en-GB', { dateStyle: 'full', timeZone: 'UTC' });
  say(`\n${ansis.bold(`Night ${night}: ${date}`)}\n${'='.repeat(72)}`);
  for (const sentence of tellNight(night)) say(`- ${sentence}`);

  replica.setNight(night);
  const env = environment(sink);
  const web = [...replica.connectTo.flatMap((rule) => ['--connect-to', rule]), '--cacert', replica.caFile];
  const files = ['--sources', SOURCES, ...STORE, '--reports', join(FOLDER, 'reports')];
  const received = sink.messages.length;

  say(`\n${ansis.bold('citewatch check')}`);
  const rest = ['--now', now.toISOString(), '--archive', 'none', '--host-delay', '0', '--fail-on', 'never'];
  say(indented(await expectSuccess(['check', ...files, ...web, ...rest], env)));

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
  say('The report is ASI2025-01 as it stood in March 2025, before the 2025 Trafficking in Persons Report.');
  const [replica, sink] = await Promise.all([startReplica(watchlist), startSmtpSink()]);
  try {
    for (const night of NIGHTS) await playNight(night, replica, sink);
  } finally {
    await Promise.all([replica.close(), sink.close()]);
  }
  const page = join(FOLDER, 'reports', 'index.html');
  say(`\n${'='.repeat(72)}\nThe reviewer's page: ${ansis.bold(relative(process.cwd(), page))}`);
  say(`  ${pathToFileURL(page).href}`);
  say(`The mails as HTML lie beside it: ${relative(process.cwd(), join(FOLDER, 'mail-*.html'))}`);
}

try {
  await play();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
