import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pullRequestWorkflow } from '../../src/surfaces/init.js';

const own = readFileSync('.github/workflows/citations.yml', 'utf8');
const written = pullRequestWorkflow('citewatch@0.1.0', '0.1.0');

/** Lines of one text that the other has not. */
const only = (a: string, b: string): readonly string[] => {
  const lines = new Set(b.split('\n'));
  return a
    .split('\n')
    .filter((line) => !lines.has(line) && !line.startsWith('#'))
    .map((line) => line.trim());
};

describe('the workflow for pull requests', () => {
  it('is that of this repository, with citewatch installed instead of built', () => {
    expect(only(own, written)).toEqual([
      'node-version-file: .nvmrc',
      'cache: npm',
      '- run: npm ci && npm run build',
      'node dist/cli.js check --added-since "$RUNNER_TEMP/before.json"',
    ]);
    expect(only(written, own)).toHaveLength(13);
  });

  it('can be run by anybody, from a fork too: no secret, no variable, and nothing may be written', () => {
    for (const text of [own, written]) {
      expect(text).not.toMatch(/secrets\.|vars\.|pull_request_target|: write/u);
      expect(text).toMatch(/^on:\n {2}pull_request:\n/mu);
      expect(text).toContain('permissions:\n  contents: read\n');
    }
  });
});
