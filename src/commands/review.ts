import { type Command, Option } from 'commander';
import { LANGUAGES } from '../model/languages.js';
import type { RemedyKind } from '../model/remedy.js';
import { CITATION_STYLES } from '../model/watchlist.js';
import {
  type Add,
  AGAIN_AFTER,
  addArchiveOptions,
  addNetworkOptions,
  addNightOptions,
  addPlaces,
  againOption,
  type CheckOptions,
  logOption,
  pathOf,
  repeat,
} from './options.js';
import type { ReportFormat } from './run/report.js';

/** The names of the formats, without what renders them. */
const FORMATS = { html: 0, md: 0, json: 0, csv: 0, feed: 0, 'json-feed': 0 } satisfies Record<
  ReportFormat,
  0
>;

export const addReport: Add = (program, run) => {
  addPlaces(program.command('report'), 'sources')
    .description('render a recorded run again, to standard output')
    .option('--run <n>', 'the number of the run (default: the latest)')
    .addOption(
      new Option('--format <format>', 'how to render it')
        .choices(Object.keys(FORMATS))
        .default('md'),
    )
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

export const addServe: Add = (program, run) => {
  addArchiveOptions(addNetworkOptions(addPlaces(program.command('serve'), 'sources')))
    .description(
      'show the reviewer’s page on this machine, with decisions and remedies taken in the browser',
    )
    .option('--port <n>', 'on which 127.0.0.1 is asked; 0 is any that is free', '8737')
    .option(
      '--by <name>',
      'who takes findings on: a name or a role, no address (default: your name on this machine)',
    )
    .action(run(() => import('./run/serve.js'), 'runServe'));
};

export const addAck: Add = (program, run) => {
  addPlaces(program.command('ack'), 'sources')
    .description(
      'record a decision in sources.json, so that a finding stops alerting, or who has taken it on',
    )
    .argument('<source>', 'its id in sources.json')
    .option('--keep', 'the citation stays as it is (the default)', true)
    .option(
      '--false-alarm',
      'citewatch erred: the finding stops alerting until the text of the page changes',
    )
    .addOption(
      new Option('--owner <name>', 'who has taken it on: the finding stays open').conflicts([
        'falseAlarm',
        'by',
      ]),
    )
    .option('--about <kind>', 'the kind of finding (default: the only one that is open)')
    .option(
      '--edition <name>',
      'the newer edition that was considered (default: the latest that was found)',
    )
    .option(
      '--reason <text>',
      'why, for those who come after (may be left out with --false-alarm and --owner)',
    )
    .option('--by <owner>', 'who answers for it: a name or a role, no address')
    .option('--until <date>', 'the last day on which it holds (default: until further notice)')
    .action(run(() => import('./run/ack.js'), 'runAck'));
};

/** What each remedy does, for the help. */
const REMEDIES = {
  moved: 'cite the address to which it moved',
  archived: 'cite the archived copy',
  original: 'watch the page behind an archived copy, with that beside it',
  printed: 'watch the address or the DOI that a line, title or note prints',
  merge: 'cite the other source of the file that is the same document, and take this one out',
  edition: 'cite the newer edition',
  quote: 'quote the words that stand there now',
  accessed: 'make the day on which it was read again the day of access',
  capture: 'keep the citation, because our own capture carries the passage',
  drop: 'delete the citation',
} satisfies Record<RemedyKind, string>;

export const addFix: Add = (program, run) => {
  const fix = addNetworkOptions(addPlaces(program.command('fix'), 'sources'))
    .description('show what would mend a citation, or do it: it is checked again first')
    .argument('[sources...]', 'ids in sources.json (default: all, to look at)');
  for (const [kind, what] of Object.entries(REMEDIES)) fix.option(`--${kind}`, what);
  addArchiveOptions(fix)
    .option(
      '--proven',
      'take all that are proved and change no claim: moved, archived, original, accessed',
    )
    .option('--dry-run', 'show the edit, and write nothing')
    .action(run(() => import('./run/fix.js'), 'runFix'));
};

export const addUndo: Add = (program, run) => {
  program
    .command('undo')
    .description('take back the last edit that citewatch made in sources.json')
    .option('--sources <file>', 'what is cited, and where', pathOf('--sources'), 'sources.json')
    .action(run(() => import('./run/fix.js'), 'runUndo'));
};

export const addReportError: Add = (program, run) => {
  addPlaces(program.command('report-error'), 'sources')
    .description(
      'pack what shows that citewatch erred into a file for its maintainers, and nothing private',
    )
    .argument('<source>', 'its id in sources.json')
    .option(
      '--about <kind>',
      'the kind of finding that is wrong (default: all that was found of it)',
    )
    .option(
      '--to <file>',
      'the file to write (default: citewatch-error-SOURCE.json)',
      pathOf('--to'),
    )
    .action(run(() => import('./run/report-error.js'), 'runReportError'));
};

export const addArchive: Add = (program, run) => {
  addArchiveOptions(addNetworkOptions(addPlaces(program.command('archive'), 'sources')))
    .description('find the archived copy of a source that carries its passages, or make one')
    .argument('<source>', 'its id in sources.json')
    .option(
      '--save',
      'ask for a fresh capture when no copy carries the passages (keys in WAYBACK_KEYS, access:secret)',
    )
    .action(run(() => import('./run/archive.js'), 'runArchive'));
};

export const addWitness: Add = (program, run) => {
  addPlaces(program.command('witness'), 'sources')
    .description('hear a page that you saved in a browser, where citewatch is kept out')
    .argument('<source>', 'its id in sources.json')
    .argument('<file>', 'the page: HTML, MHTML (one file), PDF, WARC or WACZ', pathOf('file'))
    .option('--by <name>', 'who hands it in: a name or a role, no address')
    .option('--at <date>', 'the day on which it was saved (default: as the file says, else today)')
    .option('--how <text>', 'how you came by it, in your words')
    .option(
      '--state-branch <name>',
      'the branch on which a nightly job keeps its state: the page goes there',
    )
    .option('--remote <name>', 'the repository that has it', 'origin')
    .action(run(() => import('./run/witness.js'), 'runWitness'));
};

export const addFileCheck: Add = (program, run) => {
  addNightOptions(program.command('file-check'), 'medium')
    .description(
      'check a report once before it is filed, and keep the page, the evidence and a certificate of one page',
    )
    .argument('<reports...>', 'the report: a file (DOCX, ODT, PDF, Markdown, HTML) or an address')
    .option('--out <dir>', 'the folder to make (default: NAME.file-check)', pathOf('--out'))
    .addOption(
      new Option('--lang <code>', 'language of the page and the certificate')
        .choices(LANGUAGES)
        .default('en'),
    )
    .addOption(againOption(AGAIN_AFTER.report))
    .action((reports: readonly string[], options: CheckOptions, command: Command) => {
      // Nothing of the folder in which one is goes into it.
      const alone = { ...options, sources: 'sources.json', db: '', reports: '.', typed: [] };
      return run(() => import('./run/file-check.js'), 'runFileCheck')(reports, alone, command);
    });
};

export const addAnnotate: Add = (program, run) => {
  addPlaces(program.command('annotate'), 'sources')
    .description(
      'the report’s own file with what was found: a comment at each citation, proved remedies as tracked changes',
    )
    .argument('<file>', 'the report (DOCX, DOCM, ODT, PDF)', pathOf('file'))
    .option(
      '--out <file>',
      'where it goes (default: report.checked.docx, beside it)',
      pathOf('--out'),
    )
    .option('--all', 'comment on citations that stand, too')
    .option('--proposed', 'track changes too that are proved and that nobody has taken')
    .option('--quotations', 'the same, of quoted words too')
    .option('--report <id>', 'which report of sources.json the file is (default: the only one)')
    .option('--now <iso>', 'an instant in place of the clock’s')
    .option('--timezone <name>', 'in which a time without an offset is meant (default: UTC)')
    .action(run(() => import('./run/annotate.js'), 'runAnnotate'));
};

export const addMcp: Add = (program, run) => {
  addNightOptions(addPlaces(program.command('mcp'), 'sources', 'reports'))
    .description(
      'serve agents and editors over standard input and output (Model Context Protocol), until that ends',
    )
    .option('--write', 'let them apply proved remedies, and record nights')
    .addOption(againOption(AGAIN_AFTER.page))
    .addOption(logOption())
    .action(run(() => import('./run/mcp.js'), 'runMcp'));
};

export const addCite: Add = (program, run) => {
  addPlaces(program.command('cite'), 'sources')
    .description(
      'a source as a citation line again, with the day on which it was last read and the archived copy',
    )
    .argument('[source]', 'its id in sources.json')
    .option('--all', 'every source of sources.json, in its order')
    .addOption(
      new Option('--style <name>', 'how it is printed').choices(CITATION_STYLES).default('asylos'),
    )
    .option('--citation <id>', 'as this citation cites it (default: as each does)')
    .option('--now <iso>', 'an instant in place of the clock’s')
    .option('--timezone <name>', 'in which a time without an offset is meant (default: UTC)')
    .action(run(() => import('./run/filing.js'), 'runCite'));
};

export const addSchedule: Add = (program, run) => {
  addPlaces(program.command('schedule'), 'sources')
    .description(
      'the country schedule: extracts by issue or section, with links and how each stands',
    )
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
    .addOption(
      new Option('--format <name>', 'of the schedule').choices(['md', 'docx']).default('md'),
    )
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
  addPlaces(evidence.command('export'), 'sources')
    .description('a folder to file: a capture, its records, and a page that explains them')
    .argument('<source>', 'its id in sources.json')
    .option('--to <dir>', 'the folder to make (default: evidence-<source>)', pathOf('--to'))
    .option('--run <n>', 'the capture of this run (default: the latest that carries the passages)')
    .option('--night <date>', 'the latest capture of this day (2025-10-01)')
    .option('--all', 'put every capture of the source into the archives, not that one alone')
    .option(
      '--log',
      'add the log’s lines from the capture to its time stamp (they name other sources)',
    )
    .option('--by <name>', 'who hands it out, for the page')
    .action(run(() => import('./run/filing.js'), 'runExport'));
};

export const addReplay: Add = (program, run) => {
  program
    .command('replay')
    .description(
      'judge an exported archive again, without a store: does it say what its maker says?',
    )
    .argument('<file>', 'a .wacz of evidence export', pathOf('file'))
    .option(
      '--quote <text>',
      'look for this passage instead (repeatable); - reads it from standard input',
      repeat,
    )
    .option('--json', 'print what was judged as it lies in the archive')
    .option('--text', 'print the text of each capture, in which characters are counted')
    .action(run(() => import('./run/filing.js'), 'runReplay'));
};
