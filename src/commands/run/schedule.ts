import { scheduleOf } from '../../flow/schedule.js';
import { parseIssues } from '../../load/issues.js';
import { selectReport } from '../../load/select.js';
import { parseWatchlist } from '../../load/watchlist.js';
import { UserError } from '../../model/problem.js';
import { covers, type DisputedIssue, type Schedule, sectionsOf } from '../../model/schedule.js';
import type { Report } from '../../model/watchlist.js';
import { scheduleMarkdown } from '../../report/schedule/markdown.js';
import { lengthNote, lengthOf } from '../../report/schedule/pages.js';
import { openRecords } from '../../world/records.js';
import { allOrProblems, type Io, readNamed } from '../io.js';
import { checkOutput, writeNamed } from '../named-output.js';
import { settingsOf } from './prepare.js';

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
    const schedule = await scheduleOf(store, watch, report, issues, on);
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
  const { scheduleDocx } = await import('../../report/schedule/docx.js');
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
