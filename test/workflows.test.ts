import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { parsePackage } from '../src/settings/nightly.js';
import { nightlyWorkflow, pullRequestWorkflow } from '../src/surfaces/init.js';
import { emptyFolder } from './command-line.js';
import { scriptsIn, unsafeIn } from './workflows.js';

/**
 * GitHub's own parser of workflows and actions. It imports JSON as bundlers understand it, and Node does not.
 */
async function githubsParser() {
  const contents = `
    export { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
    export { parseAction } from '@actions/workflow-parser/actions/action-parser';
    export { ErrorPolicy } from '@actions/workflow-parser/model/convert';`;
  const stdin = { contents, resolveDir: import.meta.dirname };
  const outfile = join(emptyFolder(), 'parser.mjs');
  await build({ stdin, outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
  return (await import(pathToFileURL(outfile).href)) as typeof import('@actions/workflow-parser') &
    typeof import('@actions/workflow-parser/actions/action-parser') &
    typeof import('@actions/workflow-parser/model/convert');
}
const { convertWorkflowTemplate, ErrorPolicy, NoOperationTraceWriter, parseAction, parseWorkflow } =
  await githubsParser();

const ROOT = join(import.meta.dirname, '..');
const WORKFLOWS = join(ROOT, '.github/workflows');
const read = (path: string): string => readFileSync(path, 'utf8');

/** What GitHub's own parser says is wrong with a workflow: its shape, its schedules, its expressions. */
async function wrongIn(content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow(
    { name: 'a.yml', content },
    new NoOperationTraceWriter(),
  );
  const policy = { errorPolicy: ErrorPolicy.TryConversion };
  const template = value && (await convertWorkflowTemplate(context, value, undefined, policy));
  const parsed = context.errors.getErrors().map(({ message }) => message);
  return [...new Set([...parsed, ...(template?.errors ?? []).map(({ Message }) => Message)])];
}

const wrongInAction = (content: string): readonly string[] =>
  parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter())
    .context.errors.getErrors()
    .map(({ message }) => message);

const ADDRESSES = [
  'github:asylos/citewatch#v0.1.0',
  `https://example.org/citewatch-0.1.0.tgz#sha256=${'ab'.repeat(32)}`,
  'citewatch@0.1.0',
  './citewatch-0.1.0.tgz',
].map((from) => parsePackage(from, '0.1.0'));

const ALL: readonly (readonly [string, string])[] = [
  ...readdirSync(WORKFLOWS).map((name) => [name, read(join(WORKFLOWS, name))] as const),
  ...ADDRESSES.map(
    (from) => [`the night that init writes from ${from}`, nightlyWorkflow(from, '0.1.0')] as const,
  ),
  ...ADDRESSES.map(
    (from) =>
      [
        `the pull request’s that init writes from ${from}`,
        pullRequestWorkflow(from, '0.1.0'),
      ] as const,
  ),
  ...[...read(join(ROOT, 'docs/reference/nightly.md')).matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, text = ''], i) => [`example ${i + 1} of the documents`, text] as const,
  ),
];

describe('a workflow', () => {
  it.each(ALL)('is one to GitHub: %s', async (_, content) => {
    expect(await wrongIn(content)).toEqual([]);
  });

  const night = read(join(WORKFLOWS, 'nightly.yml'));
  it.each([
    ['a key that there is not', 'runs-on:', 'run-on:'],
    ['a value that there is not', 'contents: write', 'contents: wirte'],
    ['a context that there is not', 'github.ref_name', 'gihtub.ref_name'],
    ['an expression that does not end', 'secrets.SMTP_URL }}', 'secrets.SMTP_URL( }}'],
    ['an hour that there is not', '17 2 * * *', '17 27 * * *'],
    ['a line too far to the left', '          ref:', '  ref:'],
  ])('would be found out by %s', async (_, right, wrong) => {
    expect(night).toContain(right);
    expect(await wrongIn(night.replace(right, wrong))).not.toEqual([]);
  });

  it('gets no text of others into a shell: what a run prints or a name says is no script', () => {
    const all = [...ALL, ['action.yml', read(join(ROOT, 'action.yml'))] as const];
    const scripts = all.flatMap(([, content]) => scriptsIn(content));
    expect(scripts.length).toBeGreaterThan(10);
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
    expect(scriptsIn('a:\n  - run: |\n      x y\n    env:\n      Z: z\n')).toEqual([
      '|\n      x y',
    ]);
  });
});

/** An expression, as workflows write it. */
const given = (what: string): string => `\${{ ${what} }}`;

