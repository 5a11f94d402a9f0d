import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from './command-line.js';

const ROOT = join(import.meta.dirname, '..');

interface Part {
  readonly path: string;
  readonly kind: string;
  readonly external?: boolean;
}
const { outputs } = JSON.parse(readFileSync(join(ROOT, 'dist/bundle.json'), 'utf8')) as {
  readonly outputs: Readonly<
    Record<
      string,
      {
        readonly inputs: object;
        readonly imports: readonly Part[];
        readonly exports: readonly string[];
      }
    >
  >;
};

/** All that is read of our files before the first line of `path` is run. */
function readFirst(path: string): readonly string[] {
  const { imports = [] } = outputs[path] ?? {};
  const ours = imports.filter(
    ({ kind, external }) => kind === 'import-statement' && external !== true,
  );
  return [path, ...ours.flatMap((part) => readFirst(part.path))];
}

/** Nodes of this machine that are older than ours, such as that of its system. */
const OLD = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .filter(
    (node) =>
      existsSync(node) &&
      /^v(?:1[6-9]|2[01])\./u.test(execFileSync(node, ['--version'], { encoding: 'utf8' })),
  );

describe('what an older Node is asked to read', () => {
  it('is no more than the sentence for it, before the rest is imported', () => {
    const taken = readFirst('dist/cli.js').flatMap((path) =>
      Object.keys(outputs[path]?.inputs ?? {}),
    );
    expect(taken.toSorted()).toEqual(['dist/cli.js', 'dist/commands/start.js']);
    const later =
      outputs['dist/cli.js']?.imports.filter(({ kind }) => kind === 'dynamic-import') ?? [];
    expect(later.map(({ path }) => path)).toEqual([expect.stringMatching(/^dist\/chunks\/main-/u)]);
  });

  it('ends with that sentence and code 1: in a clone, and where the package was installed', (test) => {
    const [node] = OLD;
    if (node === undefined) return test.skip('there is no older Node on this machine');
    const installed = emptyFolder();
    mkdirSync(join(installed, 'dist'));
    cpSync(join(ROOT, 'dist/cli.js'), join(installed, 'dist/cli.js'));
    cpSync(join(ROOT, 'dist/chunks'), join(installed, 'dist/chunks'), { recursive: true });
    writeFileSync(join(installed, 'package.json'), readFileSync(join(ROOT, 'package.json')));
    for (const [folder, remedy] of [
      [ROOT, 'npm run citewatch --'],
      [installed, 'install Node 24'],
    ] as const) {
      const { status, stdout, stderr } = spawnSync(node, [join(folder, 'dist/cli.js'), 'check'], {
        encoding: 'utf8',
      });
      expect({ status, stdout, lines: stderr.split('\n').length - 1 }).toEqual({
        status: 1,
        stdout: '',
        lines: 1,
      });
      expect(stderr).toMatch(
        /^citewatch needs Node 22\.19 or newer, and this is Node \d+\.\d+\.\d+: /u,
      );
      expect(stderr).toContain(remedy);
    }
  });
});
