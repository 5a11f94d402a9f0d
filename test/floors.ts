/** The floors of the house, top to bottom: imports go strictly down and never sideways (DESIGN §2). */
const FLOORS: readonly (readonly string[])[] = [
  ['cli'],
  ['commands'],
  ['flow'],
  ['world'],
  ['fetch', 'record', 'archive', 'pool', 'notify'],
  ['load', 'plan', 'extract', 'judge', 'report', 'cite'],
  ['model'],
];
const PURE_FROM = 5;

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

/** Packages that compute and do not touch the world. */
const PURE_PACKAGES =
  /^(?:cheerio|domhandler|domutils|parse5|jsonc-parser|zod|diff|approx-string-match|fastest-levenshtein|ansis|pdfjs-dist|nodemailer\/lib\/addressparser|opencc-js)(?:\/|$)/;

const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\bprocess\./, 'uses the process'],
  [/\bconsole\./, 'writes to the console'],
  [/\bDate\.now\(|\bnew Date\(\)/, 'reads the clock: `now` is a parameter'],
  [/\bMath\.random\(/, 'rolls dice'],
  [/(?<![.\w])fetch\(/, 'uses the network'],
  [/\bset(?:Timeout|Interval|Immediate)\(/, 'sets a timer'],
];

/** A file of `src/`: its path there, such as `judge/link.ts`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const folderOf = (path: string): string => (path.split('/')[0] as string).replace(/\.ts$/, '');
const floorOf = (path: string): number => FLOORS.findIndex((rooms) => rooms.includes(folderOf(path)));
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
  if (floorOf(target) < 0) return `${path}: imports ${target}, which is on no floor of the house`;
  if (folderOf(target) === folderOf(path)) return null;
  if (floorOf(target) > floor) return null;
  const where = floorOf(target) === floor ? 'sideways' : 'upwards';
  return `${path}: imports ${target}, which goes ${where}; imports go strictly down (${FLOORS.map((f) => f.join(' ')).join(' > ')})`;
}

/** Every way in which these files break the rules of the house, each with its reason. */
export const breaches = (files: readonly SourceFile[]): readonly string[] =>
  files.flatMap((file) => {
    if (floorOf(file.path) < 0) return [`${file.path}: stands on no floor of the house`];
    const imports = importsOf(file.text).flatMap((specifier) => aboutImport(file, specifier) ?? []);
    if (floorOf(file.path) < PURE_FROM) return imports;
    const code = withoutComments(file.text);
    const touched = IMPURE.filter(([sign]) => sign.test(code)).map(
      ([, what]) => `${file.path}: ${what}; thought and words are pure`,
    );
    return [...imports, ...touched];
  });
