import { failsOn } from '../../model/finding.js';
import type { Lint } from '../../model/lint.js';
import type { Report, Watchlist } from '../../model/watchlist.js';
import { EMPTY_WATCHLIST } from '../../night/add.js';
import { lintWatchlist } from '../../night/citations.js';
import { type KeyFiles, makeKeys } from '../../night/keys.js';
import { openRecords } from '../../night/stores.js';
import { citationLines, citationsWithoutLine, selectReport, sourceLines } from '../../settings/select.js';
import { KEY_DIRECTORY } from '../../settings/signing.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { renderSarif } from '../../surfaces/files/sarif.js';
import { type LineOf, type LintFiles, renderLint, renderLintJson } from '../../surfaces/lint.js';
import { renderNewKey } from '../../surfaces/terminal/decision.js';
import { type Io, readNamed, readOptional, VERSION } from '../io.js';
import { readReport } from './import.js';
import { settingsOf } from './prepare.js';

/** The options of `citewatch lint` as commander gives them. */
export interface LintOptions {
  readonly sources: string;
  readonly reportFile?: string;
  readonly report?: string;
  readonly db?: string;
  readonly format: 'text' | 'json' | 'sarif';
  readonly json?: boolean;
  readonly failOn?: string;
  readonly staleAfter?: string;
  readonly now?: string;
  readonly timezone?: string;
}

/** Prints what is wrong with the citations; gives the exit code. */
export async function runLint(options: LintOptions, io: Io): Promise<number> {
  const { failOn, staleAfter, now } = settingsOf(pick(options));
  const { reportFile = null } = options;
  const text = reportFile === null ? readNamed(options.sources) : sourcesBeside(options.sources);
  const watch = parseWatchlist(text, options.sources);
  const report = reportIn(watch, options);
  const draft = reportFile === null ? null : (await readReport(reportFile)).draft;
  const store = options.db === undefined ? null : await openRecords(options.db);
  try {
    const times = { now: now ?? new Date(), staleAfter };
    const lints = await lintWatchlist(
      watch,
      draft && { draft, report },
      times,
      store,
      citationsWithoutLine(text),
    );
    io.out(rendered(lints, { sources: options.sources, report: reportFile }, linesIn(text), options));
    return lints.some(({ severity }) => failsOn(failOn, { severity, state: 'new' })) ? 2 : 0;
  } finally {
    await store?.close();
  }
}

/** A report may be looked at before anything is imported. */
const sourcesBeside = (path: string): string => readOptional(path) ?? EMPTY_WATCHLIST;

/** The report that the file is; null where `sources.json` has none yet. */
const reportIn = (watch: Watchlist, { report, reportFile }: LintOptions): Report | null =>
  reportFile === undefined || (watch.reports.length === 0 && report === undefined)
    ? null
    : selectReport(watch, report);

function rendered(
  lints: readonly Lint[],
  files: LintFiles,
  lineOf: LineOf,
  { json, format }: LintOptions,
): string {
  if (json === true || format === 'json') return renderLintJson(lints, lineOf);
  return format === 'text' ? renderLint(lints, files, lineOf) : renderSarif(lints, files, lineOf, VERSION);
}

const pick = ({ failOn, staleAfter, now, timezone }: LintOptions) => ({ failOn, staleAfter, now, timezone });

/** The line of the citation, else that of the source. */
function linesIn(text: string): LineOf {
  const [citation, source] = [citationLines(text), sourceLines(text)];
  return (place) => citation(place.citation ?? '') ?? source(place.source ?? '');
}

/** Makes a key, and says what is to be done with it. */
export async function runKeys(files: KeyFiles, io: Io): Promise<number> {
  const thumbprint = await makeKeys(files);
  io.out(renderNewKey(files.out, files.directory, thumbprint, KEY_DIRECTORY));
  return 0;
}
