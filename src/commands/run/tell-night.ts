import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failsOn } from '../../model/finding.js';
import type { OldPrint } from '../../model/old-print.js';
import { isNight, outcomeName, type Run } from '../../model/run.js';
import type { CheckSettings } from '../../model/settings.js';
import type { Verdicts } from '../../model/verdicts.js';
import type { Tell } from '../../night/context.js';
import { publish } from '../../night/night.js';
import type { World } from '../../night/world.js';
import { findingLines } from '../../settings/select.js';
import { renderFindingsSarif, renderJunit } from '../../surfaces/files/ci-reports.js';
import { renderJson } from '../../surfaces/files/json.js';
import { renderAnnotations, renderSummary } from '../../surfaces/files/workflow.js';
import { headline, isNothingRead } from '../../surfaces/headline.js';
import type { Publication } from '../../surfaces/publication.js';
import { renderTerminal, renderTodo, renderWhys } from '../../surfaces/terminal/terminal.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { count } from '../../surfaces/words/words.js';
import { type Io, lineStart, readOptional, VERSION } from '../io.js';
import type { CheckOptions } from '../options.js';
import { describeFailure } from '../shutdown.js';
import { filedPrints } from './filed-prints.js';
import { type Prepared, publicationOf } from './prepare.js';

/** Publishes and prints a recorded night; gives the exit code. When asked to stop meanwhile, it says what is missing. */
export async function tellNight(
  world: World,
  run: Run<Verdicts>,
  { settings, watch, checked, page, filed: known }: Prepared,
  options: CheckOptions,
  io: Io,
): Promise<number> {
  const filed = known ?? (await filedPrints(options.sources));
  const publication = { ...publicationOf(io, watch.reports), checked, filed };
  const isForAll = await isForReaders(world, run, options, io);
  const unwritten = isForAll ? await publish(world, run, publication, watch) : [];
  if (unwritten.length > 0 && io.stop.aborted) {
    io.err('stopped; the night is kept, but not all of its report files are written\n');
    return 1;
  }
  const shown = isForAll ? (publication.page ?? page ?? join(options.reports, 'index.html')) : null;
  tellRun(run, options, io, shown, filed);
  await tellCi(run, options, publication, io);
  await writeForPrograms(run, options, publication);
  const [first] = unwritten;
  if (first === undefined) return exitCode(run, settings.failOn);
  const missing = count(unwritten.length, 'report file was', 'report files were');
  const why = describeFailure(first.error, io);
  io.err(`${missing} not written, first ${options.reports}/${first.path}: ${why}\n`);
  return 1;
}

/** True for a run that readers are shown: a night, or a partial run before the first good night. Says so of another. */
async function isForReaders(
  { store }: World,
  { run }: Run<Verdicts>,
  { quiet }: CheckOptions,
  io: Io,
): Promise<boolean> {
  if (isNight(run)) return true;
  const night =
    (await store.lastGood()) ?? (run.online ? run : ((await store.result(null))?.run ?? run));
  if (night.id === run.id) return true;
  const looked = `${run.sources} of ${count(run.partOf ?? 0, 'source', 'sources')}`;
  if (quiet !== true)
    io.err(`${looked} looked at: the report files stay those of the last night, run ${night.id}\n`);
  return false;
}

/** `0` nothing at or above the floor, `1` nothing could be judged, or by a single look read, `2` findings at or above it. */
export function exitCode(run: Run<Verdicts>, failOn: CheckSettings['failOn']): number {
  if (!run.run.online || isNothingRead(run)) return 1;
  return run.findings.some((finding) => failsOn(failOn, finding)) ? 2 : 0;
}

async function tellCi(
  run: Run<Verdicts>,
  { sources, json }: CheckOptions,
  publication: Publication,
  io: Io,
): Promise<void> {
  if (io.env.GITHUB_ACTIONS !== 'true') return;
  io.command(
    renderAnnotations(ENGLISH, run, sources, linesIn(sources)),
    json === true ? 'err' : 'out',
  );
  await appendJobSummary(io, () => renderSummary(ENGLISH, run, publication));
}

const linesIn = (sources: string) => findingLines(readOptional(sources) ?? '');

