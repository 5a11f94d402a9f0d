import { hash } from 'node:crypto';
import type { Ask } from '../fetch/reply.js';

/** An ask as it is put into the shared store. */
export interface AskRow {
  /** Digest of all that it says, but for its validators: equal for what is the same request. */
  readonly key: string;
  /** Whose lane it waits in. */
  readonly host: string;
  /** Whose breaker is heeded. */
  readonly origin: string;
  /** Digest of the validator of which a 304 speaks; null where none is sent. */
  readonly tag: string | null;
  /** JSON. */
  readonly ask: string;
}

/** Letters of the longest name of a host (RFC 1035, 2.3.4). A longer one leads nowhere, and would be too long for an index. */
const LONGEST_NAME = 253;

const digest = (text: string): string => hash('sha256', text);

/** The digests by which validators are compared, of what was sent or of what came. The date says less than the tag (RFC 9110, 13.1.3). */
export const validatorTags = (
  etag: string | undefined,
  modified: string | undefined,
): { readonly etag: string | null; readonly modified: string | null } => ({
  etag: etag ? digest(`etag ${etag}`) : null,
  modified: modified ? digest(`modified ${modified}`) : null,
});

/** Whose lane an address belongs to. */
export const laneOf = ({ hostname }: URL): string =>
  hostname.length > LONGEST_NAME ? digest(hostname) : hostname;

/** Writes an ask down. */
export function askRowOf(ask: Ask): AskRow {
  const { url, headers, post, once, headersOnly, unsigned } = ask;
  const { 'if-none-match': etag, 'if-modified-since': modified, ...rest } = headers;
  const said = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  const tags = validatorTags(etag, modified);
  return {
    key: digest(
      JSON.stringify([post ?? null, url.href, said, headersOnly === true, ...(unsigned ? ['unsigned'] : [])]),
    ),
    host: laneOf(url),
    // Who tries again himself has his own rules for a host that fails.
    origin: once ? 'once' : digest(url.origin),
    tag: tags.etag ?? tags.modified,
    ask: JSON.stringify({ ...ask, url: url.href }),
  };
}

/** Reads an ask that was written down. */
export function askOf(json: string): Ask {
  const { url, ...rest } = JSON.parse(json) as Omit<Ask, 'url'> & { readonly url: string };
  return { ...rest, url: new URL(url) };
}

/** The same request, without its validators. */
export function unconditional(ask: Ask): Ask {
  const { 'if-none-match': _, 'if-modified-since': __, ...headers } = ask.headers;
  return { ...ask, headers };
}
