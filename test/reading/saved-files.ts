import { gzipSync } from 'node:zlib';
import { zip } from './zip-writer.js';

/** Bytes as quoted-printable, in lines of 76 characters. */
export const quotedPrintable = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      (byte >= 33 && byte <= 126 && byte !== 61) || byte === 32 || byte === 10
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
    .replace(/((?:=[\dA-F]{2}|[^\n=]){72})(?!\n)/g, '$1=\n')
    .replaceAll('\n', '\r\n');

const BOUNDARY = '----MultipartBoundary--abc123----';

/** A part of a page saved as MHTML. */
export interface MhtmlPart {
  readonly head: readonly string[];
  readonly body: string;
}

/** A page as Chrome saves it as a single file. */
export const mhtml = (
  url: string,
  html: string,
  { date = 'Tue, 3 Mar 2026 09:30:00 -0000', parts = [] as readonly MhtmlPart[] } = {},
): Buffer => {
  const all: readonly MhtmlPart[] = [
    {
      head: [
        'Content-Type: text/html',
        'Content-ID: <frame-1@mhtml.blink>',
        'Content-Transfer-Encoding: quoted-printable',
        `Content-Location: ${url}`,
      ],
      body: quotedPrintable(html),
    },
    ...parts,
  ];
  const head = [
    'From: <Saved by Blink>',
    `Snapshot-Content-Location: ${url}`,
    'Subject: A page',
    `Date: ${date}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/related;',
    '\ttype="text/html";',
    `\tboundary="${BOUNDARY}"`,
  ];
  const body = all
    .map((part) => `--${BOUNDARY}\r\n${part.head.join('\r\n')}\r\n\r\n${part.body}\r\n`)
    .join('');
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n\r\n${body}--${BOUNDARY}--\r\n`);
};

/** A record of a WARC file. */
export interface WarcPart {
  readonly type?: string;
  readonly url: string;
  readonly date?: string;
  readonly fields?: readonly string[];
  readonly block: string | Uint8Array;
  /** What it says of its length, where that is not so. */
  readonly claims?: number;
}

/** An answer as it is recorded. */
export const answer = (
  body: string | Uint8Array,
  { status = '200 OK', type = 'text/html; charset=utf-8', fields = [] as readonly string[] } = {},
): Buffer =>
  Buffer.concat([
    Buffer.from([`HTTP/1.1 ${status}`, `Content-Type: ${type}`, ...fields, '', ''].join('\r\n')),
    Buffer.from(body),
  ]);

/** A WARC file of these records, each packed by itself. */
export const warc = (parts: readonly WarcPart[], pack = true): Buffer =>
  Buffer.concat(
    parts.map(
      ({ type = 'response', url, date = '2026-03-03T09:30:00Z', fields = [], block, claims }) => {
        const head = [
          'WARC/1.1',
          `WARC-Type: ${type}`,
          `WARC-Target-URI: ${url}`,
          `WARC-Date: ${date}`,
          ...fields,
          `Content-Length: ${claims ?? Buffer.from(block).length}`,
        ];
        const record = Buffer.concat([
          Buffer.from(`${head.join('\r\n')}\r\n\r\n`),
          Buffer.from(block),
          Buffer.from('\r\n\r\n'),
        ]);
        return pack ? gzipSync(record) : record;
      },
    ),
  );

/** A WACZ with one file of records. */
export const wacz = (parts: readonly WarcPart[], name = 'archive/data.warc.gz'): Uint8Array =>
  zip({ [name]: warc(parts), 'datapackage.json': '{}', 'pages/pages.jsonl': '{}' });

/** What the extension SingleFile writes. */
export const singleFile = (url: string, html: string, pictures = 0): string =>
  html.replace(
    /<html[^>]*>/u,
    (start) => `${start}<!--
 Page saved with SingleFile 
 url: ${url} 
 saved date: Tue Mar 03 2026 10:30:00 GMT+0100 (Central European Standard Time)
--><img src="data:image/png;base64,${'A'.repeat(pictures)}">`,
  );
