import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EditionVerdict } from '../../src/model/edition.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import type { Decision, Series, Source, Watchlist } from '../../src/model/watchlist.js';
import { check } from '../../src/night/night.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { renderJson } from '../../src/surfaces/files/json.js';
import { column, pdf, wrap } from '../reading/pdf-writer.js';
import { fakeWorld, type Page, settings } from '../world.js';

const FILE = join(import.meta.dirname, '../../sources.json');
const shipped = parseWatchlist(readFileSync(FILE, 'utf8'), 'sources.json');

/** A source of the shipped `sources.json` with its series, its citations, and no decision. */
export function shippedSource(
  id: string,
  more: {
    readonly source?: Partial<Source>;
    readonly series?: Partial<Series>;
    readonly until?: string;
  } = {},
): Watchlist & { readonly url: string; readonly passage: string } {
  const source = shipped.sources.find((s) => s.id === id);
  const series = shipped.series.find((s) => s.id === source?.series);
  if (source === undefined || series === undefined)
    throw new Error(`${id} is not a source of a series`);
  const { until } = more;
  const editions =
    until === undefined
      ? series.editions
      : series.editions.slice(0, series.editions.findIndex((e) => e.edition === until) + 1);
  const citations = shipped.reports.flatMap((r) => r.citations).filter((c) => c.source === id);
  return {
    reports: [{ ...(shipped.reports[0] as Watchlist['reports'][0]), citations }],
    sources: [{ ...source, copies: [], ...more.source }],
    series: [{ ...series, editions, ...more.series }],
    decisions: [],
    url: more.source?.url ?? source.url ?? '',
    passage: citations.flatMap((c) => c.quotes.map((q) => unmarked(q.text))).join('</p><p>'),
  };
}

/** The decision that the shipped `sources.json` records on a source. */
export const shippedDecision = (source: string): Decision =>
  shipped.decisions.find((d) => d.source === source) as Decision;

/** A quotation without the report's own marks, as it may stand in its source. */
const unmarked = (text: string): string =>
  text
    .replace(/ ?\[\.\.\.\]/gu, '')
    .replace(/ \[[^\]]*\]/gu, '')
    .trim();

const PROSE =
  'Observers in several provinces described how the measures were applied, and what the authorities had published about them. ';

/** A web page: a title, then sections by their headings. */
export const html = (
  title: string,
  sections: Readonly<Record<string, string>>,
  head = '',
): string =>
  `<!doctype html><html lang="en"><head><title>${title} - The Publisher</title>${head}</head><body><nav><a href="/">Home</a></nav><main><h1>${title}</h1><p>${PROSE.repeat(4)}</p>${Object.entries(
    sections,
  )
    .map(([heading, text]) => `<h2>${heading}</h2><p>${text}</p><p>${PROSE.repeat(2)}</p>`)
    .join('')}</main><footer>Contact</footer></body></html>`;

/** A page of links: address and text. */
export const links = (title: string, entries: Readonly<Record<string, string>>): string =>
  html(title, {
    Publications: Object.entries(entries)
      .map(([url, text]) => `<a href="${url}">${text}</a>`)
      .join('</p><p>'),
  });

const answer = (bytes: Uint8Array, type: string): Page => ({
  headers: { 'content-type': type },
  body: { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), truncated: false },
});

export const json = (value: unknown): Page =>
  answer(new TextEncoder().encode(JSON.stringify(value)), 'application/json; charset=utf-8');

/** A PDF: a cover of large lines, then a page of text. */
export function pdfOf(
  cover: readonly string[],
  text: string,
  info: Readonly<Record<string, string>> = {},
): Page {
  const lines = wrap(`${PROSE}${text} ${PROSE.repeat(3)}`, 90);
  return answer(
    pdf({
      pages: [column(72, 200, cover, 40).map((p) => ({ ...p, size: 24 })), column(72, 80, lines)],
      info,
    }),
    'application/pdf',
  );
}

/** What a night says of the one source, and which findings are open. */
export interface Told {
  /** As it is published, in words. */
  readonly edition: EditionVerdict & { readonly reason: string };
  readonly source: SourceVerdict;
  /** Kind and state of each finding about an edition, or a notice of a correction. */
  readonly findings: readonly string[];
  /** The addresses that were asked for. */
  readonly asked: readonly string[];
}

/** A web over which nights pass. */
export function web() {
  const world = fakeWorld();
  return {
    pages: world.pages,
    async night(date: string, watch: Watchlist): Promise<Told> {
      world.date = `${date}T02:00:00.000Z`;
      const before = world.asked.length;
      const run = await check(world, watch, settings(), () => {});
      const [source] = run.sources;
      if (source === undefined) throw new Error('the watchlist has no source');
      return {
        source,
        edition: JSON.parse(renderJson(run)).sources[0].edition,
        findings: run.findings
          .filter((f) => /^edition-|^source-corrected$/u.test(f.kind))
          .map((f) => `${f.id.replace(`:${source.id}`, '')} ${f.state}`),
        asked: world.asked.slice(before).map((request) => request.url),
      };
    },
  };
}
