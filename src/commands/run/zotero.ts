import { refuse } from '../../model/problem.js';
import { answerFindings, verdictsById } from '../../night/remedies.js';
import { parseRun, parseZotero } from '../../settings/delivery.js';
import type { RawOptions } from '../../settings/options.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { isUnwritten, renderZotero } from '../../surfaces/zotero.js';
import { tellLibraries, withZotero } from '../../tasks/zotero.js';
import { allOrProblems, type Io, readNamed, readNamedBytes } from '../io.js';
import { publicationOf, settingsOf } from './prepare.js';

interface ZoteroOptions extends RawOptions {
  readonly sources: string;
  readonly dryRun?: boolean;
}

/** Writes what a run found to the items of Zotero libraries; gives the exit code. */
export async function runZotero(file: string, options: ZoteroOptions, io: Io): Promise<number> {
  const { sources, dryRun: rehearsed = false } = options;
  const [{ fetch, now }, watch, run, settings] = allOrProblems(
    () => settingsOf(options),
    () => parseWatchlist(readNamedBytes(sources), sources),
    () => parseRun(readNamed(file), file),
    () => parseZotero(io.env),
  );
  if (!run.run.online) refuse(file, 'is of a run that saw nothing of the web');
  const publication = publicationOf(io, watch.reports);
  const known = { watch, verdictOf: verdictsById([...run.sources]), now: now ?? new Date() };
  const answered = { ...run, findings: answerFindings(run.findings, known) };
  const fates = await withZotero(settings, fetch, io.hear, (zotero) =>
    tellLibraries(zotero, { watch, run: answered, publication, rehearsed }),
  );
  io.out(renderZotero(ENGLISH, fates, rehearsed));
  return fates.some(isUnwritten) ? 1 : 0;
}
