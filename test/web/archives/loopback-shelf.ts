import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { addressKey } from '../../../src/model/address.js';
import { timestampOf } from '../../../src/web/archives/archive-client.js';

/** One capture that a loopback archive holds. */
export interface LoopbackCapture {
  /** The address that was captured. */
  readonly url: string;
  /** ISO. */
  readonly at: string;
  /** What the publisher answered; 200 unless said. */
  readonly status?: number;
  readonly type?: string;
  /** What the publisher sent: text or bytes, or the path of a file that holds them. */
  readonly body?: string | Uint8Array;
  readonly file?: string;
  /** Where an archived redirect leads, at the publisher's. */
  readonly location?: string;
  /** In place of the payload's own SHA-1. */
  readonly digest?: string;
  /** Listed as a revisit: without status and type of its own. */
  readonly revisit?: boolean;
  /** Listed, but cannot be replayed: the archive sends to the nearest that can. */
  readonly unplayable?: boolean;
}

/** A capture as the archive keeps it. */
export interface Kept extends LoopbackCapture {
  readonly status: number;
  readonly timestamp: string;
  readonly bytes: Uint8Array;
  /** Its row of the index, by field. */
  readonly row: Readonly<Record<string, string>>;
}

/** Takes a capture in. */
export function keep(capture: LoopbackCapture): Kept {
  const bytes = bytesOf(capture);
  const { status = 200, type = 'text/html; charset=utf-8', revisit = false } = capture;
  const url = new URL(capture.url).href;
  const timestamp = timestampOf(new Date(capture.at).toISOString());
  const row = {
    timestamp,
    original: url,
    urlkey: addressKey(url),
    mimetype: revisit ? 'warc/revisit' : (type.split(';')[0] ?? '-'),
    statuscode: revisit ? '-' : `${status}`,
    digest: capture.digest ?? digestOf(bytes),
    length: `${bytes.length}`,
  };
  return { ...capture, url, status, type, timestamp, bytes, row };
}

/** The playable capture of an address that is nearest to a timestamp of any length. */
export function nearestTo(kept: readonly Kept[], url: string, timestamp: string): Kept | null {
  const wanted = secondsOf(timestamp || '99991231235959');
  const far = (k: Kept) => Math.abs(secondsOf(k.timestamp) - wanted);
  const own = kept.filter((k) => addressKey(k.url) === addressKey(url) && k.unplayable !== true);
  return own.toSorted((a, b) => far(a) - far(b))[0] ?? null;
}

const secondsOf = (timestamp: string): number => {
  const [y, m, d, h, min, s] =
    timestamp
      .padEnd(14, '0')
      .match(/^\d{4}|\d\d/g)
      ?.map(Number) ?? [];
  return Date.UTC(y ?? 0, Math.max(1, m ?? 1) - 1, Math.max(1, d ?? 1), h, min, s) / 1000;
};

/** What the parts of the archive share. */
export interface Shelf {
  readonly base: string;
  readonly kept: Kept[];
  readonly isExcluded: (url: string) => boolean;
}

const bytesOf = ({ body, file }: LoopbackCapture): Uint8Array =>
  file !== undefined
    ? readFileSync(file)
    : typeof body === 'string'
      ? Buffer.from(body)
      : (body ?? Buffer.alloc(0));

/** CDX's digest: SHA-1 of the payload in base32 (RFC 4648). */
function digestOf(bytes: Uint8Array): string {
  const bits = [...createHash('sha1').update(bytes).digest()]
    .map((b) => b.toString(2).padStart(8, '0'))
    .join('');
  return (bits.match(/.{5}/g) ?? [])
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)])
    .join('');
}

/** Sends an answer whole. */
export function reply(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
): ServerResponse {
  return response
    .writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
    .end(body);
}
