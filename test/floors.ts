import { parseSync } from 'oxc-parser';
import { nodesIn } from './expressions.js';

/** The floors of the house, top to bottom: imports go strictly down and never sideways (docs/architecture.md). */
const FLOORS: readonly (readonly string[])[] = [
  ['cli'],
  ['commands'],
  ['tasks'],
  ['night'],
  ['fleet'],
  ['pool'],
  ['web', 'store', 'evidence', 'delivery'],
  ['exports'],
  ['judging', 'manuscript', 'surfaces', 'settings'],
  ['reading'],
  ['passage'],
  ['model'],
  ['text-beside'],
];
/** From this floor down everything is pure. */
const PURE_FROM = 7;

/**
 * The door of each folder: the files that other folders may import. What is not named here is the folder's own affair.
 * A new entry is a decision about the house, so it is made here and not by an import.
 */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  commands: ['main', 'start'],
  tasks: [
    'add',
    'annotate',
    'cases',
    'citations',
    'copy-store',
    'deliver',
    'desk',
    'digest',
    'evidence-folder',
    'exhibit',
    'find',
    'hand-in',
    'hand-over',
    'intake',
    'keys',
    'old-prints',
    'open-world',
    'proposal',
    'rejudge',
    'replay',
    'review',
    'rolling-issue',
    'services',
    'shared-stores',
    'state',
    'stores',
    'try-remedy',
    'zotero',
  ],
  night: [
    'agenda',
    'capture-text',
    'context',
    'latest',
    'night',
    'outcome',
    'page-context',
    'redo',
    'remedies',
    'rules',
    'witnesses',
    'world',
  ],
  fleet: ['fleet'],
  pool: [
    'annotate-file',
    'budget',
    'open-thought',
    'read-draft',
    'replay-archive',
    'tasks',
    'thought',
  ],
  web: [
    'archives/archive',
    'archives/archive-client',
    'archives/memento/timegate',
    'browser/browser',
    'browser/start-browser',
    'exchange',
    'failure',
    'fetcher',
    'lane',
    'redirect',
    'reply',
    'retry',
    'signing',
    'source-changes',
    'source-changes',
    'transport',
  ],
  store: [
    'batches',
    'copy',
    'database',
    'locks',
    'postgres/asks',
    'postgres/connect',
    'postgres/copy',
    'postgres/database',
    'postgres/lanes',
    'postgres/locks',
    'postgres/migrations',
    'postgres/nights',
    'postgres/outages',
    'postgres/protect',
    'postgres/reports',
    'postgres/runs',
    'postgres/store',
    'sqlite/copy',
    'sqlite/open',
    'sqlite/sqlite',
    'store',
  ],
  evidence: ['append-log', 'capture', 'capture-reader', 'evidence', 'retention', 'unlisted-bytes'],
  delivery: ['branches', 'git', 'issues', 'mail', 'server', 'webhook', 'zotero'],
  exports: ['verdicts'],
  judging: [
    'continuations',
    'document-identity',
    'editions/cadence',
    'editions/candidates',
    'editions/confirm',
    'editions/judge-edition',
    'editions/registers/crossref',
    'editions/registers/listing',
    'editions/registers/register',
    'editions/survey',
    'ending',
    'findings/decisions',
    'findings/digest',
    'findings/grouping',
    'findings/observe',
    'findings/reconcile',
    'history-for-url',
    'link/dead-twice',
    'link/offline',
    'link/site',
    'link/soft-404',
    'page-similarity',
    'remedies',
    'source',
    'source-case',
    'verdict-cache',
    'witness',
  ],
  manuscript: [
    'annotate/annotate-odt',
    'annotate/annotate-pdf',
    'annotate/annotate-word',
    'annotate/offered',
    'cite/citation-line',
    'find/case-names',
    'find/case-registers',
    'find/leads',
    'find/sitemap',
    'grammar/case-citation',
    'import/bibliography',
    'import/draft',
    'import/merge-draft',
    'library/read-library',
    'lint/lint',
    'lint/subject',
    'manuscript',
    'read/html',
    'read/markdown',
    'read/open-document',
    'read/pdf',
    'read/word',
    'schedule/make-schedule',
  ],
  surfaces: [
    'added-citations',
    'annotation',
    'cases',
    'certificate',
    'chat',
    'diff/diff-view',
    'diff/text-diff',
    'error-report',
    'escape',
    'exhibit/exhibit',
    'exhibit/exhibit-page',
    'exhibit/replay',
    'exhibit/wacz',
    'files/csv',
    'files/feed',
    'files/files',
    'files/json',
    'files/markdown',
    'files/ci-reports',
    'files/workflow',
    'headline',
    'import',
    'init',
    'issue',
    'lint',
    'mail/digest',
    'overview',
    'page-context',
    'page/page',
    'proposal',
    'publication',
    'reports-page',
    'saved-page',
    'schedule/blocks',
    'schedule/docx',
    'serve/add-form',
    'serve/decision-pages',
    'serve/hand-over',
    'serve/forms',
    'serve/sitting-page',
    'status',
    'terminal/completion',
    'terminal/explanation',
    'terminal/remedies',
    'terminal/terminal',
    'words/catalogues',
    'words/documents',
    'words/links',
    'words/old-prints',
    'words/locale',
    'words/remedies',
    'words/words',
    'zotero',
  ],
  settings: [
    'addition',
    'decisions',
    'delivery',
    'edit-source',
    'nightly',
    'options',
    'secrets',
    'select',
    'series',
    'signing',
    'source-changes',
    'watchlist',
    'watchlist-schema',
    'zotero',
  ],
  reading: ['extract', 'pdf/open-pdf', 'pdf/read-pdf', 'saved/open-saved', 'sniff', 'tree', 'zip'],
  passage: [
    'haystack',
    'judge-quote',
    'notation',
    'omissions',
    'parse-quote',
    'text/dates',
    'text/double-encoding',
    'text/edition-dates',
    'text/edition-name',
    'text/fold',
    'text/json-edit',
    'text/names',
    'text/numbers',
    'text/retraction-phrases',
    'text/scripts',
    'text/sentences',
    'text/tokens',
    'weight',
  ],
  'text-beside': ['text-beside'],
  model: [
    'address',
    'archived-address',
    'capture',
    'case',
    'content',
    'document',
    'edition',
    'finding',
    'language',
    'languages',
    'link',
    'lint',
    'manuscript',
    'old-print',
    'optional',
    'outcome',
    'problem',
    'publisher-sites',
    'quote',
    'remedy',
    'report-change',
    'run',
    'sanitized-text',
    'settings',
    'verdict',
    'verdicts',
    'visit',
    'watchlist',
  ],
};