async function writeForPrograms(
  run: Run<Verdicts>,
  { sources, sarif, junit }: CheckOptions,
  publication: Publication,
): Promise<void> {
  const write = async (file: string | undefined, text: () => string): Promise<void> => {
    if (file === undefined) return;
    await mkdir(dirname(file), { recursive: true });
    // An error of a full disk names no file.
    await writeFile(file, text()).catch((error: Error) => {
      throw Object.assign(error, { path: file });
    });
  };
  await write(sarif, () =>
    renderFindingsSarif(ENGLISH, run, { file: sources, lineOf: linesIn(sources) }, VERSION),
  );
  await write(junit, () => renderJunit(ENGLISH, run, publication));
}

/** Prints a night as it was asked for: `--json` keeps standard output for its one document. `page`: where what a summary leaves out is shown. */
export function tellRun(
  run: Run<Verdicts>,
  { json, quiet, verbose }: Pick<CheckOptions, 'json' | 'quiet' | 'verbose'>,
  io: Io,
  page: string | null = null,
  filed: readonly OldPrint[] = [],
): void {
  const more = verbose === true ? null : page;
  if (verbose === true)
    for (const verdict of run.sources)
      (json === true ? io.err : io.out)(renderWhys(ENGLISH, verdict, io));
  if (json === true) io.out(renderJson(run));
  else if (quiet !== true) io.out(renderTerminal(ENGLISH, run, io, more, filed));
  else if (run.run.online) io.out(renderTodo(ENGLISH, run, io, more, filed));
  else io.err(`${headline(ENGLISH, run)}\n`);
}

/** Appends to the job summary that GitHub shows, where there is one; a failure is told and changes no exit code. */
export async function appendJobSummary(io: Io, text: () => string): Promise<void> {
  const file = io.env.GITHUB_STEP_SUMMARY ?? '';
  if (file === '') return;
  try {
    await appendFile(file, text());
  } catch (error) {
    io.err(
      `the job’s summary (GITHUB_STEP_SUMMARY) was not written: ${describeFailure(error, io)}\n`,
    );
  }
}

/** Cells of the progress bar, our choice. */
const BAR = 24;
/** Characters of a line at least, our choice: a shorter one says nothing useful. */
const NARROW = 60;

/** Tells the progress of a run: a bar on a terminal, a line a visit elsewhere, nothing when quiet; a JSON log has an entry a visit. */
export function progress(io: Io, { quiet }: Pick<CheckOptions, 'quiet'> = {}): Tell {
  if (quiet === true && !io.asJson) return () => {};
  const inWords = io.live ? bar : lines;
  const show = io.asJson ? entries(io) : inWords(io);
  // Visits that land after a stop are not told.
  return (landed) => {
    if (!io.stop.aborted) show(landed);
  };
}

const entries =
  (io: Io): Tell =>
  ({ done, total, visit: { run, subject, outcome, verdict } }) => {
    const link = verdict?.link.status ?? null;
    const came = outcome === null ? 'unasked' : outcomeName(outcome);
    const http = outcome?.kind === 'answered' ? outcome.http : null;
    const of = { run, source: subject, done, total };
    io.tell({
      level: 'info',
      event: 'visited',
      message: `${done}/${total} ${subject}: ${link ?? came}`,
      fields: { ...of, outcome: came, http, link, ms: Math.round(outcome?.elapsed ?? 0) },
    });
  };

const lines =
  (io: Io): Tell =>
  ({ done, total, visit }) => {
    const count = `${String(done).padStart(String(total).length)}/${total}`;
    io.err(`${count}  ${(visit.verdict?.link.status ?? 'unknown').padEnd(12)}  ${visit.subject}\n`);
  };

const bar =
  (io: Io): Tell =>
  ({ done, total, visit }) => {
    const full = Math.round((BAR * done) / Math.max(1, total));
    const head = `${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${done}/${total}`;
    const room = Math.max(0, Math.max(NARROW, io.width) - head.length - 3);
    const start = lineStart(io);
    io.err(`${start}${head}  ${visit.subject.slice(0, room)}${done === total ? start : ''}`);
  };
