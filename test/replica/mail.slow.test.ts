import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { citewatch, emptyFolder, start } from '../command-line.js';
import { hasBrowser } from '../web/browser/browser.js';
import { demoWatchlist } from './nights.js';
import { type SmtpSink, startSmtpSink } from './smtp.js';
import { type Replica, startReplica } from './web.js';

const SHIPPED = readFileSync(join(import.meta.dirname, '../../sources.json'), 'utf8');
const PAGE = 'https://asylos.example/reports/index.html';
const PHONE = { width: 390, height: 844 };

/** Words that a reader reads: what holds a letter or a digit. */
const wordsIn = (text: string): number =>
  text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

describe('the mails of the four nights of the replica, as a volunteer receives them', () => {
  const folder = emptyFolder();
  let replica: Replica;
  let sink: SmtpSink;
  let mails: readonly string[] = [];

  beforeAll(async () => {
    const watch = demoWatchlist(parseWatchlist(SHIPPED, 'sources.json'));
    writeFileSync(join(folder, 'sources.json'), JSON.stringify(watch));
    replica = await startReplica(watch);
    sink = await startSmtpSink();
    const env = {
      SMTP_URL: sink.url,
      MAIL_FROM: 'watch@asylos.example',
      MAIL_TO: 'ana@asylos.example',
      CITEWATCH_PAGE_URL: PAGE,
    };
    const web = [
      '--cacert',
      replica.caFile,
      ...replica.connectTo.flatMap((rule) => ['--connect-to', rule]),
    ];
    for (const night of [1, 2, 3, 4]) {
      replica.setNight(night);
      const now = `2025-03-2${night + 5}T02:00:00Z`;
      const rest = ['--archive', 'none', '--host-delay', '0', '--fail-on', 'never', '--now', now];
      const checked = await citewatch(['check', ...web, ...rest], folder);
      expect(checked.code, checked.err).toBe(0);
      const sent = await start(['digest', '--send'], { cwd: folder, env }).ended;
      expect(sent.code, sent.err).toBe(0);
    }
    mails = sink.messages.map(({ html }) => html || '');
  }, 120_000);
  afterAll(async () => {
    await replica.close();
    await sink.close();
  });

  it('are four, of at most 200 words, and the busiest has most of them', () => {
    const counts = mails.map((html) => wordsIn(load(html)('body').text()));
    expect(counts).toHaveLength(4);
    for (const n of counts) expect(n).toBeLessThanOrEqual(200);
    expect(Math.max(...counts)).toBeGreaterThan(80);
  });

  it('say what needs a person, and nothing of the one page that failed on one night', () => {
    const last = load(mails[2] ?? '');
    expect(last('h1').text()).toBe(
      '3 citations need you: Withdrawn (1), Replaced by another edition (2).',
    );
    expect(last('body').text()).not.toContain('failed');
  });

  it('tell the end of what they told: of the passage that the second calls changed, and the fourth over', () => {
    const told = mails.map((html) => load(html)('body').text());
    expect(told[1]).toContain('Passage changed');
    expect(told[2]).toContain('Passage changed');
    expect(load(mails[3] ?? '')('h1').text()).toMatch(/^Good news: /u);
    expect(told[3]).toMatch(/Resolved.*Passage changed/su);
  });

  it('lead from every entry to its row by one link, and from every line', () => {
    for (const html of mails) {
      const $ = load(html);
      const entries = $('span[style*="font-weight:bold"]').length;
      const rows = $('a').filter((_, a) => $(a).text() === 'What to do');
      expect(rows.length).toBe(entries);
      for (const row of rows.toArray())
        expect($(row).attr('href')).toMatch(/^https:\/\/asylos\.example\/reports\/index\.html#./u);
      for (const line of $('li').toArray())
        expect($(line).find(`a[href^="${PAGE}"]`).length).toBe(1);
    }
  });

  it.runIf(hasBrowser)(
    'show the whole first finding on the first screen of a phone, with buttons that a finger hits',
    async () => {
      const browser = await chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND'],
      });
      try {
        const page = await browser.newPage({ viewport: PHONE });
        // The fourth tells of nothing that anybody has to do.
        for (const html of mails.slice(0, 3)) {
          await page.setContent(html);
          const first = await page.locator('h2 + div').first().boundingBox();
          expect(first?.y).toBeLessThan(PHONE.height / 3);
          expect((first?.y ?? 0) + (first?.height ?? 0)).toBeLessThanOrEqual(PHONE.height);
          for (const button of await page.locator('a[style*="inline-block"]').all())
            expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
            PHONE.width,
          );
        }
      } finally {
        await browser.close();
      }
    },
  );
});
