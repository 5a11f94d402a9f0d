import type { Request, Route } from 'playwright-core';
import { parseAddress } from '../../model/address.js';
import type { RenderOrder, Wanted } from '../../model/capture.js';
import type { Answered, Fetch, Outcome } from '../../model/outcome.js';
import { MOST_REDIRECTS, REDIRECTS } from '../redirect.js';

/** What a page's text may be made of. Pictures, fonts, films and beacons are not asked for: they say nothing, and cost a host its time. */
const MAKES_TEXT: ReadonlySet<string> = new Set([
  'document',
  'stylesheet',
  'script',
  'xhr',
  'fetch',
]);
/** What would bring text, bit by bit and without end. */
const LASTING: ReadonlySet<string> = new Set(['eventsource', 'websocket']);

/** Headers that are not passed on to the page's own origin: ours replace them, or they concern a connection, a signature or the method. */
const NOT_PASSED_ON =
  /^(?:accept-(?:encoding|language)|connection|content-.*|cookie|host|if-.*|keep-alive|proxy-.*|range|sec-.*|signature.*|te|trailer|transfer-encoding|upgrade.*|user-agent|x-(?:http-)?method(?:-override)?)$|^:/;
/** Headers of an answer that speak of the wire, where it has been unpacked, or would be kept: each request is a first one. */
const OF_THE_WIRE =
  /^(?:content-(?:encoding|length)|transfer-encoding|connection|keep-alive|set-cookie|alt-svc|strict-transport-security)$/;

/** False for what a browser saves: the window stays where it was. */
const isShownInWindow = ({ headers }: Answered): boolean =>
  /html|xml|text\/plain/u.test(headers['content-type'] ?? 'text/html') &&
  !/^\s*attachment/iu.test(headers['content-disposition'] ?? '');

const isOfWindow = (request: Request): boolean =>
  request.isNavigationRequest() && request.frame().parentFrame() === null;

const withoutFragment = (url: string): string => url.replace(/#.*$/su, '');

/** True where a script asks, which chooses headers. What a document, a script or a style is asked for with, the browser alone says. */
const mayChoose = (request: Request): boolean => ['xhr', 'fetch'].includes(request.resourceType());

const without = (left: RegExp, headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !left.test(name)));

const toResponse = ({ http, headers, body }: Answered) => ({
  status: http,
  headers: without(OF_THE_WIRE, headers),
  body: Buffer.from(body?.bytes ?? []),
});

/** A document that was found elsewhere leads there, so that its own addresses are read from where it stands. */
const leadThere = (request: Request, outcome: Answered) =>
  withoutFragment(outcome.finalUrl) === withoutFragment(request.url())
    ? toResponse(outcome)
    : {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: `<!doctype html><meta http-equiv="refresh" content="0;url=${outcome.finalUrl.replace(/["&<>]/gu, (sign) => `&#${sign.codePointAt(0)};`)}">`,
      };

/** What one page may ask of hosts that nobody cited; otherwise a cited page could make us ask anybody, any number of times. */
export class CrossOriginBudget {
  readonly #sent = new Map<string, number>();

  constructor(
    private readonly limits: RenderLimits['foreign'],
    private readonly night: NightTally,
  ) {}

