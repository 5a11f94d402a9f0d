import { parseAddress } from '../model/address.js';
import type { RenderLimits } from './limits.js';

/** Requests that pages of a night have sent, by the host that they went to: of all pages together. */
export type NightTally = Map<string, number>;

/**
 * What one page may ask of hosts that nobody cited. A page that is cited could else make us ask whom it likes, as often as it likes: so many
 * hosts, so many requests to each, and to any one host so many in a night, whichever pages ask.
 */
export class ForeignRequests {
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
    /^\s*(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(?:;|$)/iu.test(value),
  range: (value) => /^bytes=\d+-\d*$/.test(value),
};

const isSafelisted = (name: string, value: string): boolean =>
  Buffer.byteLength(value) <= LONGEST_VALUE && SAFELISTED[name]?.(value) === true;

/** True where a browser would ask the other server first (a preflight): a page chose a header that is on no list. */
export const needsPreflight = (headers: Readonly<Record<string, string>>): boolean =>
  Object.entries(headers).some(([name, value]) => !OF_THE_BROWSER.test(name) && !isSafelisted(name, value));

/**
 * What is passed on of a request to another origin. `accept` alone: the languages are ours, nothing is sent that has a type, and all is asked
 * for. Who asks is told by its origin: paths are a page's to choose.
 */
export function foreignHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const { accept = '', referer = '' } = headers;
  const from = parseAddress(referer);
  return {
    ...(accept !== '' && isSafelisted('accept', accept) ? { accept } : {}),
    ...(from === null ? {} : { referer: `${from.origin}/` }),
  };
}
