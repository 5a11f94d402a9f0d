import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InMemoryTransport } from '@modelcontextprotocol/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runMcp, toolAnswer, toolRefusal } from '../../src/commands/run/mcp.js';
import { missingPackage } from '../../src/commands/shutdown.js';
import { UserError } from '../../src/model/problem.js';
import { emptyFolder } from '../command-line.js';
import { watchlist } from '../world.js';
import { agentOver } from './agent.js';
import { keptIo } from './run.js';

/** A server in this process, over a folder with nothing in it, and an agent that is connected to it. */
async function served(more: object = {}) {
  const folder = emptyFolder();
  const places = {
    sources: join(folder, 'sources.json'),
    db: join(folder, '.citewatch/citewatch.db'),
    reports: folder,
  };
  const [near, far] = InMemoryTransport.createLinkedPair();
  const kept = keptIo();
  const code = runMcp({ ...places, archive: 'none', ...more }, kept.io, near);
  const agent = await agentOver(far);
  onTestFinished(() => agent.close());
  return { ...agent, folder, places, code, said: kept.said };
}

describe('citewatch mcp', () => {
  it.each([
    [
      false,
      {
        verify_quote: 'rw',
        check_report: 'rw',
        explain_source: 'r',
        find_source: 'rw',
        propose_fix: 'r',
      },
    ],
    [
      true,
      {
        verify_quote: 'rw',
        check_report: 'w',
        explain_source: 'r',
        find_source: 'rw',
        propose_fix: 'dw',
      },
    ],
  ])('started with --write %s says what its tools may do', async (write, expected) => {
    const { client } = await served({ write });
    const { tools } = await client.listTools();
    // r: reads only; d: destroys; w: asks the web.
    const letters = tools.map(({ name, annotations: a }) => [
      name,
      `${a?.readOnlyHint ? 'r' : ''}${a?.destructiveHint ? 'd' : ''}${a?.openWorldHint ? 'w' : ''}`,
    ]);
    expect(Object.fromEntries(letters)).toEqual(expected);
    for (const { name, outputSchema, description = '' } of tools) {
      expect([name, outputSchema?.required]).toEqual([
        name,
        expect.arrayContaining(['quoted', 'cut']),
      ]);
      expect(description.length, name).toBeGreaterThan(80);
    }
    expect(client.getInstructions()).toContain('no');
  });

  it.each([
    ['verify_quote', { quote: 'a' }, 'url: give either url or file'],
    [
      'verify_quote',
      { quote: 'a', url: 'https://a.example/', file: 'a.html' },
      'url: give either url or file',
    ],
    ['verify_quote', { quote: ' ', url: 'https://a.example/' }, /quote/u],
    [
      'verify_quote',
      { quote: 'a', url: 'ftp://a.example/' },
      /^URL: must be an absolute http or https address/u,
    ],
    [
      'verify_quote',
      { quote: 'a', file: 'package.json' },
      /^file: is no HTML, PDF or text file of the folder/u,
    ],
    ['verify_quote', { quote: 'a', nonsense: 1 }, /nonsense/u],
    ['check_report', { record: true }, 'record: needs a server that was started with --write'],
    ['check_report', {}, /sources\.json: there is no such file: citewatch init REPORT makes it/u],
    ['explain_source', { source: 'a' }, /there is no store yet/u],
    ['explain_source', {}, /source/u],
    [
      'propose_fix',
      { source: 'a', apply: true },
      'apply: needs a server that was started with --write',
    ],
  ])('refuses %s %j in a sentence with its place', async (name, given, why) => {
    const { call } = await served();
    const { isError, said, facts } = await call(name, given);
    expect({ isError, facts }).toEqual({ isError: true, facts: undefined });
    expect(said).toMatch(typeof why === 'string' ? new RegExp(`^${why}$`, 'u') : why);
    expect(said.split('\n')).toHaveLength(1);
  });

  it('tells every problem of a sources.json with its line', async () => {
    const { call, places } = await served();
    writeFileSync(places.sources, '{\n  "reports": 3,\n  "sources": 4\n}');
    expect((await call('find_source', { source: 'a' })).said).toMatch(
      /sources\.json:2:\d+: [\s\S]*sources\.json:3:\d+: /u,
    );
  });

  it('makes no night of a shared store that nobody would keep', async () => {
    const { call, places } = await served({ db: 'postgres://ann@127.0.0.1:1/reports' });
    writeFileSync(places.sources, JSON.stringify(watchlist([], [])));
    expect((await call('check_report', { ask: true })).said).toMatch(
      /^postgres:.* is shared: a night of it is recorded/u,
    );
  });

  it('outlives what fails in a tool, and tells it to whoever called and to the log', async () => {
    const { call, places, said } = await served();
    mkdirSync(join(places.db), { recursive: true });
    const { isError, said: why } = await call('explain_source', { source: 'a' });
    expect({ isError, told: said().err }).toEqual({ isError: true, told: `${why}\n` });
    expect((await call('verify_quote', { quote: 'a' })).isError).toBe(true);
    expect(said().out).toBe('');
  });

  it('ends when its client goes', async () => {
    const { code, close } = await served();
    await close();
    expect(await code).toBe(0);
  });

  it('does not begin with options that make no sense', async () => {
    const [near] = InMemoryTransport.createLinkedPair();
    const options = { sources: 'sources.json', db: ':memory:', reports: '', timeout: 'soon' };
    await expect(runMcp(options, keptIo().io, near)).rejects.toThrow(UserError);
  });

  it('says what to install', () => {
    const error = new Error(
      "Cannot find package '@modelcontextprotocol/server' imported from /a/mcp.js",
    );
    expect(missingPackage(error)).toContain('npm install @modelcontextprotocol/server');
  });
});

