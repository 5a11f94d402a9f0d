import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { load } from 'cheerio';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Agent, request } from 'undici';
import type { Source, Watchlist } from '../../src/model/watchlist.js';
import type { Replica } from './web.js';

/** The shipped watchlist. */
export const WATCHLIST = JSON.parse(readFileSync('sources.json', 'utf8')) as Watchlist;

/** A client of the replica: certificates are verified, names are not looked up. */
export class Reader {
  readonly #agent: Agent;

  constructor(replica: Replica) {
    const ca = readFileSync(replica.caFile, 'utf8');
    this.#agent = new Agent({
      connect: (options, done) => {
        if (options.protocol === 'http:') {
          const socket = connect(replica.httpPort, '127.0.0.1', () => done(null, socket));
          return socket;
        }
        const socket: TLSSocket = connectTls(
          { port: replica.httpsPort, host: '127.0.0.1', servername: options.hostname, ca },
          () => done(null, socket),
        );
        socket.once('error', (error) => done(error, null));
        return socket;
      },
    });
  }

  async read(url: string, headers: Record<string, string> = {}) {
    const answer = await request(url, { dispatcher: this.#agent, headers });
    const sent = Buffer.from(await answer.body.arrayBuffer());
    const coding = answer.headers['content-encoding'];
    const bytes =
      coding === 'br' ? brotliDecompressSync(sent) : coding === 'gzip' ? gunzipSync(sent) : sent;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      bytes,
      text: bytes.toString('utf8'),
    };
  }

  close = (): Promise<void> => this.#agent.close();
}

/** Letters and digits alone. */
export const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Visible text, read as simply as can be, without what footnotes add. */
export function visible(html: string): string {
  const $ = load(html);
  $('script, style, sup').remove();
  return $('body').text();
}

/** What must stand on a source's page: its quotes' own words, cut at the report's omission marks. */
export const partsOf = (watchlist: Watchlist, source: Source): readonly string[] =>
  watchlist.reports
    .flatMap((report) => report.citations)
    .filter((citation) => citation.source === source.id)
    .flatMap((citation) => citation.quotes)
    .flatMap((quote) => (quote.original?.text ?? quote.text).split('[...]'))
    .map((part) => part.replace(/\[(\p{L})\](?=\p{L})/gu, '$1').replace(/\[[^\]]*\]/gu, ''))
    .map(letters)
    .filter((part) => part !== '');

/** A PDF's text without its running heads and page numbers. */
export async function pdfText(
  bytes: Buffer,
): Promise<{ pages: number; text: string; cover: string }> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    const inside = items.flatMap((i) =>
      'str' in i && i.transform[5] > 50 && i.transform[5] < 790 ? i.str : [],
    );
    pages.push(inside.join(' '));
  }
  return { pages: pdf.numPages, text: pages.join(' '), cover: pages[0] ?? '' };
}

/** The sources that have an address. */
export const withUrl = WATCHLIST.sources.filter(
  (s): s is Source & { url: string } => s.url !== null,
);
/** One of them; throws when there is none. */
export const source = (id: string) => {
  const found = withUrl.find((s) => s.id === id);
  if (found === undefined) throw new Error(`sources.json has no ${id} with an address`);
  return found;
};
/** True where the replica serves a PDF. */
export const isPdf = (s: Source): boolean => /\.pdf$|Download\.aspx/u.test(s.url ?? '');
