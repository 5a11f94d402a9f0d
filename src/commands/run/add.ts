import { existsSync, readFileSync } from 'node:fs';
import { addressKey } from '../../model/address.js';
import { failsOn, quoteSeverity } from '../../model/finding.js';
import { refuse } from '../../model/problem.js';
import type { AddressSearch } from '../../model/publisher-sites.js';
import type { Source, Watchlist } from '../../model/watchlist.js';
import type { World } from '../../night/world.js';
import { parseAddition, type RawAddition } from '../../settings/addition.js';
import { putAddress } from '../../settings/edit-source.js';
import {
  findSettings,
  ofSingleLook,
  type ParsedSettings,
  type RawOptions,
} from '../../settings/options.js';
import { selectReport, selectSources } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { renderAdd, renderVerified } from '../../surfaces/added-citations.js';
import { renderSourceJson } from '../../surfaces/files/json.js';
import { renderAddressSearches } from '../../surfaces/terminal/explanation.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { recordAdded, type Tried, tryAdd, verifyQuotes, withFetchCache } from '../../tasks/add.js';
import { findAddress, listGoneSources } from '../../tasks/find.js';
import { EMPTY_WATCHLIST } from '../../tasks/intake.js';
import { openWeb, type Web } from '../../tasks/services.js';
import { withRecords } from '../../tasks/stores.js';
import { allOrProblems, type Io, readNamed, readOptional } from '../io.js';
import { AGAIN_AFTER, type PlaceOptions } from '../options.js';
import { writeFileAtomically } from './import.js';
import { settingsOf, worldOf } from './prepare.js';

interface AddOptions extends Pick<PlaceOptions, 'sources' | 'db'>, RawOptions, RawAddition {
  readonly report?: string;
  readonly anyway?: boolean;
}

/** Adds a citation whose quotation stands; gives the exit code: 2 where it does not, and nothing was written. */
export async function runAdd(url: string, options: AddOptions, io: Io): Promise<number> {
  const [settings, to] = allOrProblems(
    () => settingsOf(options),
    () => addTo(options),
  );
  const today = (settings.now ?? new Date()).toISOString().slice(0, 10);
  const quote = options.quote === '-' ? readFileSync(0, 'utf8') : options.quote;
  const addition = parseAddition(url, { ...options, quote }, today);
  const opened = await worldOf(':memory:', settings);
  const world = withFetchCache(opened);
  try {
    const tried = await tryAdd(world, to, addition, settings);
    const written = tried.quote.verdict === 'intact' || options.anyway === true;
    if (written) {
      writeFileAtomically(options.sources, tried.text, to.before);
      await record(options.db, world, tried, settings);
    }
    // A DOI has nothing before it.
    const asked = addition.url === url || !url.includes('//') ? null : addition.url;
    io.out(renderAdd(ENGLISH, { ...tried, asked, written, file: options.sources }, io));
    return written ? 0 : 2;
  } finally {
    await opened.close();
  }
}

type VerifyOptions = RawOptions & { readonly quote: readonly string[]; readonly json?: boolean };

/** Says whether quotations stand at an address, and keeps nothing; gives the exit code: 1 where the page could not be read, 2 where a quotation was not seen to stand. */
export async function runVerifyPassages(
  url: string,
  options: VerifyOptions,
  io: Io,
): Promise<number> {
  const settings = settingsOf(ofSingleLook(options, AGAIN_AFTER.page));
  const today = (settings.now ?? new Date()).toISOString().slice(0, 10);
  const read = options.quote.map((quote) => (quote === '-' ? readFileSync(0, 'utf8') : quote));
  const additions = allOrProblems(
    ...read.map((quote) => () => parseAddition(url, { quote }, today)),
  );
  const opened = await worldOf(':memory:', settings);
  try {
    const { verdict, isKnown } = await verifyQuotes(withFetchCache(opened), additions, settings);
    io.out(
      options.json === true ? renderSourceJson(verdict) : renderVerified(ENGLISH, verdict, io),
    );
    const severities = verdict.citations.flatMap(({ quotes }) => quotes.map(quoteSeverity));
    const isFailing = severities.some(
      (severity) => severity !== null && failsOn(settings.failOn, { severity, state: 'new' }),
    );
    if (!isKnown) return 1;
    return isFailing ? 2 : 0;
  } finally {
    await opened.close();
  }
}