/** What a command may see: it turns options into values, calls a task or the night, and prints a renderer's string, or what other programs are promised. */
const SEEN_BY_COMMANDS = new Set([
  'commands',
  'tasks',
  'night',
  'fleet',
  'pool',
  'exports',
  'settings',
  'model',
  'surfaces',
]);

/** Node's own modules that compute and do not touch the world. */
const PURE_BUILTINS = new Set([
  'node:crypto',
  'node:url',
  'node:zlib',
  'node:buffer',
  'node:util',
  'node:path',
  'node:module',
]);

/** Packages that compute and do not touch the world; `docx` stamps its files with the time, which nothing here reads. */
const PURE_PACKAGES =
  /^(?:cheerio|domhandler|domutils|parse5|parse5-htmlparser2-tree-adapter|jsonc-parser|zod|diff|intl-messageformat|fastest-levenshtein|ansis|encoding-sniffer|marked|pdfjs-dist|csv-parse|@retorquere\/bibtex-parser|nodemailer\/lib\/addressparser|opencc-js|docx|fflate|htmlparser2|numfmt)(?:\/|$)/;

/** Read what belongs to the program, as JSON is imported: texts beside a module, and pdf.js with its tables. */
const PROGRAM_PARTS = ['text-beside.ts', 'reading/pdf/engine.ts'];