describe('secrets, and what may change from night to night', () => {
  const night = read(join(WORKFLOWS, 'nightly.yml'));
  const written = nightlyWorkflow(ADDRESSES[0] ?? '', '0.1.0');
  const added = pullRequestWorkflow(ADDRESSES[0] ?? '', '0.1.0');
  const action = read(join(ROOT, 'action.yml'));
  const release = read(join(WORKFLOWS, 'release.yml'));

  it.each([...ALL, ['the action', action] as const])(
    'are where they belong, and pinned: %s',
    (_, content) => {
      expect(unsafeIn(content)).toEqual([]);
    },
  );

  it.each([
    ['a tag of an action', night, /checkout@\S+ # v[\d.]+/, 'checkout@v7', 'not pinned'],
    ['a branch of an action', action, /setup-node@\S+/, 'setup-node@main', 'not pinned'],
    ['a short commit', release, /(checkout@\w{7})\w+/, '$1', 'not pinned'],
    ['a commit without its version', written, / # v7\.0\.1/, '', 'not pinned'],
    [
      'a secret of the whole workflow',
      night,
      'permissions: {}',
      `env:\n  SMTP_URL: ${given('secrets.SMTP_URL')}\npermissions: {}`,
      'sees a secret',
    ],
    [
      'a secret of the whole job',
      written,
      '    timeout-minutes',
      `    env:\n      A: ${given('secrets.A')}\n    timeout-minutes`,
      'Install citewatch: what is installed',
    ],
    [
      'the token of the whole job',
      added,
      '    timeout-minutes',
      `    env:\n      A: ${given('github.token')}\n    timeout-minutes`,
      'sees a secret',
    ],
    [
      'a secret in the environment of the action',
      night,
      `smtp-url: ${given('secrets.SMTP_URL')}`,
      `a: b\n        env:\n          SMTP_URL: ${given('secrets.SMTP_URL')}`,
      './: what is installed',
    ],
    [
      'a secret of the step that installs',
      action,
      `CITEWATCH_PACKAGE: \${{`,
      `SMTP_URL: ${given('inputs.smtp-url')}\n        CITEWATCH_PACKAGE: \${{`,
      'Install citewatch: what is installed',
    ],
    [
      'the token where npm runs',
      action,
      `ACTION_PATH: ${given('github.action_path')}`,
      `A: ${given('github.token')}`,
      'Install citewatch: what is installed',
    ],
    [
      'a job that may write more',
      night,
      'issues: write',
      'issues: write\n      packages: write',
      'night: may write packages',
    ],
    [
      'another job that may write',
      release,
      'contents: read',
      'contents: write',
      'pack: may write contents',
    ],
    [
      'a job that may do everything',
      added,
      '    timeout-minutes',
      '    permissions: write-all\n    timeout-minutes',
      'may write everything',
    ],
    ['no word on permissions', added, /^permissions:\n.*\n/m, '', 'by default'],
    [
      'a variable in a pull request',
      added,
      '"$CITEWATCH_URL"; then',
      `"${given('vars.A')}"; then`,
      'no variable',
    ],
    [
      'a secret in a pull request',
      added,
      'run: |',
      `run: |\n          echo ${given('secrets.A')}`,
      'no secret',
    ],
    [
      'a pull request with our rights',
      added,
      '  pull_request:',
      '  pull_request_target:',
      'a fork’s code',
    ],
    [
      'a service without a digest',
      added,
      '    timeout-minutes',
      '    services:\n      db:\n        image: postgres:18\n    timeout-minutes',
      'postgres:18: not pinned',
    ],
    [
      'a container without a digest',
      added,
      '    timeout-minutes',
      '    container: node:24\n    timeout-minutes',
      'node:24: not pinned',
    ],
  ] as const)('would be found out: %s', (_, content, right, wrong, found) => {
    expect(content.replace(right, wrong)).not.toBe(content);
    expect(unsafeIn(content.replace(right, wrong)).join('\n')).toContain(found);
  });

  it('may be where nothing is installed, and a digest is all that an image needs', () => {
    const digest = `postgres:18@sha256:${'a'.repeat(64)}`;
    const fine = added.replace(
      '    timeout-minutes',
      `    container: ${digest}\n    timeout-minutes`,
    );
    expect(unsafeIn(fine)).toEqual([]);
    // The step that fetches runs nothing of what it fetched, and asks GitHub with the job's token who built it.
    expect(added).toContain(`GH_TOKEN: ${given('github.token')}`);
  });

  it('are the same pins in the workflows that init writes as in our own, which Dependabot moves', () => {
    const pins = (content: string) =>
      [...content.matchAll(/uses: ([^.\s]\S+@.+)/g)].map(([, pin]) => pin as string);
    const own = new Set(
      readdirSync(WORKFLOWS).flatMap((name) => pins(read(join(WORKFLOWS, name)))),
    );
    expect(
      [...pins(written), ...pins(added), ...pins(action)].filter((pin) => !own.has(pin)),
    ).toEqual([]);
    expect(pins(added).length).toBe(3);
    const kinds = [
      ...read(join(ROOT, '.github/dependabot.yml')).matchAll(/package-ecosystem: (\S+)/g),
    ].map(([, kind]) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['npm', 'github-actions', 'docker', 'docker-compose']),
    );
  });

  it('a release is signed by the job that runs none of our code, before it is published', () => {
    const [publish = ''] = /^ {2}publish:[\s\S]*?(?=^ {2}(?:#|\w+:))/mu.exec(release) ?? [];
    expect(publish).toMatch(
      /attest-build-provenance@[\s\S]*subject-path: citewatch-\*\.tgz[\s\S]*gh release create/u,
    );
    expect(publish).not.toMatch(/\bnpm\b|checkout@/u);
  });

  it('the file that was signed is what npm gets, with its provenance, from a job that installs and runs nothing', () => {
    const [npm = ''] = /^ {2}npm:[\s\S]*$/mu.exec(release) ?? [];
    expect(npm).toMatch(/needs: publish\n[\s\S]*name: release\n/u);
    expect(scriptsIn(npm.trimEnd())).toEqual([
      'npm publish ./citewatch-*.tgz --provenance --access public --ignore-scripts',
    ]);
    expect(npm).not.toMatch(/checkout@|secrets\./u);
    const { private: isPrivate, repository } = JSON.parse(read(join(ROOT, 'package.json')));
    expect([isPrivate, repository.url]).toEqual([
      undefined,
      'git+https://github.com/asylos/citewatch.git',
    ]);
  });
});

describe('the action', () => {
  const action = read(join(ROOT, 'action.yml'));

  it('is one to GitHub', () => {
    expect(wrongInAction(action)).toEqual([]);
  });

  it.each([
    ['a key that there is not', 'shell: bash', 'shel: bash'],
    ['a kind that there is not', 'using: composite', 'using: composit'],
    ['an input that is no text', 'default: new-high', 'default: [new-high]'],
  ])('would be found out by %s', (_, right, wrong) => {
    expect(action).toContain(right);
    expect(wrongInAction(action.replace(right, wrong))).not.toEqual([]);
  });

  it('gives the night each option as it was written, and the subscribers their file', () => {
    const script = scriptsIn(action).at(-1) ?? '';
    const folder = emptyFolder();
    writeFileSync(join(folder, 'node'), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 });
    const inputs = {
      SOURCES: 'my sources.json',
      REPORTS: 'reports',
      FAIL_ON: 'new-high',
      ISSUE: 'none',
      STATE_BRANCH: 's',
      REPORTS_BRANCH: '',
      PAGES_BRANCH: 'gh-pages',
      SUBSCRIBERS: '{"to": ["$(id)"]}',
      OPTIONS: '--archive=none\n\n--user-agent=a b $(touch ran) * `id`',
    };
    const env = { ...inputs, RUNNER_TEMP: '/t', PATH: `${folder}:${process.env.PATH}` };
    const text = script.replace(/^\|\n/, '').replace(/^ {8}/gm, '');
    const out = execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', text], {
      cwd: folder,
      env,
    });
    expect(out.toString().trimEnd().split('\n')).toEqual([
      '/t/citewatch-cli',
      'nightly',
      '--sources',
      'my sources.json',
      '--reports',
      'reports',
      '--fail-on',
      'new-high',
      '--issue',
      'none',
      '--state-branch',
      's',
      '--pages-branch',
      'gh-pages',
      '--archive=none',
      '--user-agent=a b $(touch ran) * `id`',
    ]);
    expect(readdirSync(folder).sort()).toEqual(['node', 'subscribers.json']);
    expect(read(join(folder, 'subscribers.json'))).toBe('{"to": ["$(id)"]}\n');
  });

  it.each(['', 'citewatch@0.1.0'])(
    'shows nothing of its caller’s environment to what it installs: %j',
    (spec) => {
      const [script = ''] = scriptsIn(action);
      const folder = emptyFolder();
      writeFileSync(
        join(folder, 'npm'),
        '#!/bin/sh\n{ echo "npm $*"; /usr/bin/env; } >> "$RUNNER_TEMP/seen"\n',
        {
          mode: 0o755,
        },
      );
      const env = {
        RUNNER_TEMP: folder,
        PATH: `${folder}:${process.env.PATH}`,
        ACTION_PATH: folder,
        CITEWATCH_PACKAGE: spec,
        SMTP_URL: 'smtps://a:s3cret@b',
        MAIL_TO: 's3cret',
        A_TOKEN_OF_MINE: 's3cret',
        HTTPS_PROXY: 'http://proxy',
      };
      const text = script.replace(/^\|\n/, '').replace(/^ {8}/gm, '');
      execFileSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', text], {
        cwd: folder,
        env,
      });
      const seen = read(join(folder, 'seen'));
      expect(seen).not.toContain('s3cret');
      expect(seen).toContain('HTTPS_PROXY=http://proxy');
      const commands = seen.split('\n').filter((line) => line.startsWith('npm '));
      expect(
        commands.filter(
          (line) => /^npm (?:ci|install)/.test(line) && !line.includes('--ignore-scripts'),
        ),
      ).toEqual([]);
      expect(commands.filter((line) => line.startsWith('npm rebuild'))).toEqual([]);
    },
  );

  it('uses every input that it has, and no other', () => {
    const declared = [...action.matchAll(/^ {2}([\w-]+):\n {4}description:/gm)].map(
      ([, name]) => name,
    );
    const used = [...action.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(declared.length).toBeGreaterThan(8);
    expect([...new Set(used)].sort()).toEqual([...declared].sort());
  });
});
