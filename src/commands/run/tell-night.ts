import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { publish, type Unwritten } from '../../flow.js';
import { findingLines } from '../../load/source-lines.js';
import { type Finding, failsOn } from '../../model/finding.js';
import { isNight, type Run } from '../../model/run.js';
import type { CheckSettings } from '../../model/settings.js';
import type { Verdicts } from '../../model/verdicts.js';
import { renderAnnotations } from '../../report/annotations.js';
import { renderFindingsSarif } from '../../report/findings-sarif.js';
import { renderJunit } from '../../report/junit.js';
import type { Publication } from '../../report/publication.js';
import { renderSummary } from '../../report/summary.js';
import { count } from '../../report/words.js';
import type { World } from '../../world.js';
import { whatFailed } from '../end-well.js';
import { type Io, readOptional } from '../io.js';
import type { CheckOptions } from '../options.js';
import { VERSION } from '../version.js';
import { addToSummary } from './job-summary.js';
import { type Prepared, publicationOf } from './prepare.js';
import { tellRun } from './tell-run.js';

/** Writes and prints a night that was recorded; gives the exit code. Asked to stop meanwhile, it says what was left. */
export async function tellNight(
  world: World,
  run: Run<Verdicts>,
  { settings, watch }: Prepared,
  options: CheckOptions,
  io: Io,
): Promise<number> {
  const publication = publicationOf(io, watch.reports);
  const isForAll = await isForReaders(world, run, options, io);
  const unwritten = isForAll ? await publish(world, run, publication, watch) : [];
  if (unwritten.length > 0 && io.stop.aborted) {
    io.err('stopped; the night is kept, but not all of its report files are written\n');
    return 1;
  }
  tellRun(run, options, io);
  await tellCi(run, options, publication, io);
  await writeForPrograms(run, options, publication);
  if (unwritten[0] !== undefined)
    io.err(wordsOfUnwritten(options.reports, unwritten.length, unwritten[0], io));
  return unwritten.length > 0 ? 1 : exitCode(run, settings.failOn);
}

/**
 * True for a night, and for a look at some sources where there was no good night yet, unless it saw nothing and others saw something; of
 * another it says that readers keep the night's reports.
 */
async function isForReaders(
  { store }: World,
  { run }: Run<Verdicts>,
  { quiet }: CheckOptions,
  io: Io,
): Promise<boolean> {
  if (isNight(run)) return true;
  const night = (await store.lastGood()) ?? (run.online ? run : ((await store.result(null))?.run ?? run));
  if (night.id === run.id) return true;
  const looked = `${run.sources} of ${count(run.partOf ?? 0, 'source', 'sources')}`;
  if (quiet !== true)
    io.err(`${looked} looked at: the report files stay those of the last night, run ${night.id}\n`);
  return false;
}

/** `0` nothing at or above the floor, `1` nothing could be judged, `2` findings at or above it. */
export function exitCode(run: Run<Verdicts>, failOn: CheckSettings['failOn']): number {
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
  await addToSummary(io, () => renderSummary(run, publication));
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
    // What is said of a full disk names no file.
    await writeFile(file, text()).catch((error: Error) => {
      throw Object.assign(error, { path: file });
    });
  };
  await write(sarif, () => renderFindingsSarif(run, { file: sources, lineOf: linesIn(sources) }, VERSION));
  await write(junit, () => renderJunit(run, publication));
}

const wordsOfUnwritten = (reports: string, n: number, { path, error }: Unwritten, io: Io): string =>
  `${count(n, 'report file was', 'report files were')} not written, first ${reports}/${path}: ${whatFailed(error, io)}\n`;
