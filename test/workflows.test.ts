import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { nightlyWorkflow } from '../src/report/init/nightly-workflow.js';
import { pullRequestWorkflow } from '../src/report/init/pull-request-workflow.js';
import { emptyFolder } from './command-line.js';

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
  return (await import(outfile)) as typeof import('@actions/workflow-parser') &
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
  const { context, value } = parseWorkflow({ name: 'a.yml', content }, new NoOperationTraceWriter());
  const policy = { errorPolicy: ErrorPolicy.TryConversion };
  const template = value && (await convertWorkflowTemplate(context, value, undefined, policy));
  const parsed = context.errors.getErrors().map(({ message }) => message);
  return [...new Set([...parsed, ...(template?.errors ?? []).map(({ Message }) => Message)])];
}

/** What a workflow gives to shells. */
function scriptsIn(content: string): readonly string[] {
  const lines = content.split('\n');
  return lines.flatMap((line, i) => {
    const [, before = '', script = ''] = /^( *(?:- )?)run: (.*)$/.exec(line) ?? [];
    if (script === '') return [];
    const after = lines.slice(i + 1);
    const end = after.findIndex((one) => one.trim() !== '' && one.search(/\S/) <= before.length);
    return [[script, ...after.slice(0, end < 0 ? undefined : end)].join('\n')];
  });
}

const wrongInAction = (content: string): readonly string[] =>
  parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter())
    .context.errors.getErrors()
    .map(({ message }) => message);

const ADDRESSES = [
  null,
  'github:asylos/citewatch#v0.1.0',
  'git+https://example.org/a/b.git#v0.1.0',
  'citewatch@0.1.0',
];

const ALL: readonly (readonly [string, string])[] = [
  ...readdirSync(WORKFLOWS).map((name) => [name, read(join(WORKFLOWS, name))] as const),
  ...ADDRESSES.map(
    (from) => [`the night that init writes from ${from}`, nightlyWorkflow(from, '0.1.0')] as const,
  ),
  ...ADDRESSES.map(
    (from) =>
      [`the pull request’s that init writes from ${from}`, pullRequestWorkflow(from, '0.1.0')] as const,
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
    expect(scriptsIn('a:\n  - run: |\n      x y\n    env:\n      Z: z\n')).toEqual(['|\n      x y']);
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
      ...{
        SOURCES: 'my sources.json',
        REPORTS: 'reports',
        FAIL_ON: 'new-high',
        ISSUE: 'none',
        STATE_BRANCH: 's',
      },
      ...{ REPORTS_BRANCH: '', PAGES_BRANCH: 'gh-pages', SUBSCRIBERS: '{"to": ["$(id)"]}' },
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
      ...['--sources', 'my sources.json', '--reports', 'reports', '--fail-on', 'new-high', '--issue', 'none'],
      ...['--state-branch', 's', '--pages-branch', 'gh-pages', '--archive=none'],
      '--user-agent=a b $(touch ran) * `id`',
    ]);
    expect(readdirSync(folder).sort()).toEqual(['node', 'subscribers.json']);
    expect(read(join(folder, 'subscribers.json'))).toBe('{"to": ["$(id)"]}\n');
  });

  it('uses every input that it has, and no other', () => {
    const declared = [...action.matchAll(/^ {2}([\w-]+):\n {4}description:/gm)].map(([, name]) => name);
    const used = [...action.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(declared.length).toBeGreaterThan(8);
    expect([...new Set(used)].sort()).toEqual([...declared].sort());
  });
});
