import type { Failed, FetchRequest, Hop, Outcome, Validators } from '../model/outcome.js';
import { followLocation, readAddress, sameDocument, withoutFragment } from './address.js';
import type { Clock } from './clock.js';
import { CookieJar } from './cookies.js';
import type { Diagnosis, Send } from './reply.js';

/** As many redirects as browsers follow (the Fetch standard's 20). */
const MOST_REDIRECTS = 20;

/**
 * Follows the redirects of one visit and makes its outcome.
 *
 * Validators go with a redirect only while the address stays the same but for http or https, `www.` and a slash:
 * anywhere else a "not modified" could be said of another page, such as a home page older than the document.
 */
export function redirect(send: Send, pace: Clock): (request: FetchRequest) => Promise<Outcome> {
  return async ({ url: asked, validators }) => {
    const hops: Hop[] = [];
    const cookies = new CookieJar();
    const seen = new Set<string>();
    const tally = { requests: 0, received: 0 };
    let startedAt: number | null = null;
    let here: URL | null = null;
    const facts = () => {
      const start = startedAt ?? pace.now();
      const at = new Date(start).toISOString();
      return { url: asked, finalUrl: here?.href ?? asked, hops, ...tally, at, elapsed: pace.now() - start };
    };
    const failed = ({ failure, code, message }: Diagnosis): Failed => ({
      kind: 'failed',
      ...facts(),
      failure,
      code,
      message,
    });

    let address = readAddress(asked);
    const first = address;
    for (;;) {
      if (!(address instanceof URL)) return failed(address);
      here = address;
      const url = withoutFragment(here);
      const cookie = cookies.header(url);
      // A page may set a cookie and redirect to itself; with the same cookies it is a loop.
      const key = `${url.href} ${cookie}`;
      if (seen.has(key)) return failed(loop(`The redirects lead in a circle: ${url.href} comes up again.`));
      seen.add(key);

      const same = first instanceof URL && sameDocument(first, url);
      const reply = await send({
        url,
        headers: { ...(same ? conditional(validators) : {}), ...(cookie && { cookie }) },
      });
      startedAt ??= reply.startedAt;
      tally.requests += reply.requests;
      tally.received += reply.received;
      if (reply.kind === 'failed') return failed(reply);

      cookies.store(url, reply.cookies, pace.now());
      const { http, headers, body, location } = reply;
      if (location === null) return { kind: 'answered', ...facts(), http, headers, body };
      if (hops.length === MOST_REDIRECTS) {
        return failed(loop(`The address redirects more than ${MOST_REDIRECTS} times.`));
      }
      hops.push({ url: url.href, http });
      address = followLocation(location, here);
    }
  };
}

const loop = (message: string): Diagnosis => ({ failure: 'redirect-loop', code: null, message });

const conditional = (validators: Validators | null): Record<string, string> => ({
  ...(validators?.etag && { 'if-none-match': validators.etag }),
  ...(validators?.lastModified && { 'if-modified-since': validators.lastModified }),
});
