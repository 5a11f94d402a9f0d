import { existsSync, statSync } from 'node:fs';
import { type Problem, UserError } from '../../model/problem.js';
import type { TsaSettings } from '../../model/settings.js';
import type { Watchlist } from '../../model/watchlist.js';
import { isBrowserProgram } from '../../night/world.js';
import { parsePageAddress } from '../../settings/addition.js';
import { idsIn, type ParsedSettings, parseSettings, type RawOptions } from '../../settings/options.js';
import { packUses, selectSources } from '../../settings/select.js';
import { parseRoots, parseTsa } from '../../settings/signing.js';
import { parseWatchlist, type Titled, titlesIn } from '../../settings/watchlist.js';
import type { Publication } from '../../surfaces/publication.js';
import { allOrProblems, type Io, readNamedBytes, readOptional, readOptionalBytes, VERSION } from '../io.js';
import type { CheckOptions } from '../options.js';

/** Everything that a check needs, or one `UserError` with every problem of the command line, the file and the environment. */
export interface Prepared {
  readonly settings: ParsedSettings;
  readonly watch: Watchlist;
}

/** The settings that options make. Throws a `UserError` with a problem for every option that makes no sense. */
export const settingsOf = (options: RawOptions): ParsedSettings =>
  withFiles(options, (raw) => parseSettings(raw, VERSION));

/** A whole night would pass before its reports could not be written. */
function heedReports(reports: string): void {
  if (!existsSync(reports) || statSync(reports).isDirectory()) return;
  throw new UserError([
    { file: '--reports', line: 0, column: 0, message: `${reports} is a file: name a folder` },
  ]);
}

/** Reads and checks what a check was given. */
export function prepare(options: CheckOptions): Prepared {
  const [settings, watch] = allOrProblems(
    () => settingsOf(options),
    () => {
      const read = packUses(parseWatchlist(readNamedBytes(options.sources), options.sources));
      selectSources(read, idsIn(options.only));
      return read;
    },
    () => heedReports(options.reports),
  );
  return { settings, watch };
}

/**
 * What a run does not know of itself: the reports' titles, and where the reviewer's page is published. Throws a `UserError` when that is
 * no address.
 */
export const publicationOf = (io: Io, reports: readonly Titled[]): Publication => ({
  titles: new Map(reports.map(({ id, title }) => [id, title])),
  page: parsePageAddress(io.env.CITEWATCH_PAGE_URL),
});

/** The same for commands that can do without a `sources.json`. */
export function publicationAt(io: Io, path: string): Publication {
  const bytes = readOptionalBytes(path);
  return publicationOf(io, bytes === null ? [] : titlesIn(bytes, path));
}

/** Who stamps the evidence, by the environment; null for nobody. Throws a `UserError` with every problem. */
export function tsaOf({ env }: Io): TsaSettings | null {
  const roots = rootsOf(env.CITEWATCH_TSA_ROOTS || undefined, 'CITEWATCH_TSA_ROOTS');
  return parseTsa(env.CITEWATCH_TSA, roots);
}

/** The roots in a file, in PEM; null for none. `name` is where the path came from. */
export const rootsOf = (path: string | undefined, name: string): string | null =>
  path === undefined ? null : parseRoots(readOptional(path), name, path);

/** Parses options with the texts of the files that `--cacert` and `--key` name in place of their names. */
export function withFiles<R extends RawOptions, T>(options: R, parse: (raw: R) => T): T {
  const { cacert, key } = options;
  const texts = { cacert: textOf(cacert), key: textOf(key) };
  const unread = (['cacert', 'key'] as const).filter((name) => texts[name] === null);
  const [settings] = allOrProblems(
    () =>
      parse({
        ...options,
        cacert: texts.cacert ?? undefined,
        key: texts.key ?? undefined,
        // Of a key that cannot be read no more is said than that.
        keyDirectory: texts.key === null ? undefined : options.keyDirectory,
      }),
    () => {
      const problems = unread.map((name) => problem(`--${name}`, `${options[name]} cannot be read`));
      if (key && isOpenToOthers(key))
        problems.push(problem('--key', `${key} is open to others: chmod 600 ${key}`));
      if (problems.length > 0) throw new UserError(problems);
    },
    () => heedProgram(options.browser),
  );
  return settings;
}

/** A browser that was named and cannot be run is a mistake; one that is not found is a machine without one. */
function heedProgram(path: RawOptions['browser']): void {
  if (typeof path !== 'string' || isBrowserProgram(path)) return;
  const message = `must be the path of a program that can be run, not ${JSON.stringify(path)}`;
  throw new UserError([{ file: '--browser', line: 0, column: 0, message }]);
}

/** Undefined where no file is named, null where it cannot be read. A CI job sets what it has no value for to nothing. */
const textOf = (file: string | undefined): string | null | undefined =>
  file === undefined || file === '' ? undefined : readOptional(file);

const problem = (file: string, message: string): Problem => ({ file, line: 0, column: 0, message });

/** The bits of a file's mode that let its group and everybody else in. */
const OTHERS = 0o077;

/** Of files on Windows nobody can say by their mode who may read them. */
function isOpenToOthers(file: string): boolean {
  const found = process.platform === 'win32' ? undefined : statSync(file, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & OTHERS) !== 0;
}
