import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { compareRuns } from '../flow/diff.js';
import { UserError } from '../model/problem.js';
import { renderDiffPage } from '../report/diff/diff-page.js';
import { changesIn, renderTextDiff, type TextDiff } from '../report/diff/text-diff.js';
import { count } from '../report/words.js';
import { openRecords } from '../world/records.js';
import type { Io } from './io.js';
import { addPlaces } from './options.js';

interface DiffOptions {
  readonly db: string;
  readonly from?: string;
  readonly to?: string;
  readonly html?: string;
}

/** `citewatch diff`: what changed at a source between two runs, word by word. */
export const addDiff = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('diff'))
    .description('what changed at a source between two runs, word by word')
    .argument('<source>', 'its id in sources.json')
    .option('--from <run>', 'the earlier run (default: the last one with another text)')
    .option('--to <run>', 'the later run (default: the latest that read the source)')
    .option('--html <file>', 'write a page with the whole later text instead')
    .action(async (source: string, options: DiffOptions) => {
      const store = openRecords(options.db);
      try {
        const diff = await compareRuns(store, source, options);
        if (diff === null) io.out(`${source}: the same in every run that read it\n`);
        else if (options.html === undefined) io.out(renderTextDiff(diff, io));
        else io.out(writePage(options.html, diff));
        exit(0);
      } finally {
        await store.close();
      }
    });
};

/** Writes the page and says so. Throws a `UserError` when the file cannot be written. */
function writePage(file: string, diff: TextDiff): string {
  try {
    writeFileSync(file, renderDiffPage(diff));
  } catch (error) {
    const message = `cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
    throw new UserError([{ file, line: 0, column: 0, message }]);
  }
  return `${file}: ${count(changesIn(diff.parts), 'change', 'changes')}\n`;
}
