import type { Tell } from '../../flow/night.js';
import { check } from '../../flow.js';
import { parsePageAddress } from '../../load/page-address.js';
import { selectSources } from '../../load/select.js';
import type { ParsedSettings } from '../../load/settings.js';
import { type RunFacts, unkept } from '../../model/run.js';
import type { Visit } from '../../model/visit.js';
import { count } from '../../report/words.js';
import { failedByDamage } from '../../world/records.js';
import { type NightWorld, openWorld, type WorldSettings } from '../../world.js';
import { allOrProblems, type Io, lineStart } from '../io.js';
import { checkOutput } from '../named-output.js';
import type { CheckOptions } from '../options.js';
import { beginAnew, wasThere } from './begin-anew.js';
import { heedBefore } from './heed-before.js';
import { type Prepared, prepare, tsaOf } from './prepare.js';
import { progress } from './progress.js';
import { rendersAhead } from './render-ahead.js';
import { growSlowly, holdLittle } from './slow-growth.js';
import { tellNight } from './tell-night.js';

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
export function tellEnded(run: RunFacts, io: Io): void {
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

/** Sources of which reading the file leaves tens of megabytes behind. */
const MANY = 10_000;

/** One whole night, in a new store when the old one is damaged; gives the exit code. */
export async function runCheck(
  options: CheckOptions,
  io: Io,
  listener: NightListener = io.asJson ? { ...NOBODY, ended: (run) => tellEnded(run, io) } : NOBODY,
): Promise<number> {
  growSlowly();
  if (options.fromEvidence === true) return (await import('./judge-again.js')).judgeAgain(options, io);
  const [{ settings, watch }, tsa] = allOrProblems(
    () => prepare(options),
    () => tsaOf(io),
    () => parsePageAddress(io.env.CITEWATCH_PAGE_URL),
    () => checkOutput('--sarif', options.sarif, options),
    () => checkOutput('--junit', options.junit, options),
  );
  const toAsk = selectSources(watch, settings.only).length;
  const prepared = { watch, settings: { ...settings, tsa, toAsk } };
  if (prepared.watch.sources.length > MANY) holdLittle();
  const place = { db: options.db, open: () => openCheckWorld(options, prepared.settings, io) };
  if (await wasThere(options.db)) await beginAnew(null, prepared, place, io);
  try {
    return await night(options, prepared, io, listener);
  } catch (error) {
    if (!failedByDamage(error, options.db)) throw error;
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
  inWorld(options, settings, io, async (world) => {
    const show = progress(io, options);
    const render = rendersAhead();
    const tell: Tell = (landed) => {
      show(landed);
      render(landed);
      visited(landed.visit);
    };
    const run = await check(world, watch, settings, tell);
    // Beside what is told now; that it failed is told when the world is closed.
    world.leaveWeb().catch(() => {});
    ended(run.run);
    return tellNight(world, (await kept()) ? run : unkept(run), { settings, watch }, options, io);
  });

/** What the world of a check is made of. */
type WorldOfCheck = ParsedSettings & Pick<WorldSettings, 'tsa' | 'toAsk'>;

/** Opens the world of a check for `use`, which gives the exit code; where the process is asked to stop, it is closed at once. */
export async function inWorld(
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
  const { archive: wayback, timegates, fetch, toAsk, browser, now, tsa } = settings;
  const none = wayback === null && timegates.length === 0;
  const archive = none ? null : { wayback, timegates };
  const alone = () => io.err(`${lineStart(io)}waiting for a worker: start citewatch work\n`);
  const fleet = { walks: workersOnly !== true, alone };
  return openWorld({ db, reports, fetch, toAsk, archive, browser, now, tsa, fleet, hear: io.hear });
}
