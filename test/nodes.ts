import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * Plays the demo and runs the quick tests by other Nodes than the repository's own: `npm run test:nodes -- 22 26`, by default those that
 * CI tries. An exact version such as 22.19.0 plays the demo only. They come from npm, as the repository's own does.
 */
const ROOT = join(import.meta.dirname, '..');
const NODES = join(ROOT, 'node_modules/.cache/citewatch/nodes');
const MATRIX = /^ +node: \[(.*)\]$/mu;

const tried = (): readonly string[] =>
  MATRIX.exec(readFileSync(join(ROOT, '.github/workflows/ci.yml'), 'utf8'))?.[1]?.split(', ') ?? [];

/** Installs a Node, the newest of its line where only that is named, and gives its path. */
function installed(version: string): string {
  const folder = join(NODES, version);
  mkdirSync(folder, { recursive: true });
  // Its script fetches the binary.
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, allowScripts: { node: true } }),
  );
  const isWindows = process.platform === 'win32';
  // On Windows npm is a script, which only a shell starts.
  const how = { cwd: folder, stdio: 'inherit', shell: isWindows } as const;
  execFileSync('npm', ['install', '--silent', '--no-save', `node@${version}`], how);
  return join(folder, 'node_modules/node/bin', isWindows ? 'node.exe' : 'node');
}

/** Runs a program of node_modules by a Node, which also those that it starts by name find first; true where it ended well. */
function passes(node: string, args: readonly string[]): boolean {
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
  return spawnSync(node, args, { cwd: ROOT, env, stdio: 'inherit' }).status === 0;
}

const asked = process.argv.slice(2);
const failed: string[] = [];
for (const version of asked.length > 0 ? asked : tried()) {
  const node = installed(version);
  const name = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  console.log(`\nNode ${name}`);
  if (!passes(node, ['node_modules/tsx/dist/cli.mjs', 'test/replica/demo.ts']))
    failed.push(`${name}: the demo`);
  const isExact = version.includes('.');
  // Their report would stand in place of that of the repository's own Node.
  const quick = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default'];
  if (!isExact && !passes(node, quick)) failed.push(`${name}: the quick tests`);
}
console.log(failed.length === 0 ? '\nAll pass.' : `\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
