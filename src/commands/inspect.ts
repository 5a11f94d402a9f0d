import { Option } from 'commander';
import { type Add, addPlaces, pathOf } from './options.js';
import type { ReportFormat } from './run/report.js';

/** The names of the formats, without what renders them. */
const FORMATS = { html: 0, md: 0, json: 0, csv: 0, feed: 0, 'json-feed': 0 } satisfies Record<ReportFormat, 0>;

export const addReport: Add = (program, run) => {
  addPlaces(program.command('report'), 'sources')
    .description('render a recorded run again, to standard output')
    .option('--run <n>', 'the number of the run (default: the latest)')
    .addOption(new Option('--format <format>', 'how to render it').choices(Object.keys(FORMATS)).default('md'))
    .action(run(() => import('./run/report.js'), 'runReport'));
};

export const addExplain: Add = (program, run) => {
  addPlaces(program.command('explain'))
    .description('everything known of one source, in sentences')
    .argument('<source>', 'its id in sources.json')
    .action(run(() => import('./run/inspect.js'), 'runExplain'));
};

export const addHistory: Add = (program, run) => {
  addPlaces(program.command('history'))
    .description('a source’s life, one line a night, latest first')
    .argument('<source>', 'its id in sources.json')
    .action(run(() => import('./run/inspect.js'), 'runHistory'));
};

export const addDiff: Add = (program, run) => {
  addPlaces(program.command('diff'))
    .description('what changed at a source between two runs, word by word')
    .argument('<source>', 'its id in sources.json')
    .option('--from <run>', 'the earlier run (default: the last one with another text)')
    .option('--to <run>', 'the later run (default: the latest that read the source)')
    .option('--html <file>', 'write a page with the whole later text instead', pathOf('--html'))
    .action(run(() => import('./run/inspect.js'), 'runDiff'));
};
