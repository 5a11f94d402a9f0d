import { sourcesOfFinding } from '../../model/finding.js';
import { UserError } from '../../model/problem.js';
import { compareRuns, latestVerdict, openFindings } from '../../night/latest.js';
import { openRecords } from '../../night/stores.js';
import { renderDiffPage } from '../../surfaces/diff/diff-page.js';
import type { TextDiff } from '../../surfaces/diff/diff-view.js';
import { changesIn, renderTextDiff } from '../../surfaces/diff/text-diff.js';
import { renderExplanation, renderHistory } from '../../surfaces/terminal/explanation.js';
import { count } from '../../surfaces/words/words.js';
import type { Io } from '../io.js';
import { checkOutput, writeNamed } from '../named-output.js';

/** The options of `citewatch explain` as commander gives them. */
export interface ExplainOptions {
  readonly db: string;
}

/** Prints what the latest night knows of the source; gives the exit code. */
export async function runExplain(source: string, { db }: ExplainOptions, io: Io): Promise<number> {
  const store = await openRecords(db);
  try {
    const verdict =
      (await latestVerdict(store, source)) ??
      (await store.life(source)).find((visit) => visit.verdict !== null)?.verdict;
    if (verdict == null)
      throw new UserError([{ file: source, line: 0, column: 0, message: 'was never looked at' }]);
    const findings = (await openFindings(store)).filter((finding) =>
      sourcesOfFinding(finding).includes(source),
    );
    io.out(renderExplanation(verdict, findings, io));
    return 0;
  } finally {
    await store.close();
  }
}

/** The options of `citewatch history` as commander gives them. */
export interface HistoryOptions {
  readonly db: string;
}

/** Prints the source's nights; gives the exit code. */
export async function runHistory(source: string, { db }: HistoryOptions, io: Io): Promise<number> {
  const store = await openRecords(db);
  try {
    const visits = await store.life(source);
    const title = visits.find((visit) => visit.verdict !== null)?.verdict?.title;
    if (visits.length === 0)
      throw new UserError([{ file: source, line: 0, column: 0, message: 'was never looked at' }]);
    io.out(renderHistory(title ?? source, visits, io));
    return 0;
  } finally {
    await store.close();
  }
}

/** The options of `citewatch diff` as commander gives them. */
export interface DiffOptions {
  readonly db: string;
  readonly from?: string;
  readonly to?: string;
  readonly html?: string;
}

/** Prints the difference, or writes it as a page; gives the exit code. */
export async function runDiff(source: string, options: DiffOptions, io: Io): Promise<number> {
  checkOutput('--html', options.html, { db: options.db, sources: 'sources.json' });
  const store = await openRecords(options.db);
  try {
    const diff = await compareRuns(store, source, options);
    if (diff === null) io.out(`${source}: the same in every run that read it\n`);
    else if (options.html === undefined) io.out(renderTextDiff(diff, io));
    else io.out(writePage(options.html, diff));
    return 0;
  } finally {
    await store.close();
  }
}

/** Writes the page and says so. Throws a `UserError` when the file cannot be written. */
function writePage(file: string, diff: TextDiff): string {
  writeNamed(file, renderDiffPage(diff));
  return `${file}: ${count(changesIn(diff.parts), 'change', 'changes')}\n`;
}
