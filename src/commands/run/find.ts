import { existsSync } from 'node:fs';
import { findAddress } from '../../flow/find.js';
import { goneSources } from '../../flow/gone.js';
import { findSettings } from '../../load/find-settings.js';
import { putAddress } from '../../load/put-address.js';
import { selectSources } from '../../load/select.js';
import type { RawOptions } from '../../load/settings.js';
import { parseWatchlist } from '../../load/watchlist.js';
import type { AddressSearch } from '../../model/address-search.js';
import { UserError } from '../../model/problem.js';
import type { Source, Watchlist } from '../../model/watchlist.js';
import { renderAddressSearches } from '../../report/terminal/address-search.js';
import { openRecords } from '../../world/records.js';
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
  readonly db?: string;
  readonly write?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Looks for the sources' pages, and writes the addresses of those that had none, others where it is told to; gives the exit code. */
export async function runFind(ids: readonly string[], options: FindOptions, io: Io): Promise<number> {
  const [{ fetch, archive, timegates }, find, { watch, named }] = allOrProblems(
    () => settingsOf(options),
    () => findSettings(options, io.env),
    () => namedIn(ids, options),
  );
  const sources = options.all === true ? [...new Set([...named, ...(await openIn(watch, options))])] : named;
  const web = openWeb(fetch, archive === null ? null : { wayback: archive, timegates });
  try {
    const searches = await Promise.all(sources.map((source) => findAddress(web, watch, source, find)));
    const written = options.dryRun === true ? new Set<string>() : write(options, searches);
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

function namedIn(
  ids: readonly string[],
  { sources: file, all }: FindOptions,
): { watch: Watchlist; named: readonly Source[] } {
  const watch = parseWatchlist(readNamed(file), file);
  if (all !== true && ids.length === 0)
    throw new UserError([{ file: 'find', line: 0, column: 0, message: 'name a source, or say --all' }]);
  return { watch, named: ids.length === 0 ? [] : selectSources(watch, ids, 'find') };
}

/** Where `check` keeps what it saw. */
const STORE = '.citewatch/citewatch.db';

/** The sources without an address, and those that are gone by what the store says, where there is one. */
async function openIn({ sources }: Watchlist, { db }: FindOptions): Promise<readonly Source[]> {
  const bare = sources.filter(({ url }) => url === null);
  if (db === undefined && !existsSync(STORE)) return bare;
  const store = await openRecords(db ?? STORE);
  try {
    return [...bare, ...(await goneSources(store, sources))];
  } finally {
    await store.close();
  }
}

/** Writes what was found into the file as it is by now; gives the ids of those that it has now. */
function write(
  { sources: file, write: moves = false }: FindOptions,
  searches: readonly AddressSearch[],
): ReadonlySet<string> {
  const before = readNamed(file);
  let text = before;
  const written = new Set<string>();
  for (const { source, url, result } of searches) {
    if ((url !== null && !moves) || result.kind !== 'found') continue;
    const changed = putAddress(text, source, result.url, url);
    if (changed !== text) written.add(source);
    text = changed;
  }
  parseWatchlist(text, file);
  if (text !== before) writeWhole(file, text, before);
  return written;
}
