import type { Command } from 'commander';
import { examples } from './help.js';
import { addReportFacts } from './import.js';
import type { Io } from './io.js';
import { addNightOptions, pathOf } from './options.js';
import type { InitOptions } from './run/init.js';

/** `citewatch init`: a report file becomes a folder that is watched. */
export const addInit = (program: Command, io: Io, exit: (code: number) => void): void => {
  const init = program
    .command('init')
    .description('make a folder that watches a report: import it, write the nightly workflow, check it once')
    .argument('<report>', 'the report (DOCX, ODT, PDF, Markdown, HTML), or a library', pathOf('report'))
    .option('--dir <dir>', 'the folder', pathOf('--dir'), '.')
    .option(
      '--from <spec>',
      'the built package that the workflows install: owner/name#v1.2.3 on GitHub, name@1.2.3, or a .tgz with #sha256=…',
    )
    .option('--check', 'check the sources at once, without asking')
    .option('--no-check', 'do not check them now');
  addNightOptions(addReportFacts(init))
    .addHelpText(
      'after',
      examples('citewatch init report.docx', 'citewatch init report.pdf --dir watched --no-check'),
    )
    .action(async (report: string, options: InitOptions) => {
      const { runInit } = await import('./run/init.js');
      exit(await runInit(report, options, io));
    });
};
