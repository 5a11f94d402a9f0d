import type { Request, Route } from 'playwright-core';
import { parseAddress } from '../model/address.js';
import type { Answered, Fetch, Outcome } from '../model/outcome.js';
import type { RenderOrder, Wanted } from '../model/rendering.js';
import { ForeignRequests, foreignHeaders, type NightTally, needsPreflight } from './foreign-requests.js';
import type { RenderLimits } from './limits.js';

/** What a page's text may be made of. Pictures, fonts, films and beacons are not asked for: they say nothing, and cost a host its time. */
const MAKES_TEXT: ReadonlySet<string> = new Set(['document', 'stylesheet', 'script', 'xhr', 'fetch']);
/** What would bring text, bit by bit and without end. */
const LASTING: ReadonlySet<string> = new Set(['eventsource', 'websocket']);

/**
 * Headers of the browser's that are not passed on to the page's own origin: ours stand in their place, or they speak of a connection that is not
 * made. Nor are those that would sign in our name, or make something else of a GET.
 */
const NOT_PASSED_ON =
  /^(?:accept-(?:encoding|language)|connection|content-.*|cookie|host|if-.*|keep-alive|proxy-.*|range|sec-.*|signature.*|te|trailer|transfer-encoding|upgrade.*|user-agent|x-(?:http-)?method(?:-override)?)$|^:/;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** As many redirects as browsers follow (the Fetch standard's 20). */
const MOST_REDIRECTS = 20;
/** Headers of an answer that speak of the wire, where it has been unpacked, or would be kept: each request is a first one. */
const OF_THE_WIRE =
  /^(?:content-(?:encoding|length)|transfer-encoding|connection|keep-alive|set-cookie|alt-svc|strict-transport-security)$/;

/** The page itself, as long as it is nobody's else: what a window that it opened asks for is not answered. */
type IsOwn = (request: Request) => boolean;

/**
 * Answers what a page asks for in the browser, by asking for it through our own door to the web: with its guard, its pace, its limits,
 * its name. The browser itself reaches nobody.
 */
export class PageRequests {
  /** Requests that have no answer yet. */
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
  private readonly foreign: ForeignRequests;

  constructor(
    private readonly order: RenderOrder,
    private readonly fetch: Fetch,
    private readonly limits: RenderLimits,
    night: NightTally,
    private readonly isOwn: IsOwn,
  ) {
    this.document = order.url;
    this.home = new URL(order.url).origin;
    this.foreign = new ForeignRequests(limits.foreign, night);
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
    if (isWindow && !this.isGiven && withoutFragment(request.url()) === withoutFragment(this.order.url)) {
      this.isGiven = true;
      const { bytes, headers } = this.order.received;
      return route.fulfill({ status: 200, headers: onlyOwn(headers), body: Buffer.from(bytes) });
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
    await route.fulfill(request.isNavigationRequest() ? leadThere(request, outcome) : given(outcome));
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
          ...(isHome ? ownHeaders(headers) : foreignHeaders(headers)),
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
      const next = ledTo(outcome);
      if (next === null) return outcome;
      url = next;
    }
    return 'failed';
  }
}

/** Where a redirect leads that was not followed; null for every other outcome. */
function ledTo(outcome: Outcome): URL | null {
  if (outcome.kind === 'failed' || !REDIRECTS.has(outcome.http)) return null;
  const { location } = outcome.headers;
  return location === undefined ? null : parseAddress(location, outcome.finalUrl);
}

/** False for what a browser saves: the window stays where it was. */
const isShownInWindow = ({ headers }: Answered): boolean =>
  /html|xml|text\/plain/u.test(headers['content-type'] ?? 'text/html') &&
  !/^\s*attachment/iu.test(headers['content-disposition'] ?? '');

/** True for the document of the window itself. */
const isOfWindow = (request: Request): boolean =>
  request.isNavigationRequest() && request.frame().parentFrame() === null;

/** An address as a server sees it. */
const withoutFragment = (url: string): string => url.replace(/#.*$/su, '');

/** True where a script asks, which chooses headers. What a document, a script or a style is asked for with, the browser alone says. */
const mayChoose = (request: Request): boolean => ['xhr', 'fetch'].includes(request.resourceType());

const ownHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !NOT_PASSED_ON.test(name)));

/** Whose page asks: what the browser says, which no page can change, and else the frame; `null` for one without an origin. */
function askerOf(request: Request): string {
  const { origin } = request.headers();
  if (origin !== undefined) return origin;
  const frame = request.frame();
  return new URL((request.isNavigationRequest() ? (frame.parentFrame() ?? frame) : frame).url()).origin;
}

/** Whose script asks another origin, which may want to know. */
function originFor(request: Request, asker: string, { origin }: URL): { readonly origin?: string } {
  const isTold = request.resourceType() !== 'document' && asker !== 'null' && asker !== origin;
  return isTold ? { origin: asker } : {};
}

/**
 * False where a script of another origin is not allowed to read an answer: the browser's driver would hand it over all the same, and does not see
 * where redirects led.
 */
function isReadable(request: Request, asker: string, { finalUrl, headers }: Answered): boolean {
  const asked = new URL(request.url()).origin;
  // Asked for without an origin, what is another's is for those who cannot read it.
  const isForReaders = request.headers().origin !== undefined || (mayChoose(request) && asked === asker);
  if (!isForReaders || (asked === asker && new URL(finalUrl).origin === asker)) return true;
  return ['*', asker].includes(headers['access-control-allow-origin']?.trim() ?? '');
}

const onlyOwn = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_WIRE.test(name)));

const given = ({ http, headers, body }: Answered) => ({
  status: http,
  headers: onlyOwn(headers),
  body: Buffer.from(body?.bytes ?? []),
});

/** A document that was found elsewhere leads there, so that its own addresses are read from where it stands. */
const leadThere = (request: Request, outcome: Answered) =>
  withoutFragment(outcome.finalUrl) === withoutFragment(request.url())
    ? given(outcome)
    : {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: `<!doctype html><meta http-equiv="refresh" content="0;url=${outcome.finalUrl.replace(/["&<>]/gu, (sign) => `&#${sign.codePointAt(0)};`)}">`,
      };
