import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { citewatch, emptyFolder } from '../command-line.js';
import { postgresServer } from '../postgres-server.js';
import { startTelling } from '../told.js';
import { citation, page, source, watchlist } from '../world.js';
import { manyHosts } from './many-hosts.js';

/** What befalls a night. */
interface Bad {
  readonly reports: number;
  /** Milliseconds for which PostgreSQL is away, each time. */
  readonly outages: readonly number[];
  /** Milliseconds from one killed worker to the next. */
  readonly kills: number;
  /** Milliseconds between two requests to a host, and that each takes. */
  readonly gap: number;
  readonly took: number;
}

const STANDS = 'The court of the province heard thirty cases of usury that year.';
const LOST = 'The minister denied that a single case of usury had ever been heard.';
const HOSTS = 6;
const DAY = 86_400_000;

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A file that puts the clock of a process forward. */
function clockAhead(by: number): string {
  const file = join(emptyFolder(), 'clock.cjs');
  const body = `const real = Date; globalThis.Date = class extends real {
    constructor(...of) { super(...(of.length === 0 ? [real.now() + ${by}] : of)); }
    static now() { return real.now() + ${by}; } };`;
  writeFileSync(file, body);
  return file;
}

/**
 * A night of many reports in which PostgreSQL is restarted, schedulers and workers are killed, one scheduler's clock is three days ahead and
 * one page kills whoever asks for it.
 */
export async function describeBadNight({ reports, outages, kills, gap, took }: Bad): Promise<void> {
  const server = await postgresServer();

  it.skipIf(server === null)(
    `${reports} reports have their night and their digest all the same`,
    async () => {
      if (server === null) return;
      /** Workers by the name that they give to hosts. */
      const workers = new Map<string, ReturnType<typeof startTelling>>();
      const refused = new Set<string>();
      const web = await manyHosts(({ url = '', headers }, response) => {
        const worker = /worker-\d+/u.exec(headers['user-agent'] ?? '')?.[0];
        if (url === '/poison') return void (worker && workers.get(worker)?.child.kill('SIGKILL'));
        // Each host says once that it has too much to do.
        if (url === '/1' && !refused.has(headers.host ?? '')) {
          refused.add(headers.host ?? '');
          response.statusCode = 503;
          response.setHeader('retry-after', '1');
        }
        response.setHeader('content-type', 'text/html').end(page(STANDS, 'A page'));
      }, took);
      const told: string[] = [];
      const hook = createServer((request, response) => {
        let body = '';
        request
          .on('data', (chunk) => (body += chunk))
          .on('end', () => {
            told.push(...(JSON.parse(body) as { reports: string[] }).reports);
            response.end();
          });
      }).listen(0, '127.0.0.1');
      const db = await server.database();
      const home = emptyFolder();
      const names = Array.from({ length: reports }, (_, n) => `r${n + 1}`);
      const urls = Array.from(
        { length: 2 * HOSTS },
        (_, n) => `http://h${n % HOSTS}.example/${Math.floor(n / HOSTS) + 1}`,
      );
      for (const [n, name] of names.entries()) {
        mkdirSync(join(home, name));
        const own = `http://h${n % HOSTS}.example/of-${name}`;
        const cited = [...urls, own, ...(n === 0 ? ['http://h0.example/poison'] : [])];
        const sources = cited.map((url, i) => source(`s${i}`, { url }));
        const citations = [citation(1, 's0', STANDS), citation(2, 's1', LOST)].map((one, n) => ({
          ...one,
          id: `${name}/${n}`,
        }));
        const report = {
          id: name,
          title: name,
          publisher: null,
          published: null,
          url: null,
          citations,
        };
        writeFileSync(
          join(home, name, 'sources.json'),
          JSON.stringify(watchlist(sources, [], { reports: [report] })),
        );
        const added = await citewatch(
          ['reports', 'add', '--db', db, '--name', name],
          join(home, name),
        );
        expect(added.code, added.err).toBe(0);
      }
      const ask = ['--connect-to', web.connectTo, '--host-delay', `${gap}`];
      let count = 0;
      const work = async (): Promise<void> => {
        const name = `worker-${++count}`;
        const worker = startTelling(
          ['work', '--db', db, ...ask, '--lease', '3000', '--user-agent', name],
          home,
        );
        workers.set(name, worker);
        worker.ended.then(() => workers.delete(name)).catch(() => {});
        await worker.heard('working').catch(() => {});
      };
      const { port } = hook.address() as AddressInfo;
      const begins = new Date(Date.now() + 15_000);
      const cron = `${begins.getUTCSeconds()} ${begins.getUTCMinutes()} ${begins.getUTCHours()} * * *`;
      const env = {
        CITEWATCH_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
        CITEWATCH_WEBHOOK_FORMAT: 'json',
      };
      const schedules = [
        '--cron',
        cron,
        '--digest-cron',
        cron,
        '--timezone',
        'UTC',
        '--archive',
        'none',
        '--workers-only',
      ];
      const schedule = (by = 0) =>
        startTelling(['watch', '--db', db, ...ask, ...schedules, '--allow-private'], home, {
          ...env,
          ...(by === 0 ? {} : { NODE_OPTIONS: `--require=${clockAhead(by)}` }),
        });
      const schedulers = [schedule(), schedule(3 * DAY)];
      await Promise.all([work(), work(), work()]);
      let isOver = false;
      const befalling = (async () => {
        while (!isOver) {
          await later(kills);
          [...workers.values()][0]?.child.kill('SIGKILL');
          while (workers.size < 3 && !isOver) await work();
        }
      })();
      const mishaps = (async () => {
        for (const [n, down] of outages.entries()) {
          await later(n === 0 ? 20_000 : 10_000);
          await server.restart(down);
          if (n < 2) {
            schedulers.shift()?.child.kill('SIGKILL');
            schedulers.push(schedule(n === 0 ? 3 * DAY : 0));
          }
        }
      })();
      await expect
        .poll(() => new Set(told).size, { timeout: 900_000, interval: 500 })
        .toBe(reports);
      isOver = true;
      await Promise.all([befalling, mishaps]);
      for (const { child } of schedulers) child.kill('SIGTERM');
      for (const { child } of workers.values()) child.kill('SIGTERM');
      await Promise.all(schedulers.map(({ ended }) => ended));
      hook.close();

      expect(told.sort()).toEqual(names.sort());
      expect(web.overlaps).toEqual([]);
      expect(web.shortestGap()).toBeGreaterThanOrEqual(gap - 1);
      const asked = new Map<string, number>();
      for (const { host, path } of web.asked)
        asked.set(`${host}${path}`, 1 + (asked.get(`${host}${path}`) ?? 0));
      // A host that is asked for its robots.txt is asked once more a night for that.
      const twice = [...asked].filter(
        ([url, times]) => !url.endsWith('/poison') && times > (url.endsWith('/1') ? 2 : 1),
      );
      // What was under way when its worker was killed is asked again.
      expect(twice.length).toBeLessThanOrEqual(count);
      // A death about a restart of PostgreSQL is put down to that.
      const deaths = asked.get('h0.example/poison') ?? 0;
      expect([deaths >= 3, deaths <= 3 + outages.length], `${deaths}`).toEqual([true, true]);
      await expectSameAsAlone(home, names, web.connectTo);
    },
    1_200_000,
  );
}

