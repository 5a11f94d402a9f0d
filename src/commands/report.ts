import { type Command, Option } from 'commander';
import { examples } from './help.js';
import type { Io } from './io.js';
import { addPlaces } from './options.js';
import type { ReportFormat, ReportOptions } from './run/report.js';

/** The names of the formats, without what renders them. */
const FORMATS = { html: 0, md: 0, json: 0, csv: 0, feed: 0, 'json-feed': 0 } satisfies Record<
  ReportFormat,
  0
>;

/** `citewatch report`: render a recorded run again. */
export const addReport = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('report'), 'sources')
    .description('render a recorded run again, to standard output')
    .option('--run <n>', 'the number of the run (default: the latest)')
    .addOption(
      new Option('--format <format>', 'how to render it').choices(Object.keys(FORMATS)).default('md'),
    )
    .addHelpText('after', examples('citewatch report', 'citewatch report --run 7 --format csv > run-7.csv'))
    .action(async (options: ReportOptions) => {
      const { runReport } = await import('./run/report.js');
      exit(await runReport(options, io));
    });
};
