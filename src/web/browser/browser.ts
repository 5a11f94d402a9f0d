import { setTimeout as wait } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Browser, BrowserContext, CDPSession, Page, Request } from 'playwright-core';
import type { Rendered, Rendering, RenderOrder, Unrendered } from '../../model/capture.js';
import type { Fetch } from '../../model/outcome.js';
import { textBeside } from '../../text-beside.js';
import { withTimeout } from '../reply.js';
import {
  type NightTally,
  PageRequests,
  RENDER_LIMITS,
  type RenderLimits,
} from './page-requests.js';
import { hasSandbox, type Running, startBrowser } from './start-browser.js';

export interface BrowserSettings {
  /** The program; null where none was found. */
  readonly executable: string | null;
  readonly userAgent: string;
  readonly limits?: RenderLimits;
}

/** A browser that is started when the first page is to be shown, for one page after another. */
export type BrowserWitness = Pick<Chromium, 'render' | 'close'>;

/** What a person's window is like, in CSS pixels. */
const WINDOW = { width: 1280, height: 800 };
/** CSS pixels of a page's height that are pictured: ten windows. */
const TALLEST = 8000;
/** Milliseconds for a picture, and for letting go of a page that hangs. Our choice. */
const BROWSER_WAITS = { picture: 10_000, end: 5_000 };
/** Times a page's time, after which it is taken to hang: reading it, and taking its picture, come after its time. */
const HANGS = 1.5;

/** Opens the witness that shows pages; `fetch` is the door through which all that they ask for goes. Nothing is started yet. */
export const openBrowser = (settings: BrowserSettings, fetch: Fetch): BrowserWitness =>
  new Chromium(settings, fetch);

/** A window without a past or a future: nothing is kept, allowed, downloaded or served from behind. */
const contextOptions = (userAgent: string) =>
  ({
    userAgent,
    viewport: WINDOW,
    serviceWorkers: 'block',
    acceptDownloads: false,
    reducedMotion: 'reduce',
  }) as const;

/** A page that was not shown to its end has no reading: the visit is broken off, and made again. */
const closedError = (): Error => new Error('The browser was closed.');

const toUnrendered = (why: Unrendered): Rendering => ({ kind: 'unrendered', why });

/** The world of its own in which a window is looked at, made anew for each document that it shows. */
const lookAt =
  (session: CDPSession): Look =>
  async (expression) => {
    const { frameTree } = await session.send('Page.getFrameTree');
    const world = { frameId: frameTree.frame.id, worldName: 'citewatch' };
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', world);
    const asked = { expression, contextId, returnByValue: true };
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', asked);
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
    return result.value;
  };

/** Whether it has come, its elements, and the length of its text. */
const STATE =
  '[document.readyState === "complete", document.getElementsByTagName("*").length, (document.body?.innerText ?? "").length].join()';

/** Milliseconds between two looks. */
const PAUSE = 200;
/** Characters of text below which a page is still loading, and how many milliseconds that is believed. Chosen by eye. */
const NEXT_TO_NOTHING = { characters: 200, time: 10_000 };

class Chromium {
  // Pages are large, and their hosts are asked politely: there is nothing to gain from showing several.
  readonly #alone = pLimit(1);
  readonly #limits: RenderLimits;
  readonly #night: NightTally = new Map();
  #running: Promise<Running> | null = null;
  #isOverMemory = false;
  #isClosed = false;

  constructor(
    private readonly settings: BrowserSettings,
    private readonly fetch: Fetch,
  ) {
    this.#limits = settings.limits ?? RENDER_LIMITS;
  }

