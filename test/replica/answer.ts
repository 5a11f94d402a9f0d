import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { encode } from './charset.js';
import { addressOf, type Item, type Library } from './library.js';
import { type Effect, effectsOn, lastChange } from './nights.js';
import { articleOf, documentPage, indexPage, missingPage, type Page } from './pages.js';
import { makePdf } from './pdf.js';
import { contentApi } from './sites/gov-uk.js';
import { siteOf } from './sites/index.js';
import type { Moment, Site } from './sites/site.js';

/** What a host answers. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a host is asked, and when. */
export interface Question {
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly night: number;
  readonly moment: Omit<Moment, 'dressed'>;
}

const typed = (type: string, body: string | Buffer): Answer => ({
  status: 200,
  headers: { 'content-type': type },
  body: Buffer.from(body),
});

const ROBOTS = typed('text/plain', 'User-agent: *\nAllow: /\n');

const BOT_WALL: Answer = {
  status: 403,
  headers: {
    'content-type': 'text/html; charset=UTF-8',
    server: 'cloudflare',
    'cf-mitigated': 'challenge',
  },
  body: Buffer.from(`<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title>
<meta name="robots" content="noindex,nofollow"></head><body><div class="main-wrapper" role="main">
<noscript>Enable JavaScript and cookies to continue</noscript></div>
<script>window._cf_chl_opt={cType:'managed'};</script></body></html>`),
};

/** The state of a resource as an ETag or a date; a new token in a form is no new state. */
function validators(
  kind: Site['validator'],
  state: string,
  changed: number,
): Record<string, string> {
  switch (kind) {
    case 'none':
      return {};
    case 'etag':
      return { etag: `W/"${createHash('sha1').update(state).digest('hex').slice(0, 16)}"` };
    case 'last-modified':
      // The nights begin on 26 March 2025 in the demo: a page that never changed is older than the first.
      return { 'last-modified': new Date(Date.UTC(2025, 2, 10 + changed, 6, 30)).toUTCString() };
  }
}

/** The answer with its validators, or 304 when the client has this very state already. */
function conditional(question: Question, sent: Record<string, string>, full: () => Answer): Answer {
  const known =
    (sent.etag !== undefined && question.headers['if-none-match'] === sent.etag) ||
    (sent['last-modified'] !== undefined &&
      question.headers['if-modified-since'] === sent['last-modified']);
  if (known) return { status: 304, headers: sent, body: Buffer.alloc(0) };
  const answer = full();
  return { ...answer, headers: { ...answer.headers, ...sent } };
}

/** Compresses as the client accepts it. */
function packed(answer: Answer, accepts: string): Answer {
  const coding = /\bbr\b/u.test(accepts) ? 'br' : /\bgzip\b/u.test(accepts) ? 'gzip' : null;
  if (coding === null || answer.body.length === 0) return answer;
  const body = coding === 'br' ? brotliCompressSync(answer.body) : gzipSync(answer.body);
  const headers = { ...answer.headers, 'content-encoding': coding, vary: 'Accept-Encoding' };
  return { ...answer, headers, body };
}

const CONTENT_TYPE = {
  utf8: 'text/html; charset=utf-8',
  big5: 'text/html; charset=Big5',
  gb18030: 'text/html',
};

function htmlAnswer(
  question: Question,
  site: Site,
  page: Page,
  effects: readonly Effect[],
  changed: number,
): Answer {
  const dressed = effects.some((e) => e.kind === 'dressed');
  const state = site.frame(page.head, page.main, { serial: 0, nonce: '', dressed });
  const sent = page.status === 200 ? validators(site.validator, state, changed) : {};
  const answer = conditional(question, sent, () => {
    const html = site.frame(page.head, page.main, { ...question.moment, dressed });
    const body = site.charset === undefined ? html : encode(html, site.charset);
    return { ...typed(CONTENT_TYPE[site.charset ?? 'utf8'], body), status: page.status };
  });
  return site.packed ? packed(answer, question.headers['accept-encoding'] ?? '') : answer;
}

const isPdf = (url: URL): boolean => /\.pdf$|\/Download\.aspx$/iu.test(url.pathname);

/** Answers for an item that is there. */
function itemAnswer(
  library: Library,
  question: Question,
  item: Item,
  effects: readonly Effect[],
): Answer {
  const changed = lastChange(question.night, addressOf(item.url));
  const site = siteOf(item.url.hostname, item.kind === 'document' ? item.lang : null);
  if (item.kind === 'index') {
    return htmlAnswer(question, site, indexPage(item, library, question.night), effects, changed);
  }
  const article = articleOf(item, site, effects);
  if (!isPdf(item.url))
    return htmlAnswer(question, site, documentPage(article, site), effects, changed);
  const sent = validators('last-modified', '', changed);
  return conditional(question, sent, () => typed('application/pdf', makePdf(article)));
}

const API = '/api/content/';

/** GOV.UK's content API: the same items, told as JSON. */
function apiAnswer(library: Library, question: Question): Answer {
  const url = new URL(question.url.pathname.slice(API.length - 1), question.url);
  const item = library.at(url);
  if (item === null || item.night > question.night)
    return { ...typed('application/json', '{}'), status: 404 };
  const effects = effectsOn(question.night, addressOf(url));
  const article =
    item.kind === 'document' ? articleOf(item, siteOf(url.hostname, item.lang), effects) : null;
  const editions = item.kind === 'index' ? library.editions(item.series, question.night) : [];
  const title = item.kind === 'index' ? item.series.name : item.title;
  return typed('application/json; charset=utf-8', contentApi(title, url, article, editions));
}

/** Answers one request, as the host would on that night. */
export function answer(library: Library, question: Question): Answer {
  const { url, night } = question;
  const effects = effectsOn(night, addressOf(url));
  if (effects.some((e) => e.kind === 'bot-wall')) return BOT_WALL;
  if (url.pathname === '/robots.txt') return ROBOTS;
  if (url.hostname === 'www.gov.uk' && url.pathname.startsWith(API))
    return apiAnswer(library, question);
  const item = library.at(url);
  const gone = item?.kind === 'document' && effects.some((e) => e.kind === 'gone');
  if (item !== null && item.night <= night && !gone)
    return itemAnswer(library, question, item, effects);
  const site = siteOf(url.hostname, null);
  return htmlAnswer(question, site, missingPage(site, url), effects, 0);
}
