import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressKey } from '../../../src/model/address.js';
import { timestampOf } from '../../../src/web/archives/archive-client.js';
import { type Kept, nearestTo, reply, type Shelf } from './loopback-shelf.js';

const PATH = /^(\/web\/|\/wayback\/)(?:(\d{1,14})(id_)?\/)?(https?:\/.+)$/;

/** `/web/…` or `/wayback/…`: the bytes as captured (`id_`), the page as shown to people, or the negotiation of a date (RFC 7089). */
export function replay(
  { kept, isExcluded }: Shelf,
  request: IncomingMessage,
  response: ServerResponse,
): ServerResponse {
  const [, at = '', timestamp = '', mode = '', url] = PATH.exec(request.url ?? '') ?? [];
  const place = `http://${request.headers.host}${at}`;
  if (url === undefined)
    return reply(response, 404, 'text/html', 'The Wayback Machine has not archived that URL.');
  if (isExcluded(url))
    return reply(
      response,
      403,
      'text/html',
      '<p>This URL has been excluded from the Wayback Machine.</p>',
    );
  const asked =
    timestamp ||
    timestampOf(new Date(`${request.headers['accept-datetime'] ?? '9999-01-01'}`).toISOString());
  const found = nearestTo(kept, url, asked);
  if (found === null)
    return reply(
      response,
      404,
      'text/html',
      '<p>The Wayback Machine has not archived that URL.</p>',
    );

  if (found.timestamp !== timestamp) {
    response.setHeader('vary', 'accept-datetime');
    response.setHeader('link', linksOf(place, kept, found));
    response.setHeader('x-archive-redirect-reason', `found capture at ${found.timestamp}`);
    response.setHeader('location', `${place}${found.timestamp}${mode}/${found.url}`);
    return reply(response, 302, 'text/plain; charset=utf-8', '');
  }
  if (mode === '' && found.location !== undefined)
    // View mode hides an archived redirect behind a page of its own, with status 200.
    return reply(
      response,
      200,
      'text/html',
      `<p>Got an HTTP ${found.status} response at crawl time</p>`,
    );
  response.setHeader('memento-datetime', new Date(found.at).toUTCString());
  response.setHeader('link', linksOf(place, kept, found));
  response.setHeader('x-archive-src', 'loopback/loopback-00000.warc.gz');
  if (found.location !== undefined)
    response.setHeader('location', `${place}${found.timestamp}${mode}/${found.location}`);
  const shown =
    mode === ''
      ? Buffer.concat([Buffer.from('<!-- BEGIN WAYBACK TOOLBAR INSERT -->'), found.bytes])
      : found.bytes;
  return reply(response, found.status, found.type ?? 'text/html', shown);
}

function linksOf(place: string, kept: readonly Kept[], found: Kept): string {
  const all = kept.filter((k) => addressKey(k.url) === addressKey(found.url));
  const i = all.indexOf(found);
  const named = [
    ['first memento', all[0]],
    ['prev memento', all[i - 1]],
    ['memento', found],
    ['next memento', all[i + 1]],
    ['last memento', all.at(-1)],
  ] as const;
  const mementos = named.flatMap(([rel, k]) =>
    k === undefined
      ? []
      : `<${place}${k.timestamp}/${k.url}>; rel="${rel}"; datetime="${new Date(k.at).toUTCString()}"`,
  );
  return [
    `<${found.url}>; rel="original"`,
    `<${place}timemap/link/${found.url}>; rel="timemap"; type="application/link-format"`,
    `<${place}${found.url}>; rel="timegate"`,
    ...mementos,
  ].join(', ');
}
