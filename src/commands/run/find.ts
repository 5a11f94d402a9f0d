import { findAddress } from '../../flow/find.js';
import { findSettings } from '../../load/find-settings.js';
import { putAddress } from '../../load/put-address.js';
import { selectSources } from '../../load/select.js';
import type { RawOptions } from '../../load/settings.js';
import { parseWatchlist } from '../../load/watchlist.js';
import type { AddressSearch } from '../../model/address-search.js';
import { UserError } from '../../model/problem.js';
import type { Source, Watchlist } from '../../model/watchlist.js';
import { renderAddressSearches } from '../../report/terminal/address-search.js';
import { openWeb } from '../../world/web.js';
import { allOrProblems, type Io, readNamed } from '../io.js';
import { writeWhole } from './import.js';
import { settingsOf } from './prepare.js';

/** The options of `citewatch find` as commander gives them. */
export interface FindOptions extends RawOptions {
  readonly sources: string;
  readonly all?: boolean;
  readonly most?: string;
  readonly webSearch?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Looks for the sources' pages, and writes the addresses of those that had none; gives the exit code. */
export async function runFind(ids: readonly string[], options: FindOptions, io: Io): Promise<number> {
  const [{ fetch, archive, timegates }, find, { watch, sources }] = allOrProblems(
    () => settingsOf(options),
    () => findSettings(options, io.env),
    () => soughtIn(ids, options),
  );
  const web = openWeb(fetch, archive === null ? null : { wayback: archive, timegates });
  try {
    const searches = await Promise.all(sources.map((source) => findAddress(web, watch, source, find)));
    const written = options.dryRun === true ? new Set<string>() : write(options.sources, searches);
    io.out(
      options.json === true
        ? `${JSON.stringify(searches, null, 2)}\n`
        : renderAddressSearches(searches, options.sources, written),
    );
    return 0;
  } finally {
    await web.close();
  }
}

function soughtIn(
  ids: readonly string[],
  { sources: file, all }: FindOptions,
): { watch: Watchlist; sources: readonly Source[] } {
  const watch = parseWatchlist(readNamed(file), file);
  if (all !== true && ids.length === 0)
    throw new UserError([{ file: 'find', line: 0, column: 0, message: 'name a source, or say --all' }]);
  const named = ids.length === 0 ? [] : selectSources(watch, ids);
  const open = all === true ? watch.sources.filter(({ url }) => url === null) : [];
  return { watch, sources: [...new Set([...named, ...open])] };
}

/** Writes what was found into the file as it is by now; gives the ids of those that it has now. */
function write(file: string, searches: readonly AddressSearch[]): ReadonlySet<string> {
  const before = readNamed(file);
  let text = before;
  const written = new Set<string>();
  for (const { source, url, result } of searches) {
    if (url !== null || result.kind !== 'found') continue;
    const changed = putAddress(text, source, result.url);
    if (changed !== text) written.add(source);
    text = changed;
  }
  parseWatchlist(text, file);
  if (text !== before) writeWhole(file, text);
  return written;
}
