import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { notUtf8, type Problem, UserError } from '../model/problem.js';
import { type Hear, hearing } from '../model/sanitized-text.js';
import { collectSecrets } from '../settings/secrets.js';
import { TURNING, withoutHidden } from '../surfaces/escape.js';

/** How a command speaks to whoever started it. */
export interface Io {
  /** Standard output: what was asked for. */
  readonly out: (text: string) => void;
  /** Standard error: progress and asides. */
  readonly err: (text: string) => void;
  /** Hears what foreign servers said, and what an error says that is not ours; knows the secrets of the process. */
  readonly hear: Hear;
  /** What a service tells of its work, on standard error. */
  readonly tell: (entry: LogEntry) => void;
  /** True where whatever is printed is one object of JSON a line: then what programs can use is told as an entry with fields. */
  readonly asJson: boolean;
  /** Commands to the CI service that listens, on standard output or on standard error: all else is kept from being one. */
  readonly command: (text: string, to: 'out' | 'err') => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True when standard error is a terminal and nobody said that this is CI. */
  readonly live: boolean;
  readonly colour: boolean;
  /** Columns. */
  readonly width: number;
  /** Puts a question to whoever sits at the terminal and gives the answer, empty where none came; null where nobody sits there. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** Aborted when the process is asked to stop. */
  readonly stop: AbortSignal;
}

const NOTHING = { colour: false, live: false, actions: false };

/** What is printed before a sentence that may come while a bar stands on the line: wipes it, and whatever `^C` the terminal put behind it. */
export const lineStart = ({ live }: Pick<Io, 'live'>): string => (live ? '\r\u001b[2K' : '');

/** Columns of a pipe, and the widest that text is set on a terminal. */
const WIDTH = 100;

/**
 * The process as commands see it. Honours `NO_COLOR`, `FORCE_COLOR` and `CI`. `given` are the options that it was started with, as far
 * as they are known yet: with `--log json`, whatever is printed is one object of JSON a line.
 */
export function processIo(stop: AbortSignal, given: () => GivenOptions): Io {
  const asJson = () => given().log === 'json';
  const { env, stdout, stderr } = process;
  const set = (name: string): boolean => (env[name] ?? '') !== '';
  const live = stderr.isTTY === true && !set('CI');
  const colour = !set('NO_COLOR') && (set('FORCE_COLOR') || stdout.isTTY === true);
  const actions = env.GITHUB_ACTIONS === 'true';
  const shown = (text: string): string =>
    asJson() ? logLines(text, new Date()) : safeOutput(text, { colour, live, actions });
  return {
    hear: hearing(() => secretsOf(env, given())),
    tell: (entry) =>
      stderr.write(asJson() ? logLine(entry, new Date()) : shown(`${lineStart({ live })}${entry.message}\n`)),
    out: (text) => stdout.write(shown(text)),
    err: (text) => stderr.write(shown(text)),
    command: (text, to) => (to === 'out' ? stdout : stderr).write(safeOutput(text, NOTHING)),
    get asJson() {
      return asJson();
    },
    env,
    live,
    colour,
    width: Math.min(stdout.columns ?? WIDTH, WIDTH),
    ask: live && process.stdin.isTTY === true ? (question) => askOnce(shown(question), stop) : null,
    stop,
  };
}

/** Options of all commands that matter to how they speak. */
export interface GivenOptions {
  readonly db?: string;
  readonly log?: string;
  readonly proxy?: string;
  readonly remote?: string;
  /** A file. */
  readonly key?: string;
}

