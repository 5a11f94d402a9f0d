import { Option } from 'commander';
import { CITATION_STYLES } from '../model/watchlist.js';
import { type Add, addPlaces, pathOf, repeat } from './options.js';

export const addCite: Add = (program, run) => {
  addPlaces(program.command('cite'), 'sources')
    .description('a source as a citation line again, with the day on which it was last read and the archived copy')
    .argument('[source]', 'its id in sources.json')
    .option('--all', 'every source of sources.json, in its order')
    .addOption(new Option('--style <name>', 'how it is printed').choices(CITATION_STYLES).default('asylos'))
    .option('--citation <id>', 'as this citation cites it (default: as each does)')
    .option('--now <iso>', 'an instant in place of the clock’s')
    .option('--timezone <name>', 'in which a time without an offset is meant (default: UTC)')
    .action(run(() => import('./run/filing.js'), 'runCite'));
};

export const addSchedule: Add = (program, run) => {
  addPlaces(program.command('schedule'), 'sources')
    .description('the country schedule: extracts by issue or section, with links and how each stands')
    .option('--report <id>', 'the report (default: the only one)')
    .addOption(
      new Option('--by <what>', 'how extracts are grouped (default: by issue where there are --issue)').choices([
        'section',
        'issue',
      ]),
    )
    .option('--issue <name=sections>', 'an issue and its sections, such as "Protection=3,4,6" (repeatable)', repeat)
    .addOption(new Option('--format <name>', 'of the schedule').choices(['md', 'docx']).default('md'))
    .option('--out <file>', 'where it goes (default: standard output, for md)', pathOf('--out'))
    .option('--no-extracts', 'leave the extracts out: sources, links and how each stands')
    .option('--max-pages <n>', 'of A4; what is longer is said, with how much to cut', '12')
    .option('--now <iso>', 'an instant in place of the clock’s')
    .option('--timezone <name>', 'in which a time without an offset is meant (default: UTC)')
    .action(run(() => import('./run/filing.js'), 'runSchedule'));
};

export const addEvidence: Add = (program, run) => {
  const evidence = program.command('evidence').description('what servers answered, as it was kept');
  addPlaces(evidence.command('verify'))
    .description('read all of the evidence again: was anything altered or dropped?')
    .option(
      '--noted <tip...>',
      'lines of the log that somebody noted down (N:SHA256, or a latest.json): they must still be there',
    )
    .option('--tsa-roots <file>', 'roots that the signers of time stamps must lead to, in PEM')
    .action(run(() => import('./run/filing.js'), 'runVerify'));
  addPlaces(evidence.command('export'))
    .description('a folder to file: a capture, its records, and a page that explains them')
    .argument('<source>', 'its id in sources.json')
    .option('--to <dir>', 'the folder to make (default: evidence-<source>)', pathOf('--to'))
    .option('--run <n>', 'the capture of this run (default: the latest that carries the passages)')
    .option('--night <date>', 'the latest capture of this day (2025-10-01)')
    .option('--all', 'put every capture of the source into the archives, not that one alone')
    .option('--log', 'add the log’s lines from the capture to its time stamp (they name other sources)')
    .option('--by <name>', 'who hands it out, for the page')
    .action(run(() => import('./run/filing.js'), 'runExport'));
};
