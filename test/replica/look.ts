import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

/**
 * `npm run look`, after `npm run demo`: takes pictures of the reviewer's page and of a mail as people see them, at the
 * widths of a desk and of a phone. `CHROMIUM` names the browser. The README's picture is made here.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEMO = join(ROOT, '.citewatch', 'demo');
const DESK = 1280;
const PHONE = 390;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

async function picture(file: string, to: string, width: number, height?: number): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: height ?? 900 } });
  await page.goto(pathToFileURL(join(DEMO, file)).href);
  await page.screenshot({ path: to, fullPage: height === undefined });
  await page.close();
  process.stdout.write(`${to}\n`);
}

for (const width of [DESK, PHONE]) {
  await picture('reports/index.html', join(DEMO, `page-${width}.png`), width);
  await picture('mail-3.html', join(DEMO, `mail-${width}.png`), width);
}
await picture('reports/2025-03-27-run-2/index.html', join(ROOT, '.github', 'page.png'), DESK, 1180);
await browser.close();
