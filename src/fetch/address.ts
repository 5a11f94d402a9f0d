import { isUtf8 } from 'node:buffer';
import { parseAddress } from '../model/address.js';
import type { Diagnosis } from './reply.js';

/**
 * An address as it will be asked for: read as browsers read it (WHATWG), percent-encoding left as written, without
 * user name and password, which are never sent and never recorded.
 */
export function readAddress(text: string, base?: URL): URL | Diagnosis {
  const url = parseAddress(text, base?.href);
  if (url === null) {
    const message = base
      ? `${base.host} redirects to "${shownAddress(text)}", which is not an address.`
      : `"${shownAddress(text)}" is not an address.`;
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

/** Characters of an address in a sentence, our choice: those that people cite have fewer. */
const LONGEST_SHOWN = 500;

/** An address for a sentence: a server may redirect to one of 60 kB. */
export const shownAddress = (text: string): string =>
  text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN).toWellFormed()}…`;

/** Where a `Location` header, sent from `from`, leads. Without a fragment of its own it keeps that of `from` (RFC 9110, 10.2.2). */
export function followLocation(location: string, from: URL): URL | Diagnosis {
  const target = readAddress(readBytes(location), from);
  if (target instanceof URL && target.hash === '') target.hash = from.hash;
  return target;
}

/** The address as it goes over the wire: without its fragment. The same one where it has none, which nobody may change. */
export function withoutFragment(url: URL): URL {
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
