import { closeSync, openSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { notUtf8, orNull, type Problem, refuse, UserError } from '../model/problem.js';
import { createHear, type Hear } from '../model/sanitized-text.js';
import { collectSecrets } from '../settings/secrets.js';
import { TURNING, withoutHidden } from '../surfaces/escape.js';

export interface Io {
  /** Standard output: what was asked for. */
  readonly out: (text: string) => void;
  /** Standard error: progress and asides. */
  readonly err: (text: string) => void;
  /** Redacts the secrets of the process in what servers and foreign errors said. */
  readonly hear: Hear;
  /** Logs an entry on standard error. */
  readonly tell: (entry: LogEntry) => void;
  /** True with `--log json`: whatever is printed is one object of JSON a line. */
  readonly asJson: boolean;
  /** Sends workflow commands to the CI service; no other output is ever taken for one. */
  readonly command: (text: string, to: 'out' | 'err') => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True when standard error is a terminal and nobody said that this is CI. */
  readonly live: boolean;
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  /** Asks a question at the terminal and gives the answer, empty for none; null where there is no terminal. */
  readonly ask: ((question: string) => Promise<string>) | null;
  readonly stop: AbortSignal;
}

const NOTHING = { colour: false, live: false, actions: false };

/** Printed before a sentence: wipes the progress bar, and a `^C` that the terminal put behind it. */
export const lineStart = ({ live }: Pick<Io, 'live'>): string => (live ? '\r\u001b[2K' : '');

/** Columns of a pipe, and at most of a terminal, our choice. */
const WIDTH = 100;

/** The process as commands see it. Honours `NO_COLOR`, `FORCE_COLOR` and `CI`. `given`: its options, as far as they are known yet. */
export function processIo(stop: AbortSignal, given: () => GivenOptions): Io {
  const asJson = () => given().log === 'json';
  const { env, stdout, stderr } = process;
  const set = (name: string): boolean => (env[name] ?? '') !== '';
  const live = stderr.isTTY === true && !set('CI');
  const colour = !set('NO_COLOR') && (set('FORCE_COLOR') || stdout.isTTY === true);
  const actions = env.GITHUB_ACTIONS === 'true';
  const toOutput = (text: string): string =>
    asJson() ? logLines(text, new Date()) : safeOutput(text, { colour, live, actions });
  return {
    hear: createHear(() => secretsOf(env, given())),
    tell: (entry) =>
      stderr.write(
        asJson()
          ? logLine(entry, new Date())
          : toOutput(`${lineStart({ live })}${entry.message}\n`),
      ),
    out: (text) => stdout.write(toOutput(text)),
    err: (text) => stderr.write(toOutput(text)),
    command: (text, to) => (to === 'out' ? stdout : stderr).write(safeOutput(text, NOTHING)),
    get asJson() {
      return asJson();
    },
    env,
    live,
    colour,
    width: Math.min(stdout.columns ?? WIDTH, WIDTH),
    ask:
      live && process.stdin.isTTY === true ? (question) => askOnce(toOutput(question), stop) : null,
    stop,
  };
}

export interface GivenOptions {
  readonly db?: string;
  readonly log?: string;
  readonly proxy?: string;
  readonly remote?: string;
  /** A file. */
  readonly key?: string;
  /** What is no option; an address among them may hold a password. */
  readonly args?: readonly string[];
}

function secretsOf(
  env: Io['env'],
  { db, proxy, remote, key, args = [] }: GivenOptions,
): readonly string[] {
  const file = key ?? env.CITEWATCH_KEY ?? '';
  const textIn = (path: string) => readOptionalBytes(path)?.toString() ?? null;
  return collectSecrets({
    env,
    addresses: [db, proxy, remote, ...args].filter((one) => one !== undefined),
    subscribers: textIn('subscribers.json'),
    key: file === '' ? null : textIn(file),
  });
}

/** One line from the terminal; an end of input is an empty answer. */
async function askOnce(question: string, stop: AbortSignal): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const closed = new Promise<string>((resolve) => asking.once('close', () => resolve('')));
    return await Promise.race([asking.question(question, { signal: stop }), closed]);
  } finally {
    asking.close();
  }
}

/** The text of a file that the user named. Throws a `UserError` when it cannot be read, or is not UTF-8. */
export const readNamed = (path: string): string => textOf(readNamedBytes(path), path);

/** Refuses other encodings: their characters would be lost when the file is written again. */
function textOf(bytes: Buffer, path: string): string {
  const problem = notUtf8(bytes, path);
  if (problem !== null) throw new UserError([problem]);
  return bytes.toString();
}

/** What somebody is told who has no list yet. */
const NO_LIST = ': citewatch init REPORT makes it, and citewatch check REPORT does without';

/** The bytes of a file that the user named. Throws a `UserError` when it cannot be read, or has more than `most` bytes. */
export function readNamedBytes(path: string, most = Number.POSITIVE_INFINITY): Buffer {
  try {
    return bytesIn(path, most);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT')
      return refuse(
        path,
        `there is no such file${basename(path) === 'sources.json' ? NO_LIST : ''}`,
      );
    return refuse(
      path,
      code === 'EISDIR' ? 'is a folder: name a file' : `cannot be read (${code ?? String(error)})`,
    );
  }
}

/** Pipes that a shell has opened and writes to: `/dev/stdin`, and `<(…)`. */
const HANDED_OVER = /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/(?:self|\d+)\/fd\/\d+)$/u;

function deviceName(found: Stats): string {
  if (found.isFIFO()) return 'a pipe';
  return found.isSocket() ? 'a socket' : 'a device';
}

