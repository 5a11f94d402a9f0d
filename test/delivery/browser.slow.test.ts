import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser } from '../web/browser/browser.js';
import { changedLines, type Served, served } from './desk.js';

let browser: Browser;
let desk: Served;
let page: Page;

/** What another program on this machine serves: a page of another origin. */
let foreign = '';
const other = createServer((_, response) =>
  response.setHeader('content-type', 'text/html').end(foreign),
);
const otherUrl = () => `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;

beforeAll(async () => {
  if (!hasBrowser) return;
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP evil.example 127.0.0.1'],
  });
  desk = await served();
});
afterAll(async () => {
  if (!hasBrowser) return;
  await browser.close();
  await desk.stop();
  other.close();
});
beforeEach(async () => {
  desk.write(desk.first);
  page = await browser.newPage({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
});
afterEach(() => page.close());

/** Opens the form of that heading: what is proved comes first, and the forms are folded. */
const unfold = (heading: string | RegExp) =>
  page.locator('summary', { hasText: heading }).first().click();

const edit = () => changedLines(desk.first, desk.read());
const today = new Date().toISOString().slice(0, 10);

describe.runIf(hasBrowser)('decisions made in Chromium, without a script', () => {
  it('are two lines of sources.json, which the page shows', async () => {
    await page.goto(desk.url);
    await page.getByRole('link', { name: 'Decide' }).first().click();
    await unfold('Acknowledge a finding');
    await page.getByLabel('Passage changed').check();
    const form = page.locator('form', { has: page.getByRole('button', { name: 'Acknowledge' }) });
    await form.getByLabel('Reason').fill('the number\nis of 2023');
    await form.getByLabel('Decided by').fill('the editor');
    await form.getByLabel('Valid until').fill('2999-12-31');
    await form.getByRole('button').click();
    const decision = `{ "source": "tip", "about": "passage-altered", "edition": null, "keep": true, "reason": "the number is of 2023", "by": "the editor", "on": "${today}", "until": "2999-12-31" }`;
    expect(edit().filter((line) => line.startsWith('+'))).toEqual([
      expect.stringMatching(/^\+ \{ "source": "a\/b".* \},$/),
      `+ ${decision}`,
    ]);
    expect(await page.getByRole('status').textContent()).toBe(
      'Kept. Answered: the number is of 2023.',
    );
  });

  it('change one line where they answer what was answered before', async () => {
    for (const reason of ['once', 'twice']) {
      await page.goto(`${desk.url}source/tip`);
      await unfold(/^Keep the 2024 edition/u);
      const form = page.locator('form', {
        has: page.getByRole('button', { name: 'Keep the edition' }),
      });
      await form.getByLabel('Reason').fill(reason);
      await form.getByRole('button').click();
    }
    expect(desk.read()).toContain('"twice"');
    expect(desk.read()).not.toContain('"once"');
  });

  it.each([
    [
      'Keep the edition',
      async () => {
        await unfold(/^Keep the 2024 edition/u);
        await page.locator('#keep-edition-reason').fill('2025 leaves it out');
      },
      ['"about": "edition-newer", "edition": "2025", "keep": true, "reason": "2025 leaves it out"'],
    ],
    [
      'Write the address',
      // The address to which it moved is proposed.
      async () => {
        await unfold('Accept another address');
        expect(await page.locator('#address-url').inputValue()).toBe('https://p.example/tip/2024');
      },
      ['"url": "https://p.example/tip/2024"', '"note": "Its address was https://p.example/tip"'],
    ],
    [
      'Write the day',
      async () => {
        await unfold('Correct the day of access');
        await page.getByLabel('Citation', { exact: true }).selectOption('R/2');
        await page.locator('#accessed-day').fill('2025-09-01');
      },
      [
        '"citation": "R/2", "field": "accessed", "printed": "2024-03", "decided": "2025-09-01", "state": "taken"',
      ],
    ],
    [
      'Trust it',
      async () => {
        await page.getByText('Trust a copy').click();
        await page.locator('#copy-url').fill('https://copy.example/tip');
        await page.locator('#copy-keeper').fill('ecoi.net');
      },
      ['{ "url": "https://copy.example/tip", "by": "ecoi.net" }'],
    ],
  ] as const)('%s', async (button, fill, written) => {
    await page.goto(`${desk.url}source/tip`);
    await fill();
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('heading', { name: 'Saved' }).waitFor();
    const came = edit()
      .filter((line) => line.startsWith('+'))
      .join('\n');
    for (const words of written) expect(came).toContain(words);
    expect(desk.read()).toContain('// Kept by hand.');
  });

  it('are made by keyboard alone', async () => {
    const focused = () =>
      page.evaluate(() => {
        const { tagName, textContent, id } = document.activeElement as HTMLElement;
        return { tagName, id, text: textContent?.trim() };
      });
    const tabTo = async (is: (at: Awaited<ReturnType<typeof focused>>) => boolean) => {
      for (let n = 0; n < 80; n++) {
        await page.keyboard.press('Tab');
        if (is(await focused())) return;
      }
      throw new Error('not reached by Tab');
    };
    await page.goto(desk.url);
    await tabTo(({ tagName, text }) => tagName === 'A' && text === 'Decide');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your decision' }).waitFor();
    await tabTo(({ tagName, text }) => tagName === 'SUMMARY' && /^Keep the/u.test(text ?? ''));
    await page.keyboard.press('Enter');
    await tabTo(({ id }) => id === 'keep-edition-reason');
    await page.keyboard.type('2025 leaves it out');
    await tabTo(({ tagName, text }) => tagName === 'BUTTON' && text === 'Keep the edition');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Saved' }).waitFor();
    expect(desk.read()).toContain('2025 leaves it out');
  });

  it('are refused with every problem, beside what was filled in', async () => {
    await page.goto(`${desk.url}source/tip`);
    await page.getByText('Trust a copy').click();
    await page.locator('#copy-url').fill('https://p.example/tip');
    await page.locator('#copy-keeper').fill('keeper@p.example');
    await page.getByRole('button', { name: 'Trust it' }).click();
    expect(await page.getByRole('alert').locator('li').allTextContents()).toEqual([
      'Address of the copy: is known already',
      'Who keeps it: must be a name or a role, not an e-mail address: this file is public',
    ]);
    expect(await page.locator('#copy-keeper').inputValue()).toBe('keeper@p.example');
    expect(edit()).toEqual([]);
  });

  it.each([390, 1280])('fit a window of %i pixels, and every control has a name', async (width) => {
    await page.setViewportSize({ width, height: 844 });
    for (const path of ['source/tip', 'sources']) {
      await page.goto(desk.url + path);
      const seen = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth,
        unnamed: [
          ...document.querySelectorAll('input:not([type=hidden]), textarea, select'),
        ].filter((control) => (control as HTMLInputElement).labels?.length === 0).length,
        twice: [...document.querySelectorAll('[id]')].filter(
          ({ id }, n, all) => all.findIndex((one) => one.id === id) !== n,
        ).length,
        images: document.images.length,
      }));
      expect(seen).toEqual({ width, unnamed: 0, twice: 0, images: 0 });
    }
  });
});

describe.runIf(hasBrowser)('the rules of axe-core', () => {
  it.each(['light', 'dark'] as const)(
    'are broken on no page, %s',
    { timeout: 120_000 },
    async (colorScheme) => {
      const context = await browser.newContext({ bypassCSP: true, colorScheme });
      const own = await context.newPage();
      for (const path of ['', 'source/tip', 'sources']) {
        await own.goto(desk.url + path);
        await own.addScriptTag({ content: axe.source });
        const found = await own.evaluate(
          `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
        );
        expect([path, found]).toEqual([path, []]);
      }
      await context.close();
    },
  );
});

