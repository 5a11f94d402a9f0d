import { hash } from 'node:crypto';
import * as z from 'zod';
import { parseAddress, parseWebAddress } from '../../model/address.js';
import { originalOf } from '../../model/archived-address.js';
import type { Answered, Body } from '../../model/outcome.js';
import type { PartialDate } from '../../model/watchlist.js';
import {
  type ArchiveAnswer,
  type ArchiveAnswered,
  answered,
  byTime,
  type CircuitBreaker,
  instantOf,
  isMemento,
  jsonOf,
  type Memento,
  mementoDateOf,
  rawAddress,
  replyText,
  timestampOf,
  unavailable,
  viewAddress,
  viewOf,
} from './archive-client.js';

export const CDX_FIELDS = [
  'timestamp',
  'original',
  'mimetype',
  'statuscode',
  'digest',
  'length',
] as const;

const TABLE = z.array(z.array(z.string()));
const REVISIT = 'warc/revisit';

/** A row of the index before revisits are resolved. */
type Row = Omit<Memento, 'url'>;

/** Rows of a CDX server's `output=json`, oldest first, revisits resolved; the note counts senseless rows. Null when it is no CDX answer. */
export function parseCdx(json: unknown, base: string): ArchiveAnswered<readonly Memento[]> | null {
  const table = TABLE.safeParse(json);
  if (!table.success) return null;
  const [header, ...lines] = table.data;
  if (header === undefined) return answered([]);
  const at = CDX_FIELDS.map((field) => header.indexOf(field));
  if (at.slice(0, -1).includes(-1)) return null;

  const rows = lines.map((line) => readRow(at.map((column) => line[column])));
  const sound = rows.filter((row) => row !== null);
  const lost = rows.length - sound.length;
  if (lost > 0 && sound.length === 0) return null;
  const distinct = new Map(
    resolveRevisits(sound).map((row) => [`${row.at} ${row.original} ${row.status}`, row]),
  );
  const captures = [...distinct.values()]
    .sort(byTime)
    .map((row) => ({ url: viewAddress(base, row.at, row.original), ...row }));
  return answered(
    captures,
    lost === 0 ? null : `${lost} of ${rows.length} rows of the index made no sense.`,
  );
}

function readRow(cells: readonly (string | undefined)[]): Row | null {
  const [timestamp = '', original = '', type = '-', status = '-', digest = '-', length = ''] =
    cells;
  const at = instantOf(timestamp);
  const address = parseWebAddress(original);
  // Crawlers took `mailto:` links for hosts (`http://mailto:a@b.org/`).
  if (at === null || address === null || address.username !== '' || !/^(?:\d{3}|-)$/.test(status))
    return null;
  return {
    original: original.replace(
      /^(http:\/\/[^/]+):80(?=\/|$)|^(https:\/\/[^/]+):443(?=\/|$)/,
      '$1$2',
    ),
    at,
    status: status === '-' ? null : Number(status),
    type: type === '-' ? null : type,
    digest: digest === '-' || digest === '' ? null : digest,
    ...(/^\d+$/.test(length) ? { length: Number(length) } : {}),
  };
}

function resolveRevisits(rows: readonly Row[]): readonly Row[] {
  const known = new Map(rows.filter((row) => row.type !== REVISIT).map((row) => [row.digest, row]));
  return rows.map((row) => {
    if (row.type !== REVISIT) return row;
    const first = row.digest === null ? undefined : known.get(row.digest);
    const { status = null, type = null, length } = first ?? {};
    return { ...row, status: row.status ?? status, type, length };
  });
}

/** Rows that are asked for at once: an address that was captured every hour for a year has 8,760. */
const MOST_ROWS = 10_000;
/** Addresses that are asked for at once: more do not help to find one page. */
const MOST_ADDRESSES = 100;

function askIndex(
  breaker: CircuitBreaker,
  base: string,
  limit: number,
  query: readonly [string, string][],
): Promise<ArchiveAnswer<readonly Memento[]>> {
  const common = { output: 'json', fl: CDX_FIELDS.join(), limit: `${limit}` };
  const url = `${base}/cdx/search/cdx?${new URLSearchParams([...query, ...Object.entries(common)])}`;
  return breaker.ask({ url }, (reply) => {
    const refusal = refusalOf(reply);
    if (refusal !== null) return unavailable(refusal);
    return reply.http === 200 ? parseCdx(jsonOf(reply), base) : null;
  });
}

/**
 * Every capture of an address in the Wayback Machine's index, oldest first, with errors and redirects. Rows are not collapsed by digest:
 * that keeps only the first of a run, and the proof of "unchanged" needs its last.
 */
export async function searchIndex(
  breaker: CircuitBreaker,
  base: string,
  url: string,
): Promise<ArchiveAnswer<readonly Memento[]>> {
  const read = await askIndex(breaker, base, MOST_ROWS, [['url', url]]);
  if (read.kind === 'unavailable' || read.value.length < MOST_ROWS) return read;
  return {
    ...read,
    note: `${read.note ?? ''} The index was cut after ${MOST_ROWS} captures.`.trim(),
  };
}

