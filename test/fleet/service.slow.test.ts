import type { ChildProcess } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { citewatch, emptyFolder } from '../command-line.js';
import type { PostgresServer } from '../postgres.js';
import { postgresServer } from '../postgres-server.js';
import { startTelling } from '../told.js';
import { manyHosts } from './many-hosts.js';
import { askingAs, type SharedStore, sharedStore } from './shared-store.js';

const server = (await postgresServer()) as PostgresServer;

/** Whether anybody may connect to a database. */
async function letIn(address: string, isOpen: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: await server.database('postgres') });
  await client.connect();
  await client.query(
    `ALTER DATABASE ${new URL(address).pathname.slice(1)} ALLOW_CONNECTIONS ${isOpen}`,
  );
  await client.end();
}

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

describe.skipIf(server === null)('a worker that is watched over', () => {
  async function opened(answer: (response: ServerResponse, path: string) => void) {
    const web = await manyHosts(({ url = '' }, response) => answer(response, url));
    const store = await sharedStore(server);
    const report = await store.fleet(askingAs(web.connectTo), { walks: false });
    const get = (url: string) => report.fetch({ url, validators: null });
    return { web, store, get };
  }
  const args = ({ url }: SharedStore, connectTo: string) =>
    [
      'work',
      '--db',
      url,
      '--connect-to',
      connectTo,
      '--host-delay',
      '0',
      '--retries',
      '0',
    ] as const;
  function working(store: SharedStore, connectTo: string) {
    const worker = startTelling(
      [...args(store, connectTo), '--health', '0', '--verbose'],
      emptyFolder(),
    );
    started.push(worker.child);
    return worker;
  }

  it('tells what waits, what it did, and that it is well', async () => {
    const { web, store, get } = await opened((response, path) => {
      if (path === '/held') return;
      response.statusCode = path === '/gone' ? 404 : 200;
      response.end('text');
    });
    const before = Promise.all([get('http://a.example/1'), get('http://b.example/gone')]);
    const worker = working(store, web.connectTo);
    const { url } = await worker.heard('health');
    await before;
    void get('http://c.example/held').catch(() => {});
    const metrics = async () => (await fetch(`${url}metrics`)).text();
    await expect.poll(metrics, { timeout: 20_000 }).toContain('citewatch_lanes_held 1\n');
    const text = await metrics();
    expect(text).toContain('citewatch_visits_total{outcome="2xx"} 1\n');
    expect(text).toContain('citewatch_visits_total{outcome="4xx"} 1\n');
    expect(text).toContain('citewatch_requests_total 2\n');
    expect(text).toContain('citewatch_received_bytes_total 8\n');
    expect(text).toContain('citewatch_asks_waiting 1\n');
    expect(text).toContain('citewatch_lanes_due 0\n');
    expect(text).toMatch(/^citewatch_oldest_ask_seconds [\d.e-]+$/mu);
    expect(text).not.toContain('example');
    expect((await fetch(`${url}healthz`)).status).toBe(200);
    expect(await worker.heard('asked')).toMatchObject({ level: 'info', answered: 1, left: 0 });
  });

  it('says that it is not well while the store is away', async () => {
    const { web, store } = await opened((response) => response.end('text'));
    const worker = working(store, web.connectTo);
    const { url } = await worker.heard('health');
    // One that has not begun yet ends where the store is away.
    await worker.heard('working');
    const status = async () => (await fetch(`${url}healthz`)).status;
    await expect.poll(status).toBe(200);
    await letIn(store.url, false);
    await server.disconnect(store.url);
    await expect.poll(status, { timeout: 20_000 }).toBe(503);
    expect(await (await fetch(`${url}healthz`)).text()).toBe('the store does not answer\n');
    expect(await (await fetch(`${url}metrics`)).text()).toContain('citewatch_store_up 0\n');
    await letIn(store.url, true);
    await expect.poll(status, { timeout: 40_000 }).toBe(200);
  });

  it('ends in time though a host does not answer, and leaves the request to another', async () => {
    let isSlow = true;
    let asked = 0;
    const { web, store, get } = await opened((response) => {
      asked += 1;
      if (!isSlow) response.end('text');
    });
    const reply = get('http://a.example/1');
    const worker = working(store, web.connectTo);
    await expect.poll(() => asked, { timeout: 20_000 }).toBe(1);
    const { url } = await worker.heard('health');
    worker.child.kill('SIGTERM');
    await worker.heard('stopping');
    const health = await fetch(`${url}healthz`);
    expect([health.status, await health.text()]).toEqual([503, 'it is stopping\n']);
    expect((await worker.ended).code).toBe(0);
    isSlow = false;
    expect((await citewatch([...args(store, web.connectTo), '--once'], emptyFolder())).code).toBe(
      0,
    );
    expect(await reply).toMatchObject({ kind: 'answered', http: 200 });
  });
});