interface Latest {
  readonly runs?: unknown;
  readonly sources: readonly {
    id: string;
    link: { status: string };
    citations: readonly { quotes: readonly { status: string }[] }[];
  }[];
}

const verdictsIn = (file: string, without: string) =>
  (JSON.parse(readFileSync(file, 'utf8')) as Latest).sources
    .filter(({ id }) => id !== without)
    .map(({ id, link, citations }) => [
      id,
      link.status,
      citations.map(({ quotes }) => quotes.map(({ status }) => status)),
    ]);

/** Every report says what it says with a store of its own. */
async function expectSameAsAlone(
  home: string,
  names: readonly string[],
  connectTo: string,
): Promise<void> {
  for (const name of names) {
    const alone = [
      '--reports',
      'alone',
      '--db',
      'alone.db',
      '--archive',
      'none',
      '--host-delay',
      '0',
      '--connect-to',
      connectTo,
    ];
    const poison = name === 'r1' ? `s${2 * HOSTS + 1}` : '';
    const limits = ['--timeout', '2000', '--retries', '0', '--fail-on', 'never'];
    const ended = await citewatch(['check', ...alone, ...limits], join(home, name));
    expect(ended.code, `${ended.out}\n${ended.err}`).toBe(0);
    const [own, shared] = ['alone', 'reports'].map((folder) =>
      verdictsIn(join(home, name, folder, 'latest.json'), poison),
    );
    expect(shared).toEqual(own);
  }
}
