import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { failsOn } from '../../model/finding.js';
import { refuse } from '../../model/problem.js';
import { type Run, type RunFacts, type StoreNews, unkept } from '../../model/run.js';
import { isShared, storeDisplayName } from '../../model/settings.js';
import type { Verdicts } from '../../model/verdicts.js';
import type { Visit } from '../../model/visit.js';
import type { Watchlist } from '../../model/watchlist.js';
import { check } from '../../night/night.js';
import { replay } from '../../night/redo.js';
import type { NightWorld, World } from '../../night/world.js';
import { addedSince, parsePageAddress } from '../../settings/addition.js';
import type { ParsedSettings } from '../../settings/options.js';
import { linesIn } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import {
  addedClaims,
  renderAdded,
  renderAddedAnnotations,
} from '../../surfaces/added-citations.js';
import { renderJson } from '../../surfaces/files/json.js';
import { renderRejudged } from '../../surfaces/terminal/terminal.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { count } from '../../surfaces/words/words.js';
import { evidenceBeside } from '../../tasks/evidence-folder.js';
import {
  lacksPlaywright,
  lacksSandbox,
  missingBrowser,
  openWorldAt,
  type WorldSettings,
} from '../../tasks/open-world.js';
import { rejudge } from '../../tasks/rejudge.js';
import {
  hasNoRecords,
  isStoreDamage,
  mayHaveRecords,
  quarantineStore,
  withStore,
} from '../../tasks/stores.js';
import { allOrProblems, type Io, lineStart, readNamed } from '../io.js';
import type { CheckOptions } from '../options.js';
import { storeEntryOf } from '../shutdown.js';
import { archivesOf, type Prepared, prepare, settingsOf, tsaOf } from './prepare.js';
import { checkOutput } from './records.js';
import { exitCode, progress, tellNight, tellRun } from './tell-night.js';

/** Who else hears of a night: of each visit as it lands, and of the run when it is over. */
export interface NightListener {
  readonly visited: (visit: Visit) => void;
  readonly ended: (run: RunFacts) => void;
  /** Saves the night off this machine, before anything of it is published; false where it could not. By default it stays here. */
  readonly kept?: () => Promise<boolean>;
  /** Puts the reports' own files beside the page, before it is published; gives their names there by report. */
  readonly annotate?: (
    world: World,
    run: Run<Verdicts>,
    watch: Watchlist,
  ) => Promise<ReadonlyMap<string, string>>;
}

const NOBODY: NightListener = { visited: () => {}, ended: () => {} };

/** Tells, to people and programs, that a night is over; one that saw nothing of the web is an error, though nothing broke. */
export function logNightEnd(run: RunFacts, io: Io): void {
  const { id, online, sources, requests, bytes, unasked, startedAt, finishedAt } = run;
  const ms = Date.parse(finishedAt) - Date.parse(startedAt);
  const fields = { run: id, online, sources, requests, bytes, ms };
  const message = `run ${id} is over: ${count(sources, 'source', 'sources')}, ${count(requests, 'request', 'requests')}`;
  io.tell({ level: 'info', event: 'checked', message, fields });
  if (online) return;
  const words = `run ${id} saw nothing of the web, and nothing was judged`;
  const why = unasked?.kind ?? 'offline';
  io.tell({ level: 'error', event: 'offline', message: words, fields: { ...fields, why } });
}

/** One whole night, in a new store when the old one is damaged; gives the exit code. */
export async function runCheck(
  options: CheckOptions,
  io: Io,
  listener: NightListener = io.asJson
    ? { ...NOBODY, ended: (run) => logNightEnd(run, io) }
    : NOBODY,
): Promise<number> {
  if (options.againAfter !== undefined)
    refuse('--again-after', 'is for a report, and not for a watched folder');
  // Not before all is loaded: under other flags Node compiles its own modules anew.
  setFlagsFromString('--no-parallel-scavenge');
  if (options.fromEvidence === true) return judgeAgain(options, io);
  const [{ settings, watch }, tsa] = allOrProblems(
    () => prepare(options),
    () => tsaOf(io),
    () => parsePageAddress(io.env.CITEWATCH_PAGE_URL),
    () => checkOutput('--sarif', options.sarif, options),
    () => checkOutput('--junit', options.junit, options),
  );
  const prepared = { watch, settings: { ...settings, tsa } };
  // A backup may have left the store out.
  const isLost = hasNoRecords(options.db) && (await evidenceBeside(options.db).lastRun()) > 0;
  if (isLost) await recoverStore(null, prepared, options, io);
  try {
    return await night(options, prepared, io, listener);
  } catch (error) {
    if (!isStoreDamage(error, options.db)) throw error;
    await recoverStore(error, prepared, options, io);
    await night(options, prepared, io, listener);
    return 1;
  }
}

