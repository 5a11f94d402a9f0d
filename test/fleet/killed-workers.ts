import { expect, it } from 'vitest';
import { emptyFolder, type Started, start } from '../command-line.js';
import { postgresServer } from '../postgres-server.js';
import { manyHosts } from './many-hosts.js';
import { askingAs, sharedStore } from './shared-store.js';

/** Milliseconds. */
const GAP = 50;
const TOOK = 20;
/** Requests that a worker may have under way when it is killed. */
const CONCURRENCY = 8;

/** What is killed, how often. */
interface Kills {
  readonly sources: number;
  readonly hosts: number;
  /** Milliseconds from one kill to the next. */
  readonly every: number;
  /** No more than so many. */
  readonly most: number;
}

/** A host of so many: the n-th has about half as many sources as the one before last. */
const hostOf = (n: number, hosts: number): number => Math.floor(hosts ** ((n * 0.618_034) % 1)) - 1;

/** Three workers, of whom one is killed without warning every so often, and another takes its place. */
export async function describeKilledWorkers({ sources, hosts, every, most }: Kills): Promise<void> {
  const server = await postgresServer();

  it.skipIf(server === null)(
    `${sources} sources are each heard once while three workers are killed in turn`,
    async () => {
      if (server === null) return;
      const web = await manyHosts(
        ({ headers, url }, response) => response.end(`${headers.host}${url}`),
        TOOK,
      );
      const store = await sharedStore(server);
      const cwd = emptyFolder();
      const args = ['work', '--db', store.url, '--connect-to', web.connectTo, '--lease', '2000'];
      /** Starts a worker, and waits until it works. */
      const work = async (): Promise<Started> => {
        let isWorking = () => {};
        const works = new Promise<void>((resolve) => {
          isWorking = resolve;
        });
        const more = ['--host-delay', `${GAP}`, '--concurrency', `${CONCURRENCY}`];
        const worker = start([...args, ...more], { cwd, onErr: isWorking });
        await works;
        return worker;
      };
      const workers = await Promise.all([work(), work(), work()]);
      const report = await store.fleet(askingAs(web.connectTo), { walks: false });
      const addresses = Array.from(
        { length: sources },
        (_, n) => `http://h${hostOf(n, hosts)}.example/${n}`,
      );
      const heard: string[] = [];
      const all = report.inLanes(
        addresses,
        (address) => address,
        async (url) => {
          const outcome = await report.fetch({ url, validators: null });
          const body = outcome.kind === 'answered' ? outcome.body : null;
          heard.push(`http://${Buffer.from(body?.bytes ?? []).toString()}`);
        },
      );
      let kills = 0;
      let isOver = false;
      const killing = async (): Promise<void> => {
        for (;;) {
          await new Promise((later) => setTimeout(later, every));
          if (isOver || kills === most) return;
          (workers.shift() as Started).child.kill('SIGKILL');
          kills += 1;
          workers.push(await work());
        }
      };
      const killed = killing();
      try {
        await all;
      } finally {
        isOver = true;
        await killed;
        for (const { child } of workers) child.kill('SIGTERM');
      }
      expect(kills).toBeGreaterThanOrEqual(2);
      expect(heard.sort()).toEqual(addresses.sort());
      expect(web.overlaps).toEqual([]);
      // A timer may come a millisecond early.
      expect(web.shortestGap()).toBeGreaterThanOrEqual(GAP - 1);
      // What was under way when its worker was killed is asked again, and no more.
      expect(web.asked.length).toBeLessThanOrEqual(sources + kills * CONCURRENCY);
      for (const { ended } of workers) expect((await ended).code).toBe(0);
      const { rows } = await store.pool.query(
        'SELECT count(*)::int AS n, count(reply)::int AS answered FROM asks',
      );
      expect(rows).toEqual([{ n: sources, answered: sources }]);
    },
    600_000,
  );
}
