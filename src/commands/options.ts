import { existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Command, Help, type HelpConfiguration, Option } from 'commander';
import { refuse } from '../model/problem.js';
import { isShared } from '../model/settings.js';
import type { RawOptions } from '../settings/options.js';
import type { Io } from './io.js';

export interface PlaceOptions {
  readonly sources: string;
  readonly db: string;
  readonly reports: string;
}

export interface CheckOptions extends PlaceOptions, RawOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly fromEvidence?: boolean;
  readonly record?: boolean;
  /** `sources.json` as it was before. */
  readonly addedSince?: string;
  readonly workersOnly?: boolean;
  readonly sarif?: string;
  readonly junit?: string;
}

/** Makes the action of a command from a function of a module, which is loaded when the command is called. */
type Run = <N extends string>(
  load: () => Promise<Readonly<Record<N, (...given: never[]) => number | Promise<number>>>>,
  name: N,
) => (...given: unknown[]) => Promise<void>;

/** Has the functions of commands called with their arguments, their options and the process; `exit` is told the exit code. */
export const callWith =
  (io: Io, exit: (code: number) => void): Run =>
  (load, name) =>
  async (...given) => {
    const command = (await load())[name] as (...all: unknown[]) => number | Promise<number>;
    // Commander adds the command itself.
    exit(await command(...given.slice(0, -1), io));
  };

export type Add = (program: Command, run: Run) => void;

export const repeat = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** `--db`, and `--sources` and `--reports` for the commands that need them. */
export function addPlaces(command: Command, ...names: readonly ('sources' | 'reports')[]): Command {
  if (names.includes('sources'))
    command.option(
      '--sources <file>',
      'what is cited, and where',
      pathOf('--sources'),
      'sources.json',
    );
  command.option(
    '--db <file>',
    'what earlier nights saw, a file or postgres://…',
    storePlace('--db'),
    '.citewatch/citewatch.db',
  );
  if (names.includes('reports'))
    command.option('--reports <dir>', 'where the report files go', pathOf('--reports'), 'reports');
  return command;
}

/** Reads a path; an empty one, as an unset variable makes it, is refused. Throws a `UserError`. */
export const pathOf =
  (option: string, isPlace = (text: string): boolean => text.trim() !== '', place = 'a path') =>
  (text: string): string => {
    if (isPlace(text) && (isShared(text) || canBeMade(text))) return text;
    // The text may hold a password: it is not repeated.
    if (text.trim() === '') return refuse(option, `must be ${place}, and is empty`);
    const where = isPlace(text) ? ' at which a file can be made' : '';
    return refuse(option, `must be ${place}${where}`);
  };

/** The file system of processes (`PROC_SUPER_MAGIC` in statfs(2)). */
const PROC = 0x9fa0;

/** False for what is missing in `/proc`, where Node's recursive mkdir never ends, and on a disk that there is not. */
function canBeMade(path: string): boolean {
  const there = nearestThere(resolve(path), existsSync);
  return there !== null && (there === resolve(path) || statfsSync(there).type !== PROC);
}

/** The path, or the nearest folder above it, for which `isThere` holds; null where the disk is not there, as on Windows. */
export function nearestThere(
  path: string,
  isThere: (path: string) => boolean,
  above = dirname,
): string | null {
  if (isThere(path)) return path;
  return above(path) === path ? null : nearestThere(above(path), isThere, above);
}

/** Reads where a store is. Throws a `UserError`. */
export const storePlace = (option: string) =>
  pathOf(option, isStore, 'the path of a file, or postgres://…');

