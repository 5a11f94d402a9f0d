import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { citewatchProgram } from '../src/commands/program.js';
import { ENGLISH } from '../src/surfaces/words/locale.js';
import { keptIo } from './commands/run.js';
import { PAGES } from './surfaces/pages-in-greek.js';

/**
 * Nothing that is printed or shipped has npm fetch a package called `citewatch`: npm does not have ours, so that would run whoever takes the
 * name. The rule: after `npm link` or `npm install --global ./citewatch-….tgz` the program is called `citewatch`, and nothing else.
 */
/** What stands between two words of a command, on a line or in a list of JSON. */
const BETWEEN = String.raw`(?:[ "',]|"args": \[)+`;
const RUNS = String.raw`(?:npx|bunx|pnpx|npm (?:x|exec)|(?:pnpm|yarn|bun) dlx)(?:${BETWEEN}-[\w-]*)*`;
const INSTALLS = String.raw`(?:npm|pnpm|yarn|bun) (?:i|install|add)(?:${BETWEEN}[^\s"',;&|()#]+)*`;
const FETCHES = new RegExp(
  String.raw`\b(?:(?:${RUNS}|${INSTALLS})${BETWEEN}citewatch\b(?!-)|npx \$\{)`,
  'giu',
);

/** What in a text has npm fetch a package called citewatch. */
const fetched = (text: string): readonly string[] => text.match(FETCHES) ?? [];

const ROOT = join(import.meta.dirname, '..');
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:md|ya?ml|ts|js|json|html|bash)$/u.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
const FILES = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'action.yml',
  'Dockerfile',
  'compose.yaml',
  '.ci/run',
  'package.json',
  ...['docs', '.github', 'benchmark', 'src', 'test/replica'].flatMap(filesIn),
].filter((path) => !/^docs\/(?:api|site)\//u.test(path));

/** What the help of a command and of all below it prints. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (piece) => {
      text += piece;
    },
  });
  command.outputHelp();
  return [text, ...command.commands.map(helpOf)].join('\n');
}

describe('no package called citewatch is fetched from npm', () => {
  it('by a line of the documents, the forms, the workflows or the code', () => {
    expect(FILES.length).toBeGreaterThan(300);
    const found = FILES.flatMap((path) =>
      fetched(readFileSync(join(ROOT, path), 'utf8')).map((line) => `${path}: ${line}`),
    );
    expect(found).toEqual([]);
  });

  it('by a line of the help', () => {
    const help = helpOf(citewatchProgram({ ...keptIo().io, width: 80 }, () => {}));
    expect(help.length).toBeGreaterThan(10_000);
    expect(fetched(help)).toEqual([]);
  });

  it.each(PAGES)('by a line of %s', (_, render) => {
    expect(fetched(render(ENGLISH))).toEqual([]);
  });

  it.each([
    'npx citewatch check report.docx',
    'npx --yes citewatch@0.1.0 replay a.wacz',
    'npm install citewatch',
    'npm i -g citewatch',
    'sudo npm install --global citewatch pg',
    'npm install --global pg citewatch',
    'npm exec -- citewatch status',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a name that only the program's run tells
    'const run = `npx ${program}`;',
    '"command": "npx", "args": ["citewatch", "mcp"]',
  ])('would be found out: %s', (line) => {
    expect(fetched(line)).toHaveLength(1);
  });

  it.each([
    'citewatch check report.docx',
    'npm ci && npm link, then citewatch check report.docx',
    'npm install --global ./citewatch-0.1.0.tgz',
    'npm install --global ./citewatch-*.tgz pg',
    'npm install --global https://github.com/asylos/citewatch/releases/download/v0.1.0/citewatch-0.1.0.tgz',
    'npm install playwright-core (with --global, where citewatch was)',
    'npm install docx; citewatch schedule',
    'npx --yes typedoc src/exports/passage.ts',
  ])('is not said of: %s', (line) => {
    expect(fetched(line)).toEqual([]);
  });
});
