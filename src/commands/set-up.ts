import { type Command, Option } from 'commander';
import {
  type Add,
  AGAIN_AFTER,
  addArchiveOptions,
  addNetworkOptions,
  addNightOptions,
  addPlaces,
  againOption,
  pathOf,
  repeat,
} from './options.js';

export const addInit: Add = (program, run) => {
  const init = program
    .command('init')
    .description(
      'make a folder that watches a report: import it, write the nightly workflow, check it once',
    )
    .argument(
      '<report>',
      'the report (DOCX, ODT, PDF, Markdown, HTML), or a library',
      pathOf('report'),
    )
    .option('--dir <dir>', 'the folder', pathOf('--dir'), '.')
    .option(
      '--from <spec>',
      'the built package that the workflows install: owner/name#v1.2.3 on GitHub, name@1.2.3, or a .tgz with #sha256=…',
    )
    .option('--check', 'check the sources at once, without asking')
    .option('--no-check', 'do not check them now');
  addNightOptions(addReportFacts(init)).action(run(() => import('./run/import.js'), 'runInit'));
};

export const addImport: Add = (program, run) => {
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
    .option(
      '--take-back',
      'follow the report also where it prints neither what it did nor what was decided',
    )
    .option('--dry-run', 'say what would change, and write nothing')
    .option('--json', 'print what was read and what changes as one JSON document')
    .action(run(() => import('./run/import.js'), 'runImport'));
};

const addReportFacts = (command: Command): Command =>
  command
    .option('--id <id>', "the report's id (default: the file's name)")
    .option('--title <text>', 'its title (default: as it says)')
    .option('--publisher <name>', 'who published it (default: as it says)')
    .option('--published <date>', 'when (default: as it says)')
    .option('--url <url>', 'where it can be read');

export const addAdd: Add = (program, run) => {
  const add = program
    .command('add')
    .description(
      'add a citation to sources.json: the page is read once, and the quotation held against it',
    )
    .argument('<url>', 'the address of the source, or its DOI')
    .requiredOption(
      '--quote <text>',
      'the passage, as the report quotes it; - reads it from standard input',
    )
    .option('--original <text>', 'its original words, where it is a translation; with --lang')
    .option('--lang <tag>', 'the language of the original, such as zh-Hant')
    .option('--section <section>', 'of the report')
    .option('--page <page>', 'page or paragraph of the source, as it will be printed')
    .option('--accessed <date>', 'when it was read (default: today)')
    .option('--report <id>', 'the report that cites it (default: the only one; a new one is made)')
    .option('--anyway', 'write it although the quotation was not seen to stand');
  addNightOptions(addPlaces(add, 'sources')).action(run(() => import('./run/add.js'), 'runAdd'));
};

export const addVerify: Add = (program, run) => {
  addNightOptions(program.command('verify'), 'medium')
    .description('say whether quotations stand at an address: it is read once, and nothing is kept')
    .argument('<url>', 'the address')
    .requiredOption(
      '--quote <text>',
      'a passage (repeatable); - reads it from standard input',
      repeat,
    )
    .option('--json', 'print the verdict as one JSON document, an entry of sources in latest.json')
    .addOption(againOption(AGAIN_AFTER.page))
    .action(run(() => import('./run/add.js'), 'runVerifyPassages'));
};

export const addFind: Add = (program, run) => {
  addArchiveOptions(addNetworkOptions(program.command('find')))
    .description(
      'find the page of a source without an address, or where one that is gone went: by its title and its passage',
    )
    .argument('[sources...]', 'their ids in sources.json')
    .option(
      '--all',
      'every source without an address, and every one that was gone when it was last looked at',
    )
    .option('--sources <file>', 'what is cited, and where', pathOf('--sources'), 'sources.json')
    .option('--host-delay <ms>', 'pause between two requests to one host (default: 1000)')
    .option('--most <n>', 'requests for one source (default: 20)')
    .option(
      '--web-search <url>',
      'ask this instance of SearXNG too (default: SEARXNG_URL, or Brave with BRAVE_API_KEY)',
    )
    .option(
      '--db <file>',
      'what earlier nights saw (default: .citewatch/citewatch.db, where it is)',
    )
    .option('--write', 'write where a source went, too; its old address goes into its note')
    .option('--dry-run', 'say what was found, and write nothing')
    .option('--json', 'print what was found as one JSON document')
    .action(run(() => import('./run/add.js'), 'runFind'));
};

export const addLint: Add = (program, run) => {
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
      new Option('--format <name>', 'how it is printed')
        .choices(['text', 'json', 'sarif'])
        .default('text'),
    )
    .option('--json', 'the same as --format json')
    .option(
      '--fail-on <severity>',
      'high, medium, low or never: what is wrong from here on makes exit code 2 (default: high)',
    )
    .option('--stale-after <days>', 'since a citation was last read (default: 183d)')
    .option('--now <iso>', 'judge as if it were this moment')
    .option('--timezone <name>', 'in which a time without an offset is meant (default: UTC)')
    .action(run(() => import('./run/import.js'), 'runLint'));
};

export const addCases: Add = (program, run) => {
  addNetworkOptions(program.command('cases'))
    .description(
      'say of each case that a document cites whether its register has it under that name: exit code 2 where not',
    )
    .argument(
      '<file>',
      'the document (DOCX, ODT, PDF, Markdown, HTML), or a library',
      pathOf('file'),
    )
    .option('--offline', 'ask nobody: list the cases')
    .option('--host-delay <ms>', 'pause between two requests to one register (default: 1000)')
    .action(run(() => import('./run/cases.js'), 'runCases'));
};

export const addKeys: Add = (program, run) => {
  program
    .command('keys')
    .description('make a key that signs requests, and the file by which publishers know it')
    .option(
      '--out <file>',
      'where the key goes, which is never shown',
      pathOf('--out'),
      '.citewatch/signing-key.json',
    )
    .option(
      '--directory <file>',
      'where the file to publish goes',
      pathOf('--directory'),
      'key-directory.json',
    )
    .action(run(() => import('./run/import.js'), 'runKeys'));
};
