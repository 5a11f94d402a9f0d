import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import {
  addressSecrets,
  createHear,
  type Hear,
  type SanitizedText,
} from '../model/sanitized-text.js';

/** The repository that keeps the state and the reports of nights. */
interface GitSettings {
  readonly folder: string;
  /** The process's own; git sees only what it needs to be found and to reach the web. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For the server's own addresses; null where git has its own way to log in. */
  readonly login: {
    /** Address of the server, such as `https://github.com`. */
    readonly server: string;
    /** A secret: never in an argument, which every process of the machine could read, or in a message. */
    readonly token: string;
  } | null;
  readonly proxy: string | null;
  /** Redacts secrets in git's and the server's words. */
  readonly hear?: Hear | undefined;
}

interface GitInput {
  readonly input?: string | Buffer;
  /** An index file in place of the repository's own. */
  readonly index?: string;
}

/** Runs the system's git to its end and gives what it printed. Rejects with a {@link GitError}. */
export interface Git {
  (args: readonly string[], given?: GitInput): Promise<string>;
  /** The same for binary output. */
  bytes(args: readonly string[]): Promise<Buffer>;
}

export class GitError extends Error {
  override readonly name = 'GitError';

  constructor(
    command: string,
    /** Its exit code; null when it was killed, or is not there. */
    readonly exit: number | null,
    /** What it printed as it came, to be looked through and not to be shown. */
    readonly output: string,
    complaint: SanitizedText,
  ) {
    super(`git ${command}: ${complaint}`);
  }
}

/** Milliseconds for one command, our choice: a push of 2 GB at 5 MB a second takes seven minutes. */
const TIME_LIMIT = 600_000;
/** Bytes that a command may print, our choice: more than a part of a file has (`PART` in branches.ts). */
const MOST_OUTPUT = 128 * 1024 ** 2;

const SEEN = [
  'PATH',
  'HOME',
  'TMPDIR',
  // What Git, and the libraries under it, ask for on Windows.
  'SYSTEMROOT',
  'USERPROFILE',
  'TEMP',
  'SSH_AUTH_SOCK',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'HTTPS_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
];

/** Runs none of a repository's own programs (hooks, filters, monitors) and no maintenance, and keeps bytes as they are. */
const SAFE: readonly Setting[] = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['core.autocrlf', 'false'],
  ['core.quotePath', 'false'],
  ['commit.gpgSign', 'false'],
  ['push.gpgSign', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
];

type Setting = readonly [key: string, value: string];

const NAME = 'citewatch';
export const OWN_MAIL = 'citewatch@users.noreply.github.com';

/** Git in a repository. Nothing is run yet. */
export function openGit(settings: GitSettings): Git {
  const env = surroundings(settings);
  const { hear: heard = createHear(), login, proxy } = settings;
  const hear = heard.knowing([login?.token ?? '', ...addressSecrets(proxy ?? '')]);
  const run = async (args: readonly string[], { input, index }: GitInput = {}): Promise<Buffer> => {
    const running = promisify(execFile)('git', [...args], {
      cwd: settings.folder,
      env: { ...env, ...(index === undefined ? {} : { GIT_INDEX_FILE: index }) },
      timeout: TIME_LIMIT,
      maxBuffer: MOST_OUTPUT,
      encoding: 'buffer',
    });
    // Git may end before it has read everything; its answer says why.
    running.child.stdin?.on('error', () => {});
    running.child.stdin?.end(input ?? '');
    const { stdout } = await running.catch((error) => {
      throw errorOf(args, error, hear);
    });
    return stdout;
  };
  const text = async (args: readonly string[], given?: GitInput) =>
    (await run(args, given)).toString();
  return Object.assign(text, { bytes: (args: readonly string[]) => run(args) });
}

function surroundings({ env, login, proxy }: GitSettings): Record<string, string> {
  const config: readonly Setting[] = [
    ...SAFE,
    ...(proxy === null ? [] : [['http.proxy', proxy] as const]),
    ...(login === null ? [] : headersOf(login)),
  ];
  return {
    ...Object.fromEntries(
      SEEN.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
    ),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: NAME,
    GIT_AUTHOR_EMAIL: OWN_MAIL,
    GIT_COMMITTER_NAME: NAME,
    GIT_COMMITTER_EMAIL: OWN_MAIL,
    GIT_CONFIG_COUNT: `${config.length}`,
    ...Object.fromEntries(
      config.flatMap(([key, value], i) => [
        [`GIT_CONFIG_KEY_${i}`, key],
        [`GIT_CONFIG_VALUE_${i}`, value],
      ]),
    ),
  };
}

/** The login for that server alone, in place of a header that the checkout action left: servers refuse two. */
function headersOf({ server, token }: NonNullable<GitSettings['login']>): readonly Setting[] {
  const key = `http.${server.replace(/(?<!\/)\/*$/u, '')}/.extraheader`;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return [
    [key, ''],
    [key, `AUTHORIZATION: basic ${basic}`],
  ];
}

function errorOf(
  [command = '']: readonly string[],
  error: Error & { code?: unknown; killed?: boolean; stdout?: Buffer; stderr?: Buffer },
  hear: Hear,
): GitError {
  const code = typeof error.code === 'number' ? error.code : null;
  return new GitError(command, code, `${error.stdout ?? ''}`, hear(faultOf(error)));
}

function faultOf(error: { code?: unknown; killed?: boolean; stderr?: Buffer }): string {
  if (error.code === 'ENOENT') return 'there is no git on this machine';
  if (error.killed === true) return `gave no answer within ${TIME_LIMIT / 60_000} minutes`;
  return complaintIn(`${error.stderr ?? ''}`);
}

/** The first line that names a fault: the server's, which knows why, before git's own. */
function complaintIn(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const by = (whose: RegExp) => lines.find((one) => whose.test(one));
  const line =
    by(/^remote: error: /u) ?? by(/^remote: .*\w/u) ?? by(/^(?:fatal|error): /u) ?? lines.at(-1);
  return (line ?? 'it failed').replace(/^(?:fatal|error): /u, '').trimEnd();
}

/** A file of a tree: its path, and the blob of its bytes. */
export interface TreeEntry {
  readonly path: string;
  readonly blob: string;
}

/** A temporary folder for as long as `use` takes. */
export async function inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'citewatch-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A temporary index, so that the repository's own stays as it is. */
export const inTemporaryIndex = <T>(use: (index: string) => Promise<T>): Promise<T> =>
  inTemporaryFolder((folder) => use(join(folder, 'index')));

export const writeBlob = async (git: Git, input: string | Buffer): Promise<string> =>
  (await git(['hash-object', '-w', '--stdin'], { input })).trim();

/** An entry as `update-index --index-info` takes it. */
export const treeLine = ({ path, blob }: TreeEntry): string => `100644 ${blob}\t${path}\0`;

/** The tree `from` (null: an empty one) with changes put in, as `update-index --index-info` takes them. */
export const writeTree = (git: Git, from: string | null, changes: string): Promise<string> =>
  inTemporaryIndex(async (index) => {
    await git(['read-tree', from ?? '--empty'], { index });
    await git(['update-index', '-z', '--index-info'], { index, input: changes });
    return (await git(['write-tree'], { index })).trim();
  });

/** All files below a folder, by their path in it with slashes; none where there is no such folder. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
}
