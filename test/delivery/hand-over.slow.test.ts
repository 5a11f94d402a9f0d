import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citewatch, emptyFolder, type Started, start } from '../command-line.js';
import { commentsOf } from '../manuscript/annotate/annotated.js';
import { heading, p } from '../manuscript/houses/plan.js';
import { docx } from '../manuscript/houses/word-report.js';
import { hasBrowser } from '../web/browser/browser.js';

const PASSAGE = 'The court of the first district heard 90 cases of usury in that year.';
const REST =
  '<p>The report goes on about other courts, and about what they heard in other years.'.repeat(30);
const TITLE = 'Top court slashes rate';

const site = createServer((_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(
    `<!doctype html><html lang="en"><title>${TITLE}</title><main><p>${PASSAGE}</p>${REST}`,
  );
});
const folder = emptyFolder();
const listNow = () => readFileSync(join(folder, 'sources.json'), 'utf8');
let serving: Started;
let url: string;
let report: Buffer;
let first: string;
beforeAll(async () => {
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/rate`;
  const note = `Reuters, “[${TITLE}](${address})”, 20 August 2020, last accessed: 15 March 2025`;
  report = Buffer.from(
    docx({ body: [heading(1, 'Courts'), p(`“${PASSAGE}”[^1]`)], notes: [note] }),
  );
  writeFileSync(join(folder, 'usury.docx'), report);
  const web = ['--allow-private', '--archive', 'none'];
  expect((await citewatch(['import', 'usury.docx'], folder)).code).toBe(0);
  expect(await citewatch(['check', ...web], folder)).toMatchObject({ code: 0 });
  first = listNow();
  serving = start(['serve', '--port', '0', ...web], { cwd: folder });
  const [said] = await once(serving.child.stdout as Readable, 'data');
  url = String(said).trim();
});
afterAll(async () => {
  serving.child.kill('SIGINT');
  await serving.ended;
  site.close();
});

const ask = (path: string) => fetch(new URL(path, url));
const token = async (): Promise<string> =>
  /name="token" value="([^"]*)"/.exec(await (await ask('/file')).text())?.[1] ?? '';

/** Hands a file over as our own page does. */
async function hand(name: string, file: Uint8Array, what: Readonly<Record<string, string>>) {
  const form = new FormData();
  for (const [key, value] of Object.entries({ token: await token(), report: 'usury', ...what }))
    form.set(key, value);
  form.set('file', new Blob([new Uint8Array(file)]), name);
  return fetch(new URL('/file', url), {
    method: 'POST',
    body: form,
    headers: { origin: url.slice(0, -1) },
  });
}

/** The page of a check that is over. */
async function over(n: number): Promise<string> {
  for (;;) {
    const text = await (await ask(`/file/${n}`)).text();
    if (!text.includes('"status" data-again')) return text;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

describe('a report’s file that is handed over', () => {
  it('comes back with comments, under its own name, and nothing is written', async () => {
    const answer = await hand('Bericht 2025.docx', report, { do: 'annotate' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''Bericht%202025.checked.docx",
    );
    const comments = commentsOf(new Uint8Array(await answer.arrayBuffer()));
    expect(comments).toHaveLength(2);
    expect(listNow()).toBe(first);
  });

  it('is refused with a sentence where it is no report, and the page can be used again', async () => {
    const answer = await hand('notes.docx', Buffer.from('no archive'), { do: 'annotate' });
    expect(answer.status).toBe(422);
    const text = await answer.text();
    expect(text).toContain('notes.docx');
    expect(text).toContain('type="file"');
  });

  it('is refused without the token of this server', async () => {
    const answer = await hand('report.docx', report, { do: 'check', token: 'another' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('started again');
    expect((await ask('/file/1')).status).toBe(404);
  });

  it('is checked, and all that the check made is a click away and lies beside sources.json', async () => {
    expect(await (await hand('report.docx', report, { do: 'check' })).text()).toContain(
      '"status" data-again',
    );
    const text = await over(1);
    const made = join(folder, 'report.file-check');
    expect(text).toContain('Ready.');
    expect(text).toContain(made);
    expect(readdirSync(made)).toContain('evidence');
    const page = await ask('/file/1/certificate.html');
    expect(page.headers.get('content-security-policy')).toMatch(
      /^sandbox allow-scripts allow-popups;/,
    );
    expect(await page.text()).toContain('Certificate of a check before filing');
    const checked = await ask('/file/1/report.checked.docx');
    expect(commentsOf(new Uint8Array(await checked.arrayBuffer()))[0]?.lines[0]).toContain(
      '1 stands',
    );
    // The same name once more takes a folder of its own.
    await hand('report.docx', report, { do: 'check' });
    expect(await over(2)).toContain(`${made}-2`);
    expect(listNow()).toBe(first);
  });

  it('gives no file beside those of the check', async () => {
    for (const path of [
      '/file/1/..%2fsources.json',
      '/file/1/%2e%2e%2fsources.json',
      '/file/9/index.html',
      '/file/1/evidence',
    ])
      expect((await ask(path)).status, path).toBe(404);
  });

  it('that cannot be read is told on the page of its check', async () => {
    await hand('report.docx', Buffer.from('no archive'), { do: 'check' });
    const text = await over(3);
    expect(text).toContain('It came to nothing.');
    expect(text).toContain('report.docx');
    expect(text).not.toContain('citewatch-file-');
  });
});

describe.skipIf(!hasBrowser)('the page on which it is handed over, in a browser', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    page = await browser.newPage({ acceptDownloads: true });
  });
  afterAll(() => browser.close());

  it('is found from the reviewer’s page, takes a file, and shows the certificate when the check is over', async () => {
    await page.goto(url);
    await page.getByRole('link', { name: 'Check the report’s file' }).click();
    const file = { name: 'handed.docx', mimeType: 'application/octet-stream', buffer: report };
    await page.getByLabel('The report’s own file').setInputFiles(file);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Mark it up' }).click();
    expect((await download).suggestedFilename()).toBe('handed.checked.docx');
    await page.getByRole('button', { name: 'Check it before filing' }).click();
    await page.getByRole('status').getByText('Ready.').waitFor();
    await page.getByRole('link', { name: 'The certificate', exact: true }).click();
    expect(await page.title()).toContain('what its citations rest on');
  });

  it.each(['/file', '/file/1'])('%s has nothing that axe-core objects to', async (path) => {
    await page.goto(new URL(path, url).href);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe.run(),
    );
    expect(violations.map(({ id }) => id)).toEqual([]);
  });
});
