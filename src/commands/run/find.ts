import { existsSync } from 'node:fs';
import { findAddress } from '../../flow/find.js';
import { goneSources } from '../../flow/gone.js';
import { findSettings } from '../../load/find-settings.js';
import { putAddress } from '../../load/put-address.js';
import { selectSources } from '../../load/select.js';
import type { RawOptions } from '../../load/settings.js';
import { parseWatchlist } from '../../load/watchlist.js';
import { addressKey } from '../../model/address.js';
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
    const { text, written, same } = placed(options, searches);
    if (options.dryRun !== true && written.size > 0) writeWhole(options.sources, text.after, text.before);
    const told = searches.map((search) => ({ ...search, ...(same.get(search.source) ?? {}) }));
    io.out(
      options.json === true
        ? `${JSON.stringify(told, null, 2)}\n`
        : renderAddressSearches(told, options.sources, options.dryRun === true ? new Set() : written),
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

/**
 * The file as it is by now with what was found, and the ids of those that get an address by it. What stands at the address of another
 * source is not put in, for two sources at one address are one: that is a question to a person (`same`), and keeps nobody else's out.
 */
function placed({ sources: file, write: moves = false }: FindOptions, searches: readonly AddressSearch[]) {
  const before = readNamed(file);
  const written = new Set<string>();
  const same = new Map<string, Pick<AddressSearch, 'sameAs'>>();
  const owners = new Map(
    parseWatchlist(before, file).sources.flatMap(({ id, url }) =>
      url === null ? [] : [[addressKey(url), id]],
    ),
  );
  let after = before;
  for (const { source, url, result } of searches) {
    if (result.kind !== 'found') continue;
    const key = addressKey(result.url);
    const owner = owners.get(key);
    if (owner !== undefined && owner !== source) same.set(source, { sameAs: owner });
    else if (url === null || moves) {
      const changed = putAddress(after, source, result.url, url);
      if (changed !== after) written.add(source);
      after = changed;
      owners.set(key, source);
    }
  }
  parseWatchlist(after, file);
  return { text: { before, after }, written, same };
}
