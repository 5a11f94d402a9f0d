import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import axe from 'axe-core';
import { Document, ExternalHyperlink, Packer, Paragraph, TextRun } from 'docx';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportChange } from '../../src/model/watchlist.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { citewatch, emptyFolder, type Started, start } from '../command-line.js';
import { accepted, partOf } from '../manuscript/annotate/annotated.js';
import { byOffice } from '../manuscript/annotate/by-office.js';
import { settledWhere } from '../manuscript/annotate/word-package.js';
import { EXECUTABLE, hasBrowser } from '../web/browser/browser.js';

/** A reviewer's sitting over a report of 45 quotations, from the night that found what changed to the import of what Word says. */
const COUNT = 45;
const ALTERED = [0, 1, 2, 3];
const MOVED = 4;
const STALE = [5, 6];

const NAMES = ['usury', 'theft', 'desertion', 'forgery', 'arson'];
const titleOf = (i: number) => `Courts of district ${i + 1}`;
const passageOf = (i: number, figure = 90 + i) =>
  `The court of district ${i + 1} heard ${figure} cases of ${NAMES[i % NAMES.length]} in the year before the war began.`;
const REST = '<p>The report goes on about other courts, and about what they heard then.'.repeat(30);

let night = 1;
let site = '';
const server = createServer((request, response) => {
  const [, path = ''] = (request.url ?? '').split('/');
  const i = Number(/\d+/u.exec(path)?.[0] ?? -1);
  if (night > 1 && path === `page-${MOVED}`)
    return void response.writeHead(308, { location: `/new-${MOVED}` }).end();
  if (!(i >= 0 && i < COUNT)) return void response.writeHead(404).end();
  response.setHeader('content-type', 'text/html; charset=utf-8');
  const passage = night > 1 && ALTERED.includes(i) ? passageOf(i, 190 + i) : passageOf(i);
  response.end(
    `<!doctype html><html lang="en"><title>${titleOf(i)}</title><main><h1>${titleOf(i)}</h1><p>${passage}</p>${REST}`,
  );
});