describe.runIf(hasBrowser)('another page in the same browser', () => {
  it('writes nothing, though it sends all that our form does', async () => {
    await page.goto(`${desk.url}source/tip`);
    await unfold(/^Keep the 2024 edition/u);
    const fields = await page
      .locator('form', { has: page.getByRole('button', { name: 'Keep the edition' }) })
      .evaluate((form) =>
        [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)]),
      );
    const inputs = [...fields.filter(([name]) => name !== 'reason'), ['reason', 'forged']]
      .map(([name, value]) => `<input name="${name}" value="${value}">`)
      .join('');
    foreign = `<form method="post" action="${desk.url}decide">${inputs}<button>Win a prize</button></form>`;
    await page.goto(otherUrl());
    await page.getByRole('button').click();
    await page.getByText('sent by another page').waitFor();
    expect(edit()).toEqual([]);
  });

  it('cannot frame ours', async () => {
    foreign = `<iframe src="${desk.url}source/tip"></iframe>`;
    await page.goto(otherUrl());
    const frame = page.frames().find((one) => one !== page.mainFrame());
    expect((await frame?.content()) ?? '').not.toContain('Decide');
  });

  it('cannot read ours under another name for this machine', async () => {
    await page.goto(`http://evil.example:${desk.port}/source/tip`);
    expect(await page.getByRole('alert').textContent()).toContain(
      'under 127.0.0.1 and localhost only',
    );
    expect(await page.content()).not.toContain('Keep the edition');
  });
});
