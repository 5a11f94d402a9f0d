import { execSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { citewatch, emptyFolder } from '../command-line.js';
import type { PostgresServer } from '../postgres.js';
import { postgresServer } from '../postgres-server.js';
import { startTelling } from '../told.js';
import { composeOf } from './compose.js';
import { instructionsOf, PRUNING } from './dockerfile.js';

const server = (await postgresServer()) as PostgresServer;
const ROOT = join(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { services } = composeOf(text('compose.yaml'));

const site = createServer((_, response) =>
  response.end('<p>Some text of a page that is long enough.</p>'),
);
await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
const sitePort = (site.address() as AddressInfo).port;
afterAll(() => {
  site.closeAllConnections();
  site.close();
});

const freePort = async (): Promise<number> => {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
};

/** Places that are others without containers. */
type Elsewhere = Readonly<Record<string, string>>;
const moved = (words: readonly string[], elsewhere: Elsewhere): readonly string[] =>
  words.map((word) =>
    Object.entries(elsewhere).reduce((said, [from, to]) => said.replaceAll(from, to), word),
  );

/** The image's own word on its health, at another port; the exit code. */
function health(port: number): number | null {
  const [said = ''] = instructionsOf(text('Dockerfile')).ofFinal('HEALTHCHECK');
  const [program = '', ...args] = JSON.parse(said.slice(said.indexOf('['))) as string[];
  expect(program).toBe('node');
  return spawnSync(process.execPath, moved(args, { 9464: `${port}` }) as string[]).status;
}

/** The packages that the image would lose by these commands; none is lost here. */
function pruned(commands: readonly string[]): readonly string[] {
  const folder = emptyFolder();
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const said = commands.map((command) => {
    const dry = command.startsWith('npm prune')
      ? `${command} --dry-run --offline --loglevel=notice`
      : command;
    return execSync(dry, { cwd: folder, encoding: 'utf8' });
  });
  return [...said.join('').matchAll(/^remove (\S+) /gm)].map(([, name = '']) => name);
}

describe('the image', { timeout: 60_000 }, () => {
  it('keeps the client of a shared store, and nothing that only builds', () => {
    const lost = pruned(PRUNING);
    expect(lost).toContain('typescript');
    expect(lost.filter((name) => /^pg/.test(name))).toEqual([]);
    expect(pruned(PRUNING.slice(1))).toContain('pg');
  });
});

// Commands in processes of their own, on a machine that others use.
describe.skipIf(server === null)(
  'the services of the compose file, without containers',
  { timeout: 180_000 },
  () => {
    it('work together: two workers and a scheduler check a report that was added, and say that they are well', async () => {
      const { username, password, host, pathname } = new URL(await server.database());
      const db = `postgres://${username}@${host}${pathname}`;
      const env = { PGPASSWORD: decodeURIComponent(password) };
      const home = emptyFolder();
      const folder = join(home, 'one');
      mkdirSync(folder);
      const cited = { id: 'a', publisher: 'p', title: 't', url: `http://127.0.0.1:${sitePort}/` };
      writeFileSync(
        join(folder, 'sources.json'),
        JSON.stringify({ reports: [], sources: [cited], series: [] }),
      );
      const elsewhere = {
        'postgres://citewatch@store/citewatch': db,
        '/pages': join(home, 'pages'),
      };
      const add = ['reports', 'add', '--db', db, '--name', 'one', '--sources', 'one/sources.json'];
      const added = await citewatch(add, home, env);
      expect(added, added.err).toMatchObject({ code: 0 });

      const started = await Promise.all(
        ['worker', 'worker', 'scheduler'].map(async (name) => {
          const port = await freePort();
          const { command = [] } = services[name] ?? {};
          // It tells of its work in JSON, as the helper of these tests asks of whatever it starts.
          const words = moved(command, {
            ...elsewhere,
            9464: `${port}`,
            '0 3 * * *': '* * * * * *',
          });
          expect(words.join(' ')).toMatch(/--log[= ]json$/);
          const more =
            name === 'scheduler' ? ['--allow-private', '--archive=none'] : ['--allow-private'];
          return { port, ...startTelling([...words, ...more], home, env) };
        }),
      );
      const [, , scheduler] = started;
      await scheduler?.heard('check-ended', { report: 'one', code: 0 });
      expect(existsSync(join(home, 'pages/one/index.html'))).toBe(true);
      for (const { port } of started) expect(health(port)).toBe(0);
      for (const { child } of started) child.kill('SIGTERM');
      for (const { ended } of started) expect((await ended).code).toBe(0);
      for (const { port } of started) expect(health(port)).toBe(1);
    });

    it('begin with the help, where no command is given', async () => {
      const [entry = '', command = ''] = ['ENTRYPOINT', 'CMD'].map(
        (keyword) => instructionsOf(text('Dockerfile')).ofFinal(keyword)[0] ?? '',
      );
      expect(JSON.parse(entry)).toEqual(['node', '/app/dist/cli.js']);
      expect(await citewatch(JSON.parse(command) as string[], emptyFolder())).toMatchObject({
        code: 0,
      });
    });

    it('ask the store how it is by a program that PostgreSQL brings', async () => {
      const [kind, program = '', ...args] = services.store?.healthcheck?.test ?? [];
      expect([kind, program]).toEqual(['CMD', 'pg_isready']);
      const { hostname, port } = new URL(await server.database());
      const asked = spawnSync(program, [
        ...moved(args, { '127.0.0.1': hostname }),
        `--port=${port}`,
      ]);
      // Debian's package of the client has it; the server that npm brings has not.
      if (asked.error !== undefined) expect(asked.error).toMatchObject({ code: 'ENOENT' });
      else expect(asked.status).toBe(0);
    });
  },
);
