import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Steps } from '../../src/commands/run/nightly.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { citation, page, source, watchlist } from '../world.js';
import { keptIo } from './run.js';

const PASSAGE = 'The court of the first district heard ninety cases of usury.';
let server: Server;
let web: string;

beforeAll(async () => {
  server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end(page(PASSAGE, 'Usury')),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  web = `:80:127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

/** A night in a job of GitHub's whose summary is a file of the folder, or a folder; the passage stands or not. */
async function nightIn(summary: 'file' | 'folder', quoted: string, more: readonly string[] = []) {
  const folder = emptyFolder();
  const watch = watchlist([source('a', { url: 'http://a.example/' })], [citation(1, 'a', quoted)]);
  writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
  if (summary === 'folder') mkdirSync(join(folder, 'summary.md'));
  const args = [
    'check',
    '--archive',
    'none',
    '--retries',
    '0',
    '--host-delay',
    '0',
    '--connect-to',
    web,
  ];
  const env = {
    GITHUB_ACTIONS: 'true',
    CI: 'true',
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
  };
  return {
    folder,
    ...(await citewatch([...args, '--sarif', 'found.sarif', ...more], folder, env)),
  };
}

const UNWRITTEN =
  /^the job’s summary \(GITHUB_STEP_SUMMARY\) was not written: [^\n]+ \(EISDIR\)$/gmu;

describe('the summary of a job', () => {
  it.each([
    [0, PASSAGE],
    [2, PASSAGE.replace('ninety', 'seventy')],
  ])(
    'that cannot be written is told once, and leaves exit code %d and all else as it is',
    async (code, quoted) => {
      const good = await nightIn('file', quoted);
      expect([good.code, good.err.match(UNWRITTEN)]).toEqual([code, null]);
      expect(readFileSync(join(good.folder, 'summary.md'), 'utf8')).toContain('#');
      const bad = await nightIn('folder', quoted);
      expect([bad.code, bad.err.match(UNWRITTEN)?.length]).toEqual([code, 1]);
      expect(bad.out).toBe(good.out);
      for (const file of ['found.sarif', 'reports/latest.json'])
        expect(existsSync(join(bad.folder, file)), file).toBe(true);
    },
  );

  it('is all that is taken so: a file that was asked for and cannot be written is an error', async () => {
    const { code, err } = await nightIn('file', PASSAGE, ['--sarif', '/dev/full']);
    expect(code).toBe(1);
    expect(err).toContain('citewatch could not do its job: /dev/full: the disk is full (ENOSPC)');
  });

  it('leaves what a job of several steps came to as it is too', async () => {
    const { io, said } = keptIo();
    const steps = new Steps({ ...io, env: { GITHUB_STEP_SUMMARY: emptyFolder() } }, 'store.db');
    await steps.step('state', async () => 'kept where it is');
    await steps.summarise();
    expect(steps.failed).toBe(false);
    expect(said().err.match(UNWRITTEN)).toHaveLength(1);
  });
});
