import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder } from '../command-line.js';
import { EXECUTABLE, hasBrowser } from '../web/browser/browser.js';
import { makeSite } from './site.js';

const ROOT = join(import.meta.dirname, '../..');
const site = emptyFolder();
const BENCHMARK = `# Passages 1.0\n\n| tool | ${'a long head | '.repeat(12)}\n|${'---|'.repeat(13)}\n| <b>own</b> | ${'100.0 (97.1–100.0) | '.repeat(12)}\n`;

beforeAll(() => {
  execFileSync(process.execPath, ['--import', 'tsx', join(ROOT, 'test/replica/demo.ts')], {
    cwd: ROOT,
  });
  makeSite({ demo: join(ROOT, '.citewatch/demo'), benchmark: BENCHMARK, api: null }, site);
}, 180_000);

/** Files that a page leads to and that are not there. */
const dangling = (file: string): readonly string[] =>
  [
    ...readFileSync(join(site, file), 'utf8').matchAll(
      /(?:href|src)="(?!https?:|data:|mailto:|#)([^"#]+)/gu,
    ),
  ]
    .map(([, to = '']) => join(site, file, '..', decodeURIComponent(to)))
    .filter((path) => !existsSync(path));

describe('the site of the demo', () => {
  it('has four nights, the mails, the benchmark and the sentences, and leads to nothing that is not there', () => {
    expect(readdirSync(site)).toEqual(
      expect.arrayContaining(['benchmark.html', 'index.html', 'mail-1.html', 'sentences.html']),
    );
    const home = readFileSync(join(site, 'index.html'), 'utf8');
    expect(home.match(/reviewer’s page<\/a>/gu)).toHaveLength(4);
    expect(['index.html', 'benchmark.html', 'sentences.html'].flatMap(dangling)).toEqual([]);
  });

  describe.runIf(hasBrowser)('in a browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath: EXECUTABLE,
        args: ['--no-sandbox', '--disable-gpu'],
      });
    });
    afterAll(() => browser.close());

    it.each([1280, 390])(
      'fits a screen of %i pixels, shows its pictures and breaks no policy',
      async (width) => {
        const page = await browser.newPage({ viewport: { width, height: 800 } });
        const errors: string[] = [];
        page.on('console', (message) => errors.push(message.text()));
        for (const file of ['index.html', 'benchmark.html']) {
          await page.goto(pathToFileURL(join(site, file)).href);
          expect(
            await page.evaluate(() => document.documentElement.scrollWidth),
            file,
          ).toBeLessThanOrEqual(width);
          const broken = await page.evaluate(() =>
            [...document.images]
              .filter(({ naturalWidth, alt }) => naturalWidth === 0 || alt === '')
              .map(({ src }) => src),
          );
          expect(broken).toEqual([]);
        }
        expect(errors).toEqual([]);
        await page.close();
      },
    );
  });
});
