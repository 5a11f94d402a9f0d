import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../../src/model/run.js';
import { pageFiles, renderPage } from '../../../src/surfaces/page/page.js';
import type { Beside } from '../../../src/surfaces/page-context.js';
import { RUN } from '../../surfaces/fixture-night.js';
import {
  buildRun,
  citation,
  finding,
  PUBLICATION,
  quote,
  source,
} from '../../surfaces/fixture-run.js';
import { EXECUTABLE, hasBrowser } from './browser.js';

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const folder = mkdtempSync(join(tmpdir(), 'citewatch-look-'));
let browser: Browser;
beforeAll(async () => {
  if (!hasBrowser) return;
  browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--no-sandbox', '--disable-gpu'],
  });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** A page of a run as a file on the disk, opened; and everything that it asked for or complained of. */
async function open(
  name: string,
  run: Run,
  options: BrowserContextOptions = {},
  beside: Beside = {},
) {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, renderPage(run, PUBLICATION, beside));
  const page = await (await browser.newContext({ viewport: DESK, ...options })).newPage();
  const heard: string[] = [];
  const address = pathToFileURL(file).href;
  page.on(
    'request',
    (request) => request.url().startsWith(address) || heard.push(request.url().slice(0, 80)),
  );
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('dialog', (dialog) => heard.push(dialog.message()));
  await page.goto(address);
  return { page, heard, address };
}

const LIVES: Beside = {
  lives: new Map([
    [
      'aljazeera-2022-xi-anti-graft',
      {
        nights: [1, 2].map(
          (run) =>
            ({ run, at: RUN.run.startedAt, word: run === 1 ? 'stood' : 'differed' }) as const,
        ),
        capture: { run: 1, at: RUN.run.startedAt, stood: true },
        lines: ['Al Jazeera, “Xi ‘firmly in charge’”'],
      },
    ],
  ]),
  series: [
    {
      name: 'TIP',
      issues: [{ edition: '2024', year: '2024', url: null, cited: ['usdos-tip-2024-china'] }],
    },
  ],
  runs: [1, 2].map((id) => ({
    ...RUN.run,
    id,
    tally: { work: id, decided: 1, unknown: 2, stand: 4 },
  })),
};

const KINDS = ['source-gone', 'passage-missing', 'edition-newer', 'content-edited'] as const;

/** A report of so many citations, forty a section and each of a host of its own, with so many findings. */
function many(citations: number, findings: number): Run {
  const others = buildRun([], []).sources.length;
  const sources = Array.from({ length: citations - others }, (_, n) => {
    const words =
      `What was said of matter ${n} was said at such length that the list folds it. `.repeat(8);
    const cited = citation(100 + n, `${1 + Math.floor(n / 40)}`, [quote(`q-${n}`, words)], {
      currency: 'fresh',
    });
    return source(
      `s-${n}`,
      `Publisher ${n % 50}`,
      `A note on matter ${n}`,
      `https://h${n}.example/`,
      {
        citations: [cited],
      },
    );
  });
  const step = Math.max(1, Math.floor(sources.length / findings));
  const told = sources.filter((_, n) => n % step === 0).slice(0, findings);
  const found = told.map(({ id, citations: [cited] }, n) => {
    const kind = KINDS[n % KINDS.length] ?? 'source-gone';
    const of =
      kind === 'passage-missing'
        ? { citation: cited?.id ?? null, quote: cited?.quotes[0]?.id ?? null }
        : {};
    return finding(
      kind,
      n % 3 === 0 ? 'medium' : 'high',
      id,
      'It is so.',
      'Find a copy, and correct the citation.',
      of,
    );
  });
  return buildRun(sources, found);
}

const said = (page: Page) => page.locator('[role=status]').textContent();
const seen = (page: Page) => page.locator('tr[data-find]:visible').count();
const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll('details')) one.open = true;
  });