  readonly render = (order: RenderOrder): Promise<Rendering> =>
    this.#alone(async () => {
      if (this.#isClosed) throw closedError();
      const { executable } = this.settings;
      return executable === null
        ? toUnrendered({ kind: 'no-browser' })
        : this.#show(executable, order);
    });

  /** Breaks off what is under way, which rejects, and ends the browser. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  async #end(): Promise<void> {
    const ended = this.#running;
    this.#running = null;
    const { browser, door, stopWatch } = (await ended?.catch(() => null)) ?? {};
    stopWatch?.();
    door?.close();
    if (browser !== undefined) await withTimeout(BROWSER_WAITS.end, browser.close());
  }

  async #show(executable: string, order: RenderOrder): Promise<Rendering> {
    const limits = this.#limits;
    let context: BrowserContext | null = null;
    this.#isOverMemory = false;
    try {
      context = await (await this.#start(executable)).newContext(
        contextOptions(this.settings.userAgent),
      );
      const longest = HANGS * limits.time;
      const shown = await withTimeout(
        longest,
        showIn(context, order, { fetch: this.fetch, limits, night: this.#night }),
      );
      return shown ?? toUnrendered({ kind: 'hung', seconds: longest / 1000 });
    } catch (error) {
      if (this.#isClosed) throw closedError();
      if (context === null) return toUnrendered(whyNoStart(error as Error));
      const memory = { kind: 'memory', megabytes: limits.memory / 1024 ** 2 } as const;
      return toUnrendered(this.#isOverMemory ? memory : { kind: 'crashed' });
    } finally {
      // A page that cannot be let go of takes its browser with it; the next page gets another.
      const closing = context?.close().then(() => true) ?? Promise.resolve(false);
      if ((await withTimeout(BROWSER_WAITS.end, closing)) !== true) await this.#end();
    }
  }

  async #start(executable: string): Promise<Browser> {
    if ((await this.#running?.catch(() => null))?.browser.isConnected() === false)
      await this.#end();
    this.#running ??= startBrowser(executable, this.#limits, () => {
      this.#isOverMemory = true;
    });
    return (await this.#running).browser;
  }
}

async function showIn(
  context: BrowserContext,
  order: RenderOrder,
  {
    fetch,
    limits,
    night,
  }: { readonly fetch: Fetch; readonly limits: RenderLimits; readonly night: NightTally },
): Promise<Rendering> {
  const page = await context.newPage();
  const isOwn = (request: Request): boolean => request.frame().page() === page;
  const requests = new PageRequests(order, fetch, limits, night, isOwn);
  const crashed = new Promise<never>((_, reject) => {
    page.on('crash', () => reject(new Error('the page crashed')));
    page.on('close', () => reject(new Error('the page was closed')));
  });
  crashed.catch(() => {});
  context.on('page', (other) => void (other === page || other.close().catch(() => {})));
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => {}));
  await context.route(/./u, (route) => requests.answer(route));
  await context.routeWebSocket(/./u, (socket) => {
    requests.wanted.add('socket');
    requests.refused++;
    void socket.close();
  });
  const session = await context.newCDPSession(page);
  return Promise.race([crashed, watchPage(page, session, requests)]);
}

async function watchPage(
  page: Page,
  session: CDPSession,
  requests: PageRequests,
): Promise<Rendering> {
  const { order, limits } = requests;
  await page.goto(order.url, { waitUntil: 'commit', timeout: limits.time });
  const look = lookAt(session);
  const isDone = await waitUntilDone(look, requests, limits);
  if (!/^https?:/u.test(page.url())) return toUnrendered({ kind: 'led-away' });
  const html = await htmlOf(look, limits);
  if (html === null) return toUnrendered({ kind: 'too-large' });
  return {
    kind: 'rendered',
    at: new Date().toISOString(),
    url: requests.document,
    html: Buffer.from(html),
    screenshot: await pictureOf(page),
    settled: isDone,
    wanted: [...requests.wanted],
    ...(requests.refused > 0 ? { refused: requests.refused } : {}),
    ...(hasSandbox() ? {} : { unsandboxed: true }),
    by: `Chromium ${page.context().browser()?.version() ?? ''}`,
  };
}

/** The page from its top, as far down as a picture may reach. */
async function pictureOf(page: Page): Promise<Rendered['screenshot']> {
  const clip = { x: 0, y: 0, width: WINDOW.width, height: TALLEST };
  const options = { type: 'png', timeout: BROWSER_WAITS.picture, animations: 'disabled' } as const;
  return page.screenshot({ ...options, fullPage: true, clip }).catch(() => null);
}

/** The driver tells all that it did, over many lines; the first is its own word for what went wrong. */
function whyNoStart({ message }: Error): Unrendered {
  if (/sandboxing failed/u.test(message)) return { kind: 'no-sandbox' };
  const [first = ''] = message.split('\n');
  return { kind: 'no-start', message: first.replace(/^\S+: /u, '').trim() };
}

/** Evaluates an expression where a page's own scripts cannot reach, and change the tools. Rejects when the page leads on, or is gone. */
type Look = (expression: string) => Promise<unknown>;

/** Waits until a page is done; false when its time, or what it may ask for, came to an end first. */
async function waitUntilDone(
  look: Look,
  requests: PageRequests,
  limits: RenderLimits,
): Promise<boolean> {
  const began = performance.now();
  let last = { state: '', since: began };
  for (;;) {
    const state = await look(STATE).catch(() => null);
    const now = performance.now();
    if (state !== last.state) last = { state: String(state), since: now };
    const [isComplete, , characters] = last.state.split(',');
    const isEmpty = Number(characters) < NEXT_TO_NOTHING.characters;
    const isStill =
      requests.pending === 0 && now - Math.max(requests.lastAt, last.since) >= limits.still;
    const isBelieved = !isEmpty || now - began >= Math.min(NEXT_TO_NOTHING.time, limits.time / 2);
    if (requests.isOver) return false;
    if (isComplete === 'true' && isStill && isBelieved) return true;
    if (now - began >= limits.time) return false;
    await wait(PAUSE);
  }
}

/** In the page: makes HTML of it. */
const PAGE_HTML = textBeside(new URL('./page-html.js', import.meta.url)).replace(/;\s*$/u, '');

/** The page as HTML, shadow trees where they are shown, but for their styles, which are theirs alone. Null when it is too large. */
async function htmlOf(look: Look, { elements, characters }: RenderLimits): Promise<string | null> {
  const html = await look(`(${PAGE_HTML})(${elements}, ${characters})`);
  return typeof html === 'string' ? html : null;
}
