import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CookieJar } from 'tough-cookie';
import { unpackCapture } from '../../src/evidence/capture.js';
import { remains, seal, unseal } from '../../src/evidence/log.js';
import { readRecords, sha256Of, writeRecord } from '../../src/evidence/warc.js';
import { readContent, readFeed } from '../../src/judging/editions/registers/listing.js';
import { UserError } from '../../src/model/problem.js';
import { robotsPermission } from '../../src/night/context.js';
import type { World } from '../../src/night/world.js';
import { haystacksOf } from '../../src/passage/haystack.js';
import { judgeQuote } from '../../src/passage/judge-quote.js';
import { hasEllipsis, partsOf } from '../../src/passage/parse-quote.js';
import { isoDate, wholeDate } from '../../src/passage/text/dates.js';
import { compareMarks, marksOf } from '../../src/passage/text/edition-name.js';
import { numberForm } from '../../src/passage/text/numbers.js';
import { openSaved } from '../../src/reading/saved/open-saved.js';
import { readText } from '../../src/reading/sniff.js';
import { parseMail } from '../../src/settings/delivery.js';
import { addDecision } from '../../src/settings/edit-source.js';
import { parseSettings } from '../../src/settings/options.js';
import { linesIn } from '../../src/settings/select.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { instantOf, rawAddress, viewOf } from '../../src/web/archives/archive-client.js';
import { parseLinkHeader } from '../../src/web/archives/memento/timegate.js';
import { parseCdx } from '../../src/web/archives/wayback/wayback.js';
import { decodeContent } from '../../src/web/exchange.js';
import { followLocation, readAddress } from '../../src/web/redirect.js';
import { parseHttpDate, retryAfter } from '../../src/web/retry.js';
import { number, openDocument, row, xlsx } from '../reading/office-writer.js';
import { pdf } from '../reading/pdf-writer.js';
import { read } from '../reading/read.js';
import { answer, mhtml, wacz, warc } from '../reading/saved-files.js';
import { zip } from '../reading/zip-writer.js';

/** Something that reads what others wrote. */
export interface Parser {
  readonly name: string;
  /** Reads; what it throws must be what it says that it throws. */
  readonly read: (input: Buffer) => unknown;
  /** What it may throw; nothing unless told. */
  readonly may?: (error: unknown) => boolean;
  /** What is whole, and is altered by chance. */
  readonly whole: readonly (string | Uint8Array)[];
  /** Pieces of its grammar. */
  readonly pieces?: readonly string[];
}

const text = (parse: (input: string) => unknown) => (input: Buffer) => parse(input.toString());
const NOW = Date.UTC(2025, 9, 1);
const WEB = new URL('https://example.org/a/');
const BASE = 'https://web.archive.org';
const isUserError = (error: unknown): boolean => error instanceof UserError;
const isError = (error: unknown): boolean => error instanceof Error;
const SOURCES = readFileSync(join(import.meta.dirname, '../../sources.json'), 'utf8').slice(
  0,
  4_000,
);
const WARC = await writeRecord({
  fields: [['WARC-Type', 'metadata']],
  block: Buffer.from('{"outcome":{}}'),
});
const PRUNED = {
  kind: 'pruned' as const,
  at: '2025-10-01',
  file: 'run-000001.warc.gz',
  bytes: 1,
  fileSha256: sha256Of(''),
  records: [1],
} satisfies Parameters<typeof seal>[0];
const LINE = seal(PRUNED, { n: 0, sha256: '0'.repeat(64) });
const TAGS = [
  '<',
  '>',
  '</',
  '<p>',
  '<table>',
  '<!--',
  '<![CDATA[',
  '<script>',
  '<style>',
  '<sup>',
  '<template>',
  '&#xD800;',
  '&amp',
  'class="note"',
  '<a href="#n1">',
  '<svg>',
  '<math>',
];
const DATES = [
  '2024',
  'January',
  '1',
  '第',
  '年',
  '月',
  '日',
  'Q3',
  'FY',
  '/',
  '–',
  '-',
  'vol.',
  'No. ',
  'XIV',
  'third edition',
  '2023/24',
  'v1.2',
  '３',
  'mars',
  ' de ',
  ',',
];
const QUOTES = [
  '[…]',
  '...',
  '[',
  ']',
  '“',
  '”',
  '(',
  ')',
  '12%',
  '¹',
  '…',
  'Police',
  ' ',
  '[sic]',
  '受害者',
  '\u00ad',
  '\u202e',
  '\ud800',
];
const PAGE =
  '<!doctype html><title>T</title><main><p>Police busted 1,664 gangs.<sup>[1]</sup></p><table><tr><td>1</table></main>';

async function* once(bytes: Buffer) {
  yield bytes;
}

/** Unpacks, but reads no more than a thousandth of what a page may be. */
async function unpacked(input: Buffer): Promise<void> {
  let size = 0;
  for await (const piece of decodeContent(
    once(input.subarray(1)),
    ['gzip', 'br', 'deflate', 'x, gzip'][(input[0] ?? 0) % 4],
    (bytes) => bytes,
  )) {
    size += piece.length;
    if (size > 20_000) return;
  }
}