const night = (
  options: CheckOptions,
  { settings, watch }: Prepared,
  io: Io,
  { visited, ended, kept = async () => true, annotate }: NightListener,
): Promise<number> =>
  withWorld(options, settings, io, async (world) => {
    const show = progress(io, options);
    const run = await check(world, watch, settings, (landed) => {
      show(landed);
      visited(landed.visit);
    });
    // Runs meanwhile; a failure is told when the world is closed.
    world.leaveWeb().catch(() => {});
    ended(run.run);
    const told = (await kept()) ? run : unkept(run);
    const checked = await annotate?.(world, told, watch);
    return tellNight(world, told, { settings, watch, checked }, options, io);
  });

type WorldOfCheck = ParsedSettings & Pick<WorldSettings, 'tsa' | 'hands'>;

/** Opens the world of a check for `use`, which gives the exit code; closes it at once when the process is asked to stop. */
export async function withWorld(
  options: CheckOptions,
  settings: WorldOfCheck,
  io: Io,
  use: (world: NightWorld) => Promise<number>,
): Promise<number> {
  const world = await openCheckWorld(options, settings, io);
  const close = () => void world.close();
  io.stop.addEventListener('abort', close, { once: true });
  try {
    // It may have been asked to before anybody listened.
    io.stop.throwIfAborted();
    await preflight(world, settings, io, options.db);
    return await use(world);
  } catch (error) {
    if (!io.stop.aborted) throw error;
    io.err(
      `${lineStart(io)}stopped; what was seen is kept, and the next check takes up this run\n`,
    );
    return 1;
  } finally {
    io.stop.removeEventListener('abort', close);
    await world.close();
  }
}

function openCheckWorld(
  { db, reports, workersOnly }: CheckOptions,
  settings: WorldOfCheck,
  io: Io,
): Promise<NightWorld> {
  const { fetch, browser, now, tsa, hands } = settings;
  const sayWaiting = () => io.err(`${lineStart(io)}waiting for a worker: start citewatch work\n`);
  const fleet = { walks: workersOnly !== true, alone: sayWaiting };
  const storeNews = (news: StoreNews) => io.tell(storeEntryOf(news, io));
  const archive = archivesOf(settings);
  return openWorldAt({
    db,
    reports,
    fetch,
    archive,
    browser,
    now,
    tsa,
    hands,
    fleet,
    storeNews,
    hear: io.hear,
  });
}

/** Preflight checks: notes on a wrong clock, an update, and evidence or a browser that is missing. */
async function preflight(
  world: World,
  settings: ParsedSettings,
  io: Io,
  db: string,
): Promise<void> {
  const [last] = await world.store.runs(1);
  const notes = [
    noteOnClock(last, world),
    last !== undefined && last.rules !== world.rules()
      ? 'note: citewatch was updated since the last run: what was received before is judged again first, by itself'
      : null,
    // With a shared store the last run may have kept its evidence on another machine.
    isShared(db) ? null : await noteOnEvidence(last, world),
    noteOnBrowser(settings),
  ];
  for (const note of notes) if (note !== null) io.err(`${note}\n`);
}

/** Milliseconds by which a clock may be corrected without a note, our choice: network time does so to a machine that was off. */
const CORRECTION = 3_600_000;

const noteOnClock = (last: RunFacts | undefined, { now }: World): string | null =>
  last !== undefined && Date.parse(last.startedAt) - now().getTime() > CORRECTION
    ? `note: the last night is dated ${last.startedAt}, after this one: one of the two clocks was wrong`
    : null;

/** Evidence that does not go on from the last run's: a new chain would be whole by itself, so it is noted. */
async function noteOnEvidence(
  last: RunFacts | undefined,
  { evidence }: World,
): Promise<string | null> {
  // A folder that cannot be read is reported by its writer.
  const there = await evidence?.lastLine().catch(() => undefined);
  if (last?.evidence === undefined || there === undefined) return null;
  const { n, sha256 } = last.evidence;
  if (there.n > n || (there.n === n && there.sha256 === sha256)) return null;
  if (there.n === 0)
    return `note: the log of evidence that run ${last.id} left at line ${n} is gone: what is kept from now on shows nothing of before`;
  return there.n < n
    ? `note: the log of evidence ends at line ${there.n}, and run ${last.id} left it at line ${n}: it was cut or replaced since`
    : `note: line ${n} of the log of evidence is not the one that run ${last.id} left: it was replaced since`;
}

