import { httpDate } from './memento.js';

/** One link of a `Link` header. */
export interface HeaderLink {
  readonly url: string;
  /** The relation words, in lower case. */
  readonly rel: readonly string[];
  /** `datetime` of a memento as ISO (RFC 7089 §2.2), or null. */
  readonly datetime: string | null;
}

/** `<address>` and the parameters up to the comma that ends it; commas inside quotes end nothing. */
const LINK = /<([^<>]*)>((?:[^,"]|"(?:[^"\\]|\\.)*")*)/g;
const PARAMETER = /;\s*([\w!#$&+\-.^`|~*]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*))/g;

/** Reads a `Link` header (RFC 8288), as far as mementos need it. What is malformed is passed over. */
export function parseLinkHeader(header: string | null): readonly HeaderLink[] {
  return [...(header ?? '').matchAll(LINK)].map(([, url = '', rest = '']) => {
    const found = new Map<string, string>();
    for (const [, name = '', quoted, token] of rest.matchAll(PARAMETER)) {
      const value = quoted === undefined ? (token ?? '') : quoted.replace(/\\(.)/g, '$1');
      // RFC 8288 §3.3: of a repeated parameter the first counts.
      if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), value);
    }
    const rel = (found.get('rel') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    return { url: url.trim(), rel, datetime: httpDate(found.get('datetime') ?? null) };
  });
}
