import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citewatch, emptyFolder } from './command-line.js';
import type { PostgresServer } from './postgres.js';
import { postgresServer } from './postgres-server.js';
import { startTelling } from './told.js';

const server = (await postgresServer()) as PostgresServer;

let site: Server;
beforeAll(async () => {
  site = createServer((_, response) =>
    response.end('<p>Some text of a page that is long enough.</p>'),
  );
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
});
afterAll(() => {
  site.closeAllConnections();
  site.close();
});

const EVERY_SECOND = ['--cron', '* * * * * *'];
const NEVER = ['--cron', '0 0 29 2 *'];
const QUICK = ['--archive', 'none', '--retries', '0', '--host-delay', '0', '--allow-private'];

// Commands in processes of their own, on a machine that others use.
describe.skipIf(server === null)(
  'a watch of all reports of a shared store',
  { timeout: 180_000 },
  () => {
    /** Folders of reports in a store. */
    async function reports(...names: readonly string[]) {
      const db = await server.database();
      const home = emptyFolder();
      const { port } = site.address() as AddressInfo;
      for (const name of names) {
        const cited = {
          id: 'a',
          publisher: 'p',
          title: 't',
          url: `http://127.0.0.1:${port}/${name}`,
        };
        const sources = join(home, name, 'sources.json');
        mkdirSync(join(home, name));
        writeFileSync(sources, JSON.stringify({ reports: [], sources: [cited], series: [] }));
        const more = name === 'secret' ? ['--private'] : [];
        const added = await citewatch(
          ['reports', 'add', '--db', db, '--name', name, ...more],
          join(home, name),
        );
        expect(added, added.err).toMatchObject({ code: 0 });
      }
      return { db, home };
    }

    it('checks each in its folder, but those that are private, and tells of one whose folder is gone', async () => {
      const { db, home } = await reports('one', 'two', 'secret', 'gone');
      rmSync(join(home, 'gone'), { recursive: true });
      const pages = join(home, 'pages');
      const watch = startTelling(
        ['watch', ...QUICK, ...EVERY_SECOND, '--db', db, '--reports', pages, '--health', '0'],
        emptyFolder(),
        { CITEWATCH_PAGE_URL: 'https://pages.example/all/' },
      );
      const { url } = await watch.heard('health');
      for (const report of ['one', 'two']) await watch.heard('check-ended', { report, code: 0 });
      const message = `gone: check failed: ${join(home, 'gone')} is not there: run citewatch reports add where it lies now`;
      expect(await watch.heard('check-failed')).toMatchObject({
        level: 'error',
        report: 'gone',
        message,
      });
      for (const report of ['one', 'two']) {
        const visit = { source: 'a', outcome: '2xx', link: 'alive', ms: expect.any(Number) };
        expect(await watch.heard('visited', { report })).toMatchObject({ level: 'info', ...visit });
        expect(await watch.heard('checked', { report })).toMatchObject({
          online: true,
          sources: 1,
        });
      }
      const metrics = await (await fetch(`${url}metrics`)).text();
      watch.child.kill('SIGTERM');
      expect((await watch.ended).code).toBe(0);
      for (const name of ['one', 'two']) {
        expect(metrics).toMatch(
          new RegExp(`^citewatch_last_night_timestamp_seconds\\{report="${name}"\\} \\d`, 'mu'),
        );
        expect(readFileSync(join(pages, name, 'latest.csv'), 'utf8')).toContain(
          `https://pages.example/all/${name}/#a`,
        );
        expect(existsSync(join(home, name, '.citewatch/evidence/log.jsonl'))).toBe(true);
      }
      expect(existsSync(join(pages, 'secret'))).toBe(false);
      expect(metrics).not.toContain('secret');
      expect(JSON.stringify(watch.entries)).not.toContain('secret');
    });

    it('tells an offline night of one of them as an error, and counts it as no night', async () => {
      const { db, home } = await reports('away');
      const cited = ['a', 'b', 'c'].map((id) => ({
        id,
        publisher: 'p',
        title: 't',
        url: `http://${id}.example/`,
      }));
      writeFileSync(
        join(home, 'away', 'sources.json'),
        JSON.stringify({ reports: [], sources: cited, series: [] }),
      );
      const watch = startTelling(
        [
          'watch',
          ...QUICK,
          ...EVERY_SECOND,
          '--db',
          db,
          '--health',
          '0',
          '--connect-to',
          ':80:127.0.0.1:9',
        ],
        emptyFolder(),
      );
      const { url } = await watch.heard('health');
      expect(await watch.heard('offline', { report: 'away' })).toMatchObject({
        level: 'error',
        online: false,
      });
      await watch.heard('check-ended', { report: 'away', code: 1 });
      const metrics = await (await fetch(`${url}metrics`)).text();
      watch.child.kill('SIGTERM');
      await watch.ended;
      expect(metrics).not.toContain('citewatch_last_night_timestamp_seconds');
      expect(metrics).toContain('citewatch_web_reached{report="away"} 0\n');
    });

    it('is one at a time: a second stands by, and begins its nights when the first is killed', async () => {
      const { db } = await reports('one');
      const args = ['watch', ...QUICK, '--db', db];
      const first = startTelling([...args, ...NEVER], emptyFolder());
      expect(await first.heard('watching')).toMatchObject({
        next: expect.stringMatching(/^\d{4}-02-29T/u),
      });
      const second = startTelling([...args, ...EVERY_SECOND], emptyFolder());
      await second.heard('standing-by');
      expect(second.entries.some(({ event }) => event === 'watching')).toBe(false);
      first.child.kill('SIGKILL');
      await second.heard('took-over');
      await second.heard('check-ended', { report: 'one', code: 0 });
      second.child.kill('SIGTERM');
      expect((await second.ended).code).toBe(0);
    });

    it('waits for a store that goes away, and goes on when it is back', async () => {
      const { db } = await reports('one');
      const watch = startTelling(['watch', ...QUICK, ...NEVER, '--db', db], emptyFolder());
      await watch.heard('watching');
      await server.disconnect(db);
      await watch.heard('turn-lost');
      await expect
        .poll(() => watch.entries.filter(({ event }) => event === 'watching').length, {
          timeout: 20_000,
        })
        .toBe(2);
      watch.child.kill('SIGTERM');
      expect((await watch.ended).code).toBe(0);
    });
  },
);
