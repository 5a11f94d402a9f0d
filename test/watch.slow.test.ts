import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citewatch, emptyFolder } from './command-line.js';
import { startTelling } from './told.js';

/** A site whose answers can be held back. */
let site: Server;
let held = false;
const asked: string[] = [];
beforeAll(async () => {
  site = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (!held) response.end('<p>Some text of a page that is long enough to be read.</p>');
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
});
afterAll(() => {
  site.closeAllConnections();
  site.close();
});

/** A folder that watches one page of the site. */
function folder(): string {
  const { port } = site.address() as AddressInfo;
  const cited = { id: 'a', publisher: 'p', title: 't', url: `http://127.0.0.1:${port}/` };
  const place = emptyFolder();
  writeFileSync(
    join(place, 'sources.json'),
    JSON.stringify({ reports: [], sources: [cited], series: [] }),
  );
  return place;
}

const EVERY_SECOND = ['--cron', '* * * * * *'];
const NEVER = ['--cron', '0 0 29 2 *'];
const QUICK = ['--archive', 'none', '--retries', '0', '--host-delay', '0', '--allow-private'];

const watch = (cwd: string, ...more: readonly string[]) =>
  startTelling(['watch', ...QUICK, ...more], cwd);

describe('a watch', () => {
  it('tells its work in JSON, its health, and its metrics', async () => {
    const one = watch(folder(), ...EVERY_SECOND, '--health', '0');
    const { url } = await one.heard('health');
    await one.heard('checked');
    const health = await fetch(`${url}healthz`);
    expect([health.status, await health.text()]).toEqual([200, 'ok\n']);
    const metrics = await (await fetch(`${url}metrics`)).text();
    expect(metrics).toMatch(/^citewatch_visits_total\{outcome="2xx"\} [1-9]\d*$/mu);
    expect(metrics).toMatch(/^citewatch_requests_total [1-9]\d*$/mu);
    expect(metrics).toMatch(/^citewatch_last_night_timestamp_seconds 1[\d.]+$/mu);
    expect(metrics).toContain('citewatch_scheduler_active 1\n');
    one.child.kill('SIGTERM');
    const { code, out } = await one.ended;
    expect(code).toBe(0);
    for (const line of out.trimEnd().split('\n'))
      expect(JSON.parse(line)).toMatchObject({ level: 'info', event: 'printed' });
    expect(one.entries.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['watching', 'stopping']),
    );
  });

  it('tells each visit and each night as an entry with fields, and nothing of it as a line that was printed', async () => {
    const one = watch(folder(), ...EVERY_SECOND);
    expect(await one.heard('visited')).toMatchObject({
      level: 'info',
      source: 'a',
      outcome: '2xx',
      http: 200,
      link: 'alive',
      done: 1,
      total: 1,
      ms: expect.any(Number),
    });
    expect(await one.heard('checked')).toMatchObject({
      level: 'info',
      online: true,
      ms: expect.any(Number),
    });
    one.child.kill('SIGTERM');
    expect((await one.ended).code).toBe(0);
    const printed = one.entries.filter(({ event }) => event === 'printed');
    expect(printed.filter(({ message }) => /\d+\/\d+/u.test(String(message)))).toEqual([]);
    expect(one.entries.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('tells a night on which the web was out of reach as an error, and no such night makes it look well', async () => {
    const place = emptyFolder();
    const cited = ['a', 'b', 'c'].map((id) => ({
      id,
      publisher: 'p',
      title: 't',
      url: `http://${id}.example/`,
    }));
    writeFileSync(
      join(place, 'sources.json'),
      JSON.stringify({ reports: [], sources: cited, series: [] }),
    );
    // Nobody listens there.
    const away = ['--connect-to', ':80:127.0.0.1:9', '--health', '0'];
    const one = watch(place, ...EVERY_SECOND, ...away);
    const { url } = await one.heard('health');
    expect(await one.heard('offline')).toMatchObject({
      level: 'error',
      online: false,
      sources: 3,
      why: 'offline',
      run: expect.any(Number),
    });
    expect(await one.heard('check-ended')).toMatchObject({ level: 'error', code: 1 });
    const metrics = await (await fetch(`${url}metrics`)).text();
    expect(metrics).not.toContain('citewatch_last_night_timestamp_seconds');
    expect(metrics).toContain('citewatch_web_reached 0\n');
    // It was just started: there is time for the first good night.
    expect((await fetch(`${url}healthz`)).status).toBe(200);
    one.child.kill('SIGTERM');
    expect((await one.ended).code).toBe(0);
    const status = await citewatch(['status', '--json'], place);
    expect(status.code).toBe(1);
    expect(JSON.parse(status.out).lastGoodRun).toBeNull();
  });

  it('is not well when its last good night is longer ago than it may be', async () => {
    const place = folder();
    const days = new Date(Date.now() - 3 * 86_400_000).toISOString();
    const before = await citewatch(['check', ...QUICK, '--now', days], place);
    expect(before.code, before.err).toBe(0);
    for (const [args, code] of [
      [[], 503],
      [['--max-age', '4d'], 200],
      // Nights that come once a month may be long ago.
      [['--cron', '0 3 1 * *'], 200],
    ] as const) {
      const one = watch(
        place,
        ...(args[0] === '--cron' ? args : ['--cron', '0 3 * * *', ...args]),
        '--health',
        '0',
      );
      const { url } = await one.heard('health');
      const health = await fetch(`${url}healthz`);
      expect([args, health.status]).toEqual([args, code]);
      if (code === 503) expect(await health.text()).toBe('no good run within 36 hours\n');
      expect((await fetch(`${url}livez`)).status).toBe(200);
      one.child.kill('SIGTERM');
      await one.ended;
    }
    expect((await citewatch(['watch', '--max-age', 'soon'], place)).code).toBe(3);
  });

  it('stops in the middle of a night, and the next takes up what was seen', async () => {
    held = true;
    const place = folder();
    const before = asked.length;
    const one = watch(place, ...EVERY_SECOND);
    await one.heard('watching');
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(before);
    one.child.kill('SIGTERM');
    expect((await one.ended).code).toBe(0);
    held = false;
    const next = await citewatch(['check', ...QUICK, '--json'], place);
    expect(JSON.parse(next.out).run.id).toBe(1);
  });

  it('stands by while another watches the same store, and takes over when that is killed', async () => {
    const place = folder();
    const first = watch(place, ...NEVER, '--health', '0');
    await first.heard('watching');
    const second = watch(place, ...EVERY_SECOND, '--health', '0');
    await second.heard('standing-by');
    const { url } = await second.heard('health');
    expect(await (await fetch(`${url}metrics`)).text()).toContain('citewatch_scheduler_active 0\n');
    expect((await fetch(`${url}healthz`)).status).toBe(200);
    expect(second.entries.some(({ event }) => event === 'watching')).toBe(false);
    first.child.kill('SIGKILL');
    await second.heard('took-over');
    await second.heard('checked');
    second.child.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
  });

  it('tells the engine’s own warnings like all else', async () => {
    const warn = "data:text/javascript,process.on('SIGUSR2',()=>process.emitWarning('odd'))";
    const one = startTelling(['watch', ...QUICK, ...NEVER], folder(), {
      NODE_OPTIONS: `--import=${warn}`,
    });
    await one.heard('watching');
    one.child.kill('SIGUSR2');
    expect(await one.heard('warning')).toMatchObject({ level: 'warn', message: 'Warning: odd' });
    one.child.kill('SIGTERM');
    expect((await one.ended).code).toBe(0);
  });

  it('holds its nights whatever the settings of who is told say, and tells what is wrong with them', async () => {
    const place = folder();
    const env = {
      SMTP_URL: 'nonsense',
      MAIL_TO: 'ann@asylos.example',
      CITEWATCH_TSA: 'ftp://tsa.example',
    };
    const often = [...EVERY_SECOND, '--digest-cron', '* * * * * *'];
    const one = startTelling(['watch', ...QUICK, ...often], place, env);
    expect(await one.heard('bad-setting')).toMatchObject({
      level: 'error',
      message: expect.stringContaining('CITEWATCH_TSA: must be http or https addresses'),
    });
    await one.heard('checked', { run: 1 });
    // What was fine when it was started, too.
    writeFileSync(join(place, 'subscribers.json'), '{ "to": ["b@asylos.example" }');
    const told = () =>
      one.entries.some(({ message }) => String(message).startsWith('subscribers.json:1:'));
    await expect.poll(told, { timeout: 20_000 }).toBe(true);
    const runs = one.entries.filter(({ event }) => event === 'checked').length;
    await one.heard('checked', { run: runs + 2 });
    one.child.kill('SIGTERM');
    expect((await one.ended).code).toBe(0);
    expect(one.entries.some(({ event }) => event === 'check-failed')).toBe(false);
  });

  it('refuses a place and a format that make no sense', async () => {
    const place = folder();
    const { code, err } = await citewatch(['watch', '--health', 'nowhere'], place);
    expect(code).toBe(3);
    expect(err).toContain('--health: must be a port');
    expect((await citewatch(['watch', '--log', 'xml'], place)).code).toBe(3);
  });
});
