import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citewatch, emptyFolder } from './command-line.js';
import { type PostgresServer, serverFolders, startPostgres } from './postgres.js';
import { CARELESS } from './postgres-server.js';

const NEEDED = ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'psql'];
/** Where there is a server with what dumps and restores it. */
const bin = serverFolders().find((folder) =>
  NEEDED.every((name) => existsSync(join(folder, name))),
);
/** Servers of other versions. */
const others = serverFolders().filter((folder) => folder !== bin);
if (bin === undefined)
  console.warn(
    'tests of a restored store are skipped: no PostgreSQL with pg_dump is on this machine',
  );

const DOCS = readFileSync(join(import.meta.dirname, '../docs/running-for-many.md'), 'utf8');
/** The blocks of commands of its chapter on backups: the dump, and what restores it with containers and without. */
const [DUMP = '', IN_CONTAINERS = '', ON_A_SERVER = ''] = [
  ...(DOCS.split(/^## /mu)
    .find((chapter) => chapter.startsWith('Backup'))
    ?.matchAll(/```sh\n([\s\S]*?)```/gu) ?? []),
].map(([, block = '']) => block);
const QUICK = [
  '--archive',
  'none',
  '--retries',
  '0',
  '--host-delay',
  '0',
  '--allow-private',
  '--fail-on',
  'never',
];

let site: Server;
const servers: PostgresServer[] = [];
beforeAll(async () => {
  site = createServer((_, response) =>
    response.end('<p>Some text of a page that a report cites.</p>'),
  );
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
});
afterAll(() => {
  for (const server of servers) server.stop();
  site.closeAllConnections();
  site.close();
});

/** A new cluster, whose superuser has that name. */
async function cluster(superuser: string, bins: readonly string[]): Promise<PostgresServer> {
  const server = await startPostgres(CARELESS, { bins, superuser });
  servers.push(server);
  return server;
}

/** Does what the documents say, on a server; gives what each command ended with. */
function follow(
  block: string,
  server: PostgresServer,
  folder: string,
): readonly { line: string; code: number | null }[] {
  const { port, password } = new URL(server.root);
  const env = {
    PATH: `${bin}:${process.env.PATH}`,
    PGHOST: '127.0.0.1',
    PGPORT: port,
    PGUSER: 'postgres',
    PGPASSWORD: decodeURIComponent(password),
  };
  return block
    .trim()
    .split('\n')
    .map((line) => line.trim().replace(/^(?:docker compose exec -T store|sudo -u postgres) /u, ''))
    .filter((line) => !line.startsWith('docker compose up'))
    .map((line) => {
      const { status, stderr } = spawnSync('/bin/sh', ['-c', line], { cwd: folder, env });
      return { line, code: status, said: String(stderr) };
    });
}

/** Makes the database that an image of PostgreSQL makes as it starts. */
const asTheImageDoes = (server: PostgresServer) =>
  follow('psql --username=citewatch --command="CREATE DATABASE citewatch" postgres', server, '/');

const addressOf = (
  server: PostgresServer,
  user: string,
  password = new URL(server.root).password,
): string => `postgres://${user}:${password}@127.0.0.1:${new URL(server.root).port}/citewatch`;

// Commands in processes of their own, on a machine that others use.
describe.skipIf(bin === undefined)(
  'a shared store that is restored as the documents say',
  { timeout: 240_000 },
  () => {
    /** Watches a report for two nights, and dumps. */
    async function dumped(
      server: PostgresServer,
      user: string,
      dump: string,
      ...how: readonly string[]
    ) {
      const db = addressOf(server, user);
      const folder = emptyFolder();
      const { port } = site.address() as AddressInfo;
      const reports = [
        {
          id: 'asylos',
          title: 'T',
          citations: [{ id: 'T/1', source: 'a', cited: 'A page', quotes: [] }],
        },
      ];
      const sources = [{ id: 'a', publisher: 'p', title: 't', url: `http://127.0.0.1:${port}/` }];
      writeFileSync(join(folder, 'sources.json'), JSON.stringify({ reports, sources, series: [] }));
      expect(await citewatch(['reports', 'add', '--db', db, ...how], folder)).toMatchObject({
        code: 0,
      });
      for (const _ of [1, 2]) await night(folder, db);
      expect(follow(dump, server, folder)).toMatchObject([{ code: 0 }]);
      const listed = (await citewatch(['reports', 'list', '--db', db], folder)).out;
      server.stop();
      return { folder, listed };
    }
    async function night(folder: string, db: string): Promise<number> {
      const checked = await citewatch(['check', ...QUICK, '--db', db], folder);
      expect(checked, checked.err).toMatchObject({ code: 0 });
      return JSON.parse(readFileSync(join(folder, 'reports/latest.json'), 'utf8')).run.id;
    }
    /** The store goes on where the dump was made. */
    async function goesOn({ folder, listed }: { folder: string; listed: string }, db: string) {
      const list = await citewatch(['reports', 'list', '--db', db], folder);
      expect(list, list.err).toMatchObject({ code: 0, out: listed });
      const verify = () => citewatch(['evidence', 'verify', '--db', db], folder);
      expect(await verify()).toMatchObject({ code: 0 });
      // Two nights are in the dump.
      expect(await night(folder, db)).toBe(3);
      expect(await verify()).toMatchObject({ code: 0 });
      expect(
        (await citewatch(['history', 'a', '--db', db], folder)).out.trim().split('\n').length,
      ).toBeGreaterThan(1);
    }
    let kept: { folder: string; listed: string };
    let restored: PostgresServer;
    beforeAll(async () => {
      expect(
        [DUMP, IN_CONTAINERS, ON_A_SERVER].map((block) => /pg_dump|pg_restore/u.exec(block)?.[0]),
      ).toEqual(['pg_dump', 'pg_restore', 'pg_restore']);
      const old = await cluster('citewatch', [bin as string]);
      asTheImageDoes(old);
      kept = await dumped(old, 'citewatch', DUMP);
      restored = await cluster('citewatch', [bin as string]);
      asTheImageDoes(restored);
    }, 240_000);

    it('goes on in a new cluster, with the role that its tables belong to', async () => {
      const ended = follow(IN_CONTAINERS, restored, kept.folder);
      expect(ended.filter(({ code }) => code !== 0)).toEqual([]);
      expect(ended).toHaveLength(3);
      await goesOn(kept, addressOf(restored, 'citewatch'));
    });

    it('comes back over what is left of it, as it was when the dump was made', async () => {
      const ended = follow(IN_CONTAINERS, restored, kept.folder);
      expect(ended.map(({ code }) => code)).toEqual([1, 0, 0]);
      const list = await citewatch(
        ['reports', 'list', '--db', addressOf(restored, 'citewatch')],
        kept.folder,
      );
      expect(list.out).toBe(kept.listed);
    });

    it('is not to be opened without that role, which is what the commands are held against', async () => {
      const server = await cluster('citewatch', [bin as string]);
      asTheImageDoes(server);
      const without = IN_CONTAINERS.split('\n').filter((line) => !line.includes('CREATE ROLE'));
      const ended = follow(without.join('\n'), server, kept.folder);
      expect(ended.at(-1)?.code).not.toBe(0);
      const list = await citewatch(
        ['reports', 'list', '--db', addressOf(server, 'citewatch')],
        kept.folder,
      );
      expect(list.out).not.toBe(kept.listed);
    });

    it('goes on with a server of one’s own, where a plain user owns it', async () => {
      const old = await cluster('postgres', [bin as string]);
      const { password } = new URL(old.root);
      const named = (block: string): string =>
        block.replaceAll("'…'", `'${decodeURIComponent(password)}'`);
      const [role = '', database = ''] = named(ON_A_SERVER).split('\n');
      follow(`${role}\n${database}`, old, '/');
      const dump = DUMP.replace('--username=citewatch', '--username=postgres');
      const owned = await dumped(old, 'citewatch', dump);
      const fresh = await cluster('postgres', [bin as string]);
      const ended = follow(named(ON_A_SERVER), fresh, owned.folder);
      expect(ended.filter(({ code }) => code !== 0)).toEqual([]);
      await goesOn(owned, addressOf(fresh, 'citewatch'));
    });

    it('goes on protected, once the roles are made in the new cluster', async () => {
      const protect = async (server: PostgresServer) => {
        const done = await citewatch(
          ['reports', 'protect', '--db', addressOf(server, 'postgres')],
          emptyFolder(),
        );
        expect(done, done.err).toMatchObject({ code: 0 });
      };
      const letIn = (server: PostgresServer) =>
        follow(
          'psql --username=postgres --command="GRANT citewatch_operators TO citewatch" citewatch',
          server,
          '/',
        );
      const old = await cluster('postgres', [bin as string]);
      const commands = ON_A_SERVER.replaceAll(
        "'…'",
        `'${decodeURIComponent(new URL(old.root).password)}'`,
      ).split('\n');
      const [make, restore] = [commands.slice(0, 2).join('\n'), commands.slice(2).join('\n')];
      follow(make, old, '/');
      await protect(old);
      letIn(old);
      const dump = DUMP.replace('--username=citewatch', '--username=postgres');
      const owned = await dumped(old, 'citewatch', dump, '--private');
      const fresh = await cluster('postgres', [bin as string]);
      follow(make, fresh, '/');
      expect(follow(restore, fresh, owned.folder).map(({ code }) => code)).toEqual([0, 1]);
      await protect(fresh);
      expect(follow(restore, fresh, owned.folder).map(({ code }) => code)).toEqual([0, 0]);
      letIn(fresh);
      await goesOn(owned, addressOf(fresh, 'citewatch'));
    });

    it.skipIf(others.length === 0)('goes on with a PostgreSQL of another version', async () => {
      const server = await cluster('citewatch', others);
      asTheImageDoes(server);
      const ended = follow(IN_CONTAINERS, server, kept.folder);
      expect(ended.filter(({ code }) => code !== 0)).toEqual([]);
      await goesOn(kept, addressOf(server, 'citewatch'));
    });
  },
);
