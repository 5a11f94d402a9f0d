import type { Command } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { pathOf } from './options.js';
import type { ImportOptions } from './run/import.js';

/** `citewatch import`: what a report cites, into `sources.json`. */
export const addImport = (program: Command, io: Io, exit: (code: number) => void): void => {
  const importing = program
    .command('import')
    .description("put a report's citations into sources.json, or bring them up to date")
    .argument(
      '<file>',
      'the report (DOCX, ODT, PDF, Markdown, HTML), or a library (CSL-JSON, RIS, BibTeX, Zotero CSV, addresses)',
      pathOf('file'),
    )
    .option('--sources <file>', 'what is cited, and where', pathOf('--sources'), 'sources.json');
  addReportFacts(importing)
    .option('--dry-run', 'say what would change, and write nothing')
    .option('--json', 'print what was read and what changes as one JSON document')
    .addHelpText(
      'after',
      examples(
        'citewatch import report.docx --dry-run',
        'citewatch import library.bib --id china-2025 --title "China: usury"',
      ),
    )
    .action(async (file: string, options: ImportOptions) => {
      const { runImport } = await import('./run/import.js');
      exit(await runImport(file, options, io));
    });
};

/** What whoever hands a report in says of it. */
export const addReportFacts = (command: Command): Command =>
  command
    .option('--id <id>', "the report's id (default: the file's name)")
    .option('--title <text>', 'its title (default: as it says)')
    .option('--publisher <name>', 'who published it (default: as it says)')
    .option('--published <date>', 'when (default: as it says)')
    .option('--url <url>', 'where it can be read');
