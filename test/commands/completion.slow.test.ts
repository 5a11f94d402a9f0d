import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { citewatchProgram } from '../../src/commands/program.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { keptIo } from './run.js';

const CLI = join(import.meta.dirname, '../../dist/cli.js');

/** A folder with two sources of which one would be a command if a shell expanded it. */
function place(): string {
  const folder = emptyFolder();
  const sources = ['hrw-2024', 'hrw-2025', 'a$(touch broken)'].map((id) => ({ id }));
  writeFileSync(join(folder, 'sources.json'), JSON.stringify({ sources }));
  return folder;
}

/** What a real bash offers behind these words, the last of which is being typed. */
function offered(words: readonly string[], folder = place()): readonly string[] {
  const script = `
    citewatch() { '${process.execPath}' '${CLI}' "$@"; }
    source <(citewatch completion bash)
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _citewatch
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const args = ['--norc', '-c', script, 'bash', 'citewatch', ...words];
  return execFileSync('bash', args, { cwd: folder, encoding: 'utf8' }).split('\n').filter(Boolean);
}

const leaves = citewatchProgram(keptIo().io, () => {}).commands;

describe('a bash that knows citewatch', () => {
  it('offers every command, and those that begin so', () => {
    const all = offered(['']);
    for (const command of leaves) expect(all).toContain(command.name());
    expect(offered(['hist'])).toEqual(['history']);
    expect(offered(['evidence', ''])).toEqual(expect.arrayContaining(['verify', 'export']));
  });

  it('offers the options of the command at hand, and the choices of an option', () => {
    expect(offered(['check', '--qu'])).toEqual(['--quiet']);
    expect(offered(['diff', '--qu'])).toEqual([]);
    expect(offered(['report', '--format', 'js'])).toEqual(expect.arrayContaining(['json']));
    expect(offered(['evidence', 'export', '--r'])).toEqual(['--run']);
    expect(offered(['completion', 'z'])).toEqual(['zsh']);
  });

  it('offers the ids of sources.json, of that which was named, and leaves files to bash elsewhere', () => {
    expect(offered(['diff', 'hrw'])).toEqual(['hrw-2024', 'hrw-2025']);
    expect(offered(['evidence', 'export', 'hrw-2025'])).toEqual(['hrw-2025']);
    expect(offered(['diff', '--db', 'hrw'])).toEqual([]);
    expect(offered(['history', 'hrw'], emptyFolder())).toEqual([]);
    const folder = place();
    writeFileSync(join(folder, 'other.json'), '{ "sources": [{ "id": "hrw-other" }] }');
    expect(offered(['ack', '--sources', 'other.json', 'hrw'], folder)).toEqual(['hrw-other']);
  });

  it('runs nothing that an id says', () => {
    const folder = place();
    expect(offered(['diff', 'a'], folder)).toEqual([]);
    expect(existsSync(join(folder, 'broken'))).toBe(false);
  });
});

describe('the scripts', () => {
  it.each(['bash', 'zsh', 'fish'])(
    '%s is taken by its shell, where that is there',
    async (shell) => {
      const { code, out } = await citewatch(['completion', shell], place());
      expect(code).toBe(0);
      for (const command of leaves) expect(out).toContain(command.name());
      const file = join(mkdtempSync(join(emptyFolder(), 'x')), 'script');
      writeFileSync(file, out);
      const { error, status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
      if (error === undefined) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    },
  );

  it('fish escapes what would end a word', async () => {
    const { out } = await citewatch(['completion', 'fish'], place());
    expect(out).toContain("-l only -r -d 'look at these sources only'");
    for (const line of out.split('\n').slice(1, -1))
      expect(line.replace(/\\./gu, '').match(/'/gu)?.length ?? 0, line).toSatisfy(
        (n: number) => n % 2 === 0,
      );
  });
});
