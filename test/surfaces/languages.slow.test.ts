import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../src/model/languages.js';
import type { Subscription } from '../../src/model/settings.js';
import { renderCertificate } from '../../src/surfaces/certificate.js';
import { renderDigest } from '../../src/surfaces/mail/digest.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import { createLocale, type Locale } from '../../src/surfaces/words/locale.js';
import { EXECUTABLE, hasBrowser } from '../web/browser/browser.js';
import { RUN } from './fixture-night.js';
import { digestOf } from './fixture-run.js';
import { CASES, CLAIMS, PAGES } from './pages-in-greek.js';

const RHYTHM = { every: 'week', weekday: 5, hour: 18, timeZone: 'UTC' } as const;
const SELECTION = { reports: ['ASI2025-01'], sections: ['7', '8'], kinds: ['source-gone'] };
const READER = {
  subscription: { selection: SELECTION, rhythm: RHYTHM } as Subscription,
  leave: 'mailto:a@b.example',
};

/** CI takes what most people see, by day; a night all of it. */
const isNight = process.env.TESTS !== 'ci';
const MOST = ['the page of a source', 'the page of a capture'];
/** What a reader asks the page to show. */
const VIEWS = [
  '#?show=high',
  '#?show=unknown',
  '#?find=nothing+at+all',
  '#?by=publisher&show=sound',
];

const SURFACES: readonly (readonly [name: string, render: (locale: Locale) => string])[] = [
  ['reviewer’s page', ({ language }) => renderPage(RUN, { language, page: 'https://a.example/' })],
  [
    'served page',
    ({ language }) =>
      renderPage(RUN, { language, namesCommands: false }, { decide: (id) => `/${id}` }),
  ],
  [
    'certificate',
    (locale) =>
      renderCertificate(locale, {
        files: [],
        run: RUN,
        program: 'citewatch 0.1.0',
        rules: 'd1'.repeat(32),
        beside: ['index.html'],
        cases: CASES,
        claims: CLAIMS,
        uncited: [],
      }),
  ],
  [
    'mail',
    ({ language }) =>
      renderDigest(digestOf(RUN), { page: 'https://a.example/', language }, READER).html,
  ],
  ...PAGES.filter(([name]) => (isNight ? name !== 'a schedule' : MOST.includes(name))),
];
const LOOKS = [1280, ...(isNight ? [800] : []), 390].flatMap((width) =>
  (isNight ? (['light', 'dark'] as const) : (['light'] as const)).map((colorScheme) => ({
    width,
    colorScheme,
  })),
);
/** Where pictures of all of them are put, to be looked at; empty for nowhere. */
const { SHOTS = '' } = process.env;

const folder = mkdtempSync(join(tmpdir(), 'citewatch-languages-'));
let browser: Browser;
beforeAll(async () => {
  if (hasBrowser)
    browser = await chromium.launch({
      executablePath: EXECUTABLE,
      args: ['--no-sandbox', '--disable-gpu'],
    });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** What is out of place: wider than the screen, or of a sheet that runs from right to left, a block of our own words that begins at the left. */
function misplaced(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { documentElement: root, body } = document;
    const wide = root.scrollWidth > root.clientWidth + 1 ? [`${root.scrollWidth} pixels wide`] : [];
    const narrow = [...body.querySelectorAll('.case h3')].filter(
      (one) => one.checkVisibility() && one.getBoundingClientRect().width < 160,
    );
    for (const one of narrow) wide.push(`a column of few letters: ${one.textContent}`);
    if (root.dir !== 'rtl') return wide;
    const blocks = [
      ...body.querySelectorAll('h1, h2, summary, dt, label, header p, footer p, th'),
    ].filter(
      (one) => one.checkVisibility() && /^\P{L}*\p{Script=Arabic}/u.test(one.textContent ?? ''),
    );
    const wrong = blocks.flatMap((one) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      const rects = [...range.getClientRects()].filter(({ width }) => width > 1);
      const inLine = rects.filter(({ top }) => Math.abs(top - (rects[0]?.top ?? 0)) < 12);
      const line = {
        left: Math.min(...inLine.map(({ left }) => left)),
        right: Math.max(...inLine.map(({ right }) => right)),
      };
      const style = getComputedStyle(one);
      const { left, right } = one.getBoundingClientRect();
      const box = {
        left: left + Number.parseFloat(style.paddingLeft),
        right: right - Number.parseFloat(style.paddingRight),
      };
      if (
        inLine.length === 0 ||
        !/^(?:start|right|-webkit-auto)$/u.test(style.textAlign) ||
        style.display.startsWith('inline')
      )
        return [];
      // A fold has its triangle before its first word.
      const triangle = style.display === 'list-item' ? 20 : 0;
      const isAtStart = box.right - line.right - triangle <= line.left - box.left + 1;
      return style.direction === 'rtl' && isAtStart
        ? []
        : [`${one.tagName} begins at the left: ${one.textContent?.slice(0, 60)}`];
    });
    const turned = [
      ...[...body.querySelectorAll('.edit, code')].filter(
        (one) => getComputedStyle(one).direction !== 'ltr',
      ),
      // Our own words behind a foreign name.
      ...[...body.querySelectorAll('h1, li')].filter(
        (one) =>
          /\p{Script=Arabic}/u.test(one.textContent ?? '') &&
          getComputedStyle(one).direction !== 'rtl',
      ),
    ];
    const title = body.querySelector('h1')?.parentElement?.getBoundingClientRect();
    const isAside = title !== undefined && root.clientWidth - title.right > title.left + 1;
    return [
      ...wide,
      ...wrong,
      ...turned.map((one) => `turned around: ${one.textContent}`),
      ...(isAside ? ['the sheet lies at the left'] : []),
    ];
  });
}

describe.skipIf(!hasBrowser).each(LANGUAGES)('in %s', (language) => {
  it.each(SURFACES)(
    '%s is in place and breaks no rule of axe-core',
    { timeout: 180_000 },
    async (name, render) => {
      const file = join(folder, `${language}.html`);
      writeFileSync(file, render(createLocale(language)));
      for (const { width, colorScheme } of LOOKS) {
        const context = await browser.newContext({
          viewport: { width, height: 844 },
          colorScheme,
          bypassCSP: true,
        });
        const page = await context.newPage();
        await page.goto(pathToFileURL(file).href);
        if (SHOTS !== '' && colorScheme === 'light') {
          mkdirSync(SHOTS, { recursive: true });
          await page.screenshot({
            path: join(SHOTS, `${name}-${language}-${width}.png`),
            fullPage: true,
          });
        }
        await page.evaluate(() => {
          for (const one of document.querySelectorAll('details')) one.open = true;
        });
        expect([width, colorScheme, await misplaced(page)]).toEqual([width, colorScheme, []]);
        await page.addScriptTag({ content: axe.source });
        // A mail stands in the page of a mail program, which has the landmarks.
        const rules =
          name === 'mail'
            ? { region: { enabled: false }, 'landmark-one-main': { enabled: false } }
            : {};
        for (const view of name === 'reviewer’s page' ? ['#?', ...(isNight ? VIEWS : [])] : ['']) {
          await page.evaluate((hash) => {
            location.hash = hash;
          }, view);
          const broken = await page.evaluate(
            `axe.run({ rules: ${JSON.stringify(rules)} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
          );
          expect([width, colorScheme, view, broken]).toEqual([width, colorScheme, view, []]);
        }
        await context.close();
      }
    },
  );
});