/** Opens no other pipe, which may never be written to, and no device, which may never end. */
function bytesIn(path: string, most: number): Buffer {
  const found = statSync(path);
  if (!found.isFile() && !found.isDirectory() && !HANDED_OVER.test(path))
    refuse(path, `is ${deviceName(found)}, and not a file: save what it gives to one`);
  const tooLong = `is longer than ${most / 1024 / 1024} MB`;
  if (found.isFile() && found.size > most) refuse(path, tooLong);
  if (found.isFile() || most === Number.POSITIVE_INFINITY) return readFileSync(path);
  // A pipe does not say how long it is.
  const file = openSync(path, 'r');
  const pieces: Buffer[] = [];
  try {
    for (let length = 0; length <= most; ) {
      const piece = Buffer.alloc(PIECE);
      const read = readSync(file, piece);
      if (read === 0) return Buffer.concat(pieces);
      pieces.push(piece.subarray(0, read));
      length += read;
    }
    return refuse(path, tooLong);
  } finally {
    closeSync(file);
  }
}

/** Bytes that are read at once, our choice. */
const PIECE = 1024 * 1024;

/** The text of a file that may be absent, or null. Throws a `UserError` when it is not UTF-8. */
export function readOptional(path: string): string | null {
  const bytes = readOptionalBytes(path);
  return bytes && textOf(bytes, path);
}

/** The bytes of a file that may be absent, or null. Throws a `UserError` for a pipe, a socket or a device. */
export function readOptionalBytes(path: string): Buffer | null {
  try {
    return bytesIn(path, Number.POSITIVE_INFINITY);
  } catch (error) {
    if (error instanceof UserError) throw error;
    return null;
  }
}

/** Runs checks of the user's input and throws one `UserError` with the problems of all of them. */
export function allOrProblems<T extends readonly unknown[]>(
  ...checks: { readonly [K in keyof T]: () => T[K] }
): T {
  const problems: Problem[] = [];
  const values = checks.map((check) => orNull(problems, check));
  if (problems.length > 0) throw new UserError(problems);
  return values as unknown as T;
}

/** An entry of the log: a sentence for people, an event and fields for programs. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  /** In kebab case; it does not change. */
  readonly event: string;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Characters of a value, our choice: log collectors cut lines at 16 KiB. */
const MOST_VALUE_CHARACTERS = 4_000;

/** An entry as a line of JSON, without control characters, passwords and names of mailboxes. */
export const logLine = ({ level, event, message, fields = {} }: LogEntry, now: Date): string =>
  `${JSON.stringify(
    { time: now.toISOString(), level, event, message, ...fields },
    (_, value: unknown) => (typeof value === 'string' ? discreet(value) : value),
  )}\n`;

/** An entry from its line; another line becomes an entry `printed`. */
export function readLogLine(line: string): LogEntry {
  try {
    const { time: _, level, event, message, ...fields } = JSON.parse(line);
    if (LEVELS.includes(level) && typeof event === 'string' && typeof message === 'string')
      return { level, event, message, fields };
  } catch {
    // Node's own words as it dies.
  }
  return { level: 'info', event: 'printed', message: line };
}

const LEVELS: readonly unknown[] = ['info', 'warn', 'error'] satisfies readonly LogEntry['level'][];

/** Each line of a text as an entry `printed`. */
export const logLines = (text: string, now: Date): string =>
  text
    .split(/[\r\n]+/u)
    .filter((line) => line.trim() !== '')
    .map((message) => logLine({ level: 'info', event: 'printed', message }, now))
    .join('');

/** User and password in an address: `user:password@`. */
const USER = /(\b[a-z][a-z\d+.-]{0,20}:\/\/)[^\s/?#]{1,500}@/giu;
/** A mailbox, up to its `@`. */
const MAILBOX = /[^\s@<>"'(),:;/]{1,64}@(?=[^\s@])/gu;

const discreet = (text: string): string =>
  safeOutput(text.slice(0, MOST_VALUE_CHARACTERS), NOTHING)
    .replace(USER, '$1…@')
    .replace(MAILBOX, '…@');

/** The controls that a stream may carry: colours (SGR), a progress bar; `actions`: whether GitHub Actions reads it. */
type Allowed = Readonly<Record<'colour' | 'live' | 'actions', boolean>>;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour
const COLOUR = /^\u001b\[[\d;]*m$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins the wiping of a line
const BAR = /^(?:\r|\u001b\[2K)$/u;
/** Colours, the bar's two controls, and every other control character but tab and line feed. */
const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /\u001b\[[\d;]*m|\u001b\[2K|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;
/**
 * What the runner of GitHub Actions takes for a command: `::` at the beginning of a line, `##[` anywhere in one
 * (`ActionCommand.TryParseV2` and `TryParse` of actions/runner).
 */
const COMMAND = /^([^\S\r\n\u2028\u2029]*):(?=:)|##(?=\[)/gmu;

/** Who logs in, and by what, in an address that was given as an argument or stands in a file. */
const LOGIN = /(\b[a-z][a-z\d+.-]{0,20}:\/\/)[^\s/?#:@]{0,200}:[^\s/?#]{1,500}@/giu;

/**
 * Escapes a text, whoever wrote it, for a terminal or a log that must not obey it, and hides passwords of addresses: the last step before
 * anything is printed.
 */
export function safeOutput(text: string, { colour, live, actions }: Allowed): string {
  const shown = withoutHidden(text)
    .replace(TURNING, '')
    .replace(LOGIN, '$1…@')
    .replace(CONTROL, (control) =>
      (colour && COLOUR.test(control)) || (live && BAR.test(control)) ? control : '',
    );
  return actions
    ? shown.replace(COMMAND, (_, space) => (space === undefined ? '# #' : `${space}: `))
    : shown;
}

export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  }
).version;
