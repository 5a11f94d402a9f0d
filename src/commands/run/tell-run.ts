import type { Run } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import { headline } from '../../report/headline.js';
import { renderJson } from '../../report/json.js';
import { renderNeeds, renderTerminal } from '../../report/terminal/terminal.js';
import { renderWhys } from '../../report/terminal/whys.js';
import type { Io } from '../io.js';
import type { CheckOptions } from '../options.js';

/** Prints a night as it was asked for: `--json` keeps standard output for its one document. */
export function tellRun(
  run: Run<Verdicts>,
  { json, quiet, verbose }: Pick<CheckOptions, 'json' | 'quiet' | 'verbose'>,
  io: Io,
): void {
  if (verbose === true)
    for (const verdict of run.sources) (json === true ? io.err : io.out)(renderWhys(verdict, io));
  if (json === true) io.out(renderJson(run));
  else if (quiet !== true) io.out(renderTerminal(run, io));
  else if (run.run.online) io.out(renderNeeds(run, io));
  else io.err(`${headline(run)}\n`);
}
