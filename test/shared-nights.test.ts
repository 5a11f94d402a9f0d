import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../src/model/run.js';
import type { Watchlist } from '../src/model/watchlist.js';
import { citewatch, emptyFolder, type Started, start } from './command-line.js';
import { postgresServer } from './postgres-server.js';
import { demoWatchlist } from './replica/nights.js';
import { type SmtpSink, startSmtpSink } from './replica/smtp.js';
import { type Replica, startReplica } from './replica/web.js';

const server = await postgresServer();
const shipped = JSON.parse(readFileSync(join(import.meta.dirname, '../sources.json'), 'utf8')) as Watchlist;

describe.skipIf(server === null)('four nights of the replica, kept in a shared store', () => {
  const watch = demoWatchlist(shipped);
  const own = emptyFolder();
  const shared = emptyFolder();
  const fleet = emptyFolder();
  let replica: Replica;
  let mails = 0;
  let sink: SmtpSink;
  let db: string;
  /** A store whose reports leave all asking to workers. */
  let worked: string;
  let workers: readonly Started[] = [];
  let env: Readonly<Record<string, string>>;

  beforeAll(async () => {
    db = (await server?.database()) as string;
    worked = (await server?.database()) as string;
    for (const folder of [own, shared, fleet])
      writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
    [replica, sink] = await Promise.all([startReplica(watch), startSmtpSink()]);
    env = { SMTP_URL: sink.url, MAIL_FROM: 'a@x.example', MAIL_TO: 'b@x.example' };
  });
  afterAll(async () => {
    for (const { child } of workers) child.kill();
    await Promise.all([replica.close(), sink.close()]);
  });

  const web = (): readonly string[] => [
    ...['--cacert', replica.caFile, '--host-delay', '0'],
    ...replica.connectTo.flatMap((rule) => ['--connect-to', rule]),
  ];

  /** What a night says, and the mail that it sends, without what no two nights share. */
  async function night(n: number, folder: string, ...store: readonly string[]): Promise<object> {
    replica.setNight(n);
    const now = ['--now', `2025-03-2${5 + n}T02:00:00Z`];
    const rest = ['--archive', 'none', '--fail-on', 'never'];
    const workersOnly = folder === fleet ? ['--workers-only'] : [];
    const checked = await citewatch(['check', ...now, ...web(), ...rest, ...workersOnly, ...store], folder);
    expect(checked, checked.err).toMatchObject({ code: 0 });
    const before = sink.messages.length;
    const told = await citewatch(['digest', '--send', ...store], folder, env);
    expect(told, told.err).toMatchObject({ code: 0 });
    const sent = sink.messages.slice(before).map(({ subject, text }) => ({ subject, text }));
    const latest = JSON.parse(readFileSync(join(folder, 'reports/latest.json'), 'utf8')) as Run;
    const { finishedAt: _, evidence: __, bytes: ___, ...facts } = latest.run;
    // The small web gives no two visitors the same bytes, and visits land in another order.
    const alike = { ...latest, run: facts, mails: sent };
    return JSON.parse(
      JSON.stringify(alike)
        .replace(/\b[\da-f]{64}\b/gu, 'a digest')
        .replace(/"n":\d+/gu, '"n":0'),
    );
  }

  it('needs the report to be added, and says how', async () => {
    const { code, err } = await citewatch(['check', '--db', db], shared);
    expect(code).toBe(3);
    expect(err).toMatch(/this folder is none of its reports: citewatch reports add --db … adds it/);
    const added = await citewatch(['reports', 'add', '--db', db], shared);
    expect(added).toMatchObject({ code: 0, out: expect.stringContaining('ASI2025-01 was added') });
    const again = await citewatch(['reports', 'add', '--db', db], shared);
    expect(again).toMatchObject({ code: 0 });
    expect(await citewatch(['reports', 'add', '--db', worked], fleet)).toMatchObject({ code: 0 });
    workers = [1, 2, 3].map(() => start(['work', '--db', worked, ...web()], { cwd: fleet }));
    const other = await citewatch(['reports', 'add', '--db', db], own);
    expect(other).toMatchObject({ code: 3, err: expect.stringContaining('give this one another --name') });
  });

  it.each([1, 2, 3, 4])(
    'night %i finds and tells what it finds and tells with a store of its own',
    async (n) => {
      const here = await night(n, own);
      expect(await night(n, shared, '--db', db)).toEqual(here);
      expect(await night(n, fleet, '--db', worked)).toEqual(here);
      expect(here).toMatchObject({ run: { id: n, online: true } });
      mails += (here as { mails: readonly object[] }).mails.length;
      if (n === 4) expect(mails).toBeGreaterThan(1);
    },
    // Twelve commands that read a whole report, on a machine that others use.
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
    const unsealed = ({ out, ...rest }: typeof here) => ({
      ...rest,
      out: out.replace(/:[\da-f]{64}$/mu, ''),
    });
    expect(unsealed(there)).toEqual(unsealed(here));
  });

  it('is listed, and gone when it is removed', async () => {
    const listed = await citewatch(['reports', 'list', '--db', db], own);
    expect(listed.out).toMatch(/^ASI2025-01: \/.*sources\.json, last checked on 29 March 2025/);
    const removed = await citewatch(['reports', 'remove', 'ASI2025-01', '--db', db], own);
    expect(removed.out).toMatch(/^ASI2025-01 was removed with 4 runs, \d+ visits, \d digests?;/);
    expect((await citewatch(['reports', 'list', '--db', db], own)).out).toMatch(/^There is no report yet/);
    expect((await citewatch(['status', '--db', db], shared)).err).toMatch(/it has no report ASI2025-01/);
  });

  it('ends in one sentence when its server is gone in the middle of a night, which the next check takes up', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
    await citewatch(['reports', 'add', '--db', db, '--name', 'lost'], folder);
    const way = await wayTo(Number(new URL(db).port));
    const through = new URL(db);
    through.port = String(way.port);
    const web = ['--cacert', replica.caFile, ...replica.connectTo.flatMap((rule) => ['--connect-to', rule])];
    const args = ['check', '--archive', 'none', '--host-delay', '50', '--fail-on', 'never', ...web];
    const { ended } = start([...args, '--db', through.href], { cwd: folder, onErr: () => way.close() });
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toMatch(/^citewatch could not do its job: the connection to the store \S+ was lost: .*\n/mu);
    const again = await citewatch([...args, '--db', db], folder);
    expect(again, again.err).toMatchObject({ code: 0 });
    const latest = JSON.parse(readFileSync(join(folder, 'reports/latest.json'), 'utf8')) as Run;
    expect(latest.run).toMatchObject({ id: 1, sources: watch.sources.length });
  }, 180_000);

  it('says in one sentence what is wrong with the address, and never the password', async () => {
    const password = new URL(db).password;
    const at = (change: (url: URL) => void): string => {
      const url = new URL(db);
      change(url);
      return url.href;
    };
    const cases: readonly (readonly [string, number, RegExp])[] = [
      [at((url) => (url.pathname = '/nowhere')), 1, /cannot open the store \S+: there is no such database$/m],
      [at((url) => (url.password = 'hunter2')), 1, /cannot open the store \S+: the password is wrong/m],
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
    expect((await citewatch(['reports', 'list', '--db', `postgres://${pathname}`], own, env)).code).toBe(0);
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
