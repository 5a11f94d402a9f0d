/** The floors of the house, top to bottom: imports go strictly down and never sideways (docs/architecture.md). */
const FLOORS: readonly (readonly string[])[] = [
  ['cli'],
  ['commands'],
  ['flow'],
  ['world'],
  ['fleet'],
  ['fetch', 'archive', 'record', 'evidence', 'pool', 'notify', 'hosting', 'serving', 'browser'],
  ['load', 'plan', 'extract', 'judge', 'editions', 'findings', 'report', 'cite'],
  ['quote', 'names'],
  ['text'],
  ['model'],
];
/** From this floor down everything is pure. */
const PURE_FROM = 6;

/**
 * The door of each folder: the files that other folders may import. What is not named here is the folder's own affair.
 * A new entry is a decision about the house, so it is made here and not by an import.
 */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  commands: ['end-well', 'io', 'keep-compiled', 'program'],
  flow: [
    'flow',
    'add',
    'beside',
    'cite',
    'copy',
    'deliver',
    'diff',
    'digest',
    'draft',
    'exhibit',
    'find',
    'gone',
    'import',
    'keys',
    'latest',
    'lint',
    'night',
    'kept-state',
    'pushed-reports',
    'rejudge',
    'replay',
    'rolling-issue',
    'review',
    'schedule',
    'witness',
  ],
  world: [
    'world',
    'ahead',
    'browser',
    'chains',
    'evidence',
    'few-at-once',
    'fleet',
    'fleet-look',
    'health',
    'hosting',
    'look',
    'mail',
    'own-process',
    'records',
    'shared',
    'thought',
    'turn',
    'web',
    'webhook',
  ],
  fleet: ['fleet', 'state', 'steps', 'worker'],
  fetch: [
    'signing-key',
    'asking-thread',
    'batch',
    'clock',
    'exchange',
    'fetcher',
    'host-breaker',
    'limits',
    'pace',
    'ranking',
    'redirect',
    'reply',
    'retry',
    'transport',
  ],
  browser: ['browser', 'find-browser'],
  archive: ['answer', 'archive', 'choose', 'memento'],
  record: [
    'compression',
    'copy-store',
    'damage',
    'file-lock',
    'postgres/connect',
    'postgres/database',
    'postgres/locks',
    'postgres/lost',
    'postgres/migrate',
    'postgres/payloads',
    'postgres/reports',
    'postgres/steps',
    'postgres/store',
    'postgres/tips',
    'real-path',
    'run-lock',
    'sqlite',
    'store',
  ],
  evidence: ['capture-reader', 'chain-name', 'evidence', 'retention', 'zip'],
  pool: ['budget', 'pool', 'thought'],
  notify: ['delivery', 'mail', 'webhook'],
  hosting: ['git', 'github', 'issues', 'remote-branch', 'reports-branch', 'state-branch', 'temporary-index'],
  serving: ['health', 'listen', 'server'],
  load: [
    'added',
    'addition',
    'choose-finding',
    'decide',
    'edit-source',
    'find-settings',
    'health',
    'not-utf8',
    'page-address',
    'issues',
    'nightly',
    'mail',
    'package-spec',
    'parse-edit',
    'parse-hand-in',
    'parse-ruling',
    'port',
    'put-address',
    'put-away',
    'reported-run',
    'resolve-series',
    'schema',
    'secrets',
    'select',
    'settings',
    'signing',
    'source-lines',
    'status',
    'tsa',
    'watchlist',
    'webhook',
  ],
  plan: ['agenda', 'continuations', 'refresh', 'soft-404-probe', 'witnesses'],
  extract: [
    'charset',
    'extract',
    'pdf/read-pdf-report',
    'publisher',
    'saved/open-saved',
    'snapshot',
    'zip/unzip',
  ],
  judge: [
    'by-hand',
    'capture',
    'at-rest',
    'carry-over',
    'here',
    'history-here',
    'last-stood',
    'link/judge-link',
    'link/offline',
    'link/one-refusal',
    'link/one-text',
    'link/shared-target',
    'link/soft-404-probe',
    'page-similarity',
    'source',
    'source-case',
    'stranger',
    'witness',
  ],
  editions: [
    'cadence',
    'candidates',
    'confirm',
    'detect/places',
    'detect/survey',
    'judge-edition',
    'next-edition',
    'notice',
    'registers/crossref',
    'registers/listing',
    'registers/register',
    'remarks',
  ],
  findings: [
    'digest',
    'due',
    'group-by-cause',
    'group-by-host',
    'last-seen',
    'observe',
    'observe-decisions',
    'reconcile',
    'selection',
  ],
  report: [
    'add/add-summary',
    'added',
    'annotations',
    'beside',
    'chat/payload',
    'completion/bash',
    'completion/completed',
    'completion/fish',
    'csv',
    'diff/coalesce',
    'diff/diff-page',
    'diff/night-text',
    'diff/text-diff',
    'exhibit/connection',
    'exhibit/exhibit',
    'exhibit/chains',
    'exhibit/evidence-problem',
    'exhibit/exhibit-page',
    'exhibit/others',
    'exhibit/stamp-cover',
    'exhibit/stamps',
    'exhibit/resources',
    'exhibit/wacz',
    'feed',
    'files',
    'findings-sarif',
    'import/import-failure',
    'import/import-summary',
    'headline',
    'hearing',
    'hidden',
    'init/init-summary',
    'issue',
    'init/nightly-workflow',
    'init/pull-request-workflow',
    'job',
    'json',
    'json-feed',
    'junit',
    'lint/lint-json',
    'keys',
    'lint/lint-sarif',
    'lint/lint-text',
    'mail/digest',
    'mail/why',
    'markdown',
    'metrics',
    'overview',
    'page/page',
    'citation-note',
    'publication',
    'reasons/saved',
    'reasons/unread',
    'rejudged',
    'reports',
    'schedule/docx',
    'schedule/markdown',
    'schedule/pages',
    'serve/decision-pages',
    'serve/sheet',
    'standing',
    'status',
    'summary',
    'terminal/address-search',
    'terminal/decision',
    'terminal/explanation',
    'terminal/hearing',
    'terminal/history',
    'terminal/terminal',
    'terminal/whys',
    'words',
  ],
  cite: [
    'draft/draft',
    'find/archived-addresses',
    'find/crossref-leads',
    'find/json-leads',
    'find/lead',
    'find/publisher-hosts',
    'find/sitemap',
    'find/web-search',
    'find/weigh',
    'grammar/parse-reference',
    'library/read-library',
    'lint/lint',
    'lint/pages',
    'lint/subject',
    'line/line',
    'line/standing',
    'manuscript',
    'merge/merge',
    'merge/source-id',
    'read/html',
    'read/markdown',
    'read/open-document',
    'read/pdf',
    'read/unreadable',
    'read/word',
    'schedule/make-schedule',
  ],
  names: ['counted', 'dated', 'decision', 'edition-name', 'issue', 'period'],
  quote: ['haystack', 'judge-quote', 'omission-change', 'omissions', 'parse-quote', 'weight'],
  text: [
    'dates',
    'encoded-once',
    'fold',
    'hash',
    'json-edit',
    'language',
    'long-date',
    'marks',
    'matches',
    'months',
    'numbers',
    'quotations',
    'scripts',
    'sentence-ends',
    'taken-back',
    'tokens',
    'weekdays',
    'whitespace',
    'whole-date',
    'word-diff',
  ],
  model: [
    'added',
    'address',
    'address-search',
    'capture-fault',
    'citation-style',
    'content-reason',
    'content-verdict',
    'deflated',
    'document',
    'edition-reason',
    'edition-verdict',
    'evidence-problem',
    'finding',
    'finding-reason',
    'foreign-words',
    'import',
    'link-reason',
    'link-verdict',
    'lint',
    'memory',
    'noted-chain-tip',
    'outcome',
    'partial-date',
    'pdf-text',
    'problem',
    'publisher-sites',
    'rendering',
    'resource-role',
    'quote-reason',
    'quote-verdict',
    'run',
    'saved-file',
    'schedule',
    'seen',
    'service-state',
    'settings',
    'shared-report',
    'shortfall',
    'store-address',
    'subscriber',
    'told',
    'unread-reason',
    'verdict',
    'verdict-change',
    'verdicts',
    'visit',
    'watchlist',
    'webhook',
    'written-document',
  ],
};

