import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { StateBranch } from '../delivery/branches.js';
import { type Git, openGit } from '../delivery/git.js';
import { type GithubSettings, openGithub, openIssues, openPulls } from '../delivery/issues.js';
import { createMailer } from '../delivery/mail.js';
import { openHealthServer, type Serving } from '../delivery/server.js';
import { createWebhook } from '../delivery/webhook.js';
import type { ServiceState } from '../model/run.js';
import type { Hear } from '../model/sanitized-text.js';
import type { FetchSettings, WebhookSettings } from '../model/settings.js';
import type { Hands, World } from '../night/world.js';
import { BUDGET } from '../pool/budget.js';
import { openThought } from '../pool/open-thought.js';
import type { MailSettings } from '../settings/delivery.js';
import type { HealthPlace } from '../settings/nightly.js';
import { renderMetrics, type WatchTerms, watchFault } from '../surfaces/status.js';
import { type ArchiveSettings, createArchive } from '../web/archives/archive.js';
import { createFetcher } from '../web/fetcher.js';

/** Where the program begins, from any of its modules. */
const PROGRAM = fileURLToPath(new URL('../cli.js', import.meta.url));

interface OwnProcess {
  readonly args: readonly string[];
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly heard: (line: string) => void;
}

/** Runs a command to its end, and gives its exit code; asked to end when `stop` fires. Rejects where it cannot be started, or was killed. */
export async function runOwn(
  { args, folder, env, heard }: OwnProcess,
  stop: AbortSignal,
): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, PROGRAM, ...args], {
    cwd: folder,
    env,
    // By the channel it learns that this process is gone, and ends too.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  // A signal would end it at once on Windows, before it has put away what there is.
  const end = (): unknown =>
    process.platform === 'win32' ? child.disconnect() : child.kill('SIGTERM');
  if (stop.aborted) end();
  stop.addEventListener('abort', end);
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null) createInterface({ input: stream }).on('line', heard);
  // Rejects where it could not be started.
  const [code, signal] = await once(child, 'close').finally(() =>
    stop.removeEventListener('abort', end),
  );
  if (code === null) throw new Error(`it was killed (${signal})`);
  return code as number;
}

interface HostingSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly github: GithubSettings | null;
  /** Address of the server that holds the repository. */
  readonly server: string;
  /** Null where only git is needed, and finds its own way. */
  readonly fetch: FetchSettings | null;
  /** The `sources.json` of the report, in its folder of the repository. */
  readonly sources: string;
  readonly hear: Hear;
}

/**
 * Opens the hands that reach a repository and what is beside it; nothing is run or asked yet. `issues` and `pulls` are null where it is not
 * known which repository's are meant, or there is no leave to write them.
 */
export function openHosting({ env, github, server, fetch, sources, hear }: HostingSettings) {
  const fetcher = github === null || fetch === null ? null : createFetcher(fetch);
  const login = github === null ? null : { server, token: github.token };
  const api = fetcher && github && openGithub(fetcher.fetch, github, undefined, undefined, hear);
  const proxy = fetch?.proxy ?? null;
  const gitIn = (where: string): Git => openGit({ folder: where, env, login, proxy, hear });
  return {
    gitIn,
    stateOn: (remote: string, branch: string) =>
      new StateBranch(gitIn(dirname(sources)), { remote, branch }, basename(sources)),
    issues: api && openIssues(api),
    pulls: api && github && openPulls(api, github.repository),
    close: async () => fetcher?.close(),
  };
}

/** The hand that posts digests; null when no mail server is set. Nothing is sent or asked yet. */
export function openMail(settings: MailSettings | null, hear: Hear): World['mail'] {
  if (settings === null) return null;
  const { smtpUrl, ...rest } = settings;
  return { mailer: createMailer(smtpUrl, hear), ...rest };
}

/** Opens a webhook through the door to the web; there is none for null. Nothing is sent or asked yet. */
export function openWebhook(
  to: WebhookSettings | null,
  settings: FetchSettings,
  hear: Hear,
): Pick<World, 'webhook' | 'close'> {
  if (to === null) return { webhook: null, close: async () => {} };
  const fetcher = createFetcher(settings);
  return {
    webhook: createWebhook(fetcher.fetch, to, undefined, hear),
    close: () => fetcher.close(),
  };
}

/**
 * Tells those who watch over a service how it is, until closed. `terms` are those of a service which looks after reports, null for
 * another: what no restart mends is not told to those who restart.
 */
export const serveHealth = (
  place: HealthPlace,
  stop: AbortSignal,
  state: () => Promise<ServiceState>,
  terms: WatchTerms | null,
): Promise<Serving> =>
  openHealthServer(place, {
    stopping: () => (stop.aborted ? 'it is stopping' : null),
    wrong: async () => {
      const { store } = await state();
      if (store === null) return 'the store does not answer';
      return terms === null ? null : watchFault(store, new Date(), terms);
    },
    metrics: async () => renderMetrics(await state()),
  });

/** The hands of a command that asks the web and thinks, and keeps nothing. */
export type Web = Pick<World, 'fetch' | 'thought' | 'archive' | 'close'>;

/** Opens the web for such a command; `archive` null asks none. */
export function openWeb(settings: FetchSettings, archive: ArchiveSettings | null): Web & Hands {
  const { close, ...door } = createFetcher(settings);
  const { fetch } = door;
  const threads = openThought(BUDGET);
  return {
    ...door,
    thought: threads.thought,
    archive: archive === null ? null : createArchive(fetch, archive),
    close: async () => {
      await close();
      await threads.close();
    },
  };
}