  /** True when one more request may go to a host, which is counted. */
  take({ hostname }: URL): boolean {
    const { hosts, requests, night } = this.limits;
    if (!this.#sent.has(hostname) && this.#sent.size >= hosts) return false;
    const sent = this.#sent.get(hostname) ?? 0;
    const sentTonight = this.night.get(hostname) ?? 0;
    if (sent >= requests || sentTonight >= night) return false;
    this.#sent.set(hostname, sent + 1);
    this.night.set(hostname, sentTonight + 1);
    return true;
  }
}

/** Headers that no page can choose (the Fetch standard's forbidden request-headers), and those that a browser adds beside them. */
const OF_THE_BROWSER =
  /^(?:accept-(?:charset|encoding)|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|proxy-.*|purpose|referer|sec-.*|te|trailer|transfer-encoding|upgrade(?:-insecure-requests)?|user-agent|via)$|^:/;

/** Bytes of a value of a header that may be sent to another origin (the Fetch standard, CORS-safelisted request-header). */
const LONGEST_VALUE = 128;
/** What no such value may hold: the standard's CORS-unsafe request-header bytes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSAFE = /[\0-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;
const LANGUAGES = /^[\w *,\-.;=]*$/;

/** What a page may choose of a request to another origin without being asked about it (the Fetch standard). Five values of 128 bytes stay below its 1024 in all. */
const SAFELISTED: Readonly<Record<string, (value: string) => boolean>> = {
  accept: (value) => !UNSAFE.test(value),
  'accept-language': (value) => LANGUAGES.test(value) && !value.includes('_'),
  'content-language': (value) => LANGUAGES.test(value) && !value.includes('_'),
  'content-type': (value) =>
    !UNSAFE.test(value) &&
    /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(?:;|$)/iu.test(
      value,
    ),
  range: (value) => /^bytes=\d+-\d*$/.test(value),
};

const isSafelisted = (name: string, value: string): boolean =>
  Buffer.byteLength(value) <= LONGEST_VALUE && SAFELISTED[name]?.(value) === true;

/** True where a browser would ask the other server first (a preflight): a page chose a header that is on no list. */
export const needsPreflight = (headers: Readonly<Record<string, string>>): boolean =>
  Object.entries(headers).some(
    ([name, value]) => !OF_THE_BROWSER.test(name) && !isSafelisted(name, value),
  );

/** Answers what a page asks for in the browser, through our own door to the web: its guard, its pace, its limits. The browser itself reaches nobody. */
export class PageRequests {
  pending = 0;
  /** When the last one was answered, by `performance.now()`. */
  lastAt = performance.now();
  /** True when more was asked for than one page may. */
  isOver = false;
  readonly wanted = new Set<Wanted>();
  /** How many requests were refused, of those that may have made text. */
  refused = 0;
  /** The address of the document that the window shows. */
  document: string;
  private requests = 0;
  private bytes = 0;
  private isGiven = false;
  /** The origin of the page that is cited: what it asks of itself. */
  private readonly home: string;
  private readonly foreign: CrossOriginBudget;

  constructor(
    readonly order: RenderOrder,
    private readonly fetch: Fetch,
    readonly limits: RenderLimits,
    night: NightTally,
    /** False for a request of a window that the page opened. */
    private readonly isOwn: (request: Request) => boolean,
  ) {
    this.document = order.url;
    this.home = new URL(order.url).origin;
    this.foreign = new CrossOriginBudget(limits.foreign, night);
  }

  /** Answers a request, or breaks it off. Never rejects. */
  async answer(route: Route): Promise<void> {
    this.pending++;
    try {
      await this.#answer(route);
    } catch {
      // The page is gone, or the door to the web was closed: nobody waits for an answer.
      await route.abort().catch(() => {});
    } finally {
      this.pending--;
      this.lastAt = performance.now();
    }
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const isWindow = isOfWindow(request);
    if (
      isWindow &&
      !this.isGiven &&
      withoutFragment(request.url()) === withoutFragment(this.order.url)
    ) {
      this.isGiven = true;
      const { bytes, headers } = this.order.received;
      return route.fulfill({
        status: 200,
        headers: without(OF_THE_WIRE, headers),
        body: Buffer.from(bytes),
      });
    }
    const refused = this.#refusal(request);
    // Broken off so, a page that wanted to lead on stays where it is, and no page of the browser's own takes its place.
    if (refused !== null) return this.#refuse(route, refused);
    // Before anything is waited for: a frame may lead on meanwhile.
    const asker = askerOf(request);
    const outcome = await this.#ask(request, asker);
    if (typeof outcome === 'string') return this.#refuse(route, outcome);
    if (outcome.kind === 'failed')
      return this.#refuse(route, outcome.failure === 'refused-address' ? 'private' : 'failed');
    if (!isReadable(request, asker, outcome)) return this.#refuse(route, 'failed');
    if (outcome.http >= 400 || outcome.body?.truncated === true) this.wanted.add('failed');
    if (isWindow && isShownInWindow(outcome)) this.document = outcome.finalUrl;
    await route.fulfill(
      request.isNavigationRequest() ? leadThere(request, outcome) : toResponse(outcome),
    );
  }

  /** Why a request is not sent; `nothing` for what makes no text. */
  #refusal(request: Request): Wanted | 'nothing' | null {
    if (!this.isOwn(request)) return 'other-window';
    const kind = request.resourceType();
    if (LASTING.has(kind)) return 'socket';
    if (!MAKES_TEXT.has(kind)) return 'nothing';
    if (request.method() !== 'GET' && request.method() !== 'HEAD') return 'post';
    this.isOver ||= ++this.requests > this.limits.requests || this.bytes > this.limits.bytes;
    return this.isOver ? 'nothing' : null;
  }

