import type { ChildProcess } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fetcher } from '../../src/web/fetcher.js';
import { citewatch, emptyFolder, start } from '../command-line.js';
import type { PostgresServer } from '../postgres.js';
import { postgresServer } from '../postgres-server.js';
import { type ManyHosts, manyHosts } from './many-hosts.js';
import { askingAs, type SharedStore, sharedStore } from './shared-store.js';

const server = (await postgresServer()) as PostgresServer;
const LEASE = 2_000;

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((later) => setTimeout(later, 10));
};

/** Gives what says how many may be connected to a database at once. */
async function letIn(database: string): Promise<(most: number) => Promise<void>> {
  const root = await server.database('postgres');
  return async (most) => {
    const client = new pg.Client({ connectionString: root });
    await client.connect();
    await client.query(
      `ALTER DATABASE ${new URL(database).pathname.slice(1)} CONNECTION LIMIT ${most}`,
    );
    await client.end();
  };
}

describe.skipIf(server === null)('citewatch work', () => {
  /** A web, a store, and a report that leaves all to workers. */
  async function opened(answer: (response: ServerResponse, path: string) => void) {
    const web = await manyHosts(({ url = '' }, response) => answer(response, url));
    const store = await sharedStore(server);
    return { web, store, report: await store.fleet(askingAs(web.connectTo), { walks: false }) };
  }
  const args = ({ url }: SharedStore, { connectTo }: ManyHosts) =>
    [
      'work',
      '--db',
      url,
      '--connect-to',
      connectTo,
      '--host-delay',
      '0',
      '--lease',
      `${LEASE}`,
    ] as const;
  /** Starts a worker, and waits until it works. */
  async function working(store: SharedStore, web: ManyHosts, more: readonly string[] = []) {
    let err = '';
    const worker = start([...args(store, web), ...more], {
      cwd: emptyFolder(),
      onErr: (text) => {
        err += text;
      },
    });
    started.push(worker.child);
    await until(() => err.includes('working for'));
    return { ...worker, said: () => err };
  }
  const get = (report: Fetcher, url: string) => report.fetch({ url, validators: null });

  it('asks what waits, tells what it did, and ends where that is all', async () => {
    const { web, store, report } = await opened((response) => response.end('x'));
    const asked = Promise.all(
      ['a', 'b', 'a'].map((host, n) => get(report, `http://${host}.example/${n}`)),
    );
    await new Promise((later) => setTimeout(later, 200));
    const { code, err } = await citewatch(
      [...args(store, web), '--once', '--verbose'],
      emptyFolder(),
    );
    expect(code, err).toBe(0);
    expect(err.split('\n').sort()).toEqual(
      [
        '',
        '3 answered in all',
        'a.example: 2 answered, 0 left',
        'b.example: 1 answered, 0 left',
      ].sort(),
    );
    expect((await asked).map(({ kind }) => kind)).toEqual(['answered', 'answered', 'answered']);
  });

  it('ends the request under way when it is stopped, and leaves the rest to others', async () => {
    const waiting: ServerResponse[] = [];
    const { web, store, report } = await opened((response) => void waiting.push(response));
    const one = await working(store, web);
    const asked = [get(report, 'http://a.example/1')];
    await until(() => waiting.length === 1);
    asked.push(get(report, 'http://a.example/2'));
    await expect.poll(async () => (await store.pool.query('SELECT FROM asks')).rowCount).toBe(2);
    one.child.kill('SIGTERM');
    await new Promise((later) => setTimeout(later, 100));
    waiting[0]?.end('first');
    expect(await asked[0]).toMatchObject({ http: 200 });
    expect((await one.ended).code).toBe(0);
    expect(waiting).toHaveLength(1);
    await working(store, web);
    await until(() => waiting.length === 2);
    waiting[1]?.end('second');
    expect(await asked[1]).toMatchObject({ http: 200 });
  });

  it('a worker that stood still has lost its lane: what it was told is heard from another', async () => {
    const waiting: ServerResponse[] = [];
    const { web, store, report } = await opened((response) => void waiting.push(response));
    const still = await working(store, web);
    const asked = get(report, 'http://a.example/');
    await until(() => waiting.length === 1);
    still.child.kill('SIGSTOP');
    waiting[0]?.end('to the one that stands still');
    const other = await working(store, web);
    await until(() => waiting.length === 2);
    still.child.kill('SIGCONT');
    await new Promise((later) => setTimeout(later, 300));
    waiting[1]?.end('to the other');
    const outcome = await asked;
    expect(outcome.kind === 'answered' && Buffer.from(outcome.body?.bytes ?? []).toString()).toBe(
      'to the other',
    );
    for (const { child } of [still, other]) child.kill('SIGTERM');
    expect([(await still.ended).code, (await other.ended).code]).toEqual([0, 0]);
  });

  it('says once that the store is away, and goes on when it is back', async () => {
    const { web, store } = await opened((response) => response.end('x'));
    const { child, said } = await working(store, web);
    const mayConnect = await letIn(store.url);
    // Connections that are made anew at once are no outage: nobody is let in for a while.
    await mayConnect(0);
    await server.disconnect(store.url);
    await until(() => said().includes('cannot be reached'));
    await mayConnect(-1);
    await until(() => said().includes('the store is back'));
    const report = await store.fleet(askingAs(web.connectTo), { walks: false });
    expect(await get(report, 'http://a.example/')).toMatchObject({ http: 200 });
    child.kill('SIGTERM');
    expect(said().match(/cannot be reached/g)).toHaveLength(1);
  });

  it('a host that is asked for while it is asked holds up nobody else', async () => {
    const waiting: ServerResponse[] = [];
    const { web, store, report } = await opened((response, path) =>
      path === '/slow' ? void waiting.push(response) : response.end('quick'),
    );
    await working(store, web);
    const slow = get(report, 'http://a.example/slow');
    await until(() => waiting.length === 1);
    const behind = get(report, 'http://a.example/behind');
    await new Promise((later) => setTimeout(later, 100));
    expect(await get(report, 'http://b.example/')).toMatchObject({ http: 200 });
    waiting[0]?.end();
    expect(await Promise.all([slow, behind])).toMatchObject([{ http: 200 }, { http: 200 }]);
    expect(web.overlaps).toEqual([]);
  });

  it('refuses what makes no sense, all of it at once', async () => {
    const { code, err } = await citewatch(
      ['work', '--db', 'postgres://x', '--lanes', '0', '--lease', '5', '--timeout', 'x'],
      emptyFolder(),
    );
    expect(code).toBe(3);
    for (const option of ['--lanes', '--lease', '--timeout']) expect(err).toContain(option);
  });
});
