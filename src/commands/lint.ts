import { type Command, Option } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { pathOf } from './options.js';
import type { LintOptions } from './run/lint.js';

/** `citewatch lint`: what is wrong with the citations themselves. */
export const addLint = (program: Command, io: Io, exit: (code: number) => void): void => {
  program
    .command('lint')
    .description('what is wrong with the citations themselves, and how it is mended')
    .option('--sources <file>', 'what is cited, and where', pathOf('--sources'), 'sources.json')
    .option(
      '--report-file <file>',
      'the report itself (DOCX, ODT, PDF, Markdown, HTML), for rules that need its sentences',
      pathOf('--report-file'),
    )
    .option(
      '--db <file>',
      'what earlier nights read, for what only the pages tell: dates, length, shared words',
    )
    .option('--report <id>', 'which report of sources.json the file is (default: the only one)')
    .addOption(
      new Option('--format <name>', 'how it is printed').choices(['text', 'json', 'sarif']).default('text'),
    )
    .option('--json', 'the same as --format json')
    .option(
      '--fail-on <severity>',
      'high, medium, low or never: what is wrong from here on makes exit code 2 (default: high)',
    )
    .option('--stale-after <days>', 'since a citation was last read (default: 183d)')
    .option('--now <iso>', 'judge as if it were this moment')
    .option('--timezone <name>', 'in which a time without an offset is meant (default: UTC)')
    .addHelpText(
      'after',
      examples('citewatch lint', 'citewatch lint --report-file report.docx --fail-on medium'),
    )
    .action(async (options: LintOptions) => {
      const { runLint } = await import('./run/lint.js');
      exit(await runLint(options, io));
    });
};
