import { type RunFacts, unkept } from '../../model/run.js';
import { isShared } from '../../model/settings.js';
import type { Visit } from '../../model/visit.js';
import type { Tell } from '../../night/context.js';
import { evidenceBeside } from '../../night/evidence-folder.js';
import { check } from '../../night/night.js';
import { replay } from '../../night/redo.js';
import { hasNoRecords, isStoreDamage, quarantineStore } from '../../night/stores.js';
import {
  lacksSandbox,
  missingBrowser,
  type NightWorld,
  openWorld,
  type World,
  type WorldSettings,
} from '../../night/world.js';
import { parsePageAddress } from '../../settings/addition.js';
import type { ParsedSettings } from '../../settings/options.js';
import { count } from '../../surfaces/words/words.js';
import { allOrProblems, type Io, lineStart } from '../io.js';
import { checkOutput } from '../named-output.js';
import type { CheckOptions } from '../options.js';
import { type Prepared, prepare, tsaOf } from './prepare.js';
import { progress, tellNight } from './tell-night.js';

/** Who else hears of a night: of each visit as it lands, and of the run when it is over. */
export interface NightListener {
  readonly visited: (visit: Visit) => void;
  readonly ended: (run: RunFacts) => void;
  /**
   * Keeps the night where it outlives this machine, before anything is written of it that people see; false where it could not. By
   * default it is kept where it is.
   */
  readonly kept?: () => Promise<boolean>;
}

const NOBODY: NightListener = { visited: () => {}, ended: () => {} };
const KEPT = async (): Promise<boolean> => true;

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
  listener: NightListener = io.asJson ? { ...NOBODY, ended: (run) => logNightEnd(run, io) } : NOBODY,
): Promise<number> {
  if (options.fromEvidence === true) return (await import('./rejudge.js')).judgeAgain(options, io);
  const [{ settings, watch }, tsa] = allOrProblems(
    () => prepare(options),
    () => tsaOf(io),
    () => parsePageAddress(io.env.CITEWATCH_PAGE_URL),
    () => checkOutput('--sarif', options.sarif, options),
    () => checkOutput('--junit', options.junit, options),
  );
  const prepared = { watch, settings: { ...settings, tsa } };
  const place = { db: options.db, open: () => openCheckWorld(options, prepared.settings, io) };
  if (await wasThere(options.db)) await beginAnew(null, prepared, place, io);
  try {
    return await night(options, prepared, io, listener);
  } catch (error) {
    if (!isStoreDamage(error, options.db)) throw error;
    await beginAnew(error, prepared, place, io);
    await night(options, prepared, io, listener);
    return 1;
  }
}

const night = (
  options: CheckOptions,
  { settings, watch }: Prepared,
  io: Io,
  { visited, ended, kept = KEPT }: NightListener,
): Promise<number> =>
  withWorld(options, settings, io, async (world) => {
    const show = progress(io, options);
    const tell: Tell = (landed) => {
      show(landed);
      visited(landed.visit);
    };
    const run = await check(world, watch, settings, tell);
    // Beside what is told now; that it failed is told when the world is closed.
    world.leaveWeb().catch(() => {});
    ended(run.run);
    return tellNight(world, (await kept()) ? run : unkept(run), { settings, watch }, options, io);
  });

/** What the world of a check is made of. */
type WorldOfCheck = ParsedSettings & Pick<WorldSettings, 'tsa'>;

/** Opens the world of a check for `use`, which gives the exit code; where the process is asked to stop, it is closed at once. */
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
    await heedBefore(world, settings, io, options.db);
    return await use(world);
  } catch (error) {
    if (!io.stop.aborted) throw error;
    io.err(`${lineStart(io)}stopped; what was seen is kept, and the next check takes up this run\n`);
    return 1;
  } finally {
    io.stop.removeEventListener('abort', close);
    await world.close();
  }
}

/** The world of a check. */
function openCheckWorld(
  { db, reports, workersOnly }: CheckOptions,
  settings: WorldOfCheck,
  io: Io,
): Promise<NightWorld> {
  const { archive: wayback, timegates, fetch, browser, now, tsa } = settings;
  const none = wayback === null && timegates.length === 0;
  const archive = none ? null : { wayback, timegates };
  const alone = () => io.err(`${lineStart(io)}waiting for a worker: start citewatch work\n`);
  const fleet = { walks: workersOnly !== true, alone };
  return openWorld({ db, reports, fetch, archive, browser, now, tsa, fleet, hear: io.hear });
}

