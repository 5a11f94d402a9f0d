import type { Request, Route } from 'playwright-core';
import type { Answered, Fetch, Outcome } from '../model/outcome.js';
import type { RenderOrder, Wanted } from '../model/rendering.js';
import type { RenderLimits } from './limits.js';

/** What a page's text may be made of. Pictures, fonts, films and beacons are not asked for: they say nothing, and cost a host its time. */
const MAKES_TEXT: ReadonlySet<string> = new Set(['document', 'stylesheet', 'script', 'xhr', 'fetch']);
/** What would bring text, bit by bit and without end. */
const LASTING: ReadonlySet<string> = new Set(['eventsource', 'websocket']);

/** Headers of the browser's that are not passed on: ours stand in their place, or they speak of a connection that is not made. */
const NOT_PASSED_ON =
  /^(?:accept-(?:encoding|language)|connection|content-.*|cookie|host|if-.*|keep-alive|proxy-.*|range|sec-.*|te|trailer|transfer-encoding|upgrade.*|user-agent)$|^:/;
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
  /** The address of the document that the window shows. */
  document: string;
  private requests = 0;
  private bytes = 0;
  private isGiven = false;

  constructor(
    private readonly order: RenderOrder,
    private readonly fetch: Fetch,
    private readonly limits: RenderLimits,
    private readonly isOwn: IsOwn,
  ) {
    this.document = order.url;
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
    if (!(await this.order.may(request.url()))) return this.#refuse(route, 'robots');
    const outcome = await this.#ask(request);
    if (outcome.kind === 'failed')
      return this.#refuse(route, outcome.failure === 'refused-address' ? 'private' : 'failed');
    if (outcome.http >= 400 || outcome.body?.truncated === true) this.wanted.add('failed');
    if (isWindow && isShownInWindow(outcome)) this.document = outcome.finalUrl;
    await route.fulfill(request.isNavigationRequest() ? ledTo(request, outcome) : given(outcome));
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
    await route.abort('aborted');
  }

  async #ask(request: Request): Promise<Outcome> {
    const outcome = await this.fetch({
      url: request.url(),
      validators: null,
      lang: this.order.lang,
      headers: headersOf(request),
      headersOnly: request.method() === 'HEAD',
      // A part that failed is not waited for: the page's time is short.
      once: true,
    });
    this.bytes += outcome.received;
    return outcome;
  }
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

function headersOf(request: Request): Record<string, string> {
  const passed = Object.entries(request.headers()).filter(([name]) => !NOT_PASSED_ON.test(name));
  const origin = request.resourceType() === 'document' ? null : originOf(request);
  return { ...Object.fromEntries(passed), ...(origin === null ? {} : { origin }) };
}

/** Whose script asks another origin, which may want to know. */
function originOf(request: Request): string | null {
  const { origin } = new URL(request.frame().url());
  return origin === 'null' || origin === new URL(request.url()).origin ? null : origin;
}

const onlyOwn = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_WIRE.test(name)));

const given = ({ http, headers, body }: Answered) => ({
  status: http,
  headers: onlyOwn(headers),
  body: Buffer.from(body?.bytes ?? []),
});

/** A document that was found elsewhere leads there, so that its own addresses are read from where it stands. */
const ledTo = (request: Request, outcome: Answered) =>
  withoutFragment(outcome.finalUrl) === withoutFragment(request.url())
    ? given(outcome)
    : {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: `<!doctype html><meta http-equiv="refresh" content="0;url=${outcome.finalUrl.replace(/["&<>]/gu, (sign) => `&#${sign.codePointAt(0)};`)}">`,
      };
