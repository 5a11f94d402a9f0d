import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect, it } from 'vitest';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { citewatch, emptyFolder, start } from '../command-line.js';
import { hasBrowser } from '../web/browser/browser.js';
import { demoWatchlist } from './nights.js';
import { startSmtpSink } from './smtp.js';
import { startReplica } from './web.js';

const SHIPPED = readFileSync(join(import.meta.dirname, '../../sources.json'), 'utf8');
const TIP = 'usdos-tip-2024-china';

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

it.runIf(hasBrowser)(
  'a reviewer goes from the mail on a phone to a decision, and the next night says nothing of it',
  { timeout: 120_000 },
  async () => {
    const folder = emptyFolder();
    const watch = demoWatchlist(parseWatchlist(SHIPPED, 'sources.json'));
    writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch, null, 2));
    const [replica, sink, port] = await Promise.all([
      startReplica(watch),
      startSmtpSink(),
      freePort(),
    ]);
    const env = {
      SMTP_URL: sink.url,
      MAIL_FROM: 'watch@asylos.example',
      MAIL_TO: 'ana@asylos.example',
      CITEWATCH_PAGE_URL: `http://127.0.0.1:${port}/`,
    };
    const night = async (n: number): Promise<string> => {
      replica.setNight(n);
      const web = [
        '--cacert',
        replica.caFile,
        ...replica.connectTo.flatMap((rule) => ['--connect-to', rule]),
      ];
      const rest = [
        '--archive',
        'none',
        '--host-delay',
        '0',
        '--fail-on',
        'never',
        '--now',
        `2025-03-2${n + 5}T02:00:00Z`,
      ];
      expect((await citewatch(['check', ...web, ...rest], folder)).code).toBe(0);
      const before = sink.messages.length;
      expect((await citewatch(['digest', '--send'], folder, env)).code).toBe(0);
      return sink.messages[before]?.html || '';
    };
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    });
    await night(1);
    const mail = await night(2);
    const serving = start(['serve', '--port', String(port), '--by', 'Ana'], { cwd: folder, env });
    try {
      await new Promise((told) => serving.child.stdout?.once('data', told));
      const phone = await browser.newPage({ viewport: { width: 390, height: 844 } });
      await phone.setContent(mail);
      const row = phone.locator(`a[href*="#${TIP}"], a[href*="#ASI2025-01%2F42"]`).first();
      await phone.goto((await row.getAttribute('href')) ?? '');
      expect(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
        true,
      );
      await phone.locator(`a[href="/source/${TIP}"]`).first().click();
      await phone.getByLabel('Reason').first().fill('2025 says the same in other words');
      await phone.getByRole('button', { name: 'Keep the edition' }).click();
      expect(await phone.getByRole('status').first().textContent()).toContain('Kept.');
    } finally {
      serving.child.kill('SIGINT');
      await serving.ended;
      await browser.close();
    }
    const next = await night(3);
    await Promise.all([replica.close(), sink.close()]);
    expect(mail).toContain('2024 Trafficking in Persons Report: China');
    expect(next).not.toContain('2024 Trafficking in Persons Report: China');
    const { findings } = JSON.parse(readFileSync(join(folder, 'reports/latest.json'), 'utf8'));
    expect(
      findings.find(
        ({ source, kind }: Record<string, string>) => source === TIP && kind === 'edition-newer',
      ),
    ).toMatchObject({
      state: 'acknowledged',
      decision: '2025 says the same in other words',
    });
  },
);
