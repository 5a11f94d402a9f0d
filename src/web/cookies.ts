import { isIP } from 'node:net';

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  /** True when it goes back to the very host that set it only. */
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
}

/** More than this a single visit does not need (RFC 6265, 6.1, asks for 50 a domain). */
const MOST = 50;

/**
 * The cookies of one visit: enough of RFC 6265 for sites that set one and redirect. Nothing outlives the visit, so
 * there is no public-suffix list: a site could at most talk to a neighbour that it redirects to itself.
 */
export class CookieJar {
  private cookies: readonly Cookie[] = [];

  /** Keeps what the answer of `url` sets, and drops what it deletes. */
  store(url: URL, headers: readonly string[], now: number): void {
    for (const header of headers) {
      const [cookie, deleted] = parse(url, header, now) ?? [];
      if (cookie === undefined) continue;
      const others = this.cookies.filter((c) => !sameCookie(c, cookie));
      this.cookies = deleted ? others : [...others, cookie].slice(-MOST);
    }
  }

  /** The `Cookie` header for `url`, the most specific path first; empty when there is nothing to send. */
  header(url: URL): string {
    return this.cookies
      .filter((cookie) => isFor(cookie, url))
      .toSorted((a, b) => b.path.length - a.path.length)
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}

function parse(url: URL, header: string, now: number): [cookie: Cookie, deleted: boolean] | null {
  const [pair = '', ...rest] = header.split(';');
  const [name, value] = split(pair);
  const attributes = new Map(rest.map(split).map(([key, text]) => [key.toLowerCase(), text] as const));
  const domain = attributes.get('domain')?.replace(/^\./, '').toLowerCase();
  const secure = attributes.has('secure');
  if (name === '' || (secure && url.protocol !== 'https:')) return null;
  if (domain && domain !== url.hostname && !(domain.includes('.') && within(url.hostname, domain)))
    return null;
  const path = attributes.get('path') ?? '';
  return [
    {
      name,
      value,
      domain: domain || url.hostname,
      hostOnly: !domain,
      path: path.startsWith('/') ? path : url.pathname.replace(/(.)\/[^/]*$|\/[^/]*$/, '$1') || '/',
      secure,
    },
    isOver(attributes, now),
  ];
}

function split(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function isOver(attributes: ReadonlyMap<string, string>, now: number): boolean {
  const maxAge = attributes.get('max-age') ?? '';
  if (/^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  return Date.parse(attributes.get('expires') ?? '') <= now;
}

const within = (host: string, domain: string) => host.endsWith(`.${domain}`) && isIP(host) === 0;

const sameCookie = (a: Cookie, b: Cookie) => a.name === b.name && a.domain === b.domain && a.path === b.path;

const isFor = ({ domain, hostOnly, path, secure }: Cookie, url: URL) =>
  (url.hostname === domain || (!hostOnly && within(url.hostname, domain))) &&
  (url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`)) &&
  (!secure || url.protocol === 'https:');