export interface AddressPattern {
  /** Found in the address: a regular expression as the index reads it (Java's). */
  readonly containing: string;
  /** The first day of the captures, as precise as it is written. */
  readonly from?: PartialDate | undefined;
}

/** The first good capture of each address of a host and its subdomains that matches the pattern. */
export const searchAddresses = (
  breaker: CircuitBreaker,
  base: string,
  host: string,
  { containing, from }: AddressPattern,
): Promise<ArchiveAnswer<readonly Memento[]>> =>
  askIndex(breaker, base, MOST_ADDRESSES, [
    ['url', host],
    ['matchType', 'domain'],
    ['collapse', 'urlkey'],
    ...(from === undefined ? [] : [['from', timestampOf(from)] as [string, string]]),
    ['filter', 'statuscode:200'],
    ['filter', `original:.*(?:${containing}).*`],
  ]);

/** Why an archive gives nothing of this one address, though it works; null when it does not say so. */
function refusalOf(reply: Answered): string | null {
  if (reply.http === 400) return 'The archive does not accept this address.';
  const error = reply.headers['x-archive-wayback-runtime-error'] ?? '';
  return error.includes('AccessControlException') ||
    /has been excluded from/i.test(replyText(reply, 100_000))
    ? 'The archive does not give out captures of this address.'
    : null;
}

interface ReadingBase {
  /** Where people look at what was read. */
  readonly url: string;
  readonly rawUrl: string;
  /** When what was read was captured, ISO ({@link mementoDateOf}). */
  readonly mementoDatetime: string;
  /** False when the archive gave another capture than was asked for. */
  readonly exact: boolean;
  /** What the publisher answered then. */
  readonly http: number;
}

/** What a capture holds: a page's bytes as sent, a redirect (where it led at the publisher's, or null; where the archive replays that), or an error. */
export type CaptureReading =
  | (ReadingBase & {
      readonly kind: 'page';
      readonly body: Body;
      readonly contentType: string | null;
    })
  | (ReadingBase & {
      readonly kind: 'redirect';
      readonly location: string | null;
      readonly replayed?: string | null;
    })
  | (ReadingBase & { readonly kind: 'error' });

type Step = { readonly kind: 'hop'; readonly to: string } | CaptureReading;

/** Redirects of an archive to another of its captures that are followed. */
const MOST_HOPS = 3;

/**
 * Reads a capture's bytes as they were captured. The archive may redirect to another capture when it cannot replay this one: that is
 * followed, and `exact` says so; so is, once, an archived redirect. A reply without `Memento-Datetime` is the archive's own page.
 */
export async function readMemento(
  breaker: CircuitBreaker,
  capture: Memento,
): Promise<ArchiveAnswer<CaptureReading>> {
  let url = rawAddress(capture.url);
  let led: CaptureReading | null = null;
  for (let hop = 0; hop <= MOST_HOPS; hop++) {
    const step: ArchiveAnswer<Step> = await breaker.ask({ url }, (reply) => stepOf(reply, capture));
    if (step.kind === 'unavailable') return led === null ? step : answered(led);
    const { value } = step;
    if (value.kind === 'hop') url = value.to;
    else if (value.kind === 'redirect' && value.replayed?.includes('id_/') && led === null) {
      led = value;
      url = value.replayed;
    } else return answered(led === null ? value : { ...value, exact: false });
  }
  return led === null ? unavailable('The archive redirects without end.') : answered(led);
}

function stepOf(reply: Answered, asked: Memento): ArchiveAnswer<Step> | null {
  if (isMemento(reply)) {
    const reading = readingOf(reply, asked);
    return reading === null ? null : answered(reading);
  }
  const refusal = refusalOf(reply);
  if (refusal !== null) return unavailable(refusal);
  if (reply.http === 404) return unavailable('The archive does not have this capture (any more).');
  const to = reply.http >= 300 && reply.http < 400 ? leadsTo(reply) : null;
  return to === null ? null : answered({ kind: 'hop', to });
}

/** Where a reply leads within its archive; null where it leads nowhere, or elsewhere. */
function leadsTo(reply: Answered): string | null {
  const { location } = reply.headers;
  const to = location === undefined ? null : parseAddress(location, reply.url);
  return to?.origin === new URL(reply.url).origin ? rawAddress(to.href) : null;
}

function readingOf(reply: Answered, asked: Memento): CaptureReading | null {
  const mementoDatetime = mementoDateOf(reply);
  if (mementoDatetime === null) return null;
  const base = {
    url: viewOf(reply.url),
    rawUrl: reply.url,
    mementoDatetime,
    exact: mementoDatetime === asked.at,
    http: reply.http,
  };
  if (reply.http >= 400) return { kind: 'error', ...base };
  if (reply.http >= 300) {
    const { location = null } = reply.headers;
    const replayed = leadsTo(reply);
    return {
      kind: 'redirect',
      ...base,
      location: location && (originalOf(location) ?? location),
      replayed,
    };
  }
  return {
    kind: 'page',
    ...base,
    body: reply.body ?? NO_BODY,
    contentType: reply.headers['content-type'] ?? null,
  };
}

const NO_BODY: Body = { bytes: new Uint8Array(), sha256: hash('sha256', ''), truncated: false };
