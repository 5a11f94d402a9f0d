import { existsSync, statSync } from 'node:fs';
import { type Problem, problemWith, refuse, UserError } from '../../model/problem.js';
import type { TsaSettings } from '../../model/settings.js';
import type { Watchlist } from '../../model/watchlist.js';
import type { Hands, World } from '../../night/world.js';
import { parsePageAddress } from '../../settings/addition.js';
import {
  idsIn,
  type ParsedSettings,
  parseSettings,
  type RawOptions,
} from '../../settings/options.js';
import { selectSources } from '../../settings/select.js';
import { parseRoots, parseTsa } from '../../settings/signing.js';
import { parseWatchlist, type Titled, titlesIn } from '../../settings/watchlist.js';
import type { Publication } from '../../surfaces/publication.js';
import { isBrowserProgram, openWorldAt } from '../../tasks/open-world.js';
import {
  allOrProblems,
  type Io,
  readNamedBytes,
  readOptional,
  readOptionalBytes,
  VERSION,
} from '../io.js';
import type { CheckOptions } from '../options.js';

export interface Prepared {
  readonly settings: ParsedSettings;
  readonly watch: Watchlist;
  /** Names of the reports' own files with comments, which lie beside the page, by report. */
  readonly checked?: Publication['checked'];
  /** The reviewer's page, where it is not `index.html` in the folder of reports. */
  readonly page?: string;
  /** What the reports' own files still print; absent where it is looked up beside `sources.json`. */
  readonly filed?: Publication['filed'];
}

/** The settings that options make. Throws a `UserError` with a problem for every option that makes no sense. */
export const settingsOf = (options: RawOptions): ParsedSettings =>
  withFiles(options, (raw) => parseSettings(raw, VERSION));

/** Reads and checks the options and files of a check. Throws one `UserError` with every problem, before the night and not after it. */
export function prepare(options: CheckOptions): Prepared {
  const { sources, only, reports } = options;
  const [settings, watch] = allOrProblems(
    () => settingsOf(options),
    () => {
      const read = parseWatchlist(readNamedBytes(sources), sources);
      selectSources(read, idsIn(only));
      return read;
    },
    () => {
      if (existsSync(reports) && !statSync(reports).isDirectory())
        refuse('--reports', `${reports} is a file: name a folder`);
    },
  );
  return { settings, watch };
}

/** A world that asks the web and the archives, with its memory at `db`. */
export function worldOf(db: string, settings: ParsedSettings, hands?: Hands): Promise<World> {
  const { fetch, now } = settings;
  return openWorldAt({ db, reports: '', fetch, archive: archivesOf(settings), now, hands });
}

/** The archives that are asked; null for none. */
export const archivesOf = ({ archive: wayback, timegates }: ParsedSettings) =>
  wayback === null && timegates.length === 0 ? null : { wayback, timegates };

/** The reports' titles and languages, and where the reviewer's page is published. Throws a `UserError` when that is no address. */
export const publicationOf = (io: Io, reports: readonly Titled[]): Publication => ({
  titles: new Map(reports.map(({ id, title }) => [id, title])),
  languages: new Map(reports.flatMap(({ id, lang }) => (lang === undefined ? [] : [[id, lang]]))),
  page: parsePageAddress(io.env.CITEWATCH_PAGE_URL),
});

/** The same for commands that can do without a `sources.json`. */
export function publicationAt(io: Io, path: string): Publication {
  const bytes = readOptionalBytes(path);
  return publicationOf(io, bytes === null ? [] : titlesIn(bytes, path));
}

/** Who stamps the evidence, by the environment; null for nobody. Throws a `UserError` with every problem. */
export const tsaOf = (io: Io): TsaSettings | null =>
  parseTsa(io.env.CITEWATCH_TSA, rootsOf(undefined, io));

/** The roots for time stamps in PEM, of the file that `--tsa-roots` names, else of CITEWATCH_TSA_ROOTS; null for none. */
export function rootsOf(file: string | undefined, { env }: Io): string | null {
  const path = file ?? (env.CITEWATCH_TSA_ROOTS || undefined);
  const name = file === undefined ? 'CITEWATCH_TSA_ROOTS' : '--tsa-roots';
  return path === undefined ? null : parseRoots(readOptional(path), name, path);
}

/** Parses options with the texts of the files that `--cacert` and `--key` name in place of their names. */
export function withFiles<R extends RawOptions, T>(options: R, parse: (raw: R) => T): T {
  const { key } = options;
  const texts = { cacert: textOf(options.cacert), key: textOf(key) };
  const [settings] = allOrProblems(
    () =>
      parse({
        ...options,
        cacert: texts.cacert ?? undefined,
        key: texts.key ?? undefined,
        // One complaint is enough for a key that cannot be read.
        keyDirectory: texts.key === null ? undefined : options.keyDirectory,
      }),
    () => {
      const unread = (['cacert', 'key'] as const).filter((name) => texts[name] === null);
      const problems: Problem[] = unread.map((name) =>
        problemWith(`--${name}`, `${options[name]} cannot be read`),
      );
      if (key && isOpenToOthers(key))
        problems.push(problemWith('--key', `${key} is open to others: chmod 600 ${key}`));
      if (problems.length > 0) throw new UserError(problems);
    },
    () => checkBrowser(options.browser),
  );
  return settings;
}

/** Refuses a named browser that cannot be run; a usual one that is not found is no mistake. */
function checkBrowser(path: RawOptions['browser']): void {
  if (typeof path === 'string' && !isBrowserProgram(path))
    refuse(
      '--browser',
      `must be the path of a program that can be run, not ${JSON.stringify(path)}`,
    );
}

/** Undefined where no file is named (CI jobs set variables without a value to nothing), null where it cannot be read. */
const textOf = (file: string | undefined): string | null | undefined =>
  file === undefined || file === '' ? undefined : readOptional(file);

/** The bits of a file's mode that let its group and everybody else in. */
const OTHERS = 0o077;

/** Always false on Windows, where a mode does not say who may read a file. */
function isOpenToOthers(file: string): boolean {
  const found =
    process.platform === 'win32' ? undefined : statSync(file, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & OTHERS) !== 0;
}