async function record(
  db: string,
  { fetch }: World,
  tried: Tried,
  settings: ParsedSettings,
): Promise<void> {
  const world = await worldOf(db, settings);
  try {
    await recordAdded({ ...world, fetch }, tried, settings);
  } finally {
    await world.close();
  }
}

function addTo({ sources, report }: AddOptions) {
  const text = readOptional(sources);
  if (text === null && report === undefined)
    refuse(
      sources,
      'is not there yet: citewatch init makes one of a report; or name the report with --report',
    );
  const watch = parseWatchlist(text ?? EMPTY_WATCHLIST, sources);
  return {
    before: text,
    text: text ?? EMPTY_WATCHLIST,
    file: sources,
    report: report ?? selectReport(watch, undefined).id,
  };
}

interface FindOptions extends RawOptions {
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
export async function runFind(
  ids: readonly string[],
  options: FindOptions,
  io: Io,
): Promise<number> {
  const [{ fetch, archive, timegates }, find, { watch, named }] = allOrProblems(
    () => settingsOf(options),
    () => findSettings(options, io.env),
    () => namedIn(ids, options),
  );
  const sources =
    options.all === true ? [...new Set([...named, ...(await openIn(watch, options))])] : named;
  const web = openWeb(fetch, archive === null ? null : { wayback: archive, timegates });
  try {
    const { told, text, written } = await searchPages(web, { watch, sources, find }, options);
    if (options.dryRun !== true && written.size > 0)
      writeFileAtomically(options.sources, text.after, text.before);
    io.out(
      options.json === true
        ? `${JSON.stringify(told, null, 2)}\n`
        : renderAddressSearches(
            ENGLISH,
            told,
            options.sources,
            options.dryRun === true ? new Set() : written,
          ),
    );
    return 0;
  } finally {
    await web.close();
  }
}

interface AddressQuest {
  readonly watch: Watchlist;
  readonly sources: readonly Source[];
  readonly find: ReturnType<typeof findSettings>;
}

/** Looks for the sources' pages: what was found, and the file with it; nothing is written. */
export async function searchPages(
  web: Web,
  { watch, sources, find }: AddressQuest,
  options: Pick<FindOptions, 'sources' | 'write'>,
) {
  const searches = await Promise.all(
    sources.map((source) => findAddress(web, watch, source, find)),
  );
  const { same, ...rest } = placeCitation(options, searches);
  return {
    ...rest,
    told: searches.map((search) => ({ ...search, ...(same.get(search.source) ?? {}) })),
  };
}

function namedIn(ids: readonly string[], { sources: file, all }: FindOptions) {
  const watch = parseWatchlist(readNamed(file), file);
  if (all !== true && ids.length === 0) refuse('find', 'name a source, or say --all');
  return { watch, named: ids.length === 0 ? [] : selectSources(watch, ids, 'find') };
}

/** Where `check` keeps what it saw. */
const STORE = '.citewatch/citewatch.db';

async function openIn({ sources }: Watchlist, { db }: FindOptions): Promise<readonly Source[]> {
  const bare = sources.filter(({ url }) => url === null);
  if (db === undefined && !existsSync(STORE)) return bare;
  return withRecords(db ?? STORE, async (store) => [
    ...bare,
    ...(await listGoneSources(store, sources)),
  ]);
}

/**
 * The file as it is now with the addresses that were found, and the ids of the sources that get one. The address of another source is
 * not written, because two sources at one address are one: that is a question to a person (`same`).
 */
function placeCitation(
  { sources: file, write: moves = false }: Pick<FindOptions, 'sources' | 'write'>,
  searches: readonly AddressSearch[],
) {
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
