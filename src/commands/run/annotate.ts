import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { MAX_REPORT_BYTES } from '../../model/manuscript.js';
import { refuse } from '../../model/problem.js';
import { withThought } from '../../pool/open-thought.js';
import type { RawOptions } from '../../settings/options.js';
import { selectReport } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { renderAnnotated } from '../../surfaces/annotation.js';
import { commandMessages } from '../../surfaces/words/catalogues.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { annotateReport, formatOf } from '../../tasks/annotate.js';
import { isSamePlace, withRecords } from '../../tasks/stores.js';
import { allOrProblems, type Io, readNamed, readNamedBytes } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { publicationOf, settingsOf } from './prepare.js';
import { readReport } from './read-report.js';
import { checkOutput, writeWhole } from './records.js';

interface AnnotateOptions
  extends Pick<PlaceOptions, 'sources' | 'db'>,
    Pick<RawOptions, 'now' | 'timezone'> {
  readonly out?: string;
  readonly all?: boolean;
  readonly quotations?: boolean;
  readonly proposed?: boolean;
  readonly report?: string;
}

const words = commandMessages.annotate;

/** Writes the report's own file with what was found of its citations; gives the exit code. */
export async function runAnnotate(file: string, options: AnnotateOptions, io: Io): Promise<number> {
  const [, bytes] = allOrProblems(
    () => settingsOf(options),
    () => readNamedBytes(file, MAX_REPORT_BYTES),
    () => checkOutput('--out', options.out, options),
  );
  const out = outputOf(file, options.out);
  const made = await annotateOwnFile(file, bytes, options, io);
  // It may take the place of somebody's work.
  writeWhole(out, made.bytes);
  io.out(`${renderAnnotated(ENGLISH, made, out)}\n`);
  return 0;
}

/** A report's own file with what was found of its citations, and how much that is. Throws a `UserError` for what is none, or was never checked. */
export async function annotateOwnFile(
  file: string,
  bytes: Uint8Array,
  options: AnnotateOptions,
  io: Io,
) {
  const { sources, all = false, quotations = false, proposed = quotations } = options;
  const format = formatOf(bytes) ?? refuse(file, words.format);
  if (quotations && !format.tracks) refuse('--quotations', words.untracked);
  const { now } = settingsOf({ now: options.now, timezone: options.timezone });
  const text = readNamed(sources);
  const watch = parseWatchlist(text, sources);
  const report = selectReport(watch, options.report);
  const { draft } = await readReport(file, bytes);
  const publication = publicationOf(io, watch.reports);
  const of = { name: file, bytes, draft, text, watch, report, publication };
  const given = { ...of, now: now ?? new Date(), all, quotations, proposed };
  const { file: made, ...counts } = await withThought((thought) =>
    withRecords(options.db, (store) => annotateReport(store, thought, given)),
  );
  return { name: basename(checkedFile(file)), bytes: made, ...counts };
}

/** `report.checked.docx` for `report.docx`, and for itself. */
function checkedFile(file: string): string {
  const ending = extname(file);
  return join(
    dirname(file),
    `${basename(file, ending).replace(/\.checked$/u, '')}.checked${ending}`,
  );
}

/** `report.docx` is never written to; `report.checked.docx` is where it was handed in, and else no file that is there and nobody named: somebody may have worked on it. */
function outputOf(file: string, out: string | undefined): string {
  const path = out ?? checkedFile(file);
  const isOwn = existsSync(path) && isSamePlace(path, file);
  if (out !== undefined && isOwn) refuse('--out', `${out} is the report itself: name another file`);
  if (out === undefined && existsSync(path) && !isOwn) refuse(path, words.exists);
  return path;
}
