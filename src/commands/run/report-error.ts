import { errorFacts } from '../../night/latest.js';
import { selectSource } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { errorReportWords, renderErrorReport } from '../../surfaces/error-report.js';
import { fileStem } from '../../surfaces/exhibit/exhibit.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { evidenceBeside } from '../../tasks/evidence-folder.js';
import { withRecords } from '../../tasks/stores.js';
import { type Io, readNamed, VERSION } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { checkOutput, writeNamed } from './records.js';

type Files = Pick<PlaceOptions, 'sources' | 'db'>;

type ErrorOptions = Files & Readonly<Partial<Record<'about' | 'to', string>>>;

/** Packs what shows that the judge erred into a file that can be sent away; gives the exit code. */
export function runReportError(
  typed: string,
  { sources, db, about, to }: ErrorOptions,
  io: Io,
): Promise<number> {
  const watch = parseWatchlist(readNamed(sources), sources);
  const source = selectSource(watch, typed, 'report-error');
  const file = to ?? `citewatch-error-${fileStem(source.id)}.json`;
  checkOutput('--to', file, { db, sources });
  return withRecords(db, async (store) => {
    const made = { program: `citewatch/${VERSION}`, node: process.version };
    const facts = await errorFacts({ store, evidence: evidenceBeside(db) }, watch, source, {
      ...made,
      about,
    });
    const text = renderErrorReport(facts);
    writeNamed(file, text);
    io.out(`${errorReportWords(ENGLISH, file, Buffer.byteLength(text), facts)}\n`);
    return 0;
  });
}
