import { lintOf } from '../../flow/lint.js';
import { citationLines, sourceLines } from '../../load/source-lines.js';
import { parseWatchlist } from '../../load/watchlist.js';
import { atLeast } from '../../model/finding.js';
import { renderLintJson } from '../../report/lint/lint-json.js';
import { renderSarif } from '../../report/lint/lint-sarif.js';
import { type LineOf, renderLint } from '../../report/lint/lint-text.js';
import { type Io, readNamed } from '../io.js';
import { VERSION } from '../version.js';
import { settingsOf } from './prepare.js';

/** The options of `citewatch lint` as commander gives them. */
export interface LintOptions {
  readonly sources: string;
  readonly format: 'text' | 'json' | 'sarif';
  readonly json?: boolean;
  readonly failOn?: string;
  readonly staleAfter?: string;
  readonly now?: string;
}

/** Prints what is wrong with the citations; gives the exit code. */
export async function runLint(options: LintOptions, io: Io): Promise<number> {
  const { failOn, staleAfter, now } = settingsOf(pick(options));
  const text = readNamed(options.sources);
  const watch = parseWatchlist(text, options.sources);
  const lints = lintOf(watch, null, { now: now ?? new Date(), staleAfter });
  const files = { sources: options.sources, report: null };
  const lineOf = linesIn(text);
  const format = options.json === true ? 'json' : options.format;
  if (format === 'text') io.out(renderLint(lints, files, lineOf));
  else if (format === 'json') io.out(renderLintJson(lints, lineOf));
  else io.out(renderSarif(lints, files, lineOf, VERSION));
  return failOn !== 'never' && lints.some(({ severity }) => atLeast(severity, failOn)) ? 2 : 0;
}

const pick = ({ failOn, staleAfter, now }: LintOptions) => ({ failOn, staleAfter, now });

/** The line of the citation, else that of the source. */
function linesIn(text: string): LineOf {
  const [citation, source] = [citationLines(text), sourceLines(text)];
  return (place) => citation(place.citation ?? '') ?? source(place.source ?? '');
}