/** A night goes on without the browser that it was to use, or with one without its sandbox. */
function noteOnBrowser({ browser }: ParsedSettings): string | null {
  if (!browser) return null;
  if (lacksPlaywright())
    return 'note: --browser needs what is not installed (npm install playwright-core): pages that show their text by script stay unread';
  const sought = browser.program === null ? missingBrowser() : null;
  if (sought !== null)
    return `note: no browser was found (${sought.join(', ')}): pages that show their text by script stay unread`;
  return lacksSandbox()
    ? 'warning: as root Chromium runs without its sandbox: a page that breaks out of it is root here; run citewatch as another user'
    : null;
}

/**
 * Replaces a store that is damaged, or (`damage` null) missing, by a new one, and judges what the evidence last showed, so that tonight
 * can be compared with it. The damaged store is put aside. Damaged captures are left out: `evidence verify` names them.
 */
async function recoverStore(
  damage: Error | null,
  { settings, watch }: Prepared,
  options: CheckOptions,
  io: Io,
): Promise<void> {
  const { db } = options;
  const evidence = evidenceBeside(db);
  const what =
    damage === null
      ? 'is not there, or empty, though it was: evidence lies beside it'
      : `was damaged (${damage.message.replace(/\s+/gu, ' ')}) and is kept as ${quarantineStore(db)}`;
  io.err(
    `${db} ${what}; a new store begins with what the evidence shows, and what was told may be told again\n`,
  );
  const lastRun = await evidence.lastRun();
  if (lastRun === 0) return;
  const world = await openCheckWorld(options, settings, io);
  try {
    await world.store.advanceRunNumber(lastRun);
    const sound = {
      ...evidence,
      outcomeOf: (id: string) => evidence.outcomeOf(id).catch(() => null),
    };
    const then = replay(world, sound, watch);
    await check(then.world, watch, { ...settings, only: [] }, () => {}, then.permission);
  } finally {
    await world.close();
  }
}

async function judgeAgain(options: CheckOptions, io: Io): Promise<number> {
  const { db, record, json } = options;
  const { settings, watch } = prepare(options);
  // A store without such a night is more likely mistyped than meant.
  const refuseEmptyStore = (): number => {
    io.err(`${storeDisplayName(db)} holds no night that could be judged again\n`);
    return 1;
  };
  if (!mayHaveRecords(db)) return refuseEmptyStore();
  const apart = { ...options, fetch: null, archive: null, browser: null, now: settings.now };
  const world = await openWorldAt({ ...apart, db: ':memory:' });
  try {
    return await withStore(db, async (store) => {
      const kept = { store, evidence: evidenceBeside(db) };
      const again = await rejudge(
        world,
        kept,
        watch,
        settings,
        progress(io, options),
        record ? store : null,
      );
      if (again === null) return refuseEmptyStore();
      (json === true ? io.err : io.out)(renderRejudged(ENGLISH, again.night, again.changes));
      if (record === true)
        return tellNight({ ...world, store }, again.run, { settings, watch }, options, io);
      tellRun(again.run, options, io);
      return exitCode(again.run, settings.failOn);
    });
  } finally {
    await world.close();
  }
}

/** Looks only at what is cited anew, and tells it at its lines; gives the exit code. The report files stay those of the last night. */
export async function runCheckAdded(options: CheckOptions, io: Io): Promise<number> {
  const { sources: file, addedSince: earlier = '', json } = options;
  const [settings, { text, watch }, before] = allOrProblems(
    () => settingsOf(options),
    () => {
      const text = readNamed(file);
      return { text, watch: parseWatchlist(text, file) };
    },
    () => watchlistBefore(earlier),
  );
  const added = addedSince(before, watch);
  if (added.sources.length === 0) {
    io.out(`Nothing was added to ${file}: nothing was looked at.\n`);
    return 0;
  }
  return withWorld(options, settings, io, async (world) => {
    const run = await check(world, watch, { ...settings, only: added.sources }, progress(io));
    const claims = addedClaims(ENGLISH, run, added);
    io.out(json === true ? renderJson(run) : renderAdded(ENGLISH, run, claims, io));
    const { quotation, citation } = linesIn(text);
    const lineOf = (id: string) => quotation(id) ?? citation(id);
    if (io.env.GITHUB_ACTIONS === 'true')
      io.command(
        renderAddedAnnotations(ENGLISH, run, claims, file, lineOf),
        json === true ? 'err' : 'out',
      );
    if (!run.run.online) return 1;
    const isFailing = claims.some(
      ({ severity }) => severity !== null && failsOn(settings.failOn, { severity, state: 'new' }),
    );
    return isFailing ? 2 : 0;
  });
}

/** Null where there was none: git gives an empty file where a branch has no such file. */
function watchlistBefore(file: string): Watchlist | null {
  const text = existsSync(file) ? readNamed(file) : '';
  return text.trim() === '' ? null : parseWatchlist(text, file);
}
