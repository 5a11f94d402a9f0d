import { covers, type DisputedIssue, type Schedule, sectionsOf } from '../../model/manuscript.js';
import { UserError } from '../../model/problem.js';
import type { CitationStyle, Report, Source } from '../../model/watchlist.js';
import { buildCountrySchedule, citeAgain } from '../../night/citations.js';
import { openRecords } from '../../night/stores.js';
import { parseIssues } from '../../settings/options.js';
import { selectCitations, selectReport, selectSources } from '../../settings/select.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { lengthNote, lengthOf, scheduleMarkdown } from '../../surfaces/schedule/blocks.js';
import { citationNote } from '../../surfaces/terminal/decision.js';
import { allOrProblems, type Io, readNamed } from '../io.js';
import { checkOutput, writeNamed } from '../named-output.js';
import { settingsOf } from './prepare.js';

/** The options of `citewatch cite` as commander gives them. */
export interface CiteOptions {
  readonly sources: string;
  readonly db: string;
  readonly style: CitationStyle;
  readonly citation?: string;
  readonly now?: string;
  readonly timezone?: string;
}

/** Prints the source's citation lines, and says on standard error what their dates rest on; gives the exit code. */
export async function runCite(id: string, options: CiteOptions, io: Io): Promise<number> {
  const today = (settingsOf({ now: options.now, timezone: options.timezone }).now ?? new Date())
    .toISOString()
    .slice(0, 10);
  const watch = parseWatchlist(readNamed(options.sources), options.sources);
  const [source] = selectSources(watch, [id], 'cite') as [Source];
  const citations = selectCitations(watch, id, options.citation);
  const store = await openRecords(options.db);
  try {
    const { text, latest, uses } = await citeAgain(store, source, citations, options.style);
    io.out(text);
    for (const use of uses) io.err(citationNote(use, latest, today) ?? '');
    return 0;
  } finally {
    await store.close();
  }
}

/** The options of `citewatch schedule` as commander gives them. */
export interface ScheduleOptions {
  readonly sources: string;
  readonly db: string;
  readonly report?: string;
  readonly by?: 'section' | 'issue';
  readonly issue?: readonly string[];
  readonly format: 'md' | 'docx';
  readonly out?: string;
  readonly maxPages: string;
  readonly now?: string;
  readonly timezone?: string;
}

/** Prints or writes the schedule, and says on standard error how long it is; gives the exit code. */
export async function runSchedule(options: ScheduleOptions, io: Io): Promise<number> {
  const [{ now }, , , watch] = allOrProblems(
    () => settingsOf({ now: options.now, timezone: options.timezone }),
    () => checkOptions(options),
    () => checkOutput('--out', options.out, options),
    () => parseWatchlist(readNamed(options.sources), options.sources),
  );
  const report = selectReport(watch, options.report);
  const issues = options.issue === undefined ? null : parseIssues(options.issue, report);
  const store = await openRecords(options.db);
  try {
    const on = (now ?? new Date()).toISOString().slice(0, 10);
    const schedule = await buildCountrySchedule(store, watch, report, issues, on);
    await hand(schedule, options, io);
    io.err(leftOut(report, issues));
    io.err(lengthNote(lengthOf(schedule), Number(options.maxPages)));
    return 0;
  } finally {
    await store.close();
  }
}

const problem = (file: string, message: string): UserError =>
  new UserError([{ file, line: 0, column: 0, message }]);

/** Throws a `UserError` for options that make no sense, alone or together. */
function checkOptions({ by, issue, format, out, maxPages }: ScheduleOptions): void {
  if (!/^[1-9]\d{0,3}$/.test(maxPages)) throw problem('--max-pages', 'must be a whole number from 1');
  if (by === 'issue' && issue === undefined)
    throw problem('--by', 'name the issues, each with --issue "Name=sections"');
  if (by === 'section' && issue !== undefined) throw problem('--issue', 'goes with --by issue');
  if (format === 'docx' && out === undefined)
    throw problem('--format', 'a Word file is not printed: name it with --out');
}

/** Prints the schedule, or writes it. Throws a `UserError` when the file cannot be written. */
async function hand(schedule: Schedule, { format, out }: ScheduleOptions, io: Io): Promise<void> {
  if (out === undefined) return io.out(scheduleMarkdown(schedule));
  writeNamed(out, format === 'md' ? scheduleMarkdown(schedule) : await docxOf(schedule));
  io.out(`${out}\n`);
}

/** Loaded when it is asked for: the library of Word files takes longer to load than all else here. */
async function docxOf(schedule: Schedule): Promise<Uint8Array> {
  const { scheduleDocx } = await import('../../surfaces/schedule/docx.js');
  return scheduleDocx(schedule);
}

/** The sections that are under no issue, so that nobody takes the schedule for the whole report. */
function leftOut(report: Report, issues: readonly DisputedIssue[] | null): string {
  if (issues === null) return '';
  const named = issues.flatMap(({ sections }) => sections);
  const without = sectionsOf(report).filter((section) => !named.some((name) => covers(name, section)));
  const names = without.map((section) => section ?? 'those without a section');
  return names.length === 0 ? '' : `under no issue, and left out: ${names.join(', ')}\n`;
}
