import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { develop, linesOf } from './in-page.js';

/** The browser: `CHROMIUM` names another one. */
export const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** False, with the reason printed, where there is no browser to try links in. */
export const hasBrowser = existsSync(EXECUTABLE);
if (!hasBrowser)
  console.warn(`No browser at ${EXECUTABLE}: links are not tried (CHROMIUM names another one).`);

/** The colour that the pages give to what a text fragment names; what scripts would fade in is there from the start. */
const PAINT =
  '<style>::target-text{background:#f0f !important;color:#000 !important}*{opacity:1 !important;animation:none !important}</style>';

/** Where a passage was looked for, and what a browser did with the link to it. */
export interface Landing {
  /** False when the passage is not among the text that the browser shows. */
  readonly shown: boolean;
  /** Share of the passage's lines in view on which something is highlighted, 0 to 1: of the least lucky passage, at the best of its places. */
  readonly lines: number;
  /** Share of the highlighted pixels that lie outside the passage, 0 to 1. */
  readonly astray: number;
  readonly scrolled: number;
}

/** Share of highlighted pixels that may lie outside: edges of Chinese glyphs, which some versions of Chromium paint a pixel wider. */
const STRAY = 0.03;

/** True when the browser scrolled to the passage and highlighted it, and nothing else. */
export const lands = ({ shown, lines, astray }: Landing): boolean =>
  shown && lines > 0.9 && astray < STRAY;

/** True when the browser scrolled to the passage and highlighted nothing else, though a bar or a box of the page lies over some of its lines. */
export const reaches = ({ shown, lines, astray }: Landing): boolean =>
  shown && lines > 0.5 && astray < STRAY;

/** A browser and a loopback web of the given pages; no other host exists for it, and no script runs. */
export class Reader {
  readonly #pages = new Map<string, string>();
  readonly #server = createServer((request, response) => {
    const page = this.#pages.get(request.url ?? '');
    response.writeHead(page === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "script-src 'none'; frame-src 'none'",
    });
    response.end(page);
  });
  #browser: Browser | null = null;
  #darkroom: Page | null = null;

  async open(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    this.#browser = await chromium.launch({
      executablePath: EXECUTABLE,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ],
    });
    this.#darkroom = await this.#browser.newPage();
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    this.#server.close();
  }

  /** The address at which a page is served. */
  serve(html: string): string {
    const path = `/${this.#pages.size}`;
    this.#pages.set(path, html + PAINT);
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  /** Follows a link as from another program, and looks where it led. `nth`: which of equal passages is meant; null for any. */
  async follow(
    link: string,
    passages: readonly string[],
    nth: number | null = null,
  ): Promise<Landing> {
    const page = await (this.#browser as Browser).newPage({
      viewport: { width: 900, height: 700 },
    });
    try {
      await page.goto(link, { waitUntil: 'load' });
      let landing = await this.#look(page, passages, nth);
      for (let tries = 0; tries < 5 && !lands(landing); tries++) {
        await page.waitForTimeout(150);
        landing = await this.#look(page, passages, nth);
      }
      return landing;
    } finally {
      await page.close();
    }
  }

  async #look(page: Page, passages: readonly string[], nth: number | null): Promise<Landing> {
    const { boxes, scrolled } = await page.evaluate(linesOf, { passages, nth });
    const picture = (await page.screenshot({ animations: 'disabled' })).toString('base64');
    const { lines, astray } = await (this.#darkroom as Page).evaluate(develop, { picture, boxes });
    return { shown: boxes.length > 0, lines, astray, scrolled };
  }
}
