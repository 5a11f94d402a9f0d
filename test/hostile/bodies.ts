import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { encode } from '../replica/charset.js';
import {
  type Answer,
  type Behaviour,
  behaviour,
  inTurn,
  raw,
  send,
  theArticle,
} from './behaviour.js';
import { article, prose, site } from './pages.js';
import { textPdf } from './pdf.js';

const CRLF = '\r\n';
const head = (...lines: readonly string[]): string =>
  ['HTTP/1.1 200 OK', 'Content-Type: text/html; charset=utf-8', ...lines, '', ''].join(CRLF);

const page = (name: string): Buffer => Buffer.from(article(name));

/** Writes pieces for as long as the other side reads them. */
const pour =
  (
    start: string | Uint8Array,
    piece: Uint8Array,
    times = Number.POSITIVE_INFINITY,
    headers = {},
  ): Answer =>
  ({ request, response }): void => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    // Node takes in a body that it will not send, without end.
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    let left = times;
    const more = () => {
      while (left-- > 0 && !response.destroyed) if (!response.write(piece)) return;
      response.end();
    };
    response.on('drain', more);
    response.write(start, more);
  };

/** Writes a piece every `ms` milliseconds, for ever. */
const trickle =
  (start: string, piece: string, ms: number): Answer =>
  ({ request: { socket } }) => {
    socket.write(start);
    const timer = setInterval(() => socket.write(piece), ms);
    socket.on('close', () => clearInterval(timer));
  };

/** 300 times ten million spaces, packed. */
const SPACES = gzipSync(Buffer.alloc(10_000_000, ' '));

const packed = (name: string, coding: string, pack: (bytes: Buffer) => Buffer): Behaviour =>
  behaviour(
    name,
    'alive',
    'the document',
    send(pack(page(name)), 200, { 'content-encoding': coding }),
  );

const BROKEN = 'a browser’s error';

const whole: readonly Behaviour[] = [
  packed('gzip', 'gzip', gzipSync),
  packed('brotli', 'br', brotliCompressSync),
  packed('deflate', 'deflate', deflateSync),
  packed('deflate-raw', 'deflate', deflateRawSync),
  packed('gzip-twice', 'gzip, gzip', (bytes) => gzipSync(gzipSync(bytes))),
  behaviour(
    'charset-mislabelled',
    'alive',
    'the document, in Chinese',
    send(
      encode(
        site(
          '棉区的劳动力转移',
          `<h1>棉区的劳动力转移</h1>${'<p>县里的通知说，每户在月底之前要报一名劳动力。</p>'.repeat(20)}`,
          '',
          'zh',
        ).replace('<meta charset="utf-8">', ''),
        'gb18030',
      ),
    ),
    { title: '棉区的劳动力转移' },
  ),
  behaviour(
    'pdf-as-html',
    'alive',
    'the document, which is a PDF',
    send(textPdf('Labour transfers in the cotton districts'), 200, { 'content-type': 'text/html' }),
  ),
  behaviour(
    'html-as-nothing',
    'alive',
    'the document, without a type',
    raw(`HTTP/1.1 200 OK${CRLF}Connection: close${CRLF}${CRLF}${article('html-as-nothing')}`),
  ),
  behaviour(
    'headers-63-kb',
    'alive',
    'the document',
    raw(head(`X-Long: ${'x'.repeat(63_000)}`, 'Connection: close') + article('headers-63-kb')),
  ),
  behaviour('slow-first-byte', 'alive', 'the document, after a moment', (ask) =>
    setTimeout(() => theArticle(ask), 400),
  ),
  behaviour('head-refused', 'alive', 'the document', (ask) =>
    (ask.request.method === 'HEAD' ? send('', 405) : theArticle)(ask),
  ),
  behaviour('head-lies', 'alive', 'the document', (ask) =>
    (ask.request.method === 'HEAD' ? send('', 404) : theArticle)(ask),
  ),
  behaviour('head-hangs', 'alive', 'the document', (ask) =>
    ask.request.method === 'HEAD' ? undefined : theArticle(ask),
  ),
  behaviour(
    'agent-named-link-refused',
    'alive',
    'the document; programs with “link” in their name are refused',
    (ask) =>
      (/link/i.test(ask.request.headers['user-agent'] ?? '') ? send('', 403) : theArticle)(ask),
  ),
  behaviour(
    'agent-missing-refused',
    'alive',
    'the document; programs without a name are refused',
    (ask) =>
      (/^(node|undici|)$/.test(ask.request.headers['user-agent'] ?? '')
        ? send('', 403)
        : theArticle)(ask),
  ),
  behaviour(
    'endless-body',
    'alive',
    'the document, and a page that never stops loading',
    pour(article('endless-body'), Buffer.alloc(65_536, ' ')),
  ),
  behaviour(
    'bomb',
    'alive',
    'the document, in three gigabytes of nothing',
    pour(gzipSync(page('bomb')), SPACES, 300, { 'content-encoding': 'gzip' }),
  ),
  behaviour(
    'coding-that-is-none',
    'alive',
    'the document; browsers ignore a content coding that names a charset',
    send(article('coding-that-is-none'), 200, { 'content-encoding': 'utf-8' }),
  ),
  behaviour(
    'deep-markup',
    'alive',
    'the document, inside ten thousand boxes',
    send(site('Deep', `${'<div>'.repeat(10_000)}<h1>Deep</h1>${prose('deep', 20)}`)),
    { title: 'Deep' },
  ),
];

