import { renameSync, writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { EMPTY_WATCHLIST, type ImportedText, importDraft, quotationsLost } from '../../flow/import.js';
import { parseWatchlist } from '../../load/watchlist.js';
import { isWritten } from '../../model/import.js';
import { UserError } from '../../model/problem.js';
import { renderImport } from '../../report/import/import-summary.js';
import { count } from '../../report/words.js';
import { type Io, readOptional } from '../io.js';
import { readReport } from './read-report.js';

/** What `import` and `init` are told of a report. */
export interface HandedReport {
  readonly sources: string;
  readonly id?: string;
  readonly title?: string;
  readonly publisher?: string;
  readonly published?: string;
  readonly url?: string;
}

/** The options of `citewatch import` as commander gives them. */
export interface ImportOptions extends HandedReport {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Reads a report into `sources.json`; gives the exit code. */
export async function runImport(file: string, options: ImportOptions, io: Io): Promise<number> {
  const { text, imported } = await imports(file, options);
  const writes = options.dryRun !== true && imported.changes.some(isWritten);
  if (writes) writeWhole(options.sources, text);
  io.out(
    options.json === true
      ? `${JSON.stringify(imported, null, 2)}\n`
      : renderImport(imported, options.sources, writes),
  );
  return 0;
}

/**
 * What a report makes of `sources.json`, or of `empty` where there is none yet. Throws a `UserError` with every problem of the
 * file and of the options.
 */
export async function imports(
  file: string,
  options: HandedReport,
  empty: string = EMPTY_WATCHLIST,
): Promise<ImportedText> {
  const read = await readReport(file);
  const before = readOptional(options.sources) ?? empty;
  const watch = parseWatchlist(before, options.sources);
  const facts = factsOf(file, options);
  refuseForgetting(quotationsLost(read.draft, watch, facts.id), facts.id, file);
  const merged = importDraft(read, { text: before, watch }, facts);
  // What an option says is checked as the file is.
  parseWatchlist(merged.text, options.sources);
  return merged;
}

/** A list of documents under the name of a report would take all quotations and sections from it. */
function refuseForgetting(lost: number, id: string, file: string): void {
  if (lost === 0) return;
  const message = `has neither quotations nor sections, and ${id} has ${count(lost, 'citation with a quotation', 'citations with quotations')}, which it would take away: give it an --id of its own`;
  throw new UserError([{ file, line: 0, column: 0, message }]);
}

const factsOf = (file: string, { id, title, publisher, published, url }: HandedReport) => ({
  id: id ?? basename(file, extname(file)).replace(/[\s,#]+/gu, '-'),
  title: title ?? null,
  publisher: publisher ?? null,
  published: published ?? null,
  url: url ?? null,
});

/** Writes a file whole or not at all. */
export function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