function secretsOf(env: Io['env'], { db, proxy, remote, key }: GivenOptions): readonly string[] {
  const file = key ?? env.CITEWATCH_KEY ?? '';
  const textIn = (path: string) => readOptionalBytes(path)?.toString() ?? null;
  return collectSecrets({
    env,
    addresses: [db, proxy, remote].filter((one) => one !== undefined),
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

/** What would be lost in a text of another encoding would be lost in the file too, once it is written again. */
function textOf(bytes: Buffer, path: string): string {
  const problem = notUtf8(bytes, path);
  if (problem !== null) throw new UserError([problem]);
  return bytes.toString();
}

/** Its bytes, which of a large file take half the memory; a `UserError` for one with more than `most`. */
export function readNamedBytes(path: string, most = Number.POSITIVE_INFINITY): Buffer {
  try {
    return bytesIn(path, most);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    return refuse(
      path,
      code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code ?? String(error)})`,
    );
  }
}

function refuse(file: string, message: string): never {
  throw new UserError([{ file, line: 0, column: 0, message }]);
}

/** Names of what a shell hands over already open: `/dev/stdin`, and `<(…)`. It has somebody who writes, and ends when he has. */
const HANDED_OVER = /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/(?:self|\d+)\/fd\/\d+)$/u;

/** Whoever opens a pipe to which nobody writes waits for ever, and a device may have no end: neither is opened. */
function bytesIn(path: string, most: number): Buffer {
  const found = statSync(path);
  if (found.isFile() && found.size > most) tooLong(path, most);
  if (found.isFile() || found.isDirectory()) return readFileSync(path);
  if (!HANDED_OVER.test(path)) {
    const kind = found.isFIFO() ? 'a pipe' : found.isSocket() ? 'a socket' : 'a device';
    refuse(path, `is ${kind}, and not a file: save what it gives to one`);
  }
  return most === Number.POSITIVE_INFINITY ? readFileSync(path) : upTo(path, most);
}

const tooLong = (path: string, most: number): never =>
  refuse(path, `is longer than ${most / 1024 / 1024} MB`);

/** What comes out of something that does not say how long it is. */
function upTo(path: string, most: number): Buffer {
  const file = openSync(path, 'r');
  const pieces: Buffer[] = [];
  try {
    for (let length = 0; ; ) {
      const piece = Buffer.alloc(PIECE);
      const read = readSync(file, piece);
      if (read === 0) return Buffer.concat(pieces);
      pieces.push(piece.subarray(0, read));
      length += read;
      if (length > most) tooLong(path, most);
    }
  } finally {
    closeSync(file);
  }
}

/** Bytes that are read at once. */
const PIECE = 1024 * 1024;

/** The text of a file that may be absent, or null. Throws a `UserError` when it is not UTF-8. */
export function readOptional(path: string): string | null {
  const bytes = readOptionalBytes(path);
  return bytes && textOf(bytes, path);
}

/** Its bytes, or null. Throws a `UserError` for what is there and no file. */
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

/** What a check of the user's input gives; null where it complains, and its problems are added to `problems`. */
export function orNull<T>(problems: Problem[], check: () => T): T | null {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.push(...error.problems);
    return null;
  }
}

/** Something that a service tells of its work: to people in a sentence, to programs by name and fields too. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  /** In kebab case; it does not change. */
  readonly event: string;
  /** A sentence. */
  readonly message: string;
  readonly fields?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Characters of a value, our choice: who collects lines cuts them at 16 KiB. */
const LONGEST = 4_000;

/** An entry as a line of JSON, whoever wrote what is in it: without control characters, and without what names or lets in a person. */
export const logLine = ({ level, event, message, fields = {} }: LogEntry, now: Date): string =>
  `${JSON.stringify({ time: now.toISOString(), level, event, message, ...fields }, (_, value: unknown) =>
    typeof value === 'string' ? discreet(value) : value,
  )}\n`;

/** An entry from its line; a line that is none, as what was printed. */
export function readLogLine(line: string): LogEntry {
  try {
    const { time: _, level, event, message, ...fields } = JSON.parse(line);
    if (LEVELS.includes(level) && typeof event === 'string' && typeof message === 'string')
      return { level, event, message, fields };
  } catch {
    // What the engine itself prints as it dies.
  }
  return { level: 'info', event: 'printed', message: line };
}

const LEVELS: readonly unknown[] = ['info', 'warn', 'error'] satisfies readonly LogEntry['level'][];

/** What a command prints besides, an entry a line. */
export const logLines = (text: string, now: Date): string =>
  text
    .split(/[\r\n]+/u)
    .filter((line) => line.trim() !== '')
    .map((message) => logLine({ level: 'info', event: 'printed', message }, now))
    .join('');

/** Who is let in, in an address: `user:password@`. */
const USER = /(\b[a-z][a-z\d+.-]{0,20}:\/\/)[^\s/?#]{1,500}@/giu;
/** Who is written to: what stands before the `@`. */
const MAILBOX = /[^\s@<>"'(),:;/]{1,64}@(?=[^\s@])/gu;

const discreet = (text: string): string =>
  safeOutput(text.slice(0, LONGEST), { colour: false, live: false, actions: false })
    .replace(USER, '$1…@')
    .replace(MAILBOX, '…@');

/** What a stream may be told besides text. */
interface Allowed {
  /** Colours (SGR). */
  readonly colour: boolean;
  /** Back to the line's beginning, and the line wiped: a bar that moves. */
  readonly live: boolean;
  /** GitHub Actions listens to what is printed. */
  readonly actions: boolean;
}

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

/**
 * Text for a terminal or a log that shows it and does not obey it, whoever wrote it: the last thing done before anything is
 * printed. Parts of reports do the same where they know more; what they forget ends here.
 */
export function safeOutput(text: string, { colour, live, actions }: Allowed): string {
  const shown = withoutHidden(text)
    .replace(TURNING, '')
    .replace(CONTROL, (control) =>
      (colour && COLOUR.test(control)) || (live && BAR.test(control)) ? control : '',
    );
  return actions ? shown.replace(COMMAND, (_, space) => (space === undefined ? '# #' : `${space}: `)) : shown;
}

/** citewatch's own version. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