/** Readers of foreign bytes: whatever they are given, they read it, at whatever cost. */
const READERS =
  /^(?:reading\/(?:extract|zip|pdf\/[\w-]+|saved\/[\w-]+)|manuscript\/(?:read|annotate|library)\/[\w-]+|evidence\/capture)\.ts$/;

/** The one gate: what runs in a worker thread, within a budget. */
const BEHIND_THE_GATE = ['tasks', 'worker', 'read-draft', 'replay-archive', 'annotate-file'];

/** Rooms of readers, which call each other, and what other programs call at their own cost. */
const ROOMS_OF_READERS = ['reading', 'manuscript', 'evidence', 'exports'];

/** Types that hold what a page says, or a sketch of it. What is given one of them may look at all of it. */
const HOLD_A_PAGE =
  /\b(?:Document|Snapshot|History|SourceCase|EditionCase|EditionSearch|ReadLead|SiteAnswer|SeenPage|Testimony)\b/;

/** Modules that cut a text into words, fold it or search it. */
const OF_WORDS =
  /^passage\/(?:text\/(?:fold|tokens|names|scripts|edition-dates|retraction-phrases)|haystack|judge-quote|omissions|parse-quote|weight)\.ts$/;

/** What looks at words on the main thread all the same, and why that is little: the file, and the function or the module. */
const LITTLE: Readonly<Record<string, string>> = {
  'tasks/add.ts passage/text/fold.ts': 'of quotations, in a `sources.json` and as they were typed',
  'tasks/annotate.ts passage/text/fold.ts':
    'of a citation line, which the pool read, and which is no longer than a line is',
  'night/capture-text.ts passage/text/fold.ts': 'of quotations in a `sources.json`',
  'tasks/old-prints.ts passage/text/fold.ts':
    'of what the report prints, which the pool read, and of edits in a log',
  'night/visit.ts workOf': 'reads the JSON of a record, and cuts nothing into words',
  'night/endings.ts passage/text/fold.ts': 'of notices, which have some three sentences',
  'night/close.ts judgeSource': 'of a night without an answer: there is no page',
  'night/soft-404.ts rejectDocument': 'looks at no text',
  'night/soft-404.ts questionIn': 'looks at what a page asks, which is one word',
};

/** Where nothing runs but the main thread. */
const MAIN_THREAD = ['commands', 'tasks', 'night', 'fleet', 'web', 'store', 'delivery'];
const ROOMS_OF_THOUGHT = ['judging', 'manuscript', 'passage'];

