import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isWritten } from '../../model/manuscript.js';
import { EMPTY_WATCHLIST, setSeries } from '../../night/add.js';
import { lintWatchlist } from '../../night/citations.js';
import { OWN_REPOSITORY, parsePackage } from '../../settings/nightly.js';
import type { RawOptions } from '../../settings/options.js';
import { citationsWithoutLine } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { schemaText } from '../../settings/watchlist-schema.js';
import {
  type InitFile,
  nextSteps,
  nightlyWorkflow,
  pullRequestWorkflow,
  renderInit,
} from '../../surfaces/init.js';
import { allOrProblems, type Io, readOptional, VERSION } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { runCheck } from './check.js';
import { type HandedReport, imports, writeFileAtomically } from './import.js';
import { settingsOf } from './prepare.js';

/** The options of `citewatch init` as commander gives them. */
export interface InitOptions extends Omit<HandedReport, 'sources'>, RawOptions {
  readonly dir: string;
  readonly from?: string;
  /** Absent where neither `--check` nor `--no-check` was given. */
  readonly check?: boolean;
}

/** The schema lies beside the file, so that editors find it in any folder and without a network. */
const EMPTY_WITH_SCHEMA = EMPTY_WATCHLIST.replace('{', '{\n  "$schema": "./sources.schema.json",');

/** Makes a watched folder of a report; gives the exit code: that of the check where one ran. */
export async function runInit(report: string, options: InitOptions, io: Io): Promise<number> {
  const [from, { now, staleAfter }] = allOrProblems(
    () => parsePackage(options.from ?? OWN_REPOSITORY, VERSION),
    () => settingsOf(options),
  );
  const places = placesIn(options.dir);
  const { text, imported } = await imports(report, { ...options, ...places }, EMPTY_WITH_SCHEMA);
  const { changes } = imported;
  const added = changes.flatMap((change) => (change.kind === 'source-added' ? change.source.id : []));
  const named = setSeries(text, parseWatchlist(text, places.sources), new Set(added));
  const watch = parseWatchlist(named.text, places.sources);
  const files = write(options.dir, named.text, changes.some(isWritten), from);
  const lints = await lintWatchlist(
    watch,
    null,
    { now: now ?? new Date(), staleAfter },
    null,
    citationsWithoutLine(text),
  );
  io.out(renderInit({ imported, watch, series: named.set, lints, files }, places.sources));
  const checks = options.check ?? (await wantsCheck(watch.sources.length, io));
  const code = checks ? await runCheck({ ...options, ...places }, io) : 0;
  io.out(nextSteps({ dir: options.dir, checked: checks, from }));
  return code;
}

const placesIn = (dir: string): PlaceOptions => ({
  sources: join(dir, 'sources.json'),
  db: join(dir, '.citewatch', 'citewatch.db'),
  reports: join(dir, 'reports'),
});

/** A terminal is asked; a pipe has nobody to answer. */
async function wantsCheck(sources: number, { ask }: Io): Promise<boolean> {
  if (ask === null) return false;
  const answer = await ask(`\nCheck the ${sources} sources now? [Y/n] `);
  return /^\s*(?:y(?:es)?\s*)?$/iu.test(answer);
}

const IGNORED = '.citewatch/\nsubscribers.json\n';

/** Writes what is not there yet; what is there stays as it is. */
function write(dir: string, sources: string, changed: boolean, from: string): readonly InitFile[] {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, 'sources.json');
  const state = existsSync(path) ? (changed ? 'brought-up-to-date' : 'kept') : 'written';
  if (state !== 'kept') writeFileAtomically(path, sources);
  const ignores = readOptional(join(dir, '.gitignore'));
  const isMissing = ignores !== null && !/^\/?\.citewatch\/?\s*$/mu.test(ignores);
  const others: readonly (readonly [string, string])[] = [
    ['sources.schema.json', schemaText()],
    ['.gitignore', IGNORED],
    ['.github/workflows/citewatch.yml', nightlyWorkflow(from, VERSION)],
    ['.github/workflows/citations.yml', pullRequestWorkflow(from, VERSION)],
  ];
  return [
    { path: 'sources.json', state },
    ...others.map(([name, text]): InitFile => {
      const lacks = name === '.gitignore' && isMissing ? '.citewatch/' : undefined;
      return { path: name, state: writeNew(join(dir, name), text) ? 'written' : 'kept', lacks };
    }),
  ];
}

/** False where there is such a file, which stays as it is. */
function writeNew(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
