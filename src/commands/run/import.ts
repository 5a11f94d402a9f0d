import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { isWritten, MAX_REPORT_BYTES } from '../../model/manuscript.js';
import { UserError } from '../../model/problem.js';
import { countLostQuotations, EMPTY_WATCHLIST, type ImportedText, importDraft } from '../../night/add.js';
import { openThought } from '../../night/world.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { importFailure, renderImport } from '../../surfaces/import.js';
import { count } from '../../surfaces/words/words.js';
import { type Io, readNamedBytes, readOptional } from '../io.js';

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
  const { text, imported, before } = await imports(file, options);
  const writes = options.dryRun !== true && imported.changes.some(isWritten);
  if (writes) writeFileAtomically(options.sources, text, before);
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
): Promise<ImportedText & { readonly before: string | null }> {
  const read = await readReport(file);
  const before = readOptional(options.sources);
  const base = before ?? empty;
  const watch = parseWatchlist(base, options.sources);
  const facts = factsOf(file, options);
  refuseForgetting(countLostQuotations(read.draft, watch, facts.id), facts.id, file);
  const merged = importDraft(read, { text: base, watch }, facts);
  // What an option says is checked as the file is.
  parseWatchlist(merged.text, options.sources);
  return { ...merged, before };
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

/** Milliseconds after which a lock is one that a killed process left: to write a file takes none. */
const LEFT_BEHIND = 10_000;

/**
 * Writes a file whole or not at all, in place of `before` (null: of no file); false where it says something else by now, or another
 * process of ours is writing it. The new text beside it is the lock, which one process has until it is renamed.
 */
export function replaceIfUnchanged(path: string, before: string | null | undefined, after: string): boolean {
  const fresh = `${path}.new`;
  if (!claimed(fresh, after)) return false;
  try {
    const holds = before === undefined || readOptional(path) === before;
    if (holds) renameSync(fresh, path);
    return holds;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** False where another process has it. */
function claimed(fresh: string, text: string): boolean {
  for (const isLast of [false, true])
    try {
      writeFileSync(fresh, text, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isLast || Date.now() - (statSync(fresh, { throwIfNoEntry: false })?.mtimeMs ?? 0) < LEFT_BEHIND)
        break;
      rmSync(fresh, { force: true });
    }
  return false;
}

/** The same; throws where it cannot. Without `before`, whatever the file says. */
export function writeFileAtomically(path: string, text: string, before?: string | null): void {
  if (replaceIfUnchanged(path, before, text)) return;
  throw new Error(`${path} was changed by another program meanwhile: nothing was written. Run it again`);
}

/** Reads what a report's file cites. Throws a `UserError` when nothing can be read of it. */
export async function readReport(file: string) {
  const { thought, close } = openThought();
  try {
    const read = await thought.draft({ bytes: readNamedBytes(file, MAX_REPORT_BYTES), name: basename(file) });
    if (read.kind !== 'draft') throw new UserError(importFailure(read, file));
    return read;
  } finally {
    await close();
  }
}
