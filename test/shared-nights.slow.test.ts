import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citewatch, start } from './command-line.js';
import { type ComparedNights, compareNights } from './compared-nights.js';
import { postgresServer } from './postgres-server.js';

const server = await postgresServer();

describe.skipIf(server === null)('four nights of the replica, kept in a shared store', () => {
  let nights: ComparedNights;
  let [own, shared, lost] = ['', '', ''];
  let mails = 0;
  let db: string;

  beforeAll(async () => {
    db = (await server?.database()) as string;
    nights = await compareNights(3);
    [own, shared, lost] = nights.folders as [string, string, string];
  });
  afterAll(() => nights.close());

  it('needs the report to be added, and says how', async () => {
    const { code, err } = await citewatch(['check', '--db', db], shared);
    expect(code).toBe(3);
    expect(err).toMatch(/this folder is none of its reports: citewatch reports add --db … adds it/);
    const added = await citewatch(['reports', 'add', '--db', db], shared);
    expect(added).toMatchObject({ code: 0, out: expect.stringContaining('ASI2025-01 was added') });
    const again = await citewatch(['reports', 'add', '--db', db], shared);
    expect(again).toMatchObject({ code: 0 });
    const other = await citewatch(['reports', 'add', '--db', db], own);
    expect(other).toMatchObject({
      code: 3,
      err: expect.stringContaining('give this one another --name'),
    });
  });

  it.each([1, 2, 3, 4])(
    'night %i finds and tells what it finds and tells with a store of its own',
    async (n) => {
      const here = await nights.night(n, own);
      expect(await nights.night(n, shared, '--db', db)).toEqual(here);
      expect(here).toMatchObject({ run: { id: n, online: true } });
      mails += here.mails.length;
      if (n === 4) expect(mails).toBeGreaterThan(1);
    },
    // Eight commands that read a whole report, on a machine that others use.
    240_000,
  );

  it.each([
    ['explain', 'aljazeera-2022-xi-anti-graft'],
    ['diff', 'dfat-2024-china-cir'],
    ['history', 'ti-2020-gcb-asia'],
    ['status', '--now', '2025-03-29T03:00:00Z'],
    ['report', '--format', 'csv'],
    ['evidence', 'verify'],
  ])('%s says the same of both', async (...args) => {
    const here = await citewatch(args, own);
    const there = await citewatch([...args, '--db', db], shared);
    // Of a shared store each chain of evidence is named before it is judged.
    const unsealed = ({ out, ...rest }: typeof here) => ({
      ...rest,
      out: out.replace(/:[\da-f]{64}$/mu, '').replace(/^\/.*\/evidence\n/u, ''),
    });
    expect(unsealed(there)).toEqual(unsealed(here));
  });

  it('is listed, and gone when it is removed', async () => {
    const listed = await citewatch(['reports', 'list', '--db', db], own);
    expect(listed.out).toMatch(/^ASI2025-01: \/.*sources\.json, last checked on 29 March 2025/);
    const removed = await citewatch(['reports', 'remove', 'ASI2025-01', '--db', db], own);
    expect(removed.out).toMatch(/^ASI2025-01 was removed with 4 runs, \d+ visits, \d digests?;/);
    expect((await citewatch(['reports', 'list', '--db', db], own)).out).toMatch(
      /^There is no report yet/,
    );
    expect((await citewatch(['status', '--db', db], shared)).err).toMatch(
      /it has no report ASI2025-01/,
    );
  });

  it('says when its server is gone in the middle of a night, waits for it, and is taken up by the next check where it is killed', async () => {
    await citewatch(['reports', 'add', '--db', db, '--name', 'lost'], lost);
    const way = await wayTo(Number(new URL(db).port));
    const through = new URL(db);
    through.port = String(way.port);
    const args = [
      'check',
      ...nights.web,
      '--archive',
      'none',
      '--host-delay',
      '50',
      '--fail-on',
      'never',
    ];
    let told = '';
    const { child, ended } = start([...args, '--db', through.href], {
      cwd: lost,
      onErr: (text) => {
        told += text;
        way.close();
      },
    });
    await expect
      .poll(() => told, { timeout: 60_000 })
      .toMatch(/the store cannot be reached \(.+\); it is tried again$/mu);
    expect(told).not.toContain(new URL(db).password);
    child.kill('SIGKILL');
    await ended;
    const again = await citewatch([...args, '--db', db], lost);
    expect(again, again.err).toMatchObject({ code: 0 });
    const said = (file: string) => JSON.parse(readFileSync(join(lost, file), 'utf8'));
    expect(said('reports/latest.json').run).toMatchObject({
      id: 1,
      sources: said('sources.json').sources.length,
    });
  }, 180_000);

  it('says in one sentence what is wrong with the address, and never the password', async () => {
    const password = new URL(db).password;
    const at = (change: (url: URL) => void): string => {
      const url = new URL(db);
      change(url);
      return url.href;
    };
    const cases: readonly (readonly [string, number, RegExp])[] = [
      [
        at((url) => (url.pathname = '/nowhere')),
        1,
        /cannot open the store \S+: there is no such database$/m,
      ],
      [
        at((url) => (url.password = 'hunter2')),
        1,
        /cannot open the store \S+: the password is wrong/m,
      ],
      [at((url) => (url.port = '9')), 1, /cannot open the store \S+: no server answers there$/m],
      [`${db}#a/b`, 3, /a report’s name, behind the #/m],
    ];
    for (const [address, code, words] of cases) {
      const ended = await citewatch(['history', 'x', '--db', address], own);
      expect(ended).toMatchObject({ code, out: '', err: expect.stringMatching(words) });
      expect(ended.err.trimEnd().split('\n').length).toBeLessThan(3);
      for (const secret of [password, decodeURIComponent(password), 'hunter2'])
        expect(ended.err).not.toContain(secret);
    }
    const { pathname, port, username } = new URL(db);
    const env = {
      PGPASSWORD: decodeURIComponent(password),
      PGHOST: '127.0.0.1',
      PGPORT: port,
      PGUSER: username,
    };
    expect(
      (await citewatch(['reports', 'list', '--db', `postgres://${pathname}`], own, env)).code,
    ).toBe(0);
  });
});

/** A way to a port of this machine that can be cut for good. */
async function wayTo(port: number): Promise<{ readonly port: number; close(): void }> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((here) => {
    const there = connect(port, '127.0.0.1');
    for (const socket of [here, there]) sockets.add(socket.on('error', () => {}));
    here.pipe(there).pipe(here);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