const isStore = (text: string): boolean =>
  text.trim() !== '' && (isShared(text) || !/^[a-z][a-z\d+.-]*:\/\//iu.test(text));

/** Headings of options in a command's help. */
const WEB = 'Asking the web:';
const JUDGING = 'Judging:';

/** How the web is asked: the same for every command that asks anything of it. */
export const addNetworkOptions = (command: Command): Command =>
  command
    .optionsGroup(WEB)
    .option(
      '--timeout <ms>',
      'for connecting, for the headers, for each pause in a body (default: 30000)',
    )
    .option(
      '--connect-to <host1:port1:host2:port2>',
      'send requests for the first to the second (repeatable)',
      repeat,
    )
    .option('--cacert <file>', 'certificate authorities to trust besides the usual, in PEM')
    .option('--proxy <url>', 'ask through this proxy')
    .option('--allow-private', 'contact private and loopback addresses')
    .option('--user-agent <text>', 'how we introduce ourselves')
    .addOption(
      new Option('--key <file>', 'sign requests with this key, which citewatch keys made').env(
        'CITEWATCH_KEY',
      ),
    )
    .addOption(
      new Option(
        '--key-directory <https://…>',
        'the host at which the public half of the key is published',
      ).env('CITEWATCH_KEY_DIRECTORY'),
    )
    .optionsGroup('');

export const addArchiveOptions = (command: Command): Command =>
  command
    .optionsGroup(WEB)
    .option(
      '--archive <url>',
      'the web archive that is the second witness, or none (default: https://web.archive.org)',
    )
    .option(
      '--timegate <url>',
      'ask this archive too (RFC 7089; repeatable; of https://arquivo.pt/wayback/ its index too)',
      repeat,
    )
    .optionsGroup('');

/** The options of `check`, which `watch` and `nightly` share. */
export const addCheckOptions = (command: Command, failOn: FailOnDefault = 'high'): Command =>
  addNightOptions(addPlaces(command, 'sources', 'reports'), failOn)
    .option('--only <id,…>', 'look at these sources only')
    .option('--workers-only', 'with a shared store: leave the asking to citewatch work')
    .option(
      '--sarif <file>',
      'write the findings as SARIF too, for code hosts and editors',
      pathOf('--sarif'),
    )
    .option(
      '--junit <file>',
      'write the citations as JUnit’s test cases too, for CI services',
      pathOf('--junit'),
    );

export const logOption = (): Option =>
  new Option('--log <format>', 'how it tells of its work: for people, or an object of JSON a line')
    .choices(['plain', 'json'])
    .default('plain');

/** What commands understand that work until they are stopped. */
export const addServiceOptions = (command: Command): Command =>
  command
    .option(
      '--health <host:port>',
      'tell there, to whoever watches over it, how it is: /healthz, /livez, and /metrics for Prometheus (a port alone: on 127.0.0.1)',
    )
    .addOption(logOption());

/** How many requests are made, and how far: the same for every command that makes many. */
export const addVisitOptions = (command: Command): Command =>
  command
    .optionsGroup(WEB)
    .option('--concurrency <n>', 'requests under way at once (default: 16)')
    .option('--host-delay <ms>', 'pause between two requests to one host (default: 1000)')
    .option('--max-bytes <n>', 'of a document, unpacked; k and M are understood (default: 20M)')
    .option('--retries <n>', 'after failures that may pass (default: 2)')
    .optionsGroup('');

/** When a single look asks again what was dead; `seconds` are waited where nobody says how many. */
export const againOption = (seconds: number): Option =>
  new Option(
    '--again-after <seconds>',
    `ask what was dead once more after so long, 0 for never (default: ${seconds})`,
  ).helpGroup(WEB);

/** Seconds after which a single look asks again, our choice: of a report, whose reader does something else meanwhile, and of a page, whose reader waits. */
export const AGAIN_AFTER = { report: 60, page: 5 } as const;

/** From which severity on findings make exit code 2, unless it is said. */
type FailOnDefault = 'high' | 'medium' | 'high; of a report medium';

/** How a night asks and judges, whatever it looks at. */
export const addNightOptions = (command: Command, failOn: FailOnDefault = 'high'): Command =>
  addVisitOptions(addArchiveOptions(addNetworkOptions(command)))
    .optionsGroup(WEB)
    .option('--per-host <n>', 'requests under way at once to one host (default: 1)')
    .option(
      '--browser [path]',
      'show pages that make their text by script in Chromium (default: off)',
    )
    .option(
      '--robots',
      'ask robots.txt first: leave alone what it closes, and keep its Crawl-delay',
    )
    .optionsGroup(JUDGING)
    .option(
      '--fail-on <severity>',
      `high, medium or low: findings from here on make exit code 2 (default: ${failOn}); new-high, new-medium or new-low: new ones only; or never`,
    )
    .option('--stale-after <days>', 'since a citation was last read (default: 183d)')
    .option('--confirm <n>', 'failing days before a death is believed (default: 3)')
    .option('--now <iso>', 'judge as if it were this moment')
    .option(
      '--timezone <name>',
      'in which a time without an offset is meant, such as Europe/Brussels (default: UTC; of when watch does what: the machine’s)',
    )
    .optionsGroup('');

/** Columns of a help text at most: what fits a terminal that nobody made wider, a mail and a side-by-side view. */
const WIDTH = 80;
/** Columns of a name; what explains a longer one begins on the next line, so that one long option does not push all others aside. */
const TERM = 24;
/** Columns of an explanation below which it is not wrapped any more. */
const NARROWEST = 20;

/** How help is laid out on a terminal of so many columns. */
export const helpLayout = (columns: number): HelpConfiguration => ({
  helpWidth: Math.min(columns, WIDTH),
  minWidthToWrap: NARROWEST,
  padWidth: () => TERM,
  subcommandTerm: (command) => new Help().subcommandTerm(command).replace(' [options]', ''),
  formatItem: (term, width, description, helper) => {
    const fits = helper.displayWidth(term) <= width;
    const item = Help.prototype.formatItem.call(
      helper,
      fits ? term : '',
      width,
      description,
      helper,
    );
    return fits ? item : `  ${term}\n${item}`;
  },
});

/** What each exit code means, in a few words (docs/reference/exit-codes.md). */
export const EXIT_CODES: readonly (readonly [code: number, means: string])[] = [
  [0, 'nothing at or above --fail-on'],
  [1, 'could not do its job'],
  [2, 'findings at or above --fail-on'],
  [3, 'bad input'],
];

/** The same for a command that has no `--fail-on`. */
const WITHOUT_BAR: ReadonlyMap<number, string> = new Map([
  [0, 'done, with nothing to look at'],
  [2, 'something to look at'],
]);

/** The exit codes for the help of a command; that of the program speaks for `check`. */
export function exitCodes(command: Command): string {
  const hasBar =
    command.parent === null || command.options.some(({ long }) => long === '--fail-on');
  const lines = EXIT_CODES.map(
    ([code, means]) => `  ${code}  ${(hasBar ? null : WITHOUT_BAR.get(code)) ?? means}`,
  );
  return `\nExit codes:\n${lines.join('\n')}`;
}

/** What has to be typed behind a command for those of these values that are options of it. */
export const argsOf = (
  command: Command,
  values: Readonly<Record<string, unknown>>,
): readonly string[] =>
  command.options.flatMap((option) => {
    const value = values[option.attributeName()];
    if (value === undefined || value === false) return [];
    if (value === true) return [`${option.long}`];
    return [value].flat().map((one) => `${option.long}=${one}`);
  });
