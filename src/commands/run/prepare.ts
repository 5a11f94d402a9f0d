import { existsSync, statSync } from 'node:fs';
import { parsePageAddress } from '../../load/page-address.js';
import { putAway } from '../../load/put-away.js';
import { selectSources } from '../../load/select.js';
import { idsIn, type ParsedSettings, parseSettings, type RawOptions } from '../../load/settings.js';
import { parseRoots, parseTsa } from '../../load/tsa.js';
import { parseWatchlist, type Titled, titlesIn } from '../../load/watchlist.js';
import { UserError } from '../../model/problem.js';
import type { TsaSettings } from '../../model/settings.js';
import type { Watchlist } from '../../model/watchlist.js';
import type { Publication } from '../../report/publication.js';
import { allOrProblems, type Io, readNamedBytes, readOptional, readOptionalBytes } from '../io.js';
import type { CheckOptions } from '../options.js';
import { VERSION } from '../version.js';
import { withFiles } from './with-files.js';

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
      const read = putAway(parseWatchlist(readNamedBytes(options.sources), options.sources));
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