function report(): Promise<Buffer> {
  const children = Array.from({ length: COUNT }, (_, i) => {
    const day = STALE.includes(i) ? '5 January 2024' : '20 September 2025';
    const link = new ExternalHyperlink({
      link: `${site}/page-${i}`,
      children: [new TextRun(titleOf(i))],
    });
    return [
      new Paragraph(`“${passageOf(i)}”`),
      new Paragraph({
        children: [
          new TextRun('Reuters, “'),
          link,
          new TextRun(`”, 1 May 2020, last accessed: ${day}`),
        ],
      }),
    ];
  }).flat();
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

const NIGHT = [
  '--allow-private',
  '--archive',
  'none',
  '--host-delay',
  '0',
  '--retries',
  '0',
  '--db',
  'citewatch.db',
];
const WEB = ['--allow-private', '--archive', 'none', '--db', 'citewatch.db'];
const WIDTHS = { desk: 1280, phone: 390 };

describe.runIf(hasBrowser)('a sitting over 45 quotations', () => {
  let browser: Browser;
  let tab: Page;
  let folder = '';
  let url = '';
  let serving: Started;
  let clicks = 0;

  const run = async (...args: readonly string[]) => {
    const { code, out, err } = await citewatch(args, folder);
    return { code, said: `${out}\n${err}`.replace(/\s+/gu, ' ') };
  };
  const list = () => parseWatchlist(readFileSync(join(folder, 'sources.json')), 'sources.json');
  const states = () => {
    const sum: Partial<Record<ReportChange['state'], number>> = {};
    for (const { state } of list().changes ?? []) sum[state] = (sum[state] ?? 0) + 1;
    return sum;
  };
  /** Pictures go into `SHOTS`, where that is set. */
  const look = async (name: string) => {
    for (const [of, width] of Object.entries(WIDTHS)) {
      await tab.setViewportSize({ width, height: 844 });
      if (process.env.SHOTS)
        await tab.screenshot({
          path: join(process.env.SHOTS, `${name}-${of}.png`),
          fullPage: true,
        });
      await tab.evaluate(axe.source);
      const { violations } = await tab.evaluate(() =>
        (window as never as { axe: typeof axe }).axe.run(),
      );
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
    }
    await tab.setViewportSize({ width: WIDTHS.desk, height: 844 });
  };
  const press = async (name: string | RegExp) => {
    clicks++;
    await tab.getByRole('button', { name }).first().click();
    await tab.waitForLoadState();
  };

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = emptyFolder();
    writeFileSync(join(folder, 'R.docx'), await report());
    expect((await run('import', 'R.docx')).code).toBe(0);
    await run('check', ...NIGHT, '--now', '2025-10-01T02:00:00Z');
    night = 2;
    await run('check', ...NIGHT, '--now', '2025-10-02T02:00:00Z');
    browser = await chromium.launch({
      executablePath: EXECUTABLE,
      args: ['--no-sandbox', '--disable-gpu'],
    });
    serving = start(['serve', '--port', '0', '--by', 'Ana', ...WEB], { cwd: folder });
    const [said] = await once(serving.child.stdout as Readable, 'data');
    url = String(said).trim();
    tab = await browser.newPage({ viewport: { width: WIDTHS.desk, height: 844 } });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    serving.child.kill('SIGINT');
    await serving.ended;
    server.close();
  });

  it('takes seven changes, each in one click, and gives the Word file with them', async () => {
    await tab.goto(url);
    await look('1-first-page');
    clicks++;
    await tab
      .getByRole('link', { name: /Decide/u })
      .first()
      .click();
    await look('2-source');
    for (const _ of ALTERED) await press('Quote the words that stand there now');
    await look('3-saved');
    await press('Cite the new address');
    // What is one fact is one click.
    clicks++;
    await tab.goto(`${url}report`);
    await look('4-days');
    await press(/^Set the day of access for the 2 that stand/u);
    expect(states()).toEqual({ taken: 7 });
    await look('5-all-taken');
    const waiting = tab.waitForEvent('download');
    clicks++;
    await tab.getByRole('link', { name: 'Give me the Word file with these 7 changes' }).click();
    const file = await (await waiting).path();
    writeFileSync(join(folder, 'R.checked.docx'), readFileSync(file));
    // The way in, four quotations, an address, one for both days behind its page, and the file.
    expect(clicks).toBe(9);
    expect(list().printed?.[0]?.citations[0]?.quotes[0]?.text).toBe(passageOf(0));
    expect(list().reports[0]?.citations[0]?.quotes[0]?.text).toBe(passageOf(0, 190));
  }, 180_000);

  it('tells each of them as a tracked change in that file', () => {
    const text = accepted(partOf(readFileSync(join(folder, 'R.checked.docx'))));
    for (const i of ALTERED) expect(text).toContain(passageOf(i, 190 + i));
    expect(text.match(/last accessed: 2 October 2025/gu)).toHaveLength(2);
  });

  it('closes four that Word accepted, keeps one that it rejected, and leaves two pending', async () => {
    const handed = readFileSync(join(folder, 'R.checked.docx'));
    // Three quotations and a day are accepted, a quotation is rejected; the other day and the address are left as they are.
    const three = ALTERED.slice(0, 3).map((i) => `${190 + i}`);
    const answered = settledWhere(handed, (words) => {
      if (words === '93' || words === '193') return 'reject';
      const isOld = ['90', '91', '92'].includes(words);
      return isOld || three.includes(words) ? 'accept' : null;
    });
    // What is left are the link, then the days.
    const day = settledWhere(answered, (_, n) => (n === 2 || n === 3 ? 'accept' : null));
    writeFileSync(join(folder, 'R.checked.docx'), byOffice(day, 'docx') ?? day);
    const { code, said } = await run('import', 'R.checked.docx');
    expect(code).toBe(0);
    expect(said.match(/In the report by now, as decided/gu)).toHaveLength(4);
    expect(said.match(/Rejected in the report, and kept as it prints it/gu)).toHaveLength(1);
    expect(said.match(/Decided, and not in the report yet/gu)).toHaveLength(2);
    expect(states()).toEqual({ 'in-report': 4, rejected: 1, taken: 2 });
    const citations = list().printed?.[0]?.citations ?? [];
    expect(citations).toHaveLength(COUNT);
    expect(citations.map(({ quotes }) => quotes[0]?.text)).toEqual(
      Array.from({ length: COUNT }, (_, i) => passageOf(i, i < 3 ? 190 + i : undefined)),
    );
  }, 120_000);

  it('answers by that on the next night, and reverts nothing', async () => {
    await run('check', ...NIGHT, '--now', '2025-10-03T02:00:00Z');
    const { findings } = JSON.parse(readFileSync(join(folder, 'reports/latest.json'), 'utf8')) as {
      findings: readonly { kind: string; state: string; change?: { state: string } }[];
    };
    const told = findings
      .filter(({ state }) => state !== 'resolved')
      .map(({ kind, state, change }) => [kind, state, change?.state ?? null])
      .sort();
    expect(told).toEqual([
      ['access-stale', 'acknowledged', 'taken'],
      ['passage-altered', 'acknowledged', 'rejected'],
      ['source-moved', 'acknowledged', 'taken'],
    ]);
    expect(states()).toEqual({ 'in-report': 4, rejected: 1, taken: 2 });
  }, 120_000);
});
