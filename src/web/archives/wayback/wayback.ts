import * as z from 'zod';
import { originalOf } from '../../../model/archived-address.js';
import {
  type ArchiveAnswered,
  answered,
  instantOf,
  jsonOf,
  type Memento,
  timestampOf,
  unavailable,
  viewAddress,
} from '../archive-client.js';
import { capturesOf } from '../cdx.js';
import { askTimeGate } from '../memento/timegate.js';
import type { AddressPattern, ArchivePlace, ArchiveProvider, Captures } from '../provider.js';
import { refusalOf } from '../replay.js';
import { savePage } from './save-page.js';

/** The Internet Archive's Wayback Machine, and archives that are built like it. */
export const WAYBACK: ArchiveProvider = {
  // From the limits of June 2026 at 80 % (edgi wayback 0.5.1): 30 index requests a minute, 600 of captures. A saved page takes at least
  // three requests, and an account may save seven a minute.
  gaps: { index: 2_500, captures: 125, availability: 2_500, 'Save Page Now': 3_000 },
  addressesIn: ({ wayback }) => (wayback === null ? [] : [wayback.replace(/(?<!\/)\/+$/, '')]),
  index: searchIndex,
  addresses: searchAddresses,
  nearest: [
    askAvailability,
    // The raw mode negotiates as well, and does not hide archived redirects as view mode does.
    (place, url, at) => askTimeGate(place, `${place.base}/web/${timestampOf(at)}id_/`, url, at),
  ],
  save: savePage,
};

export const CDX_FIELDS = [
  'timestamp',
  'original',
  'mimetype',
  'statuscode',
  'digest',
  'length',
] as const;

const TABLE = z.array(z.array(z.string()));

/** What a CDX server's `output=json` lists ({@link capturesOf}). Null when it is no CDX answer. */
export function parseCdx(json: unknown, base: string): ArchiveAnswered<readonly Memento[]> | null {
  const table = TABLE.safeParse(json);
  if (!table.success) return null;
  const [header, ...lines] = table.data;
  if (header === undefined) return answered([]);
  const [timestamp = -1, original = -1, type = -1, status = -1, digest = -1, length = -1] =
    CDX_FIELDS.map((field) => header.indexOf(field));
  if ([timestamp, original, type, status, digest].includes(-1)) return null;
  const rows = lines.map((cells) => ({
    timestamp: cells[timestamp],
    original: cells[original],
    type: cells[type],
    status: cells[status],
    digest: cells[digest],
    length: cells[length],
  }));
  return capturesOf(rows, (at, page) => viewAddress(base, at, page));
}

/** Rows that are asked for at once: an address that was captured every hour for a year has 8,760. */
const MOST_ROWS = 10_000;
/** Addresses that are asked for at once: more do not help to find one page. */
const MOST_ADDRESSES = 100;

function askIndex(
  { base, breaker }: ArchivePlace,
  limit: number,
  query: readonly [string, string][],
): Promise<Captures> {
  const common = { output: 'json', fl: CDX_FIELDS.join(), limit: `${limit}` };
  const url = `${base}/cdx/search/cdx?${new URLSearchParams([...query, ...Object.entries(common)])}`;
  return breaker('index').ask({ url }, (reply) => {
    const refusal = refusalOf(reply);
    if (refusal !== null) return unavailable(refusal);
    return reply.http === 200 ? parseCdx(jsonOf(reply), base) : null;
  });
}

/** Rows are not collapsed by digest: that keeps only the first of a run, and the proof of "unchanged" needs its last. */
async function searchIndex(place: ArchivePlace, url: string): Promise<Captures> {
  const read = await askIndex(place, MOST_ROWS, [['url', url]]);
  if (read.kind === 'unavailable' || read.value.length < MOST_ROWS) return read;
  return {
    ...read,
    note: `${read.note ?? ''} The index was cut after ${MOST_ROWS} captures.`.trim(),
  };
}

/** Found by the index itself, at most {@link MOST_ADDRESSES}. */
function searchAddresses(
  place: ArchivePlace,
  host: string,
  { containing, from }: AddressPattern,
): Promise<Captures> {
  return askIndex(place, MOST_ADDRESSES, [
    ['url', host],
    ['matchType', 'domain'],
    ['collapse', 'urlkey'],
    ...(from === undefined ? [] : [['from', timestampOf(from)] as [string, string]]),
    ['filter', 'statuscode:200'],
    ['filter', `original:.*(?:${containing}).*`],
  ]);
}

const STATUS = z.string().regex(/^\d{3}$/);
const CLOSEST = z.object({ url: z.string(), timestamp: z.string(), status: STATUS.optional() });
const AVAILABILITY = z.object({ archived_snapshots: z.object({ closest: CLOSEST.optional() }) });

/** The Wayback Machine's captures are served by web.archive.org, this question by archive.org. */
const addressAt = (base: string): string =>
  `${base === 'https://web.archive.org' ? 'https://archive.org' : base}/wayback/available`;

/** The capture nearest to an instant, by the availability API; it may be one of an error. Empty when there is none. */
function askAvailability(
  { base, breaker }: ArchivePlace,
  url: string,
  at: string,
): Promise<Captures> {
  const query = new URLSearchParams({ url, timestamp: timestampOf(at) });
  return breaker('availability').ask({ url: `${addressAt(base)}?${query}` }, (reply) => {
    const read = AVAILABILITY.safeParse(reply.http === 200 ? jsonOf(reply) : undefined);
    if (!read.success) return null;
    const { closest } = read.data.archived_snapshots;
    if (closest === undefined) return answered([]);
    const captured = instantOf(closest.timestamp);
    if (captured === null) return null;
    const original = originalOf(closest.url) ?? url;
    const view = viewAddress(base, captured, original);
    const status = closest.status === undefined ? null : Number(closest.status);
    return answered([{ url: view, original, at: captured, status, type: null, digest: null }]);
  });
}