/** What a command may see: it turns options into values, calls the flow, and prints a renderer's string. */
const SEEN_BY_COMMANDS = new Set(['commands', 'flow', 'world', 'load', 'model', 'report']);

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
  /^(?:cheerio|domhandler|domutils|parse5|parse5-htmlparser2-tree-adapter|jsonc-parser|zod|diff|fastest-levenshtein|ansis|encoding-sniffer|marked|pdfjs-dist|csv-parse|@retorquere\/bibtex-parser|nodemailer\/lib\/addressparser|opencc-js|docx)(?:\/|$)/;

const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\bprocess\./, 'uses the process'],
  [/\bconsole\./, 'writes to the console'],
  [/\bDate\.now\(|\bnew Date\(\)/, 'reads the clock: `now` is a parameter'],
  [/\bMath\.random\(/, 'rolls dice'],
  [/(?<![.\w])fetch\(/, 'uses the network'],
  [/\bset(?:Timeout|Interval|Immediate)\(/, 'sets a timer'],
];

/** A file of `src/`: its path there, such as `judge/source.ts`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const folderOf = (path: string): string => (path.split('/')[0] as string).replace(/\.ts$/, '');
const floorOf = (path: string): number => FLOORS.findIndex((rooms) => rooms.includes(folderOf(path)));
/** The name under which a door lists a file: `link/judge-link` for `judge/link/judge-link.ts`. */
const doorName = (path: string): string => path.replace(/\.ts$/, '').replace(/^[^/]+\//, '');
const importsOf = (text: string): readonly string[] =>
  [
    ...text.matchAll(
      /(?:^|[;\n])\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|(?:^|\n)import\s*'([^']+)'/g,
    ),
  ].map((m) => (m[1] ?? m[2] ?? m[3]) as string);
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

function aboutImport({ path }: SourceFile, specifier: string): string | null {
  const floor = floorOf(path);
  if (!specifier.startsWith('.')) {
    if (floor < PURE_FROM) return null;
    const pure = specifier.startsWith('node:') ? PURE_BUILTINS.has(specifier) : PURE_PACKAGES.test(specifier);
    return pure ? null : `${path}: imports ${specifier}, which touches the world; thought and words are pure`;
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
    return `${path}: imports ${target}; a command sees the flow, load, model and renderers only: what it composes is a flow`;
  return DOORS[folder]?.includes(doorName(target)) === true
    ? null
    : `${path}: imports ${target}, which is not a door of ${folder}/ (${DOORS[folder]?.join(', ') ?? 'it has none'})`;
}

/** Every way in which these files break the rules of the house, each with its reason. */
export const breaches = (files: readonly SourceFile[]): readonly string[] => [
  ...files.flatMap((file) => {
    if (floorOf(file.path) < 0) return [`${file.path}: stands on no floor of the house`];
    const imports = importsOf(file.text).flatMap((specifier) => aboutImport(file, specifier) ?? []);
    if (floorOf(file.path) < PURE_FROM) return imports;
    const code = withoutComments(file.text);
    const touched = IMPURE.filter(([sign]) => sign.test(code)).map(
      ([, what]) => `${file.path}: ${what}; thought and words are pure`,
    );
    return [...imports, ...touched];
  }),
  ...homeless(files),
  ...circles(files),
];

const EXPORTED = /^export (?:async |abstract )?(?:const|let|function\*?|class|interface|type) (\w+)/gm;
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
      importsOf(text).flatMap((specifier) => (specifier.startsWith('.') ? [resolve(path, specifier)] : [])),
    ]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push(`${[...trail.slice(at), path].join(' > ')}: imports go round in a circle`);
    if (at >= 0 || done.has(path)) return;
    for (const next of leads.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return found;
}
