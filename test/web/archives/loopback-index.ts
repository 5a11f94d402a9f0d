import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressKey } from '../../../src/model/address.js';
import { type Kept, nearestTo, reply, type Shelf } from './loopback-shelf.js';

const ALL_FIELDS = 'urlkey,timestamp,original,mimetype,statuscode,digest,length';

/** Captures of a host and its subdomains whose columns match every filter wholly, as the index's `field:regex` does. */
const isOfDomain =
  (host: string, filters: readonly string[]) =>
  ({ url, row }: Kept): boolean => {
    const { hostname } = new URL(url);
    const passes = (filter: string): boolean => {
      const [field = '', ...pattern] = filter.split(':');
      return new RegExp(`^(?:${pattern.join(':')})$`).test(row[field] ?? '-');
    };
    return (hostname === host || hostname.endsWith(`.${host}`)) && filters.every(passes);
  };

/** The index (CDX server). */
export function listIndex(
  { kept, isExcluded }: Shelf,
  request: IncomingMessage,
  response: ServerResponse,
): ServerResponse {
  const query = new URL(request.url ?? '', 'http://x').searchParams;
  const url = query.get('url') ?? '';
  if (isExcluded(url)) {
    response.setHeader(
      'x-archive-wayback-runtime-error',
      'org.archive.wayback.exception.AdministrativeAccessControlException: Blocked Site Error',
    );
    return reply(response, 403, 'text/plain;charset=UTF-8', 'Blocked Site Error\n');
  }
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? '99999999999999'];
  const fields = (query.get('fl') ?? ALL_FIELDS).split(',');
  const rows = kept
    .filter(
      query.get('matchType') === 'domain'
        ? isOfDomain(url, query.getAll('filter'))
        : (k) => addressKey(k.url) === addressKey(url),
    )
    .filter((k) => k.timestamp >= from && k.timestamp.slice(0, to.length) <= to)
    .slice(0, Number(query.get('limit') ?? Infinity))
    .map((k) => fields.map((field) => k.row[field] ?? '-'));
  return reply(
    response,
    200,
    'application/json',
    JSON.stringify(rows.length === 0 ? [] : [fields, ...rows]),
  );
}

/** The index as pywb has it: an object a line, none where nothing is known. */
export function listCdxj(
  { kept }: Shelf,
  request: IncomingMessage,
  response: ServerResponse,
): ServerResponse {
  const query = new URL(request.url ?? '', 'http://x').searchParams;
  const lines = kept
    .filter(({ url }) => addressKey(url) === addressKey(query.get('url') ?? ''))
    .slice(0, Number(query.get('limit') ?? Infinity))
    .map(({ row: { urlkey, timestamp, original, mimetype, statuscode, digest, length } }) => ({
      urlkey,
      timestamp,
      status: statuscode,
      url: original,
      filename: 'AWP-loopback-00000.warc.gz',
      length,
      mime: mimetype,
      offset: '0',
      digest,
      collection: 'AWP',
    }));
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  return reply(response, 200, 'text/x-ndjson', body);
}

/** The availability API. */
export function closest(
  shelf: Shelf,
  request: IncomingMessage,
  response: ServerResponse,
): ServerResponse {
  const query = new URL(request.url ?? '', 'http://x').searchParams;
  const url = query.get('url') ?? '';
  const found = shelf.isExcluded(url)
    ? null
    : nearestTo(shelf.kept, url, query.get('timestamp') ?? '');
  const snapshot =
    found === null
      ? {}
      : {
          closest: {
            status: `${found.status}`,
            available: true,
            url: `${shelf.base}/web/${found.timestamp}/${found.url}`,
            timestamp: found.timestamp,
          },
        };
  return reply(
    response,
    200,
    'application/json',
    JSON.stringify({ url, archived_snapshots: snapshot }),
  );
}
