import {
  chmodSync,
  existsSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { failsOn } from '../../model/finding.js';
import { isWritten } from '../../model/manuscript.js';
import type { OldPrint } from '../../model/old-print.js';
import type { Report, Watchlist } from '../../model/watchlist.js';
import { withThought } from '../../pool/open-thought.js';
import { OWN_REPOSITORY, parsePackage } from '../../settings/nightly.js';
import type { RawOptions } from '../../settings/options.js';
import { citationsWithoutLine, linesIn, selectReport } from '../../settings/select.js';
import { KEY_DIRECTORY } from '../../settings/signing.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { schemaText } from '../../settings/watchlist-schema.js';
import { renderSarif } from '../../surfaces/files/ci-reports.js';
import {
  type InitFile,
  nextSteps,
  renderImport,
  renderInit,
  renderTakesBack,
  takeBackQuestion,
} from '../../surfaces/import.js';
import { nightlyWorkflow, pullRequestWorkflow } from '../../surfaces/init.js';
import { type LineOf, renderLint, renderLintJson } from '../../surfaces/lint.js';
import { renderNewKey } from '../../surfaces/terminal/explanation.js';
import { commandMessages } from '../../surfaces/words/catalogues.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { lintWatchlist, lintWritten } from '../../tasks/citations.js';
import { EMPTY_WATCHLIST, type Intake } from '../../tasks/intake.js';
import { type KeyFiles, makeKeys } from '../../tasks/keys.js';
import { withLoggedPrints } from '../../tasks/old-prints.js';
import { openRecords } from '../../tasks/stores.js';
import { allOrProblems, type Io, readNamed, readOptional, VERSION } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { readEdits } from './edit-log.js';
import { settingsOf } from './prepare.js';
import { type HandedReport, readReport, takeReport } from './read-report.js';

interface ImportOptions extends HandedReport {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  /** True where remedies may be taken back without asking. */
  readonly takeBack?: boolean;
}

export async function runImport(file: string, options: ImportOptions, io: Io): Promise<number> {
  const { dryRun, json, sources } = options;
  const made = await imports(file, options, EMPTY_WATCHLIST);
  const { text, imported, before } = made;
  const back = imported.filed.overtaken;
  const mayWrite =
    options.takeBack === true ||
    (await mayTakeBack(back, file, dryRun === true ? { ...io, ask: null } : io));
  const writes = mayWrite && dryRun !== true && text !== (before ?? EMPTY_WATCHLIST);
  if (writes) writeFileAtomically(sources, text, before);
  if (json === true)
    io.out(`${JSON.stringify({ ...imported, takesBack: back }, null, 2)}
`);
  else if (mayWrite || dryRun === true) io.out(renderImport(ENGLISH, imported, sources, writes));
  return imported.ledger.lost.length > 0 || !mayWrite ? 2 : 0;
}

/** True where an import overtakes no change that was decided, or somebody at the terminal says that it may; a pipe has nobody to answer. */
async function mayTakeBack(
  back: readonly OldPrint[],
  file: string,
  { ask, err }: Io,
): Promise<boolean> {
  if (back.length === 0) return true;
  err(renderTakesBack(ENGLISH, back, file));
  const answer = (await ask?.(takeBackQuestion(ENGLISH, back))) ?? '';
  const isMeant = /^\s*y(?:es)?\s*$/iu.test(answer);
  if (!isMeant)
    err(`${commandMessages.import.kept}
`);
  return isMeant;
}

type Importing = Intake & { readonly before: string | null };

/**
 * What a report makes of `sources.json`, or of `empty` where there is none yet. Throws a `UserError` with every problem of the
 * file and of the options.
 */
async function imports(
  file: string,
  options: HandedReport & RawOptions,
  empty: string,
): Promise<Importing> {
  const read = await readReport(file);
  const before = readOptional(options.sources);
  const prints = readEdits(options.sources).edits.flatMap((edit) => edit.prints ?? []);
  const text = before === null ? empty : withLoggedPrints(before, options.sources, prints);
  const { now, staleAfter } = settingsOf(options);
  const lint = lintWritten({ now: now ?? new Date(), staleAfter });
  const taken = takeReport(read, file, text, options, lint);
  return { ...taken, before };
}

/** Milliseconds after which a lock is stale, our choice: to write a file takes none. */
const STALE_LOCK = 10_000;

/**
 * Writes a file whole or not at all, in place of `before` (null: of no file; undefined: of anything); false where it says something
 * else by now, or another process of ours is writing it. The new text beside it is the lock until it is renamed.
 */
export function replaceIfUnchanged(
  named: string,
  before: string | null | undefined,
  after: string,
): boolean {
  // What a link leads to is written, and the link stays.
  const path = existsSync(named) ? realpathSync(named) : named;
  const fresh = `${path}.new`;
  if (!takeLock(fresh, after)) return false;
  try {
    const holds = before === undefined || readOptional(path) === before;
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    // A private file stays private.
    if (mode !== undefined) chmodSync(fresh, mode);
    if (holds) renameSync(fresh, path);
    return holds;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** False where another process has it. */
function takeLock(fresh: string, text: string): boolean {
  for (const isLast of [false, true])
    try {
      writeFileSync(fresh, text, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        // On a full disk half of it would stay.
        rmSync(fresh, { force: true });
        throw error;
      }
      const age = Date.now() - (statSync(fresh, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (isLast || age < STALE_LOCK) break;
      rmSync(fresh, { force: true });
    }
  return false;
}

/** The same; throws where it cannot. */
export function writeFileAtomically(path: string, text: string, before?: string | null): void {
  if (replaceIfUnchanged(path, before, text)) return;
  throw new Error(
    `${path} was changed by another program meanwhile: nothing was written. Run it again`,
  );
}

interface InitOptions extends Omit<HandedReport, 'sources'>, RawOptions {
  readonly dir: string;
  readonly from?: string;
  /** Absent where neither `--check` nor `--no-check` was given. */
  readonly check?: boolean;
}

/** The schema lies beside the file, so that editors find it in any folder and without a network. */
const EMPTY_WITH_SCHEMA = EMPTY_WATCHLIST.replace('{', '{\n  "$schema": "./sources.schema.json",');

/** Makes a watched folder of a report; gives the exit code: that of the check where one ran. */
export async function runInit(report: string, options: InitOptions, io: Io): Promise<number> {
  const { dir } = options;
  const [from] = allOrProblems(
    () => parsePackage(options.from ?? OWN_REPOSITORY, VERSION),
    () => settingsOf(options),
  );
  const places: PlaceOptions = {
    sources: join(dir, 'sources.json'),
    db: join(dir, '.citewatch', 'citewatch.db'),
    reports: join(dir, 'reports'),
  };
  const made = await imports(report, { ...options, ...places }, EMPTY_WITH_SCHEMA);
  const { text, watch, imported } = made;
  if (!(await mayTakeBack(made.imported.filed.overtaken, report, io))) return 2;
  const files = write(
    dir,
    text,
    text !== (made.before ?? EMPTY_WITH_SCHEMA) || imported.changes.some(isWritten),
    from,
  );
  io.out(renderInit(ENGLISH, imported, files, places.sources));
  const checked = options.check ?? (await wantsCheck(watch.sources.length, io));
  // Most of the program, which other commands of this file do not need.
  const code = checked
    ? await (await import('./check.js')).runCheck({ ...options, ...places }, io)
    : 0;
  io.out(nextSteps({ dir, checked, from }));
  return code === 0 && imported.ledger.lost.length > 0 ? 2 : code;
}

/** A terminal is asked; a pipe has nobody to answer. */
async function wantsCheck(sources: number, { ask }: Io): Promise<boolean> {
  if (ask === null) return false;
  const answer = await ask(`\nCheck the ${sources} sources now? [Y/n] `);
  return /^\s*(?:y(?:es)?\s*)?$/iu.test(answer);
}

function write(dir: string, sources: string, changed: boolean, from: string): readonly InitFile[] {
  mkdirSync(dir, { recursive: true });
  const path = join(dir, 'sources.json');
  const kept = changed ? 'brought-up-to-date' : 'kept';
  const state = existsSync(path) ? kept : 'written';
  if (state !== 'kept') writeFileAtomically(path, sources);
  const ignores = readOptional(join(dir, '.gitignore'));
  const isMissing = ignores !== null && !/^\/?\.citewatch\/?\s*$/mu.test(ignores);
  const others: readonly (readonly [string, string])[] = [
    ['sources.schema.json', schemaText()],
    ['.gitignore', '.citewatch/\nsubscribers.json\n'],
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

interface LintOptions extends Pick<RawOptions, 'failOn' | 'staleAfter' | 'now' | 'timezone'> {
  readonly sources: string;
  readonly reportFile?: string;
  readonly report?: string;
  readonly db?: string;
  readonly format: 'text' | 'json' | 'sarif';
  readonly json?: boolean;
}

export async function runLint(options: LintOptions, io: Io): Promise<number> {
  const { sources, reportFile = null, db, json } = options;
  const { failOn, staleAfter, now, timezone } = options;
  const settings = settingsOf({ failOn, staleAfter, now, timezone });
  // A report may be looked at before anything is imported.
  const text =
    reportFile === null ? readNamed(sources) : (readOptional(sources) ?? EMPTY_WATCHLIST);
  const watch = parseWatchlist(text, sources);
  const report = reportIn(watch, options);
  const draft = reportFile === null ? null : (await readReport(reportFile)).draft;
  const store = db === undefined ? null : await openRecords(db);
  try {
    const times = { now: settings.now ?? new Date(), staleAfter: settings.staleAfter };
    const written = citationsWithoutLine(text);
    const file = draft && { draft, report };
    const lints = await (store === null
      ? lintWatchlist(watch, file, times, null, written)
      : withThought((thought) => lintWatchlist(watch, file, times, { store, thought }, written)));
    const { citation, source } = linesIn(text);
    const lineOf: LineOf = (place) => citation(place.citation ?? '') ?? source(place.source ?? '');
    const files = { sources, report: reportFile };
    const format = json === true ? 'json' : options.format;
    if (format === 'json') io.out(renderLintJson(ENGLISH, lints, lineOf));
    else if (format === 'text') io.out(renderLint(ENGLISH, lints, files, lineOf));
    else io.out(renderSarif(ENGLISH, lints, files, lineOf, VERSION));
    return lints.some(({ severity }) => failsOn(settings.failOn, { severity, state: 'new' }))
      ? 2
      : 0;
  } finally {
    await store?.close();
  }
}

const reportIn = (watch: Watchlist, { report, reportFile }: LintOptions): Report | null =>
  report === undefined && (reportFile === undefined || watch.reports.length === 0)
    ? null
    : selectReport(watch, report);

export async function runKeys(files: KeyFiles, io: Io): Promise<number> {
  const thumbprint = await makeKeys(files);
  io.out(renderNewKey(files.out, files.directory, thumbprint, KEY_DIRECTORY));
  return 0;
}
