import { randomUUID } from 'node:crypto';
import type { WarcRecord } from './warc.js';

/** What the records say of themselves, so that nobody takes them for a recording of the wire. */
export const NOTE =
  'Rebuilt from what the HTTP client reports. The payload is the body as received, with its transfer and content ' +
  'encodings undone; header names are in lower case and repeated headers are joined; headers that no longer fit the ' +
  'payload are kept as x-orig-…; the reason phrase and the HTTP version are not known. The request has its header ' +
  'fields as they were sent, but for a proxy’s password; HTTP/2 is written as HTTP/1.1 would be. Of redirects the ' +
  'address, the status and the time are kept, of the last connection its certificates, as resource records in the ' +
  'same file. WARC-Date is when the first request was sent, by the clock of the machine.';

/** A record's id as WARC writes it. */
export const recordUri = (id: string): string => `<urn:uuid:${id}>`;

/** An address without what a server never sees of it. */
export const target = (url: string): string => url.replace(/#.*$/su, '');

/** The fields that every record has. */
export const recordFields = (
  type: string,
  id: string,
  date: string,
  contentType: string,
): WarcRecord['fields'] => [
  ['WARC-Type', type],
  ['WARC-Record-ID', recordUri(id)],
  ['WARC-Date', date],
  ['Content-Type', contentType],
];

/** Foreign text as it may stand in one line of a record. */
export const oneLine = (value: string): string => value.replace(/[\r\n\0]/gu, ' ');

/** The record that opens a file, and says of it who wrote it. */
export function warcinfo(
  { at, userAgent }: { readonly at: string; readonly userAgent: string },
  file: string,
): WarcRecord {
  const info = { software: userAgent, format: 'WARC File Format 1.1', description: NOTE };
  const block = Object.entries(info).map(([name, value]) => `${name}: ${oneLine(value)}\r\n`);
  const fields = recordFields('warcinfo', randomUUID(), at, 'application/warc-fields');
  return { fields: [...fields, ['WARC-Filename', file]], block: Buffer.from(block.join('')) };
}