  async #refuse(route: Route, why: Wanted | 'nothing'): Promise<void> {
    if (why !== 'nothing') this.wanted.add(why);
    if (why !== 'nothing' && why !== 'failed') this.refused++;
    await route.abort('aborted');
  }

  /** Asks, and follows a redirect to another origin, and all from there, as a request of its own. */
  async #ask(request: Request, asker: string): Promise<Outcome | Wanted> {
    const headers = request.headers();
    let url = new URL(request.url());
    let isHome = asker === this.home;
    for (let led = 0; led <= MOST_REDIRECTS; led++) {
      // Once led elsewhere, it is of another's choice where it leads.
      isHome &&= url.origin === this.home;
      // Redirected, a request loses what its page chose.
      if (!isHome && led === 0 && mayChoose(request) && needsPreflight(headers)) return 'preflight';
      if (!isHome && !this.foreign.take(url)) return 'foreign-budget';
      if (!(await this.order.may(url.href, !isHome))) return 'robots';
      const outcome = await this.fetch({
        url: url.href,
        validators: null,
        lang: this.order.lang,
        headers: {
          ...(isHome ? without(NOT_PASSED_ON, headers) : foreignHeaders(headers)),
          ...originFor(request, asker, url),
        },
        headersOnly: request.method() === 'HEAD',
        // Of other origins each redirect is a request of its own, and counted.
        unfollowed: isHome ? 'elsewhere' : true,
        // What speaks in our name is for those whom somebody cited.
        unsigned: !isHome,
        // A part that failed is not waited for: the page's time is short.
        once: true,
      });
      this.bytes += outcome.received;
      const next = redirectTarget(outcome);
      if (next === null) return outcome;
      url = next;
    }
    return 'failed';
  }
}

/** Where a redirect leads that was not followed; null for every other outcome. */
function redirectTarget(outcome: Outcome): URL | null {
  if (outcome.kind === 'failed' || !REDIRECTS.has(outcome.http)) return null;
  const { location } = outcome.headers;
  return location === undefined ? null : parseAddress(location, outcome.finalUrl);
}

/** Whose page asks: what the browser says, which no page can change, and else the frame; `null` for one without an origin. */
function askerOf(request: Request): string {
  const { origin } = request.headers();
  if (origin !== undefined) return origin;
  const frame = request.frame();
  return new URL((request.isNavigationRequest() ? (frame.parentFrame() ?? frame) : frame).url())
    .origin;
}

/** Whose script asks another origin, which may want to know. */
function originFor(request: Request, asker: string, { origin }: URL): { readonly origin?: string } {
  const isTold = request.resourceType() !== 'document' && asker !== 'null' && asker !== origin;
  return isTold ? { origin: asker } : {};
}

/** False where a script of another origin may not read an answer: the driver would hand it over, and does not see redirects. */
function isReadable(request: Request, asker: string, { finalUrl, headers }: Answered): boolean {
  const asked = new URL(request.url()).origin;
  // Asked for without an origin, what is another's is for those who cannot read it.
  const isForReaders =
    request.headers().origin !== undefined || (mayChoose(request) && asked === asker);
  if (!isForReaders || (asked === asker && new URL(finalUrl).origin === asker)) return true;
  return ['*', asker].includes(headers['access-control-allow-origin']?.trim() ?? '');
}

export type RenderLimits = typeof RENDER_LIMITS;

/** The limits of every page; all of them are our choice. */
export const RENDER_LIMITS = {
  /** Milliseconds after which what is there is read: at a pause of a second between two requests to one host, some forty of them. */
  time: 60_000,
  /** Milliseconds for which nothing may be asked for, and nothing change, before it is taken to be done: scripts draw sooner. */
  still: 1500,
  /** Requests that it may send, for scripts, styles and data: the median site asks for some forty. */
  requests: 150,
  /** Bytes that it may receive: 50 MiB of scripts, styles and data, unpacked. */
  bytes: 50 * 1024 ** 2,
  /** Elements that it may make: a report of five hundred pages has some tens of thousands. */
  elements: 200_000,
  /** Characters of what it became, as HTML: as many as the 20 MiB of a document that is asked for. */
  characters: 20 * 1024 ** 2,
  /** Bytes of memory that its process may take: a page that makes text by script takes a tenth of it. */
  memory: 1024 ** 3,
  /**
   * What it may ask of other origins: hosts, requests to each of them, and those that all pages of a night may send to one. A page that
   * makes its text has scripts and data on a few hosts, some forty requests to the busiest; fifty such pages of a report may share one. At
   * a second between two requests that host is asked for half an hour of a night, and never faster.
   */
  foreign: { hosts: 10, requests: 40, night: 2_000 },
};

/** Requests that pages of a night have sent, by the host that they went to: of all pages together. */
export type NightTally = Map<string, number>;

/** What is passed on of a request to another origin: `accept`, and the asking page's origin (its path is the page's to choose). */
export function foreignHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const { accept = '', referer = '' } = headers;
  const from = parseAddress(referer);
  return {
    ...(accept !== '' && isSafelisted('accept', accept) ? { accept } : {}),
    ...(from === null ? {} : { referer: `${from.origin}/` }),
  };
}