/** Everything that reads what comes from elsewhere. */
export const PARSERS: readonly Parser[] = [
  { name: 'pages', read: (input) => read(input, 'text/html'), whole: [PAGE], pieces: TAGS },
  {
    name: 'whatever a server sends',
    read: (input) => read(input),
    whole: [PAGE, pdf({ pages: [] }), zip({ a: 'b' })],
  },
  {
    name: 'PDF',
    read: (input) => read(input, 'application/pdf'),
    whole: [pdf({ pages: [[{ x: 50, y: 50, text: 'Police busted 1,664 gangs.' }]] })],
    pieces: [
      '<<',
      '>>',
      'obj',
      'endobj',
      'stream',
      'endstream',
      '1 0 R',
      '[',
      ']',
      '/Type',
      '/Kids',
      '(',
      ')',
      'BT',
      'Tj',
      '%PDF-1.7\n',
      'xref',
      'trailer',
    ],
  },
  {
    name: 'archives of files',
    read: (input) => read(input, 'application/zip'),
    whole: [
      zip({ 'word/document.xml': '<w:document><w:p>a</w:p></w:document>' }),
      xlsx({ sheets: [{ name: 'T', cells: row(1, ['a', number(1.5, 1)]) }], formats: ['0.0%'] }),
      openDocument('text', '<text:p>a</text:p>'),
    ],
  },
  {
    name: 'tables of comma-separated values',
    read: (input) => read(input, 'text/csv'),
    whole: ['Year;Country\n2023;"Congo, Dem. Rep. of the"\n2022;Syria\n'],
    pieces: [',', ';', '\t', '|', '"', '""', '\n', '\r\n', '\ufeff', '1,204', '12 %'],
  },
  {
    name: 'saved pages',
    read: (bytes) => openSaved({ bytes, addresses: ['https://example.org/'] }),
    whole: [
      PAGE,
      mhtml('https://example.org/', PAGE),
      warc([{ url: 'https://example.org/', block: answer(PAGE) }], false),
      warc([
        {
          url: 'https://example.org/',
          block: answer(PAGE, { fields: ['Transfer-Encoding: chunked'] }),
        },
      ]),
      wacz([{ url: 'https://example.org/', block: answer(PAGE) }]),
    ],
    pieces: [
      'WARC/1.1\r\n',
      'Content-Length: 9\r\n',
      'Content-Type: multipart/related; boundary=b\r\n',
      '\r\n\r\n',
      '--b\r\n',
      '=3D',
      'HTTP/1.1 301 Moved\r\nLocation: /',
      '<!-- saved from url=(0001)',
    ],
  },
  {
    name: 'texts',
    read: (input) => read(input, 'text/plain; charset=gb18030'),
    whole: ['Police 受害者'],
  },
  {
    name: 'feeds',
    read: text((xml) => readFeed(xml, 'https://example.org/')),
    whole: ['<rss><channel><title>F</title><item><link>/a</link></item></channel></rss>'],
    pieces: [
      '<item>',
      '<entry>',
      '<link href="',
      '<?xml',
      '<!DOCTYPE x [<!ENTITY a "b">]>',
      '&a;',
      '//[',
      '"',
    ],
  },
  {
    name: 'GOV.UK’s interface',
    read: text(readContent),
    whole: ['{"title":"T","details":{"documents":["<p>a"]},"links":{}}'],
    pieces: ['{', '}', '"links"', ':null', '[', ']', '"details"'],
  },
  {
    name: 'robots.txt',
    read: (bytes) => {
      const body = { bytes, sha256: '', truncated: false };
      const world = {
        fetch: async () => ({ kind: 'answered', http: 200, body }),
      } as unknown as World;
      return robotsPermission(world, 'citewatch/1')('https://example.org/a*b$?c=%2e');
    },
    whole: ['User-agent: *\nDisallow: /a*b$\nCrawl-delay: 1'],
    pieces: ['User-agent:', 'Disallow:', 'Allow:', '*', '$', '/', '\n', '%', '?', '**'],
  },
  {
    name: 'Retry-After',
    read: text((value) => {
      const ms = retryAfter(
        {
          kind: 'answered',
          http: 503,
          headers: { 'retry-after': value },
          location: null,
          cookies: [],
          body: null,
          requests: 1,
          received: 0,
          startedAt: 0,
        },
        NOW,
      );
      if (Number.isNaN(ms)) throw new Error('not a time');
    }),
    whole: ['120', 'Wed, 21 Oct 2015 07:28:00 GMT'],
    pieces: ['1e9', '9'.repeat(400), '-', '.', 'GMT', 'Wed,'],
  },
  {
    name: 'dates of HTTP',
    read: text((value) => parseHttpDate(value, NOW)),
    whole: ['Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'],
    pieces: ['99', 'Feb', '31', ':', 'GMT'],
  },
  {
    name: 'addresses',
    read: text((value) => {
      readAddress(value);
      followLocation(value, WEB);
    }),
    whole: ['//user@host:99/a?b#c'],
    pieces: ['http://', '[::1]', '%', '\\', '@', ':', '//', '..', 'xn--', '\0'],
  },
  {
    name: 'cookies',
    read: text((value) => {
      const jar = new CookieJar(null, { prefixSecurity: 'strict' });
      jar.setCookieSync(value, WEB.href, { now: new Date(NOW), ignoreError: true });
      return jar.getCookieStringSync(WEB.href);
    }),
    whole: ['a=b; Path=/; Domain=.example.org; Max-Age=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT'],
    pieces: [';', '=', 'Domain=', 'Max-Age=', '-1', 'Path', 'Secure'],
  },
  { name: 'packed bodies', read: unpacked, may: isError, whole: [] },
  {
    name: 'the index of an archive',
    read: text((value) => {
      let json: unknown;
      try {
        json = JSON.parse(value);
      } catch {
        json = [
          ['timestamp', 'original', 'mimetype', 'statuscode', 'digest'],
          [value, value, value, value, value],
          value.split(' '),
        ];
      }
      return parseCdx(json, BASE);
    }),
    whole: ['20200101000000 http://a.org/ text/html 200 ABC'],
    pieces: ['[', ']', '"', ',', '20201399999999', 'http://', 'warc/revisit'],
  },
  {
    name: 'links of mementos',
    read: text((value) => {
      parseLinkHeader(value);
      rawAddress(value);
      viewOf(value);
      instantOf(value);
    }),
    whole: ['<http://a.org/>; rel="memento first"; datetime="Wed, 21 Oct 2015 07:28:00 GMT"'],
    pieces: ['<', '>', ';', 'rel=', '"', '\\', ',', 'datetime="99"', '99999999999999'],
  },
  {
    name: 'WARC',
    read: async (input) => {
      await readRecords(input).catch((e) => {
        if (!isError(e)) throw e;
      });
      await unpackCapture(input);
    },
    may: isError,
    whole: [WARC],
  },
  {
    name: 'the log of evidence',
    read: text((line) => {
      unseal(line);
      remains(line);
    }),
    whole: [LINE],
    pieces: ['"', ',', '{', '}', '"sha256":', '"n":'],
  },
  {
    name: 'sources.json',
    read: text((json) => parseWatchlist(json, 'sources.json')),
    may: isUserError,
    whole: [
      '{"reports":[],"sources":[{"id":"a","publisher":"p","title":"t","url":"http://a.org/"}],"series":[]}',
      SOURCES,
    ],
    pieces: [
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '//',
      '/*',
      '"sources"',
      '"id"',
      'null',
      '\\u0000',
      '"quotes"',
      '1e999',
    ],
  },
  {
    name: 'decisions in it',
    read: text((json) => {
      parseWatchlist(json, 'sources.json');
      addDecision(json, {
        source: 'a',
        about: 'edition-newer',
        edition: null,
        keep: true,
        reason: 'r',
        on: '2025-01-01',
        until: null,
      });
    }),
    may: isUserError,
    whole: ['{"reports":[],"sources":[],"series":[],"decisions":[]}'],
    pieces: ['{', '}', '"decisions"', ':', '[', ']', 'null'],
  },
  {
    name: 'lines of sources',
    read: text((json) => linesIn(json).source('a')),
    whole: ['{"sources":[\n{"id":"a"}]}'],
    pieces: ['{', '[', '"sources"', ':', '"id"', 'null', '1'],
  },
  {
    name: 'subscribers',
    read: text((json) => parseMail({ SMTP_URL: json, MAIL_TO: json }, json)),
    whole: ['{"from":"a@b.org","to":["c@d.org"]}'],
    pieces: ['@', ',', '<', '>', '"', '\r\n'],
  },
  {
    name: 'options',
    read: text((value) =>
      parseSettings(
        {
          only: value,
          timeout: value,
          connectTo: [value],
          proxy: value,
          archive: value,
          now: value,
          maxBytes: value,
          userAgent: value,
          cacert: value,
        },
        '1',
      ),
    ),
    may: isUserError,
    whole: [':80:127.0.0.1:1', '2025-10-01T00:00:00Z'],
    pieces: [':', '[', ']', '20M', 'k', '-', 'http://', '-----BEGIN CERTIFICATE-----'],
  },
  {
    name: 'quotations',
    read: text((quote) => {
      const parts = partsOf(quote);
      hasEllipsis(parts);
      return judgeQuote(
        'q',
        { text: quote },
        {
          kind: 'text',
          url: WEB.href,
          haystacks: haystacksOf(readText(`Police busted. ${quote}`)),
        },
      );
    }),
    whole: ['Police […] busted “1,664” gangs [of usurers].'],
    pieces: QUOTES,
  },
  {
    name: 'dates',
    read: text((value) => {
      isoDate(value);
      wholeDate(value);
      numberForm(value, value);
    }),
    whole: ['Wednesday, 27 September 2023', '2024-02-30T00:00:00+25:00'],
    pieces: DATES,
  },
  {
    name: 'editions',
    read: text((value) => compareMarks(marksOf(value), marksOf('2023/24'))),
    whole: ['March 2024', 'Volume XIV, No. 3'],
    pieces: DATES,
  },
];