/**
 * Says before a night on the store `db` what is to be known of it: a clock that cannot be right, other rules, evidence or a browser that
 * is missing.
 */
async function heedBefore(world: World, settings: ParsedSettings, io: Io, db: string): Promise<void> {
  const [last] = await world.store.runs(1);
  heedClock(last, world, io);
  heedRules(last, world, io);
  // With a shared store the last run may have kept its own on another machine.
  if (!isShared(db)) await heedEvidence(last, world, io);
  heedBrowser(settings, io);
}

/** Milliseconds by which a clock may be corrected without a word: what a network's time does to a machine that was off. */
const CORRECTION = 3_600_000;

/** After an update, what was received before takes a moment to be judged again. */
function heedRules(last: RunFacts | undefined, { rules }: World, io: Io): void {
  if (last !== undefined && last.rules !== rules())
    io.err(
      'note: citewatch was updated since the last run: what was received before is judged again first, by itself\n',
    );
}

/** A clock that was set back, or stood wrong on the last night: days in between are not to be relied on, so it is told. */
function heedClock(last: RunFacts | undefined, { now }: World, io: Io): void {
  if (last !== undefined && Date.parse(last.startedAt) - now().getTime() > CORRECTION)
    io.err(
      `note: the last night is dated ${last.startedAt}, after this one: one of the two clocks was wrong\n`,
    );
}

/**
 * The evidence that the last run left is not where it was. What is kept from now on would be whole by itself: a new chain, or one that
 * was put in its place.
 */
async function heedEvidence(last: RunFacts | undefined, { evidence }: World, io: Io): Promise<void> {
  // Of a folder that cannot be read, whoever writes there says what is wrong.
  const there = await evidence?.lastLine().catch(() => undefined);
  if (last?.evidence === undefined || there === undefined) return;
  const { n, sha256 } = last.evidence;
  if (there.n > n || (there.n === n && there.sha256 === sha256)) return;
  io.err(
    there.n === 0
      ? `note: the log of evidence that run ${last.id} left at line ${n} is gone: what is kept from now on shows nothing of before\n`
      : there.n < n
        ? `note: the log of evidence ends at line ${there.n}, and run ${last.id} left it at line ${n}: it was cut or replaced since\n`
        : `note: line ${n} of the log of evidence is not the one that run ${last.id} left: it was replaced since\n`,
  );
}

/** Without a browser a night that was to use one goes on, and says once what it cannot do; without its sandbox, once what that means. */
function heedBrowser({ browser }: ParsedSettings, io: Io): void {
  if (!browser) return;
  const sought = browser.program === null ? missingBrowser() : null;
  if (sought !== null)
    io.err(
      `note: no browser was found (${sought.join(', ')}): pages that show their text by script stay unread\n`,
    );
  else if (lacksSandbox())
    io.err(
      'warning: as root Chromium runs without its sandbox: a page that breaks out of it is root here; run citewatch as another user\n',
    );
}

/** A store, and how the world around it is opened. */
interface Place {
  readonly db: string;
  open(): Promise<World>;
}

const ANEW = 'a new store begins with what the evidence shows, and what was told may be told again';

/**
 * Puts a damaged store aside (`damage`; null where none is there, {@link wasThere}), says so, and has a new one judge what the evidence
 * last showed, so that tonight has something to compare with. What is damaged in the evidence too is left out: `evidence verify`
 * names it.
 */
async function beginAnew(
  damage: Error | null,
  { settings, watch }: Prepared,
  { db, open }: Place,
  io: Io,
): Promise<void> {
  const evidence = evidenceBeside(db);
  const what =
    damage === null
      ? 'is not there, or empty, though it was: evidence lies beside it'
      : `was damaged (${damage.message.replace(/\s+/gu, ' ')}) and is kept as ${quarantineStore(db)}`;
  io.err(`${db} ${what}; ${ANEW}\n`);
  const lastRun = await evidence.lastRun();
  if (lastRun === 0) return;
  const world = await open();
  try {
    await world.store.advanceRunNumber(lastRun);
    const sound = { ...evidence, outcomeOf: (id: string) => evidence.outcomeOf(id).catch(() => null) };
    const then = replay(world, { store: world.store, evidence: sound }, watch);
    await check(then.world, watch, { ...settings, only: [] }, () => {}, then.permission);
  } finally {
    await world.close();
  }
}

/** True for a store that is not there, and was: a copy that was brought back may have left it out. */
const wasThere = async (db: string): Promise<boolean> =>
  hasNoRecords(db) && (await evidenceBeside(db).lastRun()) > 0;
