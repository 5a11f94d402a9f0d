import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Tell } from '../../flow/night.js';
import { rejudge } from '../../flow/rejudge.js';
import { check, publish, type Unwritten } from '../../flow.js';
import type { ParsedSettings } from '../../load/settings.js';
import { findingLines } from '../../load/source-lines.js';
import { type Finding, failsOn } from '../../model/finding.js';
import type { Run, RunFacts } from '../../model/run.js';
import type { CheckSettings, TsaSettings } from '../../model/settings.js';
import { shownStore } from '../../model/store-address.js';
import type { Verdicts } from '../../model/verdicts.js';
import type { Visit } from '../../model/visit.js';
import { renderAnnotations } from '../../report/annotations.js';
import { renderFindingsSarif } from '../../report/findings-sarif.js';
import { renderJunit } from '../../report/junit.js';
import type { Publication } from '../../report/publication.js';
import { renderRejudged } from '../../report/rejudged.js';
import { renderSummary } from '../../report/summary.js';
import { count } from '../../report/words.js';
import { missingBrowser } from '../../world/browser.js';
import { evidenceBeside } from '../../world/evidence.js';
import { failedByDamage, mayHaveRecords, openRecords } from '../../world/records.js';
import { openWorld, type World } from '../../world.js';
import { whatFailed } from '../end-well.js';
import { allOrProblems, type Io, lineStart, readOptional } from '../io.js';
import type { CheckOptions } from '../options.js';
import { VERSION } from '../version.js';
import { beginAnew } from './begin-anew.js';
import { type Prepared, prepare, publicationOf, tsaOf } from './prepare.js';
import { progress } from './progress.js';
import { growSlowly, holdLittle } from './slow-growth.js';
import { tellRun } from './tell-run.js';

/** Judges what the latest night received once more, and says which verdicts differ; gives the exit code. */
async function judgeAgain(options: CheckOptions, io: Io): Promise<number> {
  const { settings, watch } = prepare(options);
  if (!mayHaveRecords(options.db)) return nothingKept(options, io);
  const apart = { ...options, fetch: null, archive: null, browser: null, now: settings.now };
  const world = await openWorld({ ...apart, db: ':memory:' });
  const store = await openRecords(options.db);
  try {
    const kept = { store, evidence: evidenceBeside(options.db) };
    const again = await rejudge(world, kept, watch, settings, progress(io, options), options.record);
    if (again === null) return nothingKept(options, io);
    (options.json === true ? io.err : io.out)(renderRejudged(again.night, again.changes));
    return options.record === true
      ? await tellNight({ ...world, store }, again.run, { settings, watch }, options, io)
      : tellOnly(again.run, settings, options, io);
  } finally {
    await store.close();
    await world.close();
  }
}

function tellOnly(run: Run<Verdicts>, { failOn }: CheckSettings, options: CheckOptions, io: Io): number {
  tellRun(run, options, io);
  return exitCode(run, failOn);
}

/** A store without such a night is more likely mistyped than meant: the job was not done. */
function nothingKept({ db }: CheckOptions, io: Io): number {
  io.err(`${shownStore(db)} holds no night that could be judged again\n`);
  return 1;
}

/** Who else hears of a night: of each visit as it lands, and of the run when it is over. */
export interface NightListener {
  readonly visited: (visit: Visit) => void;
  readonly ended: (run: RunFacts) => void;
}

const NOBODY: NightListener = { visited: () => {}, ended: () => {} };

/** Sources of which reading the file leaves tens of megabytes behind. */
const MANY = 10_000;

/** One whole night, in a new store when the old one is damaged; gives the exit code. */
export async function runCheck(
  options: CheckOptions,
  io: Io,
  listener: NightListener = NOBODY,
): Promise<number> {
  growSlowly();
  if (options.fromEvidence === true) return judgeAgain(options, io);
  const [{ settings, watch }, tsa] = allOrProblems(
    () => prepare(options),
    () => tsaOf(io),
  );
  const prepared = { watch, settings: { ...settings, tsa } };
  if (prepared.watch.sources.length > MANY) holdLittle();
  try {
    return await night(options, prepared, io, listener);
  } catch (error) {
    if (!failedByDamage(error, options.db)) throw error;
    await beginAnew(
      error,
      prepared,
      { db: options.db, open: () => openCheckWorld(options, prepared.settings, io) },
      io,
    );
    await night(options, prepared, io, listener);
    return 1;
  }
}

const night = (
  options: CheckOptions,
  { settings, watch }: Prepared,
  io: Io,
  { visited, ended }: NightListener,
): Promise<number> =>
  inWorld(options, settings, io, async (world) => {
    const show = progress(io, options);
    const tell: Tell = (landed) => {
      show(landed);
      visited(landed.visit);
    };
    const run = await check(world, watch, settings, tell);
    ended(run.run);
    return tellNight(world, run, { settings, watch }, options, io);
  });

