import { compareRuns } from '../../flow/diff.js';
import { renderDiffPage } from '../../report/diff/diff-page.js';
import type { TextDiff } from '../../report/diff/night-text.js';
import { changesIn, renderTextDiff } from '../../report/diff/text-diff.js';
import { count } from '../../report/words.js';
import { openRecords } from '../../world/records.js';
import type { Io } from '../io.js';
import { checkOutput, writeNamed } from '../named-output.js';

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
