import { isUtf8 } from 'node:buffer';
import type { CookieJar } from 'tough-cookie';
import { parseAddress } from '../model/address.js';
import type { Answered, Failed, Fetch, FetchRequest, Hop, Validators } from '../model/outcome.js';
import type { Answer, Ask, Clock, Diagnosis, Reply, Send } from './reply.js';
import { retryAfter } from './retry.js';

/** Statuses that lead elsewhere, by a `Location`. */
export const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** As many redirects as browsers follow (the Fetch standard's 20). */
export const MOST_REDIRECTS = 20;
/** Cookies that are taken of one answer: as many as RFC 6265, 6.1, asks for a domain. */
const MOST_COOKIES = 50;

/** Follows the redirects of one request, where they are to be followed, and makes its outcome. */
export function redirect(send: Send, clock: Clock): Fetch {
  return async (request) => {
    const trail = new Trail(request, clock);
    let address = readAddress(request.url);
    for (;;) {
      const ask = address instanceof URL ? trail.next(address) : address;
      if ('failure' in ask) return trail.toFailed(ask);
      const reply = await send(ask);
      trail.took(reply);
      if (reply.kind === 'failed') return trail.toFailed(reply);
      const to = trail.leadsTo(reply);
      if (to === null) return trail.toAnswered(reply);
      await trail.keepCookies(reply.cookies);
      address = to;
    }
  };
}

const loop = (message: string): Diagnosis => ({ failure: 'redirect-loop', code: null, message });

const conditional = (validators: Validators | null): Record<string, string> => ({
  ...(validators?.etag && { 'if-none-match': validators.etag }),
  ...(validators?.lastModified && { 'if-modified-since': validators.lastModified }),
});

/** What is asked for where the language of a document is not known, and after its own. */
const ENGLISH = 'en,*;q=0.5';

/** Characters of an address in a sentence, our choice: those that people cite have fewer. */
const LONGEST_SHOWN = 500;

/** An address for a sentence: a server may redirect to one of 60 kB. */
const shortAddress = (text: string): string =>
  text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN).toWellFormed()}…`;

/** One request on its way: where it has been, what it carries on, what it has cost. */
class Trail {
  private here: URL | null = null;
  private first: URL | null = null;
  private startedAt: number | null = null;
  private requests = 0;
  private received = 0;
  private isConditional = false;
  /** False once it has left the origin that was asked, to which the request's own headers belong. */
  private home = true;
  private readonly hops: Hop[] = [];
  private readonly asked: number[] = [];
  /** Nothing outlives the request, so a cookie follows nobody from one night to the next. */
  private jar: CookieJar | null = null;
  private readonly seen = new Set<string>();

  constructor(
    private readonly request: FetchRequest,
    private readonly clock: Clock,
  ) {}

  next(address: URL): Ask | Diagnosis {
    this.here = address;
    this.first ??= address;
    this.home &&= address === this.first || address.origin === this.first.origin;
    const url = withoutFragment(address);
    const cookie = this.jar?.getCookieStringSync(url.href) ?? '';
    // A page may set a cookie and redirect to itself; with the same cookies it is a loop.
    const key = `${url.href} ${cookie}`;
    if (this.seen.has(key))
      return loop(`The redirects lead in a circle: ${shortAddress(url.href)} comes up again.`);
    this.seen.add(key);
    const { post, once, headersOnly, unsigned } = this.request;
    return {
      url,
      headers: this.headersFor(address, cookie),
      post,
      once: once ?? post !== undefined,
      headersOnly,
      unsigned,
    };
  }

  /**
   * Validators go to the very address that they are of, wherever on the way that is: anywhere else a "not modified" could be
   * said of another page, such as a home page older than the document.
   */
  private headersFor({ href }: URL, cookie: string): Ask['headers'] {
    const { validators } = this.request;
    const of = validators?.of ?? this.first?.href;
    const condition = href === of ? conditional(validators) : {};
    this.isConditional = Object.keys(condition).length > 0;
    return {
      'accept-language': acceptLanguage(this.request.lang ?? null),
      ...(this.home ? this.request.headers : {}),
      ...condition,
      ...(cookie && { cookie }),
    };
  }

  took(reply: Reply): void {
    this.startedAt ??= reply.startedAt;
    this.asked.push(reply.startedAt);
    this.requests += reply.requests;
    this.received += reply.received;
  }

  /** Keeps what an answer sets for the rest of the way. Most answers set nothing, and the list of public suffixes is long to load. */
  async keepCookies(cookies: readonly string[]): Promise<void> {
    if (cookies.length === 0) return;
    const { CookieJar: Jar } = await import('tough-cookie');
    this.jar ??= new Jar(null, { prefixSecurity: 'strict' });
    const now = new Date(this.clock.now());
    for (const cookie of cookies.slice(0, MOST_COOKIES))
      this.jar.setCookieSync(cookie, (this.here as URL).href, { now, ignoreError: true });
  }

  leadsTo({ location, http }: Answer): URL | Diagnosis | null {
    const here = this.here as URL;
    const { unfollowed = false, post } = this.request;
    if (location === null || unfollowed === true || post !== undefined) return null;
    const to = followLocation(location, here);
    if (unfollowed === 'elsewhere' && to instanceof URL && to.origin !== here.origin) return null;
    if (this.hops.length === MOST_REDIRECTS)
      return loop(`The address redirects more than ${MOST_REDIRECTS} times.`);
    this.hops.push({ url: withoutFragment(here).href, http });
    return to;
  }

  toAnswered(answer: Answer): Answered {
    const { http, headers, body, wire } = answer;
    const wait = retryAfter(answer, this.clock.now());
    return {
      kind: 'answered',
      ...this.facts(),
      http,
      headers,
      body,
      ...(http === 304 && !this.isConditional ? { unasked: true } : {}),
      ...(wait === null ? {} : { retryAfter: wait }),
      ...(wire === undefined
        ? {}
        : { wire: { asked: this.asked.map((at) => new Date(at).toISOString()), ...wire } }),
    };
  }

  toFailed({ failure, code, message, cause }: Diagnosis): Failed {
    return {
      kind: 'failed',
      ...this.facts(),
      failure,
      code,
      message,
      ...(cause === undefined ? {} : { cause }),
    };
  }

  private facts() {
    const { request, here, hops, requests, received } = this;
    const start = this.startedAt ?? this.clock.now();
    return {
      url: request.url,
      finalUrl: here?.href ?? request.url,
      hops,
      requests,
      received,
      at: new Date(start).toISOString(),
      elapsed: this.clock.now() - start,
    };
  }
}

/** `Accept-Language` for a document of a language (BCP 47): its own first, then its language at large, then English. */
function acceptLanguage(lang: string | null): string {
  const [primary] = lang?.toLowerCase().split('-') ?? [];
  if (lang === null || primary === undefined || primary === 'en') return ENGLISH;
  const own = lang.toLowerCase() === primary ? lang : `${lang},${primary};q=0.9`;
  return `${own},en;q=0.8,*;q=0.5`;
}

/**
 * An address as it will be asked for: read as browsers read it (WHATWG), percent-encoding left as written, without
 * user name and password, which are never sent and never recorded.
 */
export function readAddress(text: string, base?: URL): URL | Diagnosis {
  const url = parseAddress(text, base?.href);
  if (url === null) {
    const message = base
      ? `${base.host} redirects to "${shortAddress(text)}", which is not an address.`
      : `"${shortAddress(text)}" is not an address.`;
    return { failure: 'bad-url', code: 'ERR_INVALID_URL', message };
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    const scheme = url.protocol.slice(0, -1);
    const message = base
      ? `${base.host} redirects to an address that begins with "${scheme}:"; only http and https are followed.`
      : `The address begins with "${scheme}:"; only http and https can be asked.`;
    return { failure: 'refused-scheme', code: null, message };
  }
  url.username = '';
  url.password = '';
  return url;
}

/** Where a `Location` header, sent from `from`, leads. Without a fragment of its own it keeps that of `from` (RFC 9110, 10.2.2). */
export function followLocation(location: string, from: URL): URL | Diagnosis {
  const target = readAddress(readBytes(location), from);
  if (target instanceof URL && target.hash === '') target.hash = from.hash;
  return target;
}

/** The address as it goes over the wire: without its fragment. The same one where it has none, which nobody may change. */
function withoutFragment(url: URL): URL {
  if (!url.href.includes('#')) return url;
  const bare = new URL(url);
  bare.hash = '';
  return bare;
}

/**
 * Headers arrive as Latin-1; most servers that send raw non-ASCII bytes mean UTF-8. Bytes that are not UTF-8 are
 * percent-encoded as they are, as Chrome does. Twice, because undici encodes HTTP/2 headers once more.
 */
function readBytes(latin1: string): string {
  const once = decode(latin1);
  return once !== latin1 && /^[\0-\xff]*$/.test(once) && isUtf8(Buffer.from(once, 'latin1'))
    ? decode(once)
    : once;
}

function decode(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  return isUtf8(bytes)
    ? bytes.toString()
    : latin1.replace(/[\x80-\xff]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