/** Writes and prints a night that was recorded; gives the exit code. */
async function tellNight(
  world: World,
  run: Run<Verdicts>,
  { settings, watch }: Prepared,
  options: CheckOptions,
  io: Io,
): Promise<number> {
  const publication = publicationOf(io, watch.reports);
  const unwritten = await publish(world, run, publication, watch);
  tellRun(run, options, io);
  await tellCi(run, options, publication, io);
  await writeForPrograms(run, options, publication);
  if (unwritten[0] !== undefined) io.err(wordsOfUnwritten(options.reports, unwritten.length, unwritten[0]));
  return unwritten.length > 0 ? 1 : exitCode(run, settings.failOn);
}
/** What the world of a check is made of; `tsa` stamps its evidence. */
type WorldOfCheck = ParsedSettings & { readonly tsa?: TsaSettings | null };

/** Opens the world of a check for `use`, which gives the exit code; where the process is asked to stop, it is closed at once. */
export async function inWorld(
  options: CheckOptions,
  settings: WorldOfCheck,
  io: Io,
  use: (world: World) => Promise<number>,
): Promise<number> {
  const world = await openCheckWorld(options, settings, io);
  const close = () => void world.close();
  io.stop.addEventListener('abort', close, { once: true });
  try {
    await heedClock(world, io);
    await heedRules(world, io);
    heedBrowser(settings, io);
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

/** Milliseconds by which a clock may be corrected without a word: what a network's time does to a machine that was off. */
const CORRECTION = 3_600_000;

/** Of an upgrade its first night knows nothing: what other rules see would be told as something that happened on the web. */
async function heedRules({ store, rules }: World, io: Io): Promise<void> {
  const [last] = await store.runs(1);
  if (last?.rules !== undefined && last.rules !== rules())
    io.err(
      `note: the rules of judging changed since run ${last.id}; citewatch check --record, before a night, tells what that alone changes\n`,
    );
}

/** A clock that was set back, or stood wrong on the last night: days in between are not to be relied on, so it is told. */
async function heedClock({ store, now }: World, io: Io): Promise<void> {
  const [last] = await store.runs(1);
  if (last !== undefined && Date.parse(last.startedAt) - now().getTime() > CORRECTION)
    io.err(
      `note: the last night is dated ${last.startedAt}, after this one: one of the two clocks was wrong\n`,
    );
}

/** Without a browser a night that was to use one goes on, and says once what it cannot do. */
function heedBrowser({ browser }: ParsedSettings, io: Io): void {
  const sought = browser?.program === null ? missingBrowser() : null;
  if (sought !== null)
    io.err(
      `note: no browser was found (${sought.join(', ')}): pages that show their text by script stay unread\n`,
    );
}

/** The world of a check. */
function openCheckWorld(
  { db, reports, workersOnly }: CheckOptions,
  settings: WorldOfCheck,
  io: Io,
): Promise<World> {
  const { archive: wayback, timegates, fetch, browser, now, tsa } = settings;
  const none = wayback === null && timegates.length === 0;
  const archive = none ? null : { wayback, timegates };
  const alone = () => io.err(`${lineStart(io)}waiting for a worker: start citewatch work\n`);
  const fleet = { walks: workersOnly !== true, alone };
  return openWorld({ db, reports, fetch, archive, browser, now, tsa, fleet });
}

/** `0` nothing at or above the floor, `1` nothing could be judged, `2` findings at or above it. */
function exitCode(run: Run<Verdicts>, failOn: CheckSettings['failOn']): number {
  if (!run.run.online) return 1;
  return run.findings.some((finding) => failsOn(failOn, finding)) ? 2 : 0;
}

/** Annotations and the job's summary, where GitHub Actions listens. */
async function tellCi(
  run: Run<Verdicts>,
  { sources, json }: CheckOptions,
  publication: Publication,
  io: Io,
): Promise<void> {
  if (io.env.GITHUB_ACTIONS !== 'true') return;
  io.command(renderAnnotations(run, sources, linesIn(sources)), json === true ? 'err' : 'out');
  const summary = io.env.GITHUB_STEP_SUMMARY;
  if (summary !== undefined && summary !== '') await appendFile(summary, renderSummary(run, publication));
}

/** The lines of findings in a file that may be gone by now. */
function linesIn(sources: string): (finding: Finding) => number | undefined {
  const text = readOptional(sources);
  return text === null ? () => undefined : findingLines(text);
}

/** SARIF and JUnit, where they were asked for. */
async function writeForPrograms(
  run: Run<Verdicts>,
  { sources, sarif, junit }: CheckOptions,
  publication: Publication,
): Promise<void> {
  const write = async (file: string | undefined, text: () => string): Promise<void> => {
    if (file === undefined) return;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text());
  };
  await write(sarif, () => renderFindingsSarif(run, { file: sources, lineOf: linesIn(sources) }, VERSION));
  await write(junit, () => renderJunit(run, publication));
}

const wordsOfUnwritten = (reports: string, n: number, { path, error }: Unwritten): string =>
  `${count(n, 'report file was', 'report files were')} not written, first ${reports}/${path}: ${whatFailed(error)}\n`;