const broken: readonly Behaviour[] = [
  behaviour(
    'gzip-corrupt',
    'unreachable',
    BROKEN,
    send(
      Buffer.concat([gzipSync(page('gzip-corrupt')).subarray(0, 300), Buffer.alloc(300, 7)]),
      200,
      {
        'content-encoding': 'gzip',
      },
    ),
  ),
  behaviour(
    'gzip-in-name-only',
    'unreachable',
    BROKEN,
    send(article('gzip-in-name-only'), 200, { 'content-encoding': 'gzip' }),
  ),
  behaviour(
    'coding-unknown',
    'unreachable',
    'letters without sense',
    send('...', 200, { 'content-encoding': 'compress' }),
  ),
  behaviour(
    'length-too-long',
    'unreachable',
    'half of the document',
    raw(head('Content-Length: 99999') + article('length-too-long')),
  ),
  behaviour(
    'length-twice',
    'unreachable',
    BROKEN,
    raw(head('Content-Length: 5', 'Content-Length: 7') + article('length-twice')),
  ),
  behaviour(
    'chunks-cut-off',
    'unreachable',
    'half of the document',
    raw(
      `${head('Transfer-Encoding: chunked')}400${CRLF}${article('chunks').slice(0, 0x400)}${CRLF}`,
    ),
  ),
  behaviour(
    'chunks-malformed',
    'unreachable',
    BROKEN,
    raw(`${head('Transfer-Encoding: chunked')}xyz${CRLF}abc${CRLF}`),
  ),
  behaviour(
    'reset-inside-the-body',
    'unreachable',
    'half of the document',
    raw(head('Content-Length: 99999') + article('reset'), 'reset'),
  ),
  behaviour('reset-before-the-answer', 'unreachable', BROKEN, ({ request }) =>
    request.socket.resetAndDestroy(),
  ),
  behaviour('closed-before-the-answer', 'unreachable', BROKEN, ({ request }) =>
    request.socket.end(),
  ),
  behaviour(
    'closed-once',
    'alive',
    'the document, on the second try',
    inTurn(({ request }) => request.socket.destroy(), theArticle),
  ),
  behaviour('silence', 'unreachable', 'a page that never comes', () => {}),
  behaviour(
    'stops-inside-the-body',
    'unreachable',
    'half of the document, for ever',
    raw(head('Content-Length: 99999') + article('stops'), 'stay'),
  ),
  behaviour(
    'trickle',
    'unreachable',
    'a page that comes letter by letter, for ever',
    trickle(head('Content-Length: 99999'), 'a', 100),
  ),
  behaviour(
    'headers-without-end',
    'unreachable',
    'a page that never comes',
    trickle('HTTP/1.1 200 OK\r\n', 'X-More: x\r\n', 100),
  ),
  behaviour(
    'headers-70-kb',
    'unreachable',
    BROKEN,
    raw(head(`X-Long: ${'x'.repeat(70_000)}`, 'Connection: close') + article('headers-70-kb')),
  ),
  behaviour(
    'no-status-line',
    'unreachable',
    BROKEN,
    raw(`Content-Type: text/html${CRLF}${CRLF}${article('no-status-line')}`),
  ),
  behaviour(
    'http-0-9',
    'unreachable',
    'a browser that downloads something',
    raw(article('http-0-9')),
  ),
  behaviour(
    'another-protocol',
    'unreachable',
    BROKEN,
    raw(`220 mail.hostile.example ESMTP${CRLF}`),
  ),
  behaviour(
    'noise',
    'unreachable',
    BROKEN,
    raw(Buffer.from(Array.from({ length: 2_000 }, (_, i) => (i * 97) % 256))),
  ),
];

/** What can go wrong between the status line and the last byte. */
export const bodies: readonly Behaviour[] = [
  ...whole,
  behaviour('length-too-short', 'alive', 'the document, cut before its end', (ask) => {
    const bytes = article('length-too-short');
    raw(head(`Content-Length: ${bytes.length - 400}`, 'Connection: close') + bytes)(ask);
  }),
  ...broken,
];
