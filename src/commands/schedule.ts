import { type Command, Option } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addPlaces, pathOf, repeat } from './options.js';
import type { ScheduleOptions } from './run/schedule.js';

/** `citewatch schedule`: the country schedule that UK tribunals ask for. */
export const addSchedule = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('schedule'), 'sources')
    .description('the country schedule: extracts by issue or section, with links and how each stands')
    .option('--report <id>', 'the report (default: the only one)')
    .addOption(
      new Option(
        '--by <what>',
        'how extracts are grouped (default: by issue where there are --issue)',
      ).choices(['section', 'issue']),
    )
    .option(
      '--issue <name=sections>',
      'an issue and its sections, such as "Protection=3,4,6" (repeatable)',
      repeat,
    )
    .addOption(new Option('--format <name>', 'of the schedule').choices(['md', 'docx']).default('md'))
    .option('--out <file>', 'where it goes (default: standard output, for md)', pathOf('--out'))
    .option('--max-pages <n>', 'of A4; what is longer is said, with how much to cut', '12')
    .option('--now <iso>', 'an instant in place of the clock’s')
    .option('--timezone <name>', 'in which a time without an offset is meant (default: UTC)')
    .addHelpText(
      'after',
      examples('citewatch schedule', 'citewatch schedule --format docx --out country.docx'),
    )
    .action(async (options: ScheduleOptions) => {
      const { runSchedule } = await import('./run/schedule.js');
      exit(await runSchedule(options, io));
    });
};