const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\bprocess\./, 'uses the process'],
  [/\bconsole\./, 'writes to the console'],
  [/\bDate\.now\(|\bnew Date\(\)/, 'reads the clock: `now` is a parameter'],
  [/\bMath\.random\(/, 'rolls dice'],
  [/(?<![.\w])fetch\(/, 'uses the network'],
  [
    /\btextBeside\((?!new URL\('', import\.meta\.url\)\))/,
    'reads a file that does not lie beside it',
  ],
  [/\bset(?:Timeout|Interval|Immediate)\(/, 'sets a timer'],
];

/** How a statement of SQL begins: with its verb, and what that asks for, in capitals. A query in SPARQL names no table. */
const STATEMENT =
  /^\s*(?:SELECT\s+(?:[\w.]+\(|(?:.*\s)?FROM\s)|INSERT\s+INTO\s|UPDATE\s.*\sSET\s|DELETE\s+FROM\s|WITH\s.*\sAS\s[\sA-Z]*\(|(?:CREATE|ALTER|DROP)\s+TABLE\s)/s;

/** A file of `src/`: its path there, such as `judging/source.ts`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const folderOf = (path: string): string => (path.split('/')[0] as string).replace(/\.ts$/, '');
const floorOf = (path: string): number =>
  FLOORS.findIndex((rooms) => rooms.includes(folderOf(path)));
/** The name under which a door lists a file: `link/judge-link` for `judging/link/judge-link.ts`. */
const doorName = (path: string): string => path.replace(/\.ts$/, '').replace(/^[^/]+\//, '');
const importsOf = (text: string): readonly string[] =>
  [
    ...text.matchAll(
      /(?:^|[;\n])\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g,
    ),
  ].map((m) => (m[1] ?? m[2] ?? m[3]) as string);
/** What a file loads: of what is imported as a type nothing is left. */
const loadedBy = (text: string): readonly string[] =>
  importsOf(text.replace(/(^|\n)(?:import|export)\s+type\b[^'";]*?from\s*'[^']+'/g, '$1'));
const withoutComments = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''");

function resolve(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const step of specifier.split('/'))
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  return parts.join('/').replace(/\.js$/, '.ts');
}

function ungated({ path, text }: SourceFile): readonly string[] {
  if (ROOMS_OF_READERS.includes(folderOf(path))) return [];
  if (BEHIND_THE_GATE.some((name) => path === `pool/${name}.ts`)) return [];
  return loadedBy(text).flatMap((specifier) => {
    const target = specifier.startsWith('.') ? resolve(path, specifier) : specifier;
    return READERS.test(target)
      ? [
          `${path}: loads ${target}, which reads foreign bytes: that is a task of pool/, within a budget`,
        ]
      : [];
  });
}

/** Names that a file imports as values, with the files that they are from. */
const valuesIn = ({
  path,
  text,
}: SourceFile): readonly (readonly [name: string, target: string])[] =>
  [...text.matchAll(/(?:^|\n)import\s*\{([^}]*)\}\s*from\s*'(\.[^']+)'/g)].flatMap(
    ([, names = '', specifier = '']) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => /^\w+$/.test(name))
        .map((name) => [name, resolve(path, specifier)] as const),
  );

/** True for a function that is given a page, by the types of its parameters. */
function takesPage(name: string, { text }: SourceFile): boolean {
  const declared = new RegExp(
    `^export (?:async )?(?:function ${name}|const ${name} = (?:async )?)(?=[(<])`,
    'm',
  ).exec(text);
  if (declared === null) return false;
  const from = text.indexOf('(', declared.index);
  let open = 0;
  let to = from;
  do {
    if (text[to] === '(') open++;
    if (text[to] === ')') open--;
    to++;
  } while (open > 0 && to < text.length);
  return HOLD_A_PAGE.test(text.slice(from, to));
}

/** What looks at the words of pages on the main thread. */
function unthreaded(files: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const isMain = ({ path }: SourceFile): boolean => MAIN_THREAD.includes(folderOf(path));
  return files.filter(isMain).flatMap((file) =>
    valuesIn(file)
      .filter(([, target]) => ROOMS_OF_THOUGHT.includes(folderOf(target)))
      .flatMap(([name, target]) => {
        const found = byPath.get(target);
        const isOfWords = OF_WORDS.test(target);
        if (!isOfWords && (found === undefined || !takesPage(name, found))) return [];
        return LITTLE[`${file.path} ${isOfWords ? target : name}`] === undefined
          ? [
              `${file.path}: calls ${name} of ${target} on the main thread: what looks at pages is a task of pool/`,
            ]
          : [];
      }),
  );
}

function aboutImport({ path }: SourceFile, specifier: string): string | null {
  const floor = floorOf(path);
  if (!specifier.startsWith('.')) {
    if (floor < PURE_FROM) return null;
    if (PROGRAM_PARTS.includes(path)) return null;
    const pure = specifier.startsWith('node:')
      ? PURE_BUILTINS.has(specifier)
      : PURE_PACKAGES.test(specifier);
    return pure
      ? null
      : `${path}: imports ${specifier}, which touches the world; thought and words are pure`;
  }
  const target = resolve(path, specifier);
  const folder = folderOf(target);
  if (floorOf(target) < 0) return `${path}: imports ${target}, which is on no floor of the house`;
  if (folder === folderOf(path)) return null;
  if (floorOf(target) <= floor) {
    const where = floorOf(target) === floor ? 'sideways' : 'upwards';
    return `${path}: imports ${target}, which goes ${where}; imports go strictly down (${FLOORS.map((f) => f.join(' ')).join(' > ')})`;
  }
  if (folderOf(path) === 'commands' && !SEEN_BY_COMMANDS.has(folder))
    return `${path}: imports ${target}; a command sees tasks, the night, settings, model and surfaces only: what it composes belongs in tasks/`;
  return DOORS[folder]?.includes(doorName(target)) === true
    ? null
    : `${path}: imports ${target}, which is not a door of ${folder}/ (${DOORS[folder]?.join(', ') ?? 'it has none'})`;
}

/** The text of a string or of a template, with a dot for each value that is put in; nothing for what is neither. */
function writtenIn({ type, value, quasis }: Readonly<Record<string, unknown>>): readonly string[] {
  if (type === 'Literal' && typeof value === 'string') return [value];
  if (type !== 'TemplateLiteral') return [];
  const parts = quasis as readonly { readonly value: { readonly raw: string } }[];
  return [parts.map((part) => part.value.raw).join('.')];
}

/** Statements of SQL that stand elsewhere than in the store. */
function straySql({ path, text }: SourceFile): readonly string[] {
  if (folderOf(path) === 'store') return [];
  return [...nodesIn(parseSync(path, text).program)]
    .flatMap(writtenIn)
    .filter((written) => STATEMENT.test(written))
    .map(
      (written) =>
        `${path}: asks a database (${written.trim().split('\n')[0]}); SQL stands in store/ alone`,
    );
}

/** Every way in which these files break the rules of the house, each with its reason. */
export const breaches = (files: readonly SourceFile[]): readonly string[] => [
  ...files.flatMap((file) => {
    if (floorOf(file.path) < 0) return [`${file.path}: stands on no floor of the house`];
    const imports = importsOf(file.text).flatMap((specifier) => aboutImport(file, specifier) ?? []);
    if (floorOf(file.path) < PURE_FROM || PROGRAM_PARTS.includes(file.path)) return imports;
    const code = withoutComments(file.text);
    const touched = IMPURE.filter(([sign]) => sign.test(code)).map(
      ([, what]) => `${file.path}: ${what}; thought and words are pure`,
    );
    return [...imports, ...touched];
  }),
  ...files.flatMap(ungated),
  ...files.flatMap(straySql),
  ...unthreaded(files),
  ...homeless(files),
  ...circles(files),
];

const EXPORTED =
  /^export (?:async |abstract )?(?:const|let|function\*?|class|interface|type) (\w+)/gm;
const RE_EXPORT = /^export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*from/m;

/** Names that are exported from several files, or passed on from another: a reader finds a name in one place. */
function homeless(files: readonly SourceFile[]): readonly string[] {
  const homes = new Map<string, string[]>();
  for (const { path, text } of files)
    for (const name of new Set([...text.matchAll(EXPORTED)].map((m) => m[1] as string)))
      homes.set(name, [...(homes.get(name) ?? []), path]);
  return [
    ...[...homes]
      .filter(([, paths]) => paths.length > 1)
      .map(([name, paths]) => `${name}: exported by ${paths.join(' and ')}; a name has one home`),
    ...files
      .filter(({ text }) => RE_EXPORT.test(text))
      .map(({ path }) => `${path}: passes on what another file exports; a name has one home`),
  ];
}

/** Files that import each other, types included, round in a circle. */
function circles(files: readonly SourceFile[]): readonly string[] {
  const leads = new Map(
    files.map(({ path, text }) => [
      path,
      importsOf(text).flatMap((specifier) =>
        specifier.startsWith('.') ? [resolve(path, specifier)] : [],
      ),
    ]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0)
      found.push(`${[...trail.slice(at), path].join(' > ')}: imports go round in a circle`);
    if (at >= 0 || done.has(path)) return;
    for (const next of leads.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
}