describe('an answer', () => {
  const factsOf = (facts: object) =>
    toolAnswer('Said.', facts).structuredContent as Record<string, unknown>;

  it('has texts of 500 characters whole, cuts longer ones, and counts what it cut', () => {
    expect(factsOf({ found: 'a'.repeat(500) })).toMatchObject({ found: 'a'.repeat(500), cut: 0 });
    expect(factsOf({ found: 'a'.repeat(501) })).toMatchObject({
      found: `${'a'.repeat(499)}…`,
      cut: 1,
    });
    // No character is cut in two.
    expect(factsOf({ found: `${'a'.repeat(499)}😀` })).toMatchObject({
      found: `${'a'.repeat(499)}…`,
    });
  });

  it('ends lists when it is full, and says so', () => {
    const list = (n: number) => Array.from({ length: n }, () => 'a'.repeat(499));
    const { diff, cut } = factsOf({ diff: list(200), rest: list(1) }) as {
      diff: readonly string[];
      cut: number;
    };
    expect([diff.length, cut]).toEqual([80, 2]);
    expect(factsOf({ diff: list(80) })).toMatchObject({ cut: 0 });
  });

  it('drops what turns or hides text, and keeps the letters of every script', () => {
    const { found } = factsOf({ found: 'a\u202eb\u0007c\u001b[31md\u{e0041} می‌خواهم 貪污' });
    expect(found).toBe('abcd� می‌خواهم 貪污');
  });

  it('fences the same facts by a mark that is another each time', () => {
    const marks = [1, 2].map(() => {
      const { content } = toolAnswer('Said.', { found: 'a' });
      const [said, fenced] = content.map((block) => (block.type === 'text' ? block.text : ''));
      expect(said).toBe('Said.');
      return /\n<(page-[0-9a-f]{16})>\n\{.*\}\n<\/\1>$/u.exec(fenced ?? '')?.[1];
    });
    expect(new Set(marks).size).toBe(2);
    expect(marks).not.toContain(undefined);
  });

  it('bounds a refusal too', () => {
    const [block] = toolRefusal(`a\u202e${'b'.repeat(900)}`).content;
    expect(block).toMatchObject({ type: 'text', text: expect.stringMatching(/^ab{498}…$/u) });
  });
});