describe.skipIf(!hasBrowser)('the reviewer’s page in a browser', () => {
  it('answers on the first screen which sections need work, and what is first to do, on a desk and on a telephone', async () => {
    for (const [name, run] of [
      ['first', RUN] as const,
      ['first-of-many', many(2_000, 400)] as const,
    ])
      for (const viewport of [DESK, PHONE]) {
        const { page } = await open(name, run, { viewport }, LIVES);
        expect(await page.locator('.headline').first().textContent()).toContain(
          'need top-up research',
        );
        for (const shown of [
          page.locator('.headline').first(),
          page.locator('article summary').first(),
        ]) {
          const box = await shown.boundingBox();
          expect(box && box.y + box.height).toBeLessThan(viewport.height);
        }
        await page.locator('.by-section summary').first().click();
        expect(await page.locator('.sections tr').first().isVisible()).toBe(true);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
        await page.context().close();
      }
  });

  it('is light and short with four hundred findings in two thousand citations, and complete', async () => {
    const run = many(2_000, 400);
    for (const [viewport, tallest] of [[DESK, 40_000] as const, [PHONE, 80_000] as const]) {
      const { page } = await open('many', run, { viewport });
      const [nodes, height] = await page.evaluate(() => {
        const walk = document.createTreeWalker(document);
        let n = 0;
        while (walk.nextNode() !== null) n += 1;
        // What is out of view has a height that is guessed.
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('* { content-visibility: visible !important }');
        document.adoptedStyleSheets = [sheet];
        return [n, document.documentElement.scrollHeight] as const;
      });
      expect(nodes).toBeLessThanOrEqual(12_000);
      expect(height).toBeLessThanOrEqual(tallest);
      await page.locator('button:has-text("Fold or unfold all")').click();
      await expect.poll(() => page.locator('tr[data-find]').count()).toBe(2_000);
      await page.context().close();
    }
    const { page } = await open('many-plain', run, { javaScriptEnabled: false });
    expect(await page.locator('tr[data-find]').count()).toBe(2_000);
    expect(await page.locator('article .remedy').count()).toBe(400);
  });

  it('answers what is asked of two thousand citations in a tenth of a second', {
    timeout: 120_000,
  }, async () => {
    const { page } = await open('quick', many(2_000, 400));
    const least = (asking: string, undoing: string) =>
      page.evaluate(
        `(async () => {
          const took = [];
          for (let n = 0; n < 8; n++) for (const ask of [() => { ${asking} }, () => { ${undoing} }]) {
            const from = performance.now();
            ask();
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            took.push(performance.now() - from);
          }
          return Math.max(...[0, 1].map((odd) => Math.min(...took.filter((_, n) => n % 2 === odd))));
        })()`,
      );
    const find = (word: string) =>
      `const s = document.querySelector('input[type=search]'); s.value = '${word}'; s.dispatchEvent(new Event('input'));`;
    const view = (name: string) => `document.querySelector('[name=show][value=${name}]').click();`;
    const section = (value: string) =>
      `const s = document.querySelector('select'); s.value = ${value}; s.dispatchEvent(new Event('change'));`;
    expect(await least(find('matter 777'), find(''))).toBeLessThanOrEqual(100);
    expect(await least(find('the'), find(''))).toBeLessThanOrEqual(100);
    expect(await least(view('high'), view('all'))).toBeLessThanOrEqual(100);
    expect(await least(section('s.options[3].value'), section("''"))).toBeLessThanOrEqual(100);
  });

  it('leads to every row and to every card of a page that makes them when they are shown', async () => {
    const run = many(400, 40);
    for (const javaScriptEnabled of [true, false]) {
      const { page, address } = await open('kept', run, { javaScriptEnabled });
      const [found, sound] = [run.sources[9], run.sources[10]] as const;
      for (const id of [found?.id, found?.citations[0]?.id, sound?.id, sound?.citations[0]?.id]) {
        await page.goto('about:blank');
        await page.goto(`${address}#${encodeURIComponent(id ?? '')}`);
        await expect.poll(() => page.locator(`[id="${id}"]`).isVisible()).toBe(true);
      }
      await page.goto('about:blank');
      await page.goto(`${address}#${encodeURIComponent(found?.id ?? '')}`);
      // Without a script a source is led to by its line.
      expect(await page.locator('.remedy:visible').count()).toBe(javaScriptEnabled ? 1 : 0);
    }
  });

  it('tells one thing of a whole host in one line, which opens to a line each', async () => {
    const sources = [1, 2, 3].map((n) =>
      source(`s${n}`, 'P', `Page ${n}`, `https://a.example/${n}`, {
        citations: [citation(n, `${n}`, [])],
      }),
    );
    const gone = sources.map(({ id }) => finding('source-gone', 'high', id, 'Gone.', 'Mend it.'));
    const { page, address } = await open('alike', buildRun(sources, gone));
    expect(await page.locator('.alike > summary').textContent()).toContain(
      'Page 1 and 2 other pages',
    );
    expect(await page.locator('.alike article:visible').count()).toBe(0);
    await page.goto(`${address}#s3`);
    await page.waitForFunction(() => document.activeElement?.id === 's3');
    expect(await page.locator('.alike article:visible').count()).toBe(3);
    await page.locator('label:has([name=show][value=sound])').click();
    expect(await page.locator('.alike').isVisible()).toBe(false);
  });

  it('asks nothing of anybody, and finds what is looked for in folded parts too', async () => {
    const { page, heard } = await open('find', RUN, {}, LIVES);
    await page.locator('button:has-text("Fold or unfold all")').click();
    await page.locator('button:has-text("Fold or unfold all")').click();
    await page.keyboard.press('/');
    await page.keyboard.type('household registration');
    expect(await said(page)).toMatch(/^In the list: \d+\. Elsewhere: \d+\.$/u);
    expect(await page.locator('tr[data-find]:visible, article:visible').count()).toBeGreaterThan(0);
    await page.locator('input[type=search]').fill('no such word');
    expect(await said(page)).toBe('Nothing found.');
    expect(await seen(page)).toBe(0);
    await page.locator('input[type=search]').fill('');
    expect(await said(page)).toBe('');
    expect(heard).toEqual([]);
  });

  it('goes to the search at a stroke, also from a view that was chosen, but writes a stroke where one writes', async () => {
    const { page } = await open('stroke', RUN, {}, LIVES);
    await page.locator('label:has([name=show][value=high])').click();
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.type')).toBe('search');
    await page.keyboard.type('a/b');
    expect(await page.locator('input[type=search]').inputValue()).toBe('a/b');
  });

  it('keeps the sign of a column in the line of its name, on a telephone too', async () => {
    const { page } = await open('signs', RUN, { viewport: PHONE }, LIVES);
    for (const head of await page.locator('.key').all()) {
      const sign = await head.evaluate((one) => {
        const { display, content } = getComputedStyle(one, '::before');
        return { display, isBound: content.includes('\u00a0') };
      });
      expect(sign).toEqual({ display: 'inline', isBound: true });
    }
  });

  it('breaks no day of the nights in the middle of a word, at any width', async () => {
    for (const width of [DESK.width, 820, PHONE.width]) {
      const { page } = await open('nights', RUN, { viewport: { width, height: 900 } }, LIVES);
      await unfold(page);
      for (const head of await page.locator('.health tbody th').all())
        expect((await head.boundingBox())?.height).toBeLessThan(45);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await page.context().close();
    }
  });

  it('breaks no head of the list in the middle of a word, and leaves room on paper for what was found', async () => {
    const { page } = await open('heads', RUN, { viewport: { width: 800, height: 900 } });
    await unfold(page);
    const broken = await page.locator('.citations th').evaluateAll((heads) =>
      heads.flatMap(({ firstChild }) => {
        const words = [...(firstChild?.textContent ?? '').matchAll(/\S+/gu)];
        return words.flatMap(({ 0: word, index }) => {
          const range = document.createRange();
          range.setStart(firstChild as Node, index);
          range.setEnd(firstChild as Node, index + word.length);
          return range.getClientRects().length > 1 ? [word] : [];
        });
      }),
    );
    expect(broken).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    for (const found of (await page.locator('td[data-label=Found]').all()).slice(0, 12))
      expect((await found.boundingBox())?.width).toBeGreaterThan(90);
  });

  it('has nothing to press that a finger misses (WCAG 2.5.8)', async () => {
    const { page } = await open('finger', RUN, { viewport: PHONE });
    await unfold(page);
    for (const button of await page.locator('.copy + button').all())
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(24);
  });

  it('is all reached and worked by keyboard', async () => {
    const { page } = await open('keyboard', RUN, {}, LIVES);
    const controls =
      'a[href], button, summary, select, input:not([type=radio]), input[type=radio]:checked';
    const waiting = await page.evaluate((which) => {
      const shown = [...document.querySelectorAll<HTMLElement>(which)].filter((one) =>
        one.checkVisibility(),
      );
      for (const one of shown) one.dataset.unreached = '';
      return shown.length;
    }, controls);
    for (let stops = 0; stops < waiting + 5; stops++) {
      await page.keyboard.press('Tab');
      await page.evaluate(() => delete (document.activeElement as HTMLElement).dataset.unreached);
    }
    expect(waiting).toBeGreaterThan(30);
    expect(
      await page.locator('[data-unreached]').evaluateAll((all) => all.map((one) => one.outerHTML)),
    ).toEqual([]);
    await page.locator('[name=show][value=all]').focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => location.hash.includes('show=high'));
    const fold = page.locator('summary:visible').first();
    const isOpen = () => fold.evaluate((one) => (one.parentElement as HTMLDetailsElement).open);
    const before = await isOpen();
    await fold.focus();
    await page.keyboard.press('Enter');
    expect(await isOpen()).toBe(!before);
    await page.locator('select').nth(1).focus();
    await page.keyboard.press('p');
    await page.waitForFunction(() => location.hash.includes('by=publisher'));
  });

  it('has what was asked for in its address, for others and for the way back', async () => {
    const { page } = await open('ask', RUN);
    await page.locator('button:has-text("Fold or unfold all")').click();
    const all = await seen(page);
    expect(all).toBe(await page.locator('tr[data-find]').count());
    await page.locator('select').first().selectOption({ label: 'Section 4' });
    const some = await seen(page);
    expect(some).toBeLessThan(all);
    await page.locator('[name=show][value=unknown]').check({ force: true });
    const few = await seen(page);
    expect(few).toBeLessThan(some);
    await page.locator('select').nth(1).selectOption('publisher');
    expect(await seen(page)).toBe(few);
    const other = await page.context().newPage();
    await other.goto(page.url());
    expect([await seen(other), await said(other)]).toEqual([few, await said(page)]);
    expect(await other.locator('select').nth(1).inputValue()).toBe('publisher');
    await page.goBack();
    await page.goBack();
    expect(await seen(page)).toBe(some);
    await page.goBack();
    expect(await seen(page)).toBe(all);
    expect(await page.locator('[name=show][value=all]').isChecked()).toBe(true);
  });

  it('shows every source and citation at its address, whatever was asked for before', async () => {
    const { page, address } = await open('ids', RUN);
    await page.goto(`${address}#?find=nothing+of+the+kind`);
    for (const { id, citations } of RUN.sources)
      for (const one of [id, ...citations.map((c) => c.id)]) {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, encodeURIComponent(one));
        await page.waitForFunction((of) => document.activeElement?.id === of, one);
        expect(await page.locator(`[id="${one}"]`).isVisible()).toBe(true);
      }
  });

  it('shows at the address of a citation what is told of it, and not the next card', async () => {
    const { page, address } = await open('tops', RUN);
    const ids = await page
      .locator('article .cited li[id]')
      .evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(3);
    for (const id of ids) {
      await page.goto(`${address}#${encodeURIComponent(id)}`);
      const card = page.locator('article', { has: page.locator(`[id="${id}"]`) });
      await page.waitForFunction((of) => document.activeElement?.id === of, id);
      expect(
        await card.locator('h3').evaluate((h) => Math.round(h.getBoundingClientRect().top)),
      ).toBeGreaterThanOrEqual(0);
    }
  });

  it('copies a line, and tells what is new since the last look', async () => {
    const { page, address } = await open('look', RUN, {}, LIVES);
    await unfold(page);
    await page.locator('code.copy + button').first().click();
    expect(await said(page)).toMatch(/^Copied: citewatch /u);
    const file = address.slice('file://'.length);
    writeFileSync(
      file,
      renderPage(
        { ...RUN, run: { ...RUN.run, startedAt: '2026-01-01T02:00:00.000Z' } },
        PUBLICATION,
      ),
    );
    await page.goto(address);
    expect(await page.locator('.look').textContent()).toBe('New since your last look: 0.');
    // Under load Chromium may refuse a page its storage for once: the next look is as good.
    const again = async () => {
      await page.reload();
      return page.locator('.look').textContent();
    };
    await expect.poll(again, { timeout: 20_000 }).toBe('New since your last look: 0.');
  });

  it('copies what stands now and not the difference, and the address and not its name', async () => {
    const { page } = await open('copy', RUN, {}, LIVES);
    await unfold(page);
    const copied = async (what: string) => {
      await page.locator(`button:has-text("${what}")`).first().click();
      return ((await said(page)) ?? '').replace('Copied: ', '');
    };
    const [now, address] = [await copied('Copy what stands now'), await copied('Copy the address')];
    expect(now).not.toMatch(/\[[−+]/u);
    expect(now).toContain('4.7');
    expect(address).toMatch(/^https:\/\/web\.archive\.org\//u);
    const button = page.locator('code.copy + button').first();
    const line = await page.locator('code.copy').first().textContent();
    expect(await button.getAttribute('aria-label')).toBe(`Copy: ${line}`);
  });

  it('is skipped to by keyboard, and what was asked for stays', async () => {
    const { page } = await open('skip', RUN, {}, LIVES);
    await page.locator('label:has([name=show][value=high])').click();
    const some = await seen(page);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.locator('.skip').focus();
    expect((await page.locator('.skip').boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN');
    expect([await seen(page), page.url()]).toEqual([some, expect.stringContaining('show=high')]);
    const plain = await open('plain-skip', RUN, { javaScriptEnabled: false });
    await plain.page.locator('.skip').focus();
    await plain.page.keyboard.press('Enter');
    await expect.poll(() => plain.page.evaluate('scrollY')).toBeGreaterThan(0);
  });

  it('sets a title by its own direction, also in the list', async () => {
    const title = 'تقرير عن سوريا!';
    const of = source('ar', 'P', title, 'https://a.example/', {
      citations: [citation(1, '2', [quote('q', 'x')])],
    });
    const { page } = await open('title', { ...RUN, sources: [of], findings: [] });
    const isTurned = await page.evaluate(() => {
      const text = document.querySelector('tr .of a')?.firstChild as Text;
      const at = (n: number) => {
        const range = document.createRange();
        range.setStart(text, n);
        range.setEnd(text, n + 1);
        return range.getBoundingClientRect().x;
      };
      return at(text.length - 1) < at(0);
    });
    expect(isTurned).toBe(true);
  });

  it('shows where one can write and press by an edge that is seen (WCAG 1.4.11)', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open('edge', RUN, { colorScheme }, LIVES);
      const ratios = await page
        .locator('input[type=search], select, .tools button, fieldset label')
        .evaluateAll((all) => {
          const light = (colour: string) => {
            const [r = 0, g = 0, b = 0] = (colour.match(/\d+/gu) ?? []).map((n) => {
              const c = Number(n) / 255;
              return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const paper = light(getComputedStyle(document.body).backgroundColor);
          return all.map((one) => {
            const edge = light(getComputedStyle(one).borderTopColor);
            return (Math.max(edge, paper) + 0.05) / (Math.min(edge, paper) + 0.05);
          });
        });
      expect(ratios.length).toBeGreaterThan(8);
      expect(Math.min(...ratios)).toBeGreaterThanOrEqual(3);
    }
  });

  it('shows on paper the table of sections, and of the rest what was unfolded, and leaves no heading at the foot of a sheet', async () => {
    const { page } = await open('unfold', RUN, { javaScriptEnabled: false }, LIVES);
    const isShown = (what: string) =>
      page
        .locator(what)
        .first()
        .evaluate((one) => one.checkVisibility({ contentVisibilityAuto: true }));
    expect([await isShown('.sections'), await isShown('.remedy')]).toEqual([false, false]);
    await page.locator('article summary').first().click();
    await page.emulateMedia({ media: 'print' });
    expect([await isShown('.sections'), await isShown('.remedy')]).toEqual([true, true]);
    expect(await page.locator('.remedy:visible').count()).toBe(1);
    expect(await page.locator('.section:visible').count()).toBe(0);
    const kept = (what: string) =>
      page
        .locator(what)
        .first()
        .evaluate((one) => [getComputedStyle(one).breakAfter, getComputedStyle(one).breakInside]);
    expect([await kept('h2'), await kept('main h3')]).toEqual([
      ['avoid', 'auto'],
      ['avoid', 'auto'],
    ]);
    expect([await kept('article'), await kept('.remedy')]).toEqual([
      ['auto', 'auto'],
      ['auto', 'avoid'],
    ]);
  });

  it('is two sheets of paper for forty citations, and more where more was unfolded', async () => {
    const { page } = await open('sheets', many(40, 40), {}, LIVES);
    const sheets = async () => {
      const margin = { top: '1cm', bottom: '1cm', left: '1cm', right: '1cm' };
      return (await page.pdf({ format: 'A4', margin }))
        .toString('latin1')
        .match(/\/Type\s*\/Page\b/gu)?.length;
    };
    expect(await sheets()).toBe(2);
    await unfold(page);
    expect(await sheets()).toBeGreaterThan(2);
  });

  it('has on paper the addresses that its links open', async () => {
    const { page } = await open('paper', RUN, {}, LIVES);
    const after = () =>
      page
        .locator('.remedy a[href*="web.archive.org"]')
        .first()
        .evaluate((one) => getComputedStyle(one, '::after').content);
    expect(await after()).toBe('none');
    await page.emulateMedia({ media: 'print' });
    expect(await after()).toContain('https://web.archive.org/');
  });

  it('leads to a citation that stands on another page', async () => {
    const many = Array.from({ length: 10_100 }, (_, n) =>
      source(`s-${n}`, 'P', `Page ${n}`, null, {
        citations: [citation(100 + n, String(n % 9), [])],
      }),
    );
    for (const [name, text] of pageFiles(buildRun(many, []), PUBLICATION))
      writeFileSync(join(folder, name), text());
    const page = await browser.newPage();
    const start = pathToFileURL(join(folder, 'index.html')).href;
    const away = many[8]?.citations[0]?.id as string;
    await page.goto(`${start}#${encodeURIComponent(away)}`);
    await page.waitForURL(/citations-\d\.html#/u);
    await page.waitForFunction((id) => document.activeElement?.id === id, away);
    expect(await page.locator(`[id="${away}"]`).isVisible()).toBe(true);
  });

  it('is whole without a script: every finding, folds that open, views, and addresses', async () => {
    const { page, address } = await open('plain', RUN, { javaScriptEnabled: false }, LIVES);
    expect(await page.locator('.tools').isVisible()).toBe(false);
    expect(await page.locator('article:visible').count()).toBe(
      await page.locator('article').count(),
    );
    const folds = await page.locator('details.section > summary').all();
    for (const fold of folds) await fold.click();
    expect(await seen(page)).toBe(await page.locator('.section tr[data-find]').count());
    await page.locator('article summary').first().click();
    expect(await page.locator('.remedy:visible').count()).toBe(1);
    await page.locator('label:has([name=show][value=unknown])').click();
    expect(await page.locator('tr.stand:visible').count()).toBe(0);
    expect(await page.locator('tr.unknown:visible').count()).toBeGreaterThan(0);
    await page.goto(`${address}#ASI2025-01%2F31`);
    await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(0);
  });
});

const LONG = 'x'.repeat(10_000);
const TEXT = `\u202e"'><img src=x onerror=alert(1)></title></style></script><script>alert(2)</script>`;

describe.skipIf(!hasBrowser)('hostile texts', () => {
  const hostile = (text: string) => {
    const cited = citation(1, text, [quote('q', text, { verdict: 'missing', tier: null })], {
      cited: text,
    });
    const stands = citation(2, text, [quote('r', text)], { cited: text });
    const url = `javascript:alert(3)//${text}`;
    const bad = source('bad', text, text, url, { citations: [cited] });
    const good = source('good', text, text, url, { citations: [stands] });
    return buildRun(
      [bad, good],
      [finding('passage-missing', 'high', 'bad', text, text, { citation: cited.id, quote: 'q' })],
    );
  };

  it.each([
    ['markup', TEXT],
    ['a word of ten thousand letters', LONG],
    ['both, and lines', `${TEXT}\n${LONG}`],
  ])('of %s stay text, and push nothing out of its place', async (name, text) => {
    for (const viewport of [DESK, PHONE]) {
      const { page, heard } = await open(name.slice(0, 4), hostile(text), { viewport });
      expect(heard).toEqual([]);
      expect(await page.locator('img, iframe, a[href^="javascript:"]').count()).toBe(0);
      expect(await page.locator('article').first().textContent()).toContain(text.slice(1, 60));
      await page.locator('input[type=search]').fill('alert');
      expect(heard).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
      await page.context().close();
    }
  });

  it('that turn the direction of a line turn no word beside them', async () => {
    const { page } = await open('turn', hostile('\u202eabc'));
    const order = await page.evaluate(() => {
      const [found] = [...document.querySelectorAll('article .soft.small')];
      const node = [...(found?.childNodes ?? [])].at(-1) as Text;
      const at = (n: number) => {
        const range = document.createRange();
        range.setStart(node, n);
        range.setEnd(node, n + 1);
        return range.getBoundingClientRect().x;
      };
      return at(node.length - 3) < at(node.length - 1);
    });
    expect(order).toBe(true);
  });
});

describe.skipIf(!hasBrowser)('the rules of axe-core', () => {
  it.each(
    [DESK, PHONE].flatMap((viewport) =>
      (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme })),
    ),
  )(
    'are broken in no view: $viewport.width pixels, $colorScheme',
    { timeout: 120_000 },
    async (look) => {
      const { page } = await open('axe', RUN, { ...look, bypassCSP: true }, LIVES);
      await page.addScriptTag({ content: axe.source });
      for (const view of [
        '#?',
        '#?show=high',
        '#?show=unknown',
        '#?find=nothing+at+all',
        '#?by=publisher&show=sound',
      ]) {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, view);
        const found = await page.evaluate(
          `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
        );
        expect([view, found]).toEqual([view, []]);
      }
      await page.context().close();
    },
  );
});
